"""Tests of the files that CRMs import."""
