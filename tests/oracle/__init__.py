"""A second, slow and independent reading of the specification, for differential tests."""
