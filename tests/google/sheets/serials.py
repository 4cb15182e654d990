"""Dates as spreadsheets count them: days since 30 December 1899, the time of day as a fraction."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - serials carry no time zone
DAY = 86_400
MILLISECONDS = 86_400_000
WHOLE = 1e15
"""Whole numbers below it are written without an exponent."""


def plain(value: float) -> int | float:
    """Write a whole number as an int, as Google's JSON does."""
    return int(value) if abs(value) < WHOLE and value == int(value) else value


def serial(moment: dt.datetime) -> int | float:
    """The serial number of a date and time."""
    delta = moment - EPOCH
    return plain(delta.days + (delta.seconds + delta.microseconds / 1e6) / DAY)


def moment(value: float) -> dt.datetime:
    """The date and time of a serial number, to the millisecond.

    Raises:
        OverflowError: if it lies outside the years 1 to 9999.
    """
    thousandths = int(Decimal(value * MILLISECONDS).to_integral_value(ROUND_HALF_UP))
    return EPOCH + dt.timedelta(milliseconds=thousandths)


def zone(name: str) -> dt.tzinfo:
    """The time zone of this name (`Europe/Paris`); UTC where it is unknown."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return dt.UTC


def now(time_zone: str) -> dt.datetime:
    """The server's clock, in a spreadsheet's time zone."""
    return dt.datetime.now(zone(time_zone)).replace(tzinfo=None)
