"""The edge: files to plain cells, and sheets as data to files. The only room with a spreadsheet library."""

from __future__ import annotations

from getpass import getuser


def session_name() -> str:
    """The name of the session as the system knows it; that of the program where it knows none."""
    try:
        return getuser()
    except (OSError, KeyError, ImportError):
        return "abm-sheets"
