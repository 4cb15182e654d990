"""Systems that are read live."""
