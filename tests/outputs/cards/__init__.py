"""Tests of the side panel in Google Sheets."""
