"""Tests of one output tab for other tools."""
