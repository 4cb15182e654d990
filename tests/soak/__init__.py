"""What months of use do to one sheet, played in minutes: `python -m tests.soak`."""
