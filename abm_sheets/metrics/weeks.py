"""The closing dates of the weekly and monthly tables (SPEC 5)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

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
