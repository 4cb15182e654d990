"""When a workbook is due: a schedule of five fields in its own time zone, right across daylight saving."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import islice, pairwise, takewhile

from croniter import CroniterError, croniter

from abm_sheets.errors.incoming import InvalidScheduleError, UnknownTimeZoneError
from abm_sheets.tables.regional import find_zone

MONDAY_AT_NINE = "0 9 * * 1"
"""The schedule of a workbook that was given none."""

CLOSEST = timedelta(minutes=15)
"""The least time between two runs of a workbook."""

SLACK = timedelta(hours=1)
"""How long after it was due a run may still be on its way before the dashboard says that it is old."""

_FIELDS = 5
_LOOKED_AT = 200

_DRAWN = re.compile(r"\b[hr]\b", re.IGNORECASE)
"""A field that croniter would draw by lot, anew each time it is asked."""

_LONGEST_JUMP = timedelta(days=2)
"""More than clocks were ever set forward or back at once."""


def check_schedule(schedule: str) -> str:
    """A schedule, its blanks tidied.

    Raises:
        InvalidScheduleError: it is none, never comes, or comes more often than every quarter of an hour.

    """
    tidy = " ".join(schedule.split())
    if len(tidy.split()) != _FIELDS or _DRAWN.search(tidy) or not croniter.is_valid(tidy):
        raise InvalidScheduleError(schedule=schedule)
    try:
        moments = list(islice(_wall_times(tidy, datetime(2026, 1, 1)), _LOOKED_AT))  # noqa: DTZ001 (wall time)
    except CroniterError:
        raise InvalidScheduleError(schedule=schedule) from None
    if any(later - earlier < CLOSEST for earlier, later in pairwise(moments)):
        raise InvalidScheduleError(schedule=schedule)
    return tidy


def check_zone(name: str) -> tzinfo:
    """The time zone of a name.

    Raises:
        UnknownTimeZoneError: there is none of that name.

    """
    zone = find_zone(name)
    if zone is None:
        raise UnknownTimeZoneError(zone=name)
    return zone


def next_run(schedule: str, zone: tzinfo, after: datetime) -> datetime:
    """The first moment of a schedule strictly after another, in the zone.

    An hour that the clocks skip is made up for after the skip; one that they repeat counts once.
    """
    wall = after.astimezone(zone).replace(tzinfo=None)
    # A moment in an hour that clocks repeat, or right after one that they skip, reads later than what is due.
    times = _wall_times(schedule, wall - _LONGEST_JUMP)
    first = next(moment for each in times if (moment := _real(each, zone)) > after)
    # A time that clocks skip is made up for later than some that follow it on the wall.
    end = first.astimezone(zone).replace(tzinfo=None)
    others = (_real(each, zone) for each in takewhile(lambda each: each < end, times))
    return min([first, *(each for each in others if each > after)]).astimezone(zone)


def stale_after(schedule: str, zone: tzinfo, moment: datetime) -> timedelta:
    """How long a dashboard made at a moment is good for: until the next run, and some more."""
    return next_run(schedule, zone, moment) + SLACK - moment


def _wall_times(schedule: str, start: datetime) -> Iterator[datetime]:
    dates = croniter(schedule, start)
    while True:
        yield dates.get_next(datetime)


def _real(wall: datetime, zone: tzinfo) -> datetime:
    """The moment of a wall time, in UTC; one that does not exist is as long after the skip."""
    return wall.replace(tzinfo=zone).astimezone(UTC)
