"""Formulas: read, calculated, and shifted when cells move."""
