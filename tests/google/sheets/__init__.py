"""Sheets v4: spreadsheets in memory, and the methods that read and change them."""
