"""Tests of what the service keeps."""
