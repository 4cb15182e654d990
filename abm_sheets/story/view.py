"""What every output tab is laid out from, and until when it is fresh."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from abm_sheets.history import History
from abm_sheets.history.forecast import Forecast
from abm_sheets.history.pace import Pace
from abm_sheets.history.stages import StageHistory
from abm_sheets.language import Catalogue
from abm_sheets.metrics.compute import Figures
from abm_sheets.report import Report
from abm_sheets.tables.model import Tables
from abm_sheets.tables.regional import find_zone


@dataclass(frozen=True)
class View:
    """The figures, the report and the tables of one run, and the words to show them in.

    `computed_at` carries the workbook's time zone; `computed_by` is who or what asked for the run;
    `source` is the name of the people's workbook; `history` what is frozen of the weeks before, `stages`
    what was seen of the deals' stages, `pace` how long they stay there and `forecast` what the quarter will
    bring; `stale_at` what the workbook's own clock says when the figures are stale, without a zone, None
    where they never are.
    """

    tables: Tables
    figures: Figures
    report: Report
    words: Catalogue
    computed_at: datetime
    computed_by: str
    source: str
    history: History
    stages: StageHistory
    pace: Sequence[Pace]
    forecast: Forecast
    stale_at: datetime | None = None


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
