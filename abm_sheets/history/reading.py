"""The frozen weeks, read back: of two rows for a week and a metric, the first counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import orjson

from abm_sheets.history.claims import KEY, taken_weeks
from abm_sheets.history.doubts import with_doubts
from abm_sheets.history.kept import Entry
from abm_sheets.history.ledger import Doubt, Ledger, Row
from abm_sheets.history.model import COLUMNS, DEFINITIONS, Definitions, Frozen, Past
from abm_sheets.history.seals import metric_of, week_meaning
from abm_sheets.history.stages import StageHistory, follow
from abm_sheets.language import Catalogue
from abm_sheets.metrics.known import METRICS
from abm_sheets.metrics.weeks import sunday_of
from abm_sheets.tables.model import Tables
from abm_sheets.tables.rows import as_text
from abm_sheets.workbook.interface import Cell, Snapshot

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
        if sunday_of(week) and metric in METRICS:
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
        column = "value" if metric in {*METRICS, DEFINITIONS} else "metric"
    return Doubt(row.number, column, as_text(cells[column]))


def recall(
    snapshot: Snapshot, tables: Tables, words: Catalogue, day: date, run: str
) -> tuple[Past, StageHistory, Tables]:
    """The past of a workbook for the run of a day, the stages with those it sees, the tables with issues."""
    continued = tables.settings.continue_history == "yes"
    past = read_past(snapshot, continued=continued)
    stages = follow(snapshot, tables, past, day, run)
    return past, stages, with_doubts(tables, past, stages, words)
