"""How each medium shows the story."""
