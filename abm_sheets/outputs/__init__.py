"""How each medium shows the story: tabs, page, slides, message, cards, terminal and files."""
