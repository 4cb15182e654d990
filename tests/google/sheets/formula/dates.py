"""Functions on dates and times."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.google.sheets import serials
from tests.google.sheets.formula.coercion import number, text_number
from tests.google.sheets.formula.collecting import numbers
from tests.google.sheets.formula.registry import function
from tests.google.sheets.formula.values import FailureError, Formatted, Operand, Value, checked

if TYPE_CHECKING:
    from tests.google.sheets.formula.evaluation import Scope


LAST_DAY = 2_958_465
"""The serial number of the last day of the year 9999."""


def dated(value: float, kind: str = "DATE") -> Formatted:
    """A serial number that shows as a date under the file's locale."""
    return Formatted(value, {"type": kind})


def _moment(scope: Scope, value: Value, name: str, position: int = 1) -> dt.datetime:
    amount = number(scope.book, value, name, position)
    try:
        return serials.moment(amount)
    except OverflowError:
        raise FailureError(
            "NUM", f"Function {name} parameter {position} value is {amount}. It is out of range."
        ) from None


@function("TODAY", 0, 0)
def today(scope: Scope) -> Formatted:
    """TODAY(), in the file's time zone."""
    day = serials.now(scope.book.properties["timeZone"]).date()
    return dated(serials.serial(dt.datetime.combine(day, dt.time())))


@function("NOW", 0, 0)
def now(scope: Scope) -> Formatted:
    """NOW(), in the file's time zone."""
    return dated(serials.serial(serials.now(scope.book.properties["timeZone"])), "DATE_TIME")


@function("DATE", 3, 3, single=True)
def date(scope: Scope, year: Value, month: Value, day: Value) -> Formatted:
    """DATE(year, month, day), months and days beyond the end running over."""
    parts = [
        int(number(scope.book, value, "DATE", index)) for index, value in enumerate((year, month, day), 1)
    ]
    years, months = divmod(parts[1] - 1, 12)
    whole = parts[0] + years + (1900 if parts[0] < 1900 else 0)
    first = dt.datetime(whole, months + 1, 1)  # noqa: DTZ001 - serials carry no time zone
    return dated(serials.serial(first) + parts[2] - 1)


@function("TIME", 3, 3, single=True)
def time(scope: Scope, hour: Value, minute: Value, second: Value) -> Formatted:
    """TIME(hour, minute, second)."""
    parts = [
        int(number(scope.book, value, "TIME", index)) for index, value in enumerate((hour, minute, second), 1)
    ]
    total = parts[0] * 3600 + parts[1] * 60 + parts[2]
    return dated(total % serials.DAY / serials.DAY, "TIME")


def _part(name: str, read: Callable[[dt.datetime], int]) -> None:
    function(name, 1, 1, single=True)(lambda scope, value: read(_moment(scope, value, name)))


_part("YEAR", lambda moment: moment.year)
_part("MONTH", lambda moment: moment.month)
_part("DAY", lambda moment: moment.day)
_part("HOUR", lambda moment: moment.hour)
_part("MINUTE", lambda moment: moment.minute)
_part("SECOND", lambda moment: moment.second)
_part("ISOWEEKNUM", lambda moment: moment.isocalendar().week)


@function("WEEKDAY", 1, 2, single=True)
def weekday(scope: Scope, value: Value, kind: Value = 1) -> int:
    """WEEKDAY(date, kind): 1 counts from Sunday, 2 from Monday, 3 from Monday as 0."""
    monday = _moment(scope, value, "WEEKDAY").weekday()
    which = int(number(scope.book, kind, "WEEKDAY", 2))
    return {1: (monday + 1) % 7 + 1, 2: monday + 1, 3: monday}.get(which, monday + 1)


@function("WEEKNUM", 1, 2, single=True)
def week_number(scope: Scope, value: Value, kind: Value = 1) -> int:
    """WEEKNUM(date, kind): 1 for weeks from Sunday, 2 from Monday, 21 for ISO weeks."""
    moment, which = _moment(scope, value, "WEEKNUM"), int(number(scope.book, kind, "WEEKNUM", 2))
    if which == 21:
        return moment.isocalendar().week
    first = moment.replace(month=1, day=1)
    shift = (first.weekday() + (1 if which == 1 else 0)) % 7
    return (moment.timetuple().tm_yday - 1 + shift) // 7 + 1


def add_months(moment: dt.datetime, months: int) -> dt.datetime:
    """The same day of another month, or its last day where the month is shorter."""
    years, month = divmod(moment.month - 1 + months, 12)
    year = moment.year + years
    last = calendar.monthrange(year, month + 1)[1]
    return moment.replace(year=year, month=month + 1, day=min(moment.day, last))


@function("EDATE", 2, 2, single=True)
def edate(scope: Scope, start: Value, months: Value) -> Formatted:
    """EDATE(date, months)."""
    moved = add_months(_moment(scope, start, "EDATE"), int(number(scope.book, months, "EDATE", 2)))
    return dated(serials.serial(moved))


@function("EOMONTH", 2, 2, single=True)
def end_of_month(scope: Scope, start: Value, months: Value) -> Formatted:
    """EOMONTH(date, months)."""
    moved = add_months(_moment(scope, start, "EOMONTH"), int(number(scope.book, months, "EOMONTH", 2)))
    last = calendar.monthrange(moved.year, moved.month)[1]
    return dated(serials.serial(moved.replace(day=last, hour=0, minute=0, second=0, microsecond=0)))


@function("DAYS", 2, 2, single=True)
def days(scope: Scope, end: Value, start: Value) -> int:
    """DAYS(end, start)."""
    return int(number(scope.book, end, "DAYS", 1)) - int(number(scope.book, start, "DAYS", 2))


def _months_between(start: dt.datetime, end: dt.datetime) -> int:
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


@function("DATEDIF", 3, 3, single=True)
def date_difference(scope: Scope, start: Value, end: Value, unit: Value) -> int:
    """DATEDIF(start, end, unit): whole days, months or years between two dates."""
    ends = [_moment(scope, value, "DATEDIF", index) for index, value in enumerate((start, end), 1)]
    months = _months_between(*ends)
    units: dict[str, Callable[[], int]] = {
        "D": lambda: (ends[1] - ends[0]).days,
        "M": lambda: months,
        "Y": lambda: months // 12,
        "YM": lambda: months % 12,
        "MD": lambda: (ends[1] - add_months(ends[0], months)).days,
        "YD": lambda: (ends[1] - add_months(ends[0], months // 12 * 12)).days,
    }
    if ends[1] < ends[0] or str(unit).upper() not in units:
        raise FailureError("NUM", "Function DATEDIF parameters do not describe a period.")
    return units[str(unit).upper()]()


@function("DATEVALUE TO_DATE", 1, 1, single=True)
def date_value(scope: Scope, value: Value) -> float:
    """DATEVALUE(text)."""
    value = checked(value)
    found = (
        text_number(scope.book, value)
        if isinstance(value, str)
        else number(scope.book, value, "DATEVALUE", 1)
    )
    if found is None:
        raise FailureError("VALUE", f"DATEVALUE parameter '{value}' cannot be parsed to date/time.")
    return int(found)


def _day(scope: Scope, value: Operand, name: str) -> int:
    day = int(number(scope.book, scope.single(value), name, 1))
    if abs(day) > LAST_DAY:
        raise FailureError("NUM", f"Function {name} parameter 1 value is {day}. It is out of range.")
    return day


def _workdays(scope: Scope, holidays: Operand) -> Callable[[int], bool]:
    free = (
        {int(value) for value in numbers(scope.book, [holidays], "NETWORKDAYS")}
        if holidays is not None
        else set()
    )
    return lambda day: serials.moment(day).weekday() < 5 and day not in free


@function("NETWORKDAYS", 2, 3)
def network_days(scope: Scope, start: Operand, end: Operand, holidays: Operand = None) -> int:
    """NETWORKDAYS(start, end, holidays)."""
    ends = [_day(scope, value, "NETWORKDAYS") for value in (start, end)]
    open_on = _workdays(scope, holidays)
    total = sum(open_on(day) for day in range(min(ends), max(ends) + 1))
    return total if ends[0] <= ends[1] else -total


@function("WORKDAY", 2, 3)
def workday(scope: Scope, start: Operand, count: Operand, holidays: Operand = None) -> Formatted:
    """WORKDAY(start, days, holidays)."""
    day, left = _day(scope, start, "WORKDAY"), _day(scope, count, "WORKDAY")
    open_on, step = _workdays(scope, holidays), 1 if left > 0 else -1
    while left:
        day += step
        left -= step if open_on(day) else 0
    return dated(day)
