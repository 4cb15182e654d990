"""Tests of reading and writing `.xlsx` files."""
