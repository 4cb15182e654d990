"""Tests of the Google adapter, over HTTP to the local Google."""
