"""Other systems' files, read as records."""
