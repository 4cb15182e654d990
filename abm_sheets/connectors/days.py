"""Dates as exports write them: whether the month comes first, told by all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pydantic_core import PydanticCustomError

from abm_sheets.connectors.cleaning import Cleaner, Refusal
from abm_sheets.connectors.grid import is_blank
from abm_sheets.tables.regional import Regional
from abm_sheets.tables.rows import as_text, is_formula_error
from abm_sheets.tables.values import parse_day
from abm_sheets.workbook.interface import Cell

_FIGURES = re.compile(r"\s*(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_MONTHS = 12
_HABITS = {month_first: Regional(decimal=".", month_first=month_first) for month_first in (False, True)}


@dataclass(frozen=True, slots=True)
class Order:
    """Whether months come before days, None where no date tells.

    `mixed` where some dates say so and others the contrary; `doubtful` where dates depend on it and none
    tells.
    """

    month_first: bool | None
    mixed: bool = False
    doubtful: bool = False


def recognise_order(cells: Iterable[Cell]) -> Order:
    """Tell the order from all the dates of a file."""
    dates = {found for cell in set(cells) if isinstance(cell, str) and (found := _figures(cell))}
    told = {_month_first(*figures) for figures in dates} - {None}
    return Order(
        month_first=next(iter(told)) if len(told) == 1 else None,
        mixed=len(told) > 1,
        doubtful=bool(dates) and not told,
    )


def day_cleaner(order: Order, language: str) -> Cleaner:
    """What reads a text as a date.

    A date in figures that cannot be read the other way tells its own order; the others are read by that of
    the file, or where it is unknown by the language's. In a file with dates of both orders they are refused.
    """
    otherwise = language == "en" if order.month_first is None else order.month_first

    def cleaned(cell: Cell) -> Cell | Refusal:
        if not isinstance(cell, str) or is_blank(cell) or is_formula_error(cell):
            return cell
        figures = _figures(cell)
        month_first = _month_first(*figures) if figures else None
        if figures and month_first is None and order.mixed:
            return Refusal("ambiguous_date")
        try:
            return parse_day(as_text(cell), _HABITS[otherwise if month_first is None else month_first])
        except PydanticCustomError as error:
            return Refusal(error.type)

    return cleaned


def _figures(text: str) -> tuple[int, int] | None:
    """The first two figures of a date in figures, None where there is none or their order changes nothing."""
    found = _FIGURES.match(text)
    if found is None or int(found[1]) == int(found[3]):
        return None
    return int(found[1]), int(found[3])


def _month_first(first: int, second: int) -> bool | None:
    """Whether two figures can only be a month and a day, in this order; None where they may be either."""
    if first > _MONTHS:
        return False
    return True if second > _MONTHS else None
