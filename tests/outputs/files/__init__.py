"""Tests of what other tools are given."""
