"""The frozen weeks, read back: of two rows for a week and a metric, the first counts."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, NamedTuple

import orjson

from abm_sheets.history.claims import KEY, lost_weeks
from abm_sheets.history.kept import Entry, Kept, Plain, read_kept
from abm_sheets.history.model import COLUMNS, DEFINITIONS, Definitions, Doubt, Frozen, Past
from abm_sheets.history.seals import metric_of, seal
from abm_sheets.metrics.status import METRICS
from abm_sheets.metrics.weeks import sunday_of
from abm_sheets.tables.rows import as_text
from abm_sheets.workbook.interface import Cell, Snapshot

_FIGURES = ("value", "numerator", "denominator")
_OURS = ("week", "run", "seal")
"""Columns of which one at least is filled on each row that a run added."""


class Standing(Enum):
    """What a row is: one that a run of this workbook left, one of another's, or neither."""

    OWN = auto()
    FOREIGN = auto()
    DOUBTFUL = auto()


class _Row(NamedTuple):
    """A row of the tab: its position from 0, its number as people see it, its cells."""

    at: int
    number: int
    cells: Entry


@dataclass(frozen=True)
class _Judge:
    """What rows are judged by; `continued` takes those of another workbook for this one's."""

    workbook: str
    key: str
    some_sealed: bool
    continued: bool

    def standing(self, cells: Entry) -> Standing:
        if not self.continued and not self.is_of_this_workbook(cells):
            return Standing.FOREIGN
        return Standing.OWN if self._is_sound(cells) else Standing.DOUBTFUL

    def is_of_this_workbook(self, cells: Entry) -> bool:
        """Whether a row says so; those of older versions say nothing."""
        named = as_text(cells["workbook"])
        return not named or not self.workbook or named == self.workbook

    def _is_sound(self, cells: Entry) -> bool:
        """Whether a row is as a run left it. Without a key nobody can tell, but a run leaves its name."""
        left = as_text(cells["seal"])
        if self.key:
            return hmac.compare_digest(left.encode(), seal(self.key, _plain(cells)).encode())
        return bool(left) or (not self.some_sealed and bool(as_text(cells["run"])))


def read_past(snapshot: Snapshot, *, continued: bool = False) -> Past:
    """What earlier runs froze in a workbook; `continued`: and in the one that it was copied from."""
    kept = read_kept(snapshot, "history", COLUMNS, _is_ours)
    rows = list(_rows(kept))
    key = snapshot.claims.get(KEY, "")
    judge = _Judge(snapshot.id, key, any(as_text(row.cells["seal"]) for row in rows), continued)
    judged = [(judge.standing(row.cells), row) for row in rows]
    own = [row for standing, row in judged if standing is Standing.OWN]
    # The workbook's own rows first: those of the one that it continues only fill in.
    own.sort(key=lambda row: not judge.is_of_this_workbook(row.cells))
    frozen = _frozen(own)
    return Past(
        frozen=frozen,
        versions=_versions(row.cells for row in own),
        kept=kept,
        workbook=snapshot.id,
        key=key,
        claims=snapshot.claims,
        lost=lost_weeks(snapshot, {week for week, _ in frozen}),
        doubts=[
            _doubt(row) for standing, row in judged if standing is Standing.DOUBTFUL and _is_told(row, frozen)
        ],
        foreign=_weeks(row for standing, row in judged if standing is Standing.FOREIGN),
        unsealed={} if key else {row.at: _plain(row.cells) for row in own},
    )


def _is_ours(cells: Entry) -> bool:
    return sunday_of(as_text(cells["week"])) is not None or metric_of(cells["metric"]) == DEFINITIONS


def _rows(kept: Kept) -> Iterable[_Row]:
    """The rows that hold something of ours; people may write notes on others."""
    for at, (number, cells) in enumerate(zip(kept.numbers, kept.rows(), strict=True)):
        if any(as_text(cells[column]) for column in _OURS):
            yield _Row(at, number, cells)


def _plain(cells: Entry) -> dict[str, Plain]:
    """The cells as values: an error is its code."""
    return {
        column: cell if isinstance(cell, int | float) else as_text(cell) for column, cell in cells.items()
    }


def _frozen(rows: Iterable[_Row]) -> dict[tuple[str, str], Frozen]:
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


def _is_told(row: _Row, frozen: Mapping[tuple[str, str], Frozen]) -> bool:
    """Whether a row that is not believed is worth a word: not once its week was frozen anew."""
    found = frozen.get((as_text(row.cells["week"]), metric_of(row.cells["metric"])))
    return found is None or not found.anew


def _doubt(row: _Row) -> Doubt:
    """The row, by its week or its metric where they are none, by its value else."""
    cells, metric = row.cells, metric_of(row.cells["metric"])
    if not as_text(cells["seal"]) or not _is_ours(cells):
        column = "week"
    else:
        column = "value" if metric in {*METRICS, DEFINITIONS} else "metric"
    return Doubt(row.number, column, as_text(cells[column]))


def _weeks(rows: Iterable[_Row]) -> dict[str, Sequence[int]]:
    found: dict[str, list[int]] = {}
    for row in rows:
        found.setdefault(as_text(row.cells["week"]), []).append(row.number)
    return dict(found)
