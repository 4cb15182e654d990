"""When figures that nobody refreshed are stale."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from abm_sheets.tables.model import Tables
from abm_sheets.tables.regional import find_zone

STALE_AFTER = timedelta(days=7, hours=1)
"""A weekly refresh is missed once an hour has passed since it was due."""


def stale_moment(
    time_zone: str | None, tables: Tables, day: date, computed_at: datetime, after: timedelta | None
) -> datetime | None:
    """What a workbook's own clock, in its time zone, says when the figures of a day become stale.

    To the minute, without a zone; those of a past day never do. The time that may pass is counted on the
    clock that schedules follow, so that neither change of hour moves it; a file may run on another one.
    """
    if day < tables.today:
        return None
    zone = find_zone(time_zone or "") or tables.settings.zone
    return (
        (computed_at + (after or STALE_AFTER)).astimezone(zone).replace(second=0, microsecond=0, tzinfo=None)
    )
