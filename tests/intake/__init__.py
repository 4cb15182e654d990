"""Tests of the rows that other tools send."""
