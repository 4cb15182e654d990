"""Tests of the catalogues and of what is built on them."""
