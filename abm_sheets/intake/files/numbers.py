"""Numbers as exports write them: the decimal sign, told by the figures of all the cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pydantic_core import PydanticCustomError

from abm_sheets.intake.files.cleaning import Cleaner, Refusal
from abm_sheets.intake.files.grid import is_blank
from abm_sheets.tables.numbers import parse_amount
from abm_sheets.tables.regional import Regional
from abm_sheets.tables.rows import as_text, is_formula_error
from abm_sheets.workbook.interface import Cell

POINT, COMMA = ".", ","
_OTHER = {POINT: COMMA, COMMA: POINT}
_SWAPPED = str.maketrans(_OTHER)
_BLANKS = re.compile(r"[\s'\u2019]+")
_FIGURES = re.compile(r"(?<![^\W\d_])[\d.,]*\d[\d.,]*")
_WITH_POINT = Regional(decimal=POINT, month_first=False)
_PLAIN = re.compile(r"-?\d{1,12}(?:\.\d*)?")
"""What machines write mostly, read without looking for currencies and the like."""

_THOUSAND = 3


@dataclass(frozen=True, slots=True)
class Decimals:
    """The decimal sign of a file's numbers, None where none tells it; `doubtful` where some depend on it."""

    sign: str | None
    doubtful: bool = False


def recognise_decimals(cells: Iterable[Cell]) -> Decimals:
    """Tell the decimal sign from all the numbers of a file; one that is used both ways tells nothing."""
    signs = {_sign(cell) for cell in set(cells) if isinstance(cell, str)}
    told = signs & {POINT, COMMA}
    sign = told.pop() if len(told) == 1 else None
    return Decimals(sign, doubtful=sign is None and None in signs)


def number_cleaner(decimals: Decimals, language: str) -> Cleaner:
    """What reads a text as a number.

    A number tells its own sign (`1,234.50`, `12,5`, `1.234.567`), or is read by that of the others. A lone
    sign before three figures that nothing else tells is thousands where it is a comma in English, and is
    refused otherwise: `1.234` may be either, and an amount with three decimals is hardly meant.
    """

    def sign_of(text: str) -> str | None:
        return decimals.sign or (POINT if language == "en" and COMMA in text else None)

    return _reader(sign_of)


def count_cleaner() -> Cleaner:
    """What reads a text as a count: a lone sign before three figures parts thousands."""
    return _reader(lambda text: POINT if COMMA in text else COMMA)


def _reader(sign_of: Callable[[str], str | None]) -> Cleaner:
    """What reads numbers; `sign_of` tells the decimal sign of those that do not tell it themselves."""

    def cleaned(cell: Cell) -> Cell | Refusal:
        if not isinstance(cell, str) or is_blank(cell) or is_formula_error(cell):
            return cell
        sign = _sign(cell)
        sign = sign_of(cell) if sign is None else sign
        if sign is None:
            return Refusal("ambiguous_number")
        text = as_text(_with_point(cell) if sign == COMMA else cell)
        if _PLAIN.fullmatch(text):
            return float(text)
        try:
            return parse_amount(text, _WITH_POINT).number
        except PydanticCustomError as error:
            return Refusal(error.type)

    return cleaned


def _with_point(text: str) -> str:
    """A number whose decimal sign is a comma, with a point; what stands around the figures is kept."""
    return _FIGURES.sub(lambda figures: figures[0].translate(_SWAPPED), text)


def _sign(text: str) -> str | None:
    """The decimal sign that a number shows, "" where it has none, None where it may part thousands."""
    found = _FIGURES.search(_BLANKS.sub("", text))
    figures = found[0] if found else ""
    signs = [each for each in figures if each in _OTHER]
    if not signs:
        return ""
    last = signs[-1]
    if len(signs) > 1:
        return last if _OTHER[last] in signs else _OTHER[last]
    whole, _, decimals = figures.partition(last)
    if len(decimals) == _THOUSAND and len(whole) <= _THOUSAND and whole.strip("0"):
        return None
    return last
