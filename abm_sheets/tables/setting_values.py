"""What each setting can take: its cell read, and refused with what is possible."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from pydantic_core import PydanticCustomError

from abm_sheets.language import LANGUAGES, Catalogue, fold
from abm_sheets.language.catalogue import understood
from abm_sheets.tables.currencies import currency_code
from abm_sheets.tables.numbers import parse_number
from abm_sheets.tables.regional import Regional, find_zone, parse_locale
from abm_sheets.tables.rows import as_text
from abm_sheets.workbook.interface import Cell


class ImpossibleValueError(ValueError):
    """A value that a setting cannot take; `expected` names what it can, in the catalogue's words."""

    def __init__(self, expected: str, choices: Sequence[str] = (), **details: object) -> None:
        """Name the catalogue's sentence under `expected`, the choices there are, what else it quotes."""
        super().__init__(expected)
        self.expected = expected
        self.choices = choices
        self.details = details

    def sentence(self, words: Catalogue) -> str:
        """What the setting can take, in words."""
        names = words.words("choice")
        choices = ", ".join(names[choice] for choice in self.choices)
        return words.text(f"expected.{self.expected}", None, choices=choices, **self.details)


Parser = Callable[[Cell, Regional], Any]
"""Reads a setting's cell; raises ImpossibleValueError."""


def _number(cell: Cell, habits: Regional) -> float:
    """A number typed as such or as text; NaN where it is none.

    Raises:
        ImpossibleValueError: it reads in two ways.

    """
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return float(cell)
    try:
        return parse_number(as_text(cell), habits)
    except PydanticCustomError as error:
        if error.type == "ambiguous_number":
            raise ImpossibleValueError("plain_number") from None
        return math.nan


def _whole(minimum: int, maximum: int = 100_000, expected: str = "positive_integer") -> Parser:
    def parse(cell: Cell, habits: Regional) -> int:
        number = _number(cell, habits)
        if not (minimum <= number <= maximum and number.is_integer()):
            raise ImpossibleValueError(expected, minimum=minimum)
        return int(number)

    return parse


def _rate(cell: Cell, habits: Regional) -> float:
    rate = _number(cell, habits)
    if not 0 < rate < math.inf:
        raise ImpossibleValueError("rate")
    return rate


def _one_of(*choices: str) -> Parser:
    def parse(cell: Cell, _: Regional) -> str:
        folded = fold(as_text(cell))
        meaning = understood("choice").get(folded, folded)
        # "moyenne" is both the mean of a cycle and the average of amounts: the setting decides.
        for key in (meaning, _ALIKE.get(meaning)):
            if key in choices:
                return str(key)
        raise ImpossibleValueError("choice", choices=choices)

    return parse


_ALIKE = {"mean": "average", "average": "mean"}


def _currency(cell: Cell, _: Regional) -> str:
    code = currency_code(as_text(cell))
    if code is None:
        raise ImpossibleValueError("currency")
    return code


def _locale(cell: Cell, _: Regional) -> str:
    if parse_locale(as_text(cell)) is None:
        raise ImpossibleValueError("locale")
    return as_text(cell).replace("-", "_")


def _time_zone(cell: Cell, _: Regional) -> str:
    if find_zone(as_text(cell)) is None:
        raise ImpossibleValueError("time_zone")
    return as_text(cell)


_PARSERS: dict[str, Parser] = {
    "engagement_min_interactions": _whole(1),
    "engagement_window_days": _whole(1),
    "influence_min_assets": _whole(1),
    "influence_lookback_days": _whole(1),
    "win_rate_window_days": _whole(1),
    "cycle": _one_of("median", "mean"),
    "velocity_value": _one_of("average", "total"),
    "cost_allocation": _one_of("equal", "interactions"),
    "stagnation_days": _whole(0),
    "small_sample": _whole(0),
    "currency": _currency,
    "fiscal_year_start": _whole(1, 12, "month"),
    "continue_history": _one_of("no", "yes"),
    "language": _one_of(*LANGUAGES),
    "locale": _locale,
    "time_zone": _time_zone,
}


def parse_setting(key: str, cell: Cell, habits: Regional) -> Any:
    """The value that a cell gives a setting, an exchange rate where its key is no rule's.

    Raises:
        ImpossibleValueError: the setting cannot take it.

    """
    return _PARSERS.get(key, _rate)(cell, habits)
