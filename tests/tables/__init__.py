"""Tests of reading: cells to frames and issues."""
