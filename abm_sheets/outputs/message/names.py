"""Names as people typed them, made fit for a line of text."""

from __future__ import annotations

from dataclasses import replace

from abm_sheets.outputs.digest import shortened
from abm_sheets.story.view import View

LONGEST_NAME = 60
"""Characters of a name that a message holds."""

_NAMES = ("account", "marketing_owner", "sales_owner")


def with_short_names(view: View) -> View:
    """The same view, each account's and owner's name on one line and cut where it is too long."""
    accounts = view.tables.accounts
    short = {name: accounts[name].map(_short) for name in _NAMES}
    return replace(view, tables=replace(view.tables, accounts=accounts.assign(**short)))


def on_one_line(text: str) -> str:
    """A text without the line breaks that a cell or a file's name may hold."""
    return " ".join(text.split())


def _short(name: str) -> str:
    return shortened(on_one_line(name), LONGEST_NAME)
