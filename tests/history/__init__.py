"""Tests of what stays: frozen weeks, definitions, restatements."""
