"""Whether a write landed where it was meant to, judged by what the row that took it holds right after.

Google resolves a row's mark at the very moment of the write, yet nothing keeps people from sorting, or from
moving columns, in the instant before. What was overwritten then is known, for it was read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import zip_longest

from abm_sheets.workbook.contents import Plain, content
from abm_sheets.workbook.edits import Head, RowUpdate
from abm_sheets.workbook.google.finding import Key, State, is_known, state_of
from abm_sheets.workbook.google.marks import MarkedRow
from abm_sheets.workbook.google.values import Columns
from abm_sheets.workbook.interface import Cell, Tab

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

    def places(self, moved: Moved) -> Sequence[int | None]:
        """Where each column as they are now stood, whether or not any moved."""
        return list(range(len(self.columns))) if moved is None else moved

    def held(self, row: int, column: int | None) -> Cell:
        """What a cell held, nothing in a column that was not there."""
        cells = self.columns[column] if column is not None and column < len(self.columns) else []
        return cells[row] if row < len(cells) else None

    def _below(self, column: int) -> Sequence[Cell]:
        return self.columns[column][self.head.row + 1 :] if column < len(self.columns) else []


def is_as_meant(write: Write, after: Sequence[Cell]) -> bool:
    """Whether a row holds what it held, but for what was written."""
    return _same(_with(write.before.cells, write.values), after, write.before.computed)


def is_restored(row: MarkedRow, cells: Mapping[int, Cell], there: MarkedRow) -> bool:
    """Whether a row holds what it held, but for cells that were put back."""
    return _same(_with(row.cells, cells), there.cells, row.computed)


def column_moves(before: Tab, now: Tab, rows: tuple[int, int]) -> Moved:
    """Where columns stood, by the names in the rows of the two headers."""
    then, names = _names(before, rows[0]), _names(now, rows[1])
    places = {name: at for at, name in enumerate(then)}
    return None if then == names else [places.get(name) for name in names]


def _names(tab: Tab, row: int) -> list[tuple[str, int]]:
    """What distinguishes each column: its identity or its header, and how many had it before."""
    seen: Counter[str] = Counter()
    names = []
    for at, cells in enumerate(tab.columns):
        name = tab.column_identities.get(at) or content(cells[row] if row < len(cells) else None)
        names.append((name, seen[name]))
        seen[name] += 1
    return names


def judge(write: Write, after: MarkedRow | None, now: MarkedRow, scene: Scene, moved: Moved) -> Judgement:
    """What became of a write, and what to put back.

    `after` is the row that took it as it was right after, where that is known, and `now` the one that bears
    its mark a moment later; `moved` says what columns did until then.
    """
    row = after or now
    if is_as_meant(write, row.cells):
        return Judgement(Verdict.DONE)
    cells = {name: row.cell(at) for name, at in scene.head.positions.items()}
    if moved is None and is_known(write.update, cells):
        done = state_of(write.update, cells) is State.DONE
        return Judgement(Verdict.DONE if done else Verdict.AGAIN)
    if _contents(row) != _contents(now):
        # People went on since: the row that was struck is elsewhere, or is not the same any more.
        struck = any(content(row.cell(at)) == content(value) for at, value in write.values.items())
        return Judgement(Verdict.ASTRAY if struck else Verdict.AGAIN)
    then = scene.places(moved)
    return _judge_same_row(write, now, then) or _judge_other_row(write, now, scene, then)


def _judge_same_row(write: Write, now: MarkedRow, then: Sequence[int | None]) -> Judgement | None:
    """Whether the row is the one that was meant, and what it lacks; None where it is another."""
    before = [None if at is None else write.before.cell(at) for at in then]
    computed = frozenset(here for here, at in enumerate(then) if at in write.before.computed)
    values = {here: write.values[at] for here, at in enumerate(then) if at is not None and at in write.values}
    if _same(_with(before, values), now.cells, computed):
        return Judgement(Verdict.DONE)
    written = set(map(content, write.values.values()))
    struck = [
        at for at, (was, cell) in enumerate(zip_longest(before, now.cells)) if content(was) != content(cell)
    ]
    if any(at in computed and at not in now.computed for at in struck):
        # Of a formula that was struck only the result is known.
        return Judgement(Verdict.ASTRAY)
    struck = [at for at in struck if at not in computed]
    if any(content(now.cell(at)) not in written for at in struck):
        return None
    return Judgement(Verdict.AGAIN, {at: before[at] if at < len(before) else None for at in struck})


def _judge_other_row(write: Write, now: MarkedRow, scene: Scene, then: Sequence[int | None]) -> Judgement:
    """Contents were moved from row to row: the write may have struck another one's."""
    written = set(map(content, write.values.values()))
    suspect = [at for at, cell in enumerate(now.cells) if content(cell) in written]
    originals = _originals(now, suspect, scene, then)
    if len({tuple(map(content, each.values())) for each in originals}) > 1 or not originals:
        return Judgement(Verdict.ASTRAY if suspect else Verdict.AGAIN)
    restore = {at: cell for at, cell in originals[0].items() if content(cell) != content(now.cell(at))}
    return (
        Judgement(Verdict.AGAIN, restore) if len(restore) <= len(write.values) else Judgement(Verdict.ASTRAY)
    )


def _originals(
    now: MarkedRow, suspect: Sequence[int], scene: Scene, then: Sequence[int | None]
) -> list[Mapping[int, Cell]]:
    """What the rows that this one may be held where it is suspect; the rest of it distinguishes them."""
    ours = set(scene.head.positions.values())
    spared = {
        here: at for here, at in enumerate(then) if at is not None and at in ours and here not in suspect
    }
    there = tuple(content(now.cell(here)) for here in spared)
    places = {here: then[here] if here < len(then) else None for here in suspect}
    found: list[Mapping[int, Cell]] = [
        {here: scene.held(row, at) for here, at in places.items()}
        for row in scene.rows_of(tuple(spared.values()), there)
    ]
    # A blank row may have come from anywhere.
    return found if any(there) else [*found, dict.fromkeys(suspect)]


def _contents(row: MarkedRow) -> list[str]:
    """What a row holds, wherever its columns are."""
    return sorted(filter(None, map(content, row.cells)))


def _with(cells: Sequence[Cell], values: Mapping[int, Cell]) -> list[Cell]:
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
