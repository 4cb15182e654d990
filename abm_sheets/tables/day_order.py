"""Whether days come before months in dates in figures, told by those that can be read one way only."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from abm_sheets.tables.regional import Regional
from abm_sheets.workbook.interface import Cell

_FIGURES = re.compile(r"\s*(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_MONTHS, _DAYS = 12, 31


def figures(text: str) -> tuple[int, int] | None:
    """The first two figures of a date in figures, None where there is none or their order changes nothing."""
    found = _FIGURES.match(text)
    if found is None or int(found[1]) == int(found[3]):
        return None
    return int(found[1]), int(found[3])


def month_first(first: int, second: int) -> bool | None:
    """Whether two figures can only be a month and a day, in this order; None where they may be either."""
    if _MONTHS < first <= _DAYS:
        return False
    return True if _MONTHS < second <= _DAYS else None


def told_orders(cells: Iterable[Cell]) -> set[bool]:
    """What the texts among some cells tell: both, where some say so and others the contrary."""
    dates = {found for cell in set(cells) if isinstance(cell, str) and (found := figures(cell))}
    return {order for date in dates if (order := month_first(*date)) is not None}


def settled(habits: Regional, cells: Iterable[Cell]) -> Regional:
    """The habits that a column of dates is read by: its own order where it tells one, else the locale's."""
    told = told_orders(cells)
    return replace(habits, month_first=told.pop()) if len(told) == 1 else habits
