"""Tests of the starter workbook, its guide and its sample."""
