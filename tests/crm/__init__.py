"""Servers on this machine that stand in for the systems which are read live."""
