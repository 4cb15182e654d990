"""Whether the sheet is in order."""
