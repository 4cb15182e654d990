"""When figures that nobody refreshed are stale, and the label by which the dashboard then says so itself."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from abm_sheets.palette import Tone
from abm_sheets.story.view import View
from abm_sheets.tables.model import Tables
from abm_sheets.tables.zones import find_zone
from abm_sheets.workbook.interface import Snapshot
from abm_sheets.workbook.sheet import Area, Highlight, Item, Style

STALE_AFTER = timedelta(days=7, hours=1)
"""A weekly refresh is missed once an hour has passed since it was due."""


def stale_moment(
    snapshot: Snapshot, tables: Tables, day: date, computed_at: datetime, after: timedelta
) -> datetime | None:
    """What the workbook's own clock says when the figures of a day become stale, to the minute, no zone.

    Those of a past day never do. The time that may pass is counted on the clock that schedules follow, so
    that neither change of hour moves it; a file may run on another one.
    """
    if day < tables.today:
        return None
    zone = find_zone(snapshot.time_zone or "") or tables.settings.zone
    return (computed_at + after).astimezone(zone).replace(second=0, microsecond=0, tzinfo=None)


def stale_label(view: View, span: int) -> Item | None:
    """The label that shows once the figures are stale, whoever may still write."""
    if view.stale_at is None:
        return None
    words = view.words
    since = words.formats.moment(view.computed_at)
    text = words.text("overview.stale", sign=words.text("overview.stale_sign"), moment=since)
    return Item(text, Style.STATUS, span=span, shown_after=view.stale_at)


def stale_highlight(view: View, area: Area) -> Highlight:
    """What colours the label where it is, once it shows."""
    return Highlight(area, {view.words.text("overview.stale_sign"): Tone.RED}, begins=True)
