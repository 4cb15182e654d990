"""Days and the closing dates of the weekly and monthly tables (§ 5)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import pandas as pd

Days = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

NEVER_BEFORE = 0
NEVER_AFTER = (1 << 20) - 1
"""Bounds of every day a workbook may hold (1990 to 2100 is 7305 to 47847)."""

_EPOCH = date(1970, 1, 1)
_DAY = timedelta(days=1)


def number(day: date) -> int:
    """A day's number: days since 1970-01-01."""
    return (day - _EPOCH).days


def day_of(number: int) -> date:
    """The day of a number."""
    return _EPOCH + timedelta(days=number)


def numbers(dates: pd.Series, blank: int = NEVER_AFTER) -> Days:
    """The numbers of a column of dates, `blank` where there is none."""
    days = dates.to_numpy("datetime64[D]")
    return np.where(np.isnat(days), blank, days.astype(np.int64))


def to_dates(days: Days, known: Mask) -> npt.NDArray[np.datetime64]:
    """Days as `datetime64[s]`, NaT where they are not known."""
    dates = days.astype("datetime64[D]").astype("datetime64[s]")
    return np.where(known, dates, np.datetime64("NaT", "s"))


def positions(mask: Mask) -> list[int]:
    """Where a mask holds."""
    return np.flatnonzero(mask).tolist()


WEEKS = 13
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Closing:
    """A week or month by its label, the date its figures are as of, and whether it is still running."""

    label: str
    as_of: date
    provisional: bool


def weeks(as_of: date) -> list[Closing]:
    """The last 13 ISO weeks closed by a date, then the current one unless the date is a Sunday."""
    sunday = last_sunday(as_of)
    closed = [sunday - timedelta(weeks=back) for back in reversed(range(WEEKS))]
    found = [Closing(week_label(day), day, provisional=False) for day in closed]
    return found if sunday == as_of else [*found, Closing(week_label(as_of), as_of, provisional=True)]


def last_sunday(as_of: date) -> date:
    """The day that closes the last ISO week closed by a date: itself, if it is a Sunday."""
    return as_of - timedelta(days=as_of.isoweekday() % 7)


def baseline(as_of: date) -> date:
    """The Sunday before last Monday: a Monday looks back on the whole week that it follows (§ 5)."""
    return last_sunday(as_of - 2 * _DAY)


def week_label(day: date) -> str:
    """The ISO week of a day (`2026-W39`)."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def sunday_of(label: str) -> date | None:
    """The Sunday of an ISO week by its label, None where it is no label of a week."""
    match = re.fullmatch(r"(\d{4})-W(\d{2})", label)
    try:
        return date.fromisocalendar(int(match[1]), int(match[2]), 7) if match else None
    except ValueError:
        return None


def months(as_of: date) -> list[Closing]:
    """The last 12 months closed by a date, then the current one unless the date ends it."""
    ends = [day for day, _ in zip(_month_ends(as_of), range(MONTHS), strict=False)]
    found = [Closing(f"{day:%Y-%m}", day, provisional=False) for day in reversed(ends)]
    return found if ends[0] == as_of else [*found, Closing(f"{as_of:%Y-%m}", as_of, provisional=True)]


def _month_ends(as_of: date) -> Iterator[date]:
    """The last days of months, from the latest that is over by a date backwards."""
    tomorrow = as_of + timedelta(days=1)
    end = tomorrow.replace(day=1) - timedelta(days=1)
    while True:
        yield end
        end = end.replace(day=1) - timedelta(days=1)
