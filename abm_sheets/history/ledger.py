"""A tab to which runs add sealed rows: which of them are believed, and which are not.

Rows bear the workbook's id, for people copy spreadsheets, and a seal, for people type anywhere.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import NamedTuple

from abm_sheets.history.kept import Entry, Kept, Plain, read_kept
from abm_sheets.history.seals import KEY, seal
from abm_sheets.tables.rows import as_text
from abm_sheets.workbook.interface import Snapshot


class Row(NamedTuple):
    """A row of the tab: its position from 0, its number as people see it, its cells."""

    at: int
    number: int
    cells: Entry


@dataclass(frozen=True)
class Doubt:
    """A row that no run left so, which is not believed: its number, and the cell that shows it best."""

    row: int
    column: str
    value: str


@dataclass(frozen=True)
class Read:
    """A tab as read: its cells, and the rows that are not used.

    `doubts` are the rows that are not believed; `foreign` those of another workbook: what they are of,
    with their numbers. `unsealed` are the rows, from 0, that versions without a key left.
    """

    kept: Kept = field(default_factory=Kept)
    doubts: Sequence[Doubt] = ()
    foreign: Mapping[str, Sequence[int]] = field(default_factory=dict)
    unsealed: Mapping[int, Mapping[str, Plain]] = field(default_factory=dict)


@dataclass(frozen=True)
class Judged:
    """The rows of a tab: those of this workbook as runs left them, those of another, and the others."""

    kept: Kept
    own: Sequence[Row]
    doubtful: Sequence[Row]
    foreign: Sequence[Row]
    unsealed: Mapping[int, Mapping[str, Plain]]

    def foreign_by(self, column: str) -> dict[str, Sequence[int]]:
        """The numbers of the rows of another workbook, by what a column says."""
        found: dict[str, list[int]] = {}
        for row in self.foreign:
            found.setdefault(as_text(row.cells[column]), []).append(row.number)
        return dict(found)


@dataclass(frozen=True)
class Ledger:
    """Such a tab: its key, its columns, and what of a row is sealed.

    Each row of a run fills one at least of the columns `filled`; `is_ours` knows such rows where no
    header says where they begin.
    """

    key: str
    columns: Sequence[str]
    filled: Sequence[str]
    is_ours: Callable[[Entry], bool]
    meaning: Callable[[Mapping[str, object]], Sequence[object]]

    def read(self, snapshot: Snapshot, *, continued: bool) -> Judged:
        """The rows of a workbook; `continued` takes those of the one that it was copied from for its own."""
        kept = read_kept(snapshot, self.key, self.columns, self.is_ours)
        rows, key = list(self._rows(kept)), snapshot.claims.get(KEY, "")
        some_sealed = any(as_text(row.cells["seal"]) for row in rows)
        judge = _Judge(snapshot.id, key, self.meaning, some_sealed, continued)
        found: dict[_Standing, list[Row]] = {standing: [] for standing in _Standing}
        for row in rows:
            found[judge.standing(row.cells)].append(row)
        # The workbook's own rows first: those of the one that it continues only fill in.
        own = sorted(found[_Standing.OWN], key=lambda row: not judge.is_of_this_workbook(row.cells))
        unsealed = {} if key else {row.at: _plain(row.cells) for row in own}
        return Judged(kept, own, found[_Standing.DOUBTFUL], found[_Standing.FOREIGN], unsealed)

    def _rows(self, kept: Kept) -> Iterable[Row]:
        """The rows that hold something of ours; people may write notes on others."""
        for at, (number, cells) in enumerate(zip(kept.numbers, kept.rows(), strict=True)):
            if any(as_text(cells[column]) for column in self.filled):
                yield Row(at, number, cells)


class _Standing(Enum):
    """What a row is: one that a run of this workbook left, one of another's, or neither."""

    OWN = auto()
    FOREIGN = auto()
    DOUBTFUL = auto()


@dataclass(frozen=True)
class _Judge:
    """What rows are judged by."""

    workbook: str
    key: str
    meaning: Callable[[Mapping[str, object]], Sequence[object]]
    some_sealed: bool
    continued: bool

    def standing(self, cells: Entry) -> _Standing:
        if not self.continued and not self.is_of_this_workbook(cells):
            return _Standing.FOREIGN
        return _Standing.OWN if self._is_sound(cells) else _Standing.DOUBTFUL

    def is_of_this_workbook(self, cells: Entry) -> bool:
        """Whether a row says so; those of older versions say nothing."""
        named = as_text(cells["workbook"])
        return not named or not self.workbook or named == self.workbook

    def _is_sound(self, cells: Entry) -> bool:
        """Whether a row is as a run left it. Without a key nobody can know, but a run leaves its name."""
        left = as_text(cells["seal"])
        if self.key:
            return hmac.compare_digest(left.encode(), seal(self.key, self.meaning(_plain(cells))).encode())
        return bool(left) or (not self.some_sealed and bool(as_text(cells["run"])))


def _plain(cells: Entry) -> dict[str, Plain]:
    """The cells as values: an error is its code."""
    return {
        column: cell if isinstance(cell, int | float) else as_text(cell) for column, cell in cells.items()
    }
