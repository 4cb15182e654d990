"""Whether a write landed where it was meant to, told by what the row that took it holds right after.

Google resolves a row's mark at the very moment of the write, yet nothing keeps people from sorting, or from
moving columns, in the instant before. What was overwritten then is known, for it was read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import zip_longest

from abm_sheets.workbook.appended import Head
from abm_sheets.workbook.contents import content
from abm_sheets.workbook.google.finding import Key, State, is_known, state_of
from abm_sheets.workbook.google.row_marks import MarkedRow
from abm_sheets.workbook.google.values import Columns
from abm_sheets.workbook.interface import Cell, Tab
from abm_sheets.workbook.updated import RowUpdate
from abm_sheets.workbook.written import Plain

Moved = Sequence[int | None] | None
"""For each column as they are now, where it stood before, None for a new one; None where none moved."""


class Verdict(Enum):
    """What is known of a write: done, to be made again, or astray for good."""

    DONE = "done"
    AGAIN = "again"
    ASTRAY = "astray"


@dataclass(frozen=True)
class Judgement:
    """What became of a write, and what to put back on the row that took it, by position."""

    verdict: Verdict
    restore: Mapping[int, Cell] = field(default_factory=dict)


@dataclass(frozen=True)
class Write:
    """What is written on a row.

    - `update`: what it is to do, and `mark` the mark of the row that it is addressed to.
    - `before`: that row right before.
    - `values`: what is written, by position; `dates` are the positions that need the look of a date.
    """

    update: RowUpdate
    mark: int
    before: MarkedRow
    values: Mapping[int, Plain]
    dates: Sequence[int] = ()


@dataclass(frozen=True)
class Scene:
    """The tab around some writes: its id, its header, what its columns held before, and its first rows."""

    tab: int
    head: Head
    columns: Columns
    first_rows: Tab
    _standing: dict[tuple[int, ...], dict[Key, list[int]]] = field(default_factory=dict, compare=False)

    def rows_of(self, columns: tuple[int, ...], contents: Key) -> Sequence[int]:
        """The rows under the header that held some contents in some columns."""
        if columns not in self._standing:
            standing: dict[Key, list[int]] = {}
            lines = zip_longest(*(self._below(at) for at in columns), fillvalue="")
            for row, line in enumerate(lines, self.head.row + 1):
                standing.setdefault(tuple(map(content, line)), []).append(row)
            self._standing[columns] = standing
        return self._standing[columns].get(contents, ())

    def held(self, row: int, column: int | None) -> Cell:
        """What a cell held, nothing in a column that was not there."""
        cells = self.columns[column] if column is not None and column < len(self.columns) else []
        return cells[row] if row < len(cells) else None

    def _below(self, column: int) -> Sequence[Cell]:
        return self.columns[column][self.head.row + 1 :] if column < len(self.columns) else []


def is_as_meant(write: Write, after: Sequence[Cell]) -> bool:
    """Whether a row holds what it held, but for what was written."""
    return _same(_with(write.before.cells, write.values), after, write.before.computed)


def column_moves(before: Tab, now: Tab, rows: tuple[int, int]) -> Moved:
    """Where columns stood, by the names in the rows of the two headers."""
    then, names = _names(before, rows[0]), _names(now, rows[1])
    places = {name: at for at, name in enumerate(then)}
    return None if then == names else [places.get(name) for name in names]


def _names(tab: Tab, row: int) -> list[tuple[str, int]]:
    """What tells each column from the others: its identity or its header, and how many had it before."""
    seen: Counter[str] = Counter()
    names = []
    for at, cells in enumerate(tab.columns):
        name = tab.column_identities.get(at) or content(cells[row] if row < len(cells) else None)
        names.append((name, seen[name]))
        seen[name] += 1
    return names


def judge(write: Write, after: MarkedRow, scene: Scene, moved: Moved) -> Judgement:
    """What became of a write, from the row that took it, `after` it; `moved` tells what columns did since."""
    if is_as_meant(write, after.cells):
        return Judgement(Verdict.DONE)
    cells = {name: after.cell(at) for name, at in scene.head.positions.items()}
    if moved is None and is_known(write.update, cells):
        done = state_of(write.update, cells) is State.DONE
        return Judgement(Verdict.DONE if done else Verdict.AGAIN)
    same_row = None if moved is None else _judge_columns(write, after, moved)
    return same_row or _judge_other_row(write, after, scene, moved)


def _judge_columns(write: Write, after: MarkedRow, moved: Sequence[int | None]) -> Judgement | None:
    """Columns were moved before the write, or since; None where that alone does not explain the row."""
    before = [None if at is None else write.before.cell(at) for at in moved]
    computed = frozenset(now for now, at in enumerate(moved) if at in write.before.computed)
    values = {now: write.values[at] for now, at in enumerate(moved) if at is not None and at in write.values}
    if _same(_with(before, values), after.cells, computed):
        return Judgement(Verdict.DONE)
    if _same(_with(before, write.values), after.cells, computed.difference(write.values)):
        kept = {at: before[at] if at < len(before) else None for at in write.values}
        # Of a formula that was struck only the result is known.
        return Judgement(Verdict.AGAIN, kept) if computed.isdisjoint(kept) else Judgement(Verdict.ASTRAY)
    return Judgement(Verdict.AGAIN) if _same(before, after.cells, computed) else None


def _judge_other_row(write: Write, after: MarkedRow, scene: Scene, moved: Moved) -> Judgement:
    """Contents were moved from row to row: the write may have struck another one's."""
    if all(content(after.cell(at)) != content(value) for at, value in write.values.items()):
        return Judgement(Verdict.AGAIN)
    originals = _originals(write, after, scene, moved)
    if len({tuple(_contents(each).items()) for each in originals}) != 1:
        return Judgement(Verdict.ASTRAY)
    there = {at: after.cell(at) for at in originals[0]}
    return Judgement(Verdict.AGAIN, {} if _contents(there) == _contents(originals[0]) else originals[0])


def _originals(write: Write, after: MarkedRow, scene: Scene, moved: Moved) -> list[Mapping[int, Cell]]:
    """What the rows that the struck one may be held where the write struck it."""
    then = dict(enumerate(moved)) if moved is not None else {at: at for at in range(len(scene.columns))}
    ours = {now: at for now, at in then.items() if at in scene.head.positions.values()}
    spared = {now: at for now, at in ours.items() if at is not None and now not in write.values}
    there = tuple(content(after.cell(now)) for now in spared)
    found: list[Mapping[int, Cell]] = [
        {now: scene.held(row, then.get(now)) for now in write.values}
        for row in scene.rows_of(tuple(spared.values()), there)
    ]
    # A blank row may have come from anywhere.
    return found if any(there) else [*found, dict.fromkeys(write.values)]


def _contents(cells: Mapping[int, Cell]) -> dict[int, str]:
    return {at: content(cell) for at, cell in cells.items()}


def _with(cells: Sequence[Cell], values: Mapping[int, Plain]) -> list[Cell]:
    """Cells with values written in them."""
    width = max([len(cells), *(at + 1 for at in values)])
    written = [*cells, *[None] * (width - len(cells))]
    for at, value in values.items():
        written[at] = value
    return written


def _same(wanted: Sequence[Cell], there: Sequence[Cell], computed: frozenset[int]) -> bool:
    """Whether rows hold the same, formulas aside, whose results follow what they depend on."""
    pairs = enumerate(zip_longest(wanted, there))
    return all(content(one) == content(other) for at, (one, other) in pairs if at not in computed)
