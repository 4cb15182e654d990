"""Tests of abm_sheets.explain."""
