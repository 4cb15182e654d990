"""Texts that people type, read as dates and answers, and the order of a column's dates (§ 2.4)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache

from babel.dates import get_month_names
from pydantic_core import PydanticCustomError

from abm_sheets.errors import InvalidDateError
from abm_sheets.language.catalogue import understood
from abm_sheets.language.folding import fold
from abm_sheets.language.formats import HABITS, LANGUAGES
from abm_sheets.tables.regional import Regional
from abm_sheets.workbook.interface import Cell

FIRST_DAY = date(1990, 1, 1)
LAST_DAY = date(2100, 12, 31)

_AT = "|".join(habits.at for habits in HABITS.values())
_TIME = re.compile(rf"(?:[T ,]+|,? (?:{_AT}) )\d{{1,2}} ?[:h].*")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})|(\d{4})(\d{2})(\d{2})")
_FIGURES = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})")
_DAY_FIRST = re.compile(r"(?:[a-z]+ )?(\d{1,2})(?:er|st|nd|rd|th|\.)? (?:of )?([a-z]+) (\d{4}|\d{2})")
_MONTH_FIRST = re.compile(r"(?:[a-z]+ )?([a-z]+) (\d{1,2})(?:st|nd|rd|th)? (\d{4}|\d{2})")
_CENTURY_TURN = 69


def fault(rule: str) -> PydanticCustomError:
    """The error by which a reader names to the row model which rule a cell breaks."""
    return PydanticCustomError(rule, rule)


@cache
def _months() -> dict[str, int]:
    """Month names, whole and abbreviated, of every language, folded."""
    names = {}
    for locale in LANGUAGES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                months = get_month_names(width, context, locale)
                names.update({fold(name): number for number, name in months.items()})
    return names


def parse_day(text: str, habits: Regional) -> date:
    """Read a date typed as text; a time after it is dropped.

    Raises:
        PydanticCustomError: `invalid_date`, when it is no date between 1990 and 2100.

    """
    year, month, day = _day_parts(_TIME.sub("", " ".join(text.split())), habits)
    try:
        found = date(year, month, day)
    except ValueError:
        raise fault("invalid_date") from None
    return bounded(found)


def check_day(day: date | None) -> None:
    """Refuse a day that no figure can be asked of.

    Raises:
        InvalidDateError: it is not between 1990 and 2100.

    """
    if day is not None and not FIRST_DAY <= day <= LAST_DAY:
        raise InvalidDateError(value=day)


def bounded(day: date) -> date:
    """A day, if it is one that a person means.

    Raises:
        PydanticCustomError: `invalid_date`, outside 1990 to 2100.

    """
    if not FIRST_DAY <= day <= LAST_DAY:
        raise fault("invalid_date")
    return day


def _day_parts(text: str, habits: Regional) -> tuple[int, int, int]:
    if match := _ISO.fullmatch(text):
        year, month, day = filter(None, match.groups())
        return int(year), int(month), int(day)
    if match := _FIGURES.fullmatch(text):
        first, second = int(match[1]), int(match[2])
        month, day = (first, second) if habits.month_first else (second, first)
        return _year(match[3]), month, day
    folded = fold(text)
    if match := _DAY_FIRST.fullmatch(folded):
        return _year(match[3]), _months().get(match[2], 0), int(match[1])
    if match := _MONTH_FIRST.fullmatch(folded):
        return _year(match[3]), _months().get(match[1], 0), int(match[2])
    raise fault("invalid_date")


def _year(text: str) -> int:
    """Two figures are read as POSIX does: 69 to 99 are of the last century."""
    year = int(text)
    if len(text) > 2:  # noqa: PLR2004 (figures of a short year)
        return year
    return year + (1900 if year >= _CENTURY_TURN else 2000)


def parse_flag(text: str) -> bool:
    """Read a yes or a no.

    Raises:
        PydanticCustomError: `invalid_boolean`.

    """
    meaning = understood("yes_no").get(fold(text))
    if meaning is None:
        raise fault("invalid_boolean")
    return meaning == "yes"


_DATES = re.compile(r"\s*(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_MONTHS, _DAYS = 12, 31


def figures(text: str) -> tuple[int, int] | None:
    """The first two figures of a date in figures, None where there is none or their order changes nothing."""
    found = _DATES.match(text)
    if found is None or int(found[1]) == int(found[3]):
        return None
    return int(found[1]), int(found[3])


def month_first(first: int, second: int) -> bool | None:
    """Whether two figures can only be a month and a day, in this order; None where they may be either."""
    if _MONTHS < first <= _DAYS:
        return False
    return True if _MONTHS < second <= _DAYS else None


def shown_orders(cells: Iterable[Cell]) -> set[bool]:
    """What the texts among some cells show: both, where some say so and others the contrary."""
    dates = {found for cell in set(cells) if isinstance(cell, str) and (found := figures(cell))}
    return {order for date in dates if (order := month_first(*date)) is not None}


def settled(habits: Regional, cells: Iterable[Cell]) -> Regional:
    """The habits that a column of dates is read by: its own order where it shows one, else the locale's."""
    orders = shown_orders(cells)
    return replace(habits, month_first=orders.pop()) if len(orders) == 1 else habits
