"""What people have still to fill of a spreadsheet that is ready."""

from __future__ import annotations

from abm_sheets.issues import has_errors
from abm_sheets.language import Catalogue
from abm_sheets.tables.model import Tables

ORDER = (
    "accounts",
    "interactions",
    "opportunities",
    "marketing_costs",
    "sales_costs",
    "team",
    "targets",
)
"""The tabs in the order in which they help most."""


def first_unfilled(tables: Tables) -> str | None:
    """The first tab without a row; one that cannot be read is an issue."""
    frames = ((tab, getattr(tables, tab)) for tab in ORDER)
    return next((tab for tab, frame in frames if frame is not None and frame.empty), None)


def next_to_fill(tables: Tables, words: Catalogue) -> str:
    """What to fill next, or to correct where no row of it counts; "" where every tab has a row."""
    tab = first_unfilled(tables)
    if tab is None:
        return ""
    place = tables.places.get(tab)
    is_typed = has_errors(issue for issue in tables.issues if issue.tab == tab)
    step = "correct" if is_typed else tab
    return words.text(f"setup.next.{step}", title=place.title if place else words.title(tab))
