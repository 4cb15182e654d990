"""Dates and times typed as text, under a locale."""

from __future__ import annotations

import datetime as dt
import re

from tests.google.sheets.locales import Language
from tests.google.sheets.model import Json
from tests.google.sheets.serials import DAY, plain, serial

Typed = tuple[int | float, Json]
"""A serial number, and the number format that typing it so gives the cell."""

NUMERIC = re.compile(r"(\d{1,4})([/.-])(\d{1,2})(?:\2(\d{1,4}))?\Z")
NAMED = re.compile(
    r"(?:(?P<weekday>[^\W\d_]+)\.?,?\s+)??(?:(?P<before>\d{1,2})[\s.-]*)?(?P<month>[^\W\d_]{3,})\.?[\s-]*"
    r"(?:(?P<after>\d{1,2}),?)?(?:[\s-]+(?P<year>\d{4}|\d{2}))?\Z"
)
TIME = re.compile(
    r"(\d{1,4}):([0-5]?\d)(?::([0-5]?\d)(?:[.,](\d{1,3}))?)?(?:\s*([ap])\.?m\.?)?\Z", re.IGNORECASE
)
SHORT = 3
"""How many letters of a pattern stand for an abbreviated name; one more is the whole name."""

PIVOT = 50
"""Two-digit years below it are of this century."""


def _year(text: str) -> int:
    year = int(text)
    return year if len(text) > 2 else year + (2000 if year < PIVOT else 1900)


def _date(year: int, month: int, day: int) -> dt.datetime | None:
    try:
        return dt.datetime(year, month, day)  # noqa: DTZ001 - serials carry no time zone
    except ValueError:
        return None


def _numeric(text: str, local: Language, today: dt.datetime) -> tuple[dt.datetime, str] | None:
    match = NUMERIC.match(text)
    if not match:
        return None
    first, separator, second, third = match.groups()
    iso = len(first) > 2
    order = "ymd" if iso else local.order
    parts = (first, second, third) if third else (first, second)
    letters = order if third else order.replace("y", "")
    if separator == "." and local.decimal == ".":
        return None
    if (third is None and iso) or (not iso and third and len(third) == 3):
        return None
    values = dict(zip(letters, parts, strict=True))
    moment = _date(_year(values.get("y", str(today.year))), int(values["m"]), int(values["d"]))
    return (moment, _numeric_pattern(match, letters)) if moment else None


def _numeric_pattern(match: re.Match[str], letters: str) -> str:
    first, separator, second, third = match.groups()
    parts = [first, second] + ([third] if third else [])
    widths = [
        letter * (len(part) if letter != "y" else max(2, len(part)))
        for letter, part in zip(letters, parts, strict=True)
    ]
    return separator.join(widths)


def _named(text: str, local: Language, today: dt.datetime) -> tuple[dt.datetime, str] | None:
    match = NAMED.match(text)
    if not match or bool(match["before"]) == bool(match["after"]):
        return None
    month = local.months.get(match["month"].casefold())
    if month is None or not (match["weekday"] is None or match["weekday"].casefold() in local.days):
        return None
    year = _year(match["year"]) if match["year"] else today.year
    moment = _date(year, month, int(match["before"] or match["after"]))
    return (moment, _named_pattern(match)) if moment else None


def _named_pattern(match: re.Match[str]) -> str:
    """The pattern that shows the date as it was typed, its separators included."""
    answer, place = "", 0
    for name, letter in (("weekday", "d"), ("before", "d"), ("month", "m"), ("after", "d"), ("year", "y")):
        if match[name]:
            width = len(match[name])
            if name in ("weekday", "month"):
                width = SHORT if width <= SHORT + 1 else SHORT + 1
            answer += match.string[place : match.start(name)] + letter * width
            place = match.end(name)
    return answer.replace(".", "")


def _time(text: str) -> tuple[float, str] | None:
    match = TIME.match(text)
    if not match:
        return None
    hours, minutes, seconds, thousandths, half = match.groups()
    hour = int(hours)
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    total = (
        hour * 3600 + int(minutes) * 60 + int(seconds or 0) + int((thousandths or "0").ljust(3, "0")) / 1000
    )
    pattern = (
        ("h" if len(hours) == 1 else "hh")
        + ":mm"
        + (":ss" if seconds else "")
        + (".000" if thousandths else "")
    )
    if hour >= 24:
        pattern = f"[{pattern[: len(hours) and pattern.index(':')]}]{pattern[pattern.index(':') :]}"
    return total / DAY, f"{pattern} am/pm" if half else pattern


def read_date(text: str, local: Language, today: dt.datetime) -> Typed | None:
    """Read a typed date, time, or both; None where it is neither."""
    date = _numeric(text, local, today) or _named(text, local, today)
    if date:
        return serial(date[0]), {"type": "DATE", "pattern": date[1]}
    clock = _time(text)
    if clock:
        return plain(clock[0]), {"type": "TIME", "pattern": clock[1]}
    return _both(text, local, today)


def _both(text: str, local: Language, today: dt.datetime) -> Typed | None:
    for match in re.finditer(r"\s+", text):
        clock = _time(text[match.end() :])
        day = text[: match.start()].rstrip(",")
        date = clock and (_numeric(day, local, today) or _named(day, local, today))
        if clock and date and clock[0] < 1:
            return serial(date[0]) + clock[0], {"type": "DATE_TIME", "pattern": f"{date[1]} {clock[1]}"}
    return None
