"""Tests of making a spreadsheet ready."""
