"""Tests of what leadership looks at."""
