"""Dates as exports write them: whether the month comes first, told by all of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pydantic_core import PydanticCustomError

from abm_sheets.intake.files.cleaning import Cleaner, Refusal
from abm_sheets.intake.files.grid import is_blank
from abm_sheets.tables.day_order import figures, month_first, told_orders
from abm_sheets.tables.regional import Regional
from abm_sheets.tables.rows import as_text, is_formula_error
from abm_sheets.tables.values import parse_day
from abm_sheets.workbook.interface import Cell

_HABITS = {order: Regional(decimal=".", month_first=order) for order in (False, True)}


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
    texts = {cell for cell in cells if isinstance(cell, str) and figures(cell)}
    told = told_orders(texts)
    return Order(
        month_first=next(iter(told)) if len(told) == 1 else None,
        mixed=len(told) > 1,
        doubtful=bool(texts) and not told,
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
        shown = figures(cell)
        told = month_first(*shown) if shown else None
        if shown and told is None and order.mixed:
            return Refusal("ambiguous_date")
        try:
            return parse_day(as_text(cell), _HABITS[otherwise if told is None else told])
        except PydanticCustomError as error:
            return Refusal(error.type)

    return cleaned
