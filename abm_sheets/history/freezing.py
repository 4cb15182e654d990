"""Which weeks a run freezes, and what it writes of them (SPEC 5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from abm_sheets.history.definitions import definitions_of
from abm_sheets.history.model import Addition, Definitions, Frozen, History, Past
from abm_sheets.metrics.figures import Metrics
from abm_sheets.metrics.parts import parts
from abm_sheets.metrics.status import METRICS
from abm_sheets.metrics.weeks import last_sunday, sunday_of, week_label
from abm_sheets.tables.model import Tables

_WEEK = timedelta(weeks=1)


def weeks_to_freeze(past: Past, as_of: date, today: date) -> dict[str, date]:
    """The closed weeks that are not in the history, with their Sundays, oldest first.

    Only a run of the day itself freezes anything; a first run freezes the last closed week alone.
    """
    if as_of != today or past.kept.is_lost:
        return {}
    last, known = last_sunday(today), past.weeks
    first = min((sunday_of(week) or last for week in known), default=last)
    count = (last - first).days // 7 + 1
    sundays = [first + number * _WEEK for number in range(count)]
    return {week_label(day): day for day in sundays if week_label(day) not in known}


def remember(
    past: Past, tables: Tables, weeks: Mapping[str, date], closed: Sequence[Metrics], at: datetime, run: str
) -> History:
    """The history with what a run adds, by its time and its id; `closed` are the weeks' metrics in order."""
    definitions = definitions_of(tables)
    if not weeks:
        return History(past, None, definitions)
    frozen = [
        each
        for week, metrics in zip(weeks, closed, strict=True)
        for each in _freeze(week, metrics, definitions)
    ]
    latest = past.versions[-1].version if past.versions else None
    added = Addition(weeks, frozen, definitions, latest != definitions.version, at, run)
    return History(past, added, definitions)


def _freeze(week: str, metrics: Metrics, definitions: Definitions) -> Iterator[Frozen]:
    for metric in METRICS:
        yield Frozen(week, metric, *parts(metrics, metric), definitions.version)
