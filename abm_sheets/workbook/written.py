"""What is written in cells, as plain values: texts that a cell can hold, and no number that is none."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date
from numbers import Real

from abm_sheets.workbook.sheet import Style, Value

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

Plain = str | int | float | bool | None
"""A value without a type of its own for dates, which are serial numbers."""

_EPOCH = date(1899, 12, 30).toordinal()
_NUMBER = int | float | Real
"""The common kinds first: to ask of the abstract one takes longer."""


def clean_text(text: str, longest: int) -> str:
    """A text that a cell can hold: no control character, not too long."""
    if not text.isprintable():
        text = _UNPRINTABLE.sub("", text)
    return text if len(text) <= longest else text[: longest - 1] + "…"


def shown(values: Sequence[Value], style: Style) -> Sequence[Value]:
    """The values as their style shows them: a tick for yes, nothing for no."""
    return ["✓" if value else None for value in values] if style is Style.TICK else values


def plain(value: Value, longest: int) -> Plain:
    """A value as a spreadsheet keeps it; what pandas and numpy hand over included.

    Dates become serial numbers, and blank texts, NaN, NaT and infinities nothing.
    """
    if value is None or value != value:  # noqa: PLR0124 (NaN and NaT alone differ from themselves)
        return None
    if isinstance(value, str):
        return clean_text(str(value), longest) or None
    if isinstance(value, date):
        return value.toordinal() - _EPOCH
    if isinstance(value, bool) or not isinstance(value, _NUMBER):
        return bool(value)
    number = float(value)
    if not math.isfinite(number):
        return None
    return int(number) if number.is_integer() else number
