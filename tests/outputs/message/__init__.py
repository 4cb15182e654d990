"""Tests of the Monday message."""
