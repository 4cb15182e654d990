"""The frozen weeks: read back, of two rows for a week and a metric the first, and added to by a run (§ 5)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import orjson

from abm_sheets.history import COLUMNS, DEFINITIONS, Addition, Definitions, Frozen, History, Past
from abm_sheets.history.changes import definitions_of
from abm_sheets.history.doubts import with_doubts
from abm_sheets.history.forecast import forecast_from
from abm_sheets.history.kept import Entry
from abm_sheets.history.ledger import Doubt, Ledger, Row
from abm_sheets.history.seals import FORECASTS, KEY, metric_of, new_key, taken_weeks, week_meaning
from abm_sheets.history.stages import StageHistory, follow
from abm_sheets.language import Catalogue
from abm_sheets.metrics.compute import Figures
from abm_sheets.metrics.known import BY_KEY, METRICS
from abm_sheets.metrics.metric import Metrics
from abm_sheets.metrics.outlook import Outlook
from abm_sheets.metrics.scope import first_day
from abm_sheets.metrics.values import Measure
from abm_sheets.metrics.weeks import last_sunday, sunday_of, week_label
from abm_sheets.tables.model import Tables
from abm_sheets.tables.rows import as_text
from abm_sheets.workbook.interface import Cell, Snapshot

FROZEN = (*METRICS, *FORECASTS)
"""What stands for a metric on the rows of a week."""

_FIGURES = ("value", "numerator", "denominator")


def _is_ours(cells: Entry) -> bool:
    return sunday_of(as_text(cells["week"])) is not None or metric_of(cells["metric"]) == DEFINITIONS


_LEDGER = Ledger("history", COLUMNS, ("week", "run", "seal"), _is_ours, week_meaning)


def read_past(snapshot: Snapshot, *, continued: bool = False) -> Past:
    """What earlier runs froze in a workbook; `continued`: and in the one that it was copied from."""
    rows = _LEDGER.read(snapshot, continued=continued)
    frozen, taken = _frozen(rows.own), taken_weeks(snapshot)
    left = Counter(week for week, _ in frozen)
    torn = {week: rows - left[week] for week, rows in taken.items() if 0 < left[week] < rows}
    return Past(
        kept=rows.kept,
        doubts=[_doubt(row) for row in rows.doubtful],
        foreign=rows.foreign_by("week"),
        unsealed=rows.unsealed,
        frozen=frozen,
        versions=_versions(row.cells for row in rows.own),
        workbook=snapshot.id,
        key=snapshot.claims.get(KEY, ""),
        claims=snapshot.claims,
        lost=[week for week in taken if week not in left],
        torn=torn,
        gone=_gone(torn, _changed(rows.doubtful, frozen)),
        whole=frozenset(week for week, rows in taken.items() if 0 < rows <= left[week]),
    )


def _changed(rows: Iterable[Row], frozen: Mapping[tuple[str, str], Frozen]) -> Counter[str]:
    """How many rows that runs left were changed, by the week that they name now, and not yet frozen anew."""
    places = (
        (as_text(row.cells["week"]), metric_of(row.cells["metric"]))
        for row in rows
        if as_text(row.cells["run"]) or as_text(row.cells["seal"])
    )
    return Counter(week for week, metric in places if (week, metric) not in frozen)


def _gone(torn: Mapping[str, int], changed: Counter[str]) -> dict[str, int]:
    """How many rows of each week are nowhere: those that were changed are there, under whatever week."""
    elsewhere = sum(rows for week, rows in changed.items() if week not in torn)
    gone: dict[str, int] = {}
    for week, missing in torn.items():
        rows = max(missing - changed[week], 0)
        found = min(rows, elsewhere)
        elsewhere -= found
        if rows > found:
            gone[week] = rows - found
    return gone


def _frozen(rows: Iterable[Row]) -> dict[tuple[str, str], Frozen]:
    frozen: dict[tuple[str, str], Frozen] = {}
    for row in rows:
        week, metric = as_text(row.cells["week"]), metric_of(row.cells["metric"])
        if sunday_of(week) and metric in FROZEN:
            value, numerator, denominator = (_number(row.cells[key]) for key in _FIGURES)
            version, anew = as_text(row.cells["version"]), bool(row.cells["anew"])
            read = Frozen(week, metric, value, numerator, denominator, version, anew)
            frozen.setdefault((week, metric), read)
    return frozen


def _number(cell: Cell) -> float | None:
    return float(cell) if isinstance(cell, int | float) and not isinstance(cell, bool) else None


def _versions(rows: Iterable[Entry]) -> list[Definitions]:
    """The versions in the order in which they came into force, the last time that each did."""
    found: dict[str, Definitions] = {}
    for row in rows:
        if metric_of(row["metric"]) == DEFINITIONS:
            version = as_text(row["version"])
            found.pop(version, None)
            found[version] = Definitions(version, _content(as_text(row["content"])))
    return list(found.values())


def _content(text: str) -> dict[str, Any]:
    try:
        content = orjson.loads(text)
    except orjson.JSONDecodeError:
        return {}
    return content if isinstance(content, dict) else {}


def _doubt(row: Row) -> Doubt:
    """The row, by its week or its metric where they are none, by its value else."""
    cells, metric = row.cells, metric_of(row.cells["metric"])
    if not as_text(cells["seal"]) or not _is_ours(cells):
        column = "week"
    else:
        column = "value" if metric in {*FROZEN, DEFINITIONS} else "metric"
    return Doubt(row.number, column, as_text(cells[column]))


def recall(
    snapshot: Snapshot, tables: Tables, words: Catalogue, day: date, run: str
) -> tuple[Past, StageHistory, Tables]:
    """The past of a workbook for the run of a day, the stages with those it sees, the tables with issues."""
    continued = tables.settings.continue_history == "yes"
    past = read_past(snapshot, continued=continued)
    stages = follow(snapshot, tables, past, day, run)
    return past, stages, with_doubts(tables, past, stages, words)


_WEEK = timedelta(weeks=1)


def weeks_to_freeze(past: Past, tables: Tables, as_of: date) -> dict[str, date]:
    """The closed weeks that are not in the history, or not whole, with their Sundays, oldest first.

    Only a run of the day itself freezes anything, and none that could not read a tab that figures need; a
    first run freezes the last closed week alone. A week that ended before there was anything to count is
    not frozen.
    """
    begun = first_day(tables)
    if as_of != tables.today or begun is None or tables.are_partial:
        return {}
    last, known = last_sunday(tables.today), past.weeks
    first = min((sunday_of(week) or last for week in known.union(past.lost)), default=last)
    count = (last - first).days // 7 + 1
    sundays = [first + number * _WEEK for number in range(count)]
    whole = known - past.torn.keys()
    return {week_label(day): day for day in sundays if week_label(day) not in whole and begun <= day}


def remember(
    past: Past, stages: StageHistory, tables: Tables, figures: Figures, at: datetime, run: str
) -> History:
    """The history with what a run adds, by its time and its id: the closing weeks of its figures.

    The first run of the day itself makes the key of the seals, whether or not it freezes a week.
    """
    definitions = definitions_of(tables)
    if not figures.closed and (past.key or figures.period.end != tables.today):
        return History(past, None, definitions)
    weeks = {week_label(metrics.as_of): metrics.as_of for metrics in figures.closed}
    rows = [*_metrics(tables, figures.closed), *_forecasts(stages, tables, figures.outlooks)]
    frozen = [
        Frozen(week, metric, *measure, definitions.version, anew=week in {*past.lost, *past.torn})
        for week, metric, measure in rows
        if (week, metric) not in past.frozen
    ]
    latest = past.versions[-1].version if past.versions else None
    is_new = bool(weeks) and latest != definitions.version
    added = Addition(weeks, frozen, definitions, is_new, at, run, past.key or new_key())
    return History(past, added, definitions)


_Kept = tuple[str, str, Measure]
"""What is frozen: a week, what stands for its metric, and its figures."""


def _metrics(tables: Tables, closed: Sequence[Metrics]) -> Iterator[_Kept]:
    for metrics in closed:
        for metric in METRICS:
            if _is_known(tables, metric):
                yield week_label(metrics.as_of), metric, metrics.measure(metric)


def _forecasts(stages: StageHistory, tables: Tables, outlooks: Sequence[Outlook | None]) -> Iterator[_Kept]:
    """What each closing day let expect of its quarter, by the stages that deals were then known to be in."""
    for outlook in filter(None, outlooks):
        ahead = forecast_from(stages, tables, outlook)
        for key, each in zip(FORECASTS, (ahead.revenue, ahead.won_deals), strict=True):
            yield week_label(outlook.as_of), key, Measure(each.expected, each.low, each.high)


def _is_known(tables: Tables, metric: str) -> bool:
    """Whether the tabs that a metric is computed from could be read: without them it has no value to keep."""
    return all(getattr(tables, tab) is not None for tab in BY_KEY[metric].inputs)
