"""The metrics on small tables whose numbers were worked out by hand."""
