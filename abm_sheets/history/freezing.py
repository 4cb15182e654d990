"""Which weeks a run freezes, and what it writes of them (§ 5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from abm_sheets.history.definitions import definitions_of
from abm_sheets.history.model import Addition, Frozen, History, Past
from abm_sheets.history.seals import new_key
from abm_sheets.metrics.beginning import first_day
from abm_sheets.metrics.known import BY_KEY, METRICS
from abm_sheets.metrics.metric import Metrics
from abm_sheets.metrics.weeks import last_sunday, sunday_of, week_label
from abm_sheets.tables.model import Tables

_WEEK = timedelta(weeks=1)


def weeks_to_freeze(past: Past, tables: Tables, as_of: date) -> dict[str, date]:
    """The closed weeks that are not in the history, or not whole, with their Sundays, oldest first.

    Only a run of the day itself freezes anything; a first run freezes the last closed week alone. A
    week that ended before there was anything to count is not frozen.
    """
    begun = first_day(tables)
    if as_of != tables.today or begun is None:
        return {}
    last, known = last_sunday(tables.today), past.weeks
    first = min((sunday_of(week) or last for week in known.union(past.lost)), default=last)
    count = (last - first).days // 7 + 1
    sundays = [first + number * _WEEK for number in range(count)]
    whole = known - past.torn.keys()
    return {week_label(day): day for day in sundays if week_label(day) not in whole and begun <= day}


def remember(
    past: Past, tables: Tables, closed: Sequence[Metrics], as_of: date, at: datetime, run: str
) -> History:
    """The history with what a run adds, by its time and its id; `closed` are the metrics of its weeks.

    The first run of the day itself makes the key of the seals, whether or not it freezes a week.
    """
    definitions = definitions_of(tables)
    if not closed and (past.key or as_of != tables.today):
        return History(past, None, definitions)
    weeks = {week_label(metrics.as_of): metrics.as_of for metrics in closed}
    frozen = [
        Frozen(
            week, metric, *metrics.parts(metric), definitions.version, anew=week in {*past.lost, *past.torn}
        )
        for week, metrics in zip(weeks, closed, strict=True)
        for metric in METRICS
        if _is_known(tables, metric) and (week, metric) not in past.frozen
    ]
    latest = past.versions[-1].version if past.versions else None
    is_new = bool(weeks) and latest != definitions.version
    added = Addition(weeks, frozen, definitions, is_new, at, run, past.key or new_key())
    return History(past, added, definitions)


def _is_known(tables: Tables, metric: str) -> bool:
    """Whether the tabs that a metric is computed from could be read: without them it has no value to keep."""
    return all(getattr(tables, tab) is not None for tab in BY_KEY[metric].inputs)
