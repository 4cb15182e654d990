"""Texts that people type, read as dates, numbers and answers (SPEC 2.4)."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from babel.dates import get_month_names
from babel.numbers import list_currencies
from pydantic_core import PydanticCustomError

from abm_sheets.language.catalogue import understood
from abm_sheets.language.folding import fold
from abm_sheets.tables.regional import Regional

FIRST_DAY = date(1990, 1, 1)
LAST_DAY = date(2100, 12, 31)
LARGEST = 1e12
"""Beyond a thousand billions an amount is a slip of the hand, and sums of cents would not be exact."""

_TIME = re.compile(r"(?:[T ,]+|,? (?:à|at) )\d{1,2} ?[:h].*")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_FIGURES = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})")
_DAY_FIRST = re.compile(r"(?:[a-z]+ )?(\d{1,2})(?:er|st|nd|rd|th)? (?:of )?([a-z]+) (\d{4}|\d{2})")
_MONTH_FIRST = re.compile(r"(?:[a-z]+ )?([a-z]+) (\d{1,2})(?:st|nd|rd|th)? (\d{4}|\d{2})")
_CENTURY_TURN = 69

_CURRENCY = re.compile(rf"[€$£¥]|(?:\b|(?<=[\dkKM]))(?:{'|'.join(sorted(list_currencies()))})\b")
_SCALES = {"": 1.0, "k": 1e3, "K": 1e3, "m": 1e6, "M": 1e6, "Md": 1e9, "Mds": 1e9, "Bn": 1e9}
_NUMBER = re.compile(r"([-+]?)(\d[\d.,]*|[.,]\d+)(k|K|Mds|Md|Bn|M|m)?(%)?")
_BLANKS = re.compile(r"[\s'\u2019]+")
_ASTRAY = re.compile(r"\d[\s'\u2019]+(?!\d{3}(?!\d))\d")
"""Figures that a blank parts otherwise than by thousands: two numbers, or a telephone's."""
_GROUPS = re.compile(r"\d{1,3}(?:\D\d{3})+")


def fault(rule: str) -> PydanticCustomError:
    """The error by which a reader tells the row model which rule a cell breaks."""
    return PydanticCustomError(rule, rule)


@cache
def _months() -> dict[str, int]:
    """Month names, whole and abbreviated, French and English, folded."""
    names = {}
    for locale in ("fr", "en"):
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
        return int(match[1]), int(match[2]), int(match[3])
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


def parse_number(text: str, habits: Regional) -> float:
    """Read a number typed as text: `1 234,50 €`, `12 k€`, `50 %`, `(1 200)`.

    Raises:
        PydanticCustomError: `ambiguous_number` for `1.234` in a decimal-comma locale, else
            `invalid_number`.

    """
    compact = _BLANKS.sub("", _CURRENCY.sub("", text.replace("\u2212", "-")))
    negative = compact.startswith("(") and compact.endswith(")")
    match = _NUMBER.fullmatch(compact[1:-1] if negative else compact)
    if match is None or (negative and match[1]) or _ASTRAY.search(text):
        raise fault("invalid_number")
    number = _figures(match[2], habits) * _SCALES[match[3] or ""] / (100 if match[4] else 1)
    if abs(number) > LARGEST:
        raise fault("invalid_number")
    return -number if negative or match[1] == "-" else number


def _figures(digits: str, habits: Regional) -> float:
    comma = habits.decimal == ","
    whole, mark, decimals = digits.partition(habits.decimal)
    group = "." if comma else ","
    if group in decimals or habits.decimal in decimals:
        raise fault("invalid_number")
    if group in whole:
        if comma and not mark and whole.count(group) == 1:
            return _lone_point(whole)
        if not _GROUPS.fullmatch(whole):
            raise fault("invalid_number")
    return float(f"{whole.replace(group, '') or 0}.{decimals or 0}")


def _lone_point(digits: str) -> float:
    """A lone point where commas are the decimal sign: thousands or decimals when three digits follow."""
    if len(digits.partition(".")[2]) == 3:  # noqa: PLR2004 (three digits make a thousand)
        raise fault("ambiguous_number")
    return float(digits)


def parse_flag(text: str) -> bool:
    """Read a yes or a no.

    Raises:
        PydanticCustomError: `invalid_boolean`.

    """
    meaning = understood("yes_no").get(fold(text))
    if meaning is None:
        raise fault("invalid_boolean")
    return meaning == "yes"
