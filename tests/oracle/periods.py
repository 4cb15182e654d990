"""Quarters, weeks and months (§ 3 and 5)."""

from datetime import date, timedelta

DAY = timedelta(days=1)


def days_between(first: date, last: date) -> list[date]:
    """Give every day from the first to the last, both in."""
    return [first + offset * DAY for offset in range((last - first).days + 1)]


def quarter_start(day: date, fiscal_year_start: int) -> date:
    """Walk back to the first day of the quarter of a day (§ 3)."""
    while day.day != 1 or (day.month - fiscal_year_start) % 3 != 0:
        day -= DAY
    return day


def quarter_end(day: date, fiscal_year_start: int) -> date:
    """Walk on to the last day of the quarter of a day."""
    start = quarter_start(day, fiscal_year_start)
    while quarter_start(day + DAY, fiscal_year_start) == start:
        day += DAY
    return day


def quarter_name(day: date, fiscal_year_start: int) -> tuple[int, int]:
    """Name the quarter of a day by the year its fiscal year starts in, and its rank in that year."""
    start = quarter_start(day, fiscal_year_start)
    rank = (start.month - fiscal_year_start) % 12 // 3 + 1
    year = start.year if start.month >= fiscal_year_start else start.year - 1
    return year, rank


def weeks(day: date) -> list[tuple[date, bool]]:
    """Give the last 13 closed ISO weeks by their Sunday, then the current one, provisional (§ 5)."""
    sunday = day
    while sunday.isoweekday() != 7:
        sunday -= DAY
    closed = [(sunday - 7 * back * DAY, False) for back in range(12, -1, -1)]
    return closed if sunday == day else [*closed, (day, True)]


def months(day: date) -> list[tuple[date, bool]]:
    """Give the last 12 closed months by their last day, then the current one, provisional (§ 5)."""
    closed: list[tuple[date, bool]] = []
    last = day
    while len(closed) < 12:
        if (last + DAY).day == 1:
            closed.insert(0, (last, False))
        last -= DAY
    return closed if closed[-1][0] == day else [*closed, (day, True)]
