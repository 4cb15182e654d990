"""Tests of trying other settings."""
