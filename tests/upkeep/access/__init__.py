"""Tests of the roles: desired, planned, applied, and what comes loose."""
