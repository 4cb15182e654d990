"""Rows found again among the cells of a tab, wherever people sorted, inserted, deleted or moved since."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import zip_longest

from abm_sheets.errors.incoming import InputColumnMissingError
from abm_sheets.workbook.contents import LONGEST_TEXT, Plain, content, plain
from abm_sheets.workbook.edits import (
    Appended,
    Cells,
    Head,
    Left,
    NewRow,
    RowUpdate,
    Target,
    cells_of,
    given,
    unplaced,
)
from abm_sheets.workbook.google.values import Columns
from abm_sheets.workbook.interface import Cell, Tab
from abm_sheets.workbook.sheet import Value

SEARCHED = 5_000
"""The last rows of a tab among which values under other headers are looked for."""

Key = tuple[str, ...]


def compare(target: Target, tab: Tab, columns: Columns, rows: Sequence[NewRow]) -> Appended:
    """What became of rows that were written to a tab, read since with its `columns`."""
    try:
        head = target.find_columns(tab)
    except InputColumnMissingError:
        head = Head(0, {})
    found = find_rows(cells_of(rows, head), columns, head.row + 1)
    lost = {at: _written(row, head) for at, row in enumerate(rows) if at not in found}
    misplaced = find_values(lost, columns, found.values())
    return Appended(tab.title, len(rows), _as_seen(found), _as_seen(misplaced), unplaced(rows, head))


def _written(row: NewRow, head: Head) -> list[Plain]:
    """What was written of a row; all of it where no column is known any more."""
    return [value for key, value in given(row).items() if key in head.positions or not head.positions]


def _as_seen(rows: Mapping[int, int]) -> dict[int, int]:
    """Rows as people count them."""
    return {at: row + 1 for at, row in sorted(rows.items())}


def find_rows(rows: Sequence[Cells], columns: Columns, first: int) -> dict[int, int]:
    """Where each row stands (from 0) at or below the row `first`, by its place in `rows`.

    Of several rows of the tab that hold the same the last is taken, and none is taken twice. Other cells
    on the row do not matter: people may have completed it.
    """
    shapes = [tuple(sorted(row)) for row in rows]
    keys = [tuple(content(row[at]) for at in shape) for row, shape in zip(rows, shapes, strict=True)]
    standing = {shape: _standing(columns, shape, first, set(keys)) for shape in set(shapes)}
    found: dict[int, int] = {}
    taken: set[int] = set()
    for number in reversed(range(len(rows))):
        candidates = standing[shapes[number]].get(keys[number], [])
        while candidates and candidates[-1] in taken:
            candidates.pop()
        if candidates:
            found[number] = candidates.pop()
            taken.add(found[number])
    return found


def _standing(
    columns: Columns, shape: Sequence[int], first: int, sought: Collection[Key] | None = None
) -> dict[Key, list[int]]:
    """The rows of the tab, from the top, by what some columns hold; only those `sought`, if any are."""
    cells = [columns[at][first:] if at < len(columns) else [] for at in shape]
    standing: dict[Key, list[int]] = {}
    for row, line in enumerate(zip_longest(*cells, fillvalue=""), first):
        key = tuple(map(content, line))
        if sought is None or key in sought:
            standing.setdefault(key, []).append(row)
    return standing


def find_values(
    sought: Mapping[int, Collection[Cell]], columns: Columns, taken: Collection[int]
) -> dict[int, int]:
    """On which of the last rows (from 0) all the values of a row stand, whatever the columns.

    `sought` are the values by the place of their row, as is what is found; rows `taken` are left aside.
    """
    start = max(max(map(len, columns), default=0) - SEARCHED, 0)
    lines = enumerate(zip_longest(*(cells[start:] for cells in columns), fillvalue=""), start)
    free = {row: set(map(content, line)) for row, line in lines if row not in taken}
    found: dict[int, int] = {}
    for number in sorted(sought, reverse=True):
        values = set(map(content, sought[number]))
        row = next((row for row in reversed(free) if values and values <= free[row]), None)
        if row is not None:
            found[number] = row
            del free[row]
    return found


class State(Enum):
    """What the cells to change of a row hold: what was read in them, or what they are to hold."""

    AS_READ = "as read"
    DONE = "done"


@dataclass(frozen=True)
class Found:
    """A row that an update is about: where it stands, from 0, and what its cells to change hold."""

    row: int
    state: State


def wanted(value: Value) -> str:
    """The content of a cell once a value is written in it."""
    return content(plain(value, LONGEST_TEXT))


def state_of(update: RowUpdate, cells: Mapping[str, Cell]) -> State | Left:
    """What the cells of a row that an update is about hold, by the keys of their columns."""
    held = {column: content(cells.get(column)) for column in update.new}
    if held == {column: content(update.old[column]) for column in update.new}:
        return State.AS_READ
    done = held == {column: wanted(value) for column, value in update.new.items()}
    return State.DONE if done else Left.CHANGED


def is_known(update: RowUpdate, cells: Mapping[str, Cell]) -> bool:
    """Whether cells are those that an update's row is known by."""
    return all(content(cells.get(column)) == content(cell) for column, cell in update.known_by.items())


def find_updates(updates: Mapping[int, RowUpdate], columns: Columns, head: Head) -> dict[int, Found | Left]:
    """The row of each update below a header, or why it is left as it is."""
    shapes = {tuple(sorted(update.known_by)) for update in updates.values()}
    standing = {
        shape: _standing(columns, [head.positions[name] for name in shape], head.row + 1)
        for shape in shapes
        if _are_there(shape, head)
    }
    return {
        number: _found(update, _candidates(update, standing), columns, head)
        for number, update in updates.items()
    }


def _are_there(names: Sequence[str], head: Head) -> bool:
    return all(name in head.positions for name in names)


def _candidates(
    update: RowUpdate, standing: Mapping[tuple[str, ...], Mapping[Key, Sequence[int]]]
) -> Sequence[int]:
    shape = tuple(sorted(update.known_by))
    return standing.get(shape, {}).get(tuple(content(update.known_by[name]) for name in shape), ())


def _found(update: RowUpdate, rows: Sequence[int], columns: Columns, head: Head) -> Found | Left:
    """Of the rows known by the same, the one whose cells are as they were read, or done already."""
    if not rows or not _are_there(list(update.new), head):
        return Left.GONE
    states = {row: state_of(update, row_cells(columns, row, head)) for row in rows}
    for state in State:
        alike = [row for row in rows if states[row] is state]
        if alike:
            return Found(alike[0], state) if len(alike) == 1 else Left.SEVERAL
    return Left.CHANGED if len(rows) == 1 else Left.SEVERAL


def row_cells(columns: Columns, row: int, head: Head) -> dict[str, Cell]:
    """The cells of a row, by the keys of their columns."""
    return {name: _at(columns, row, at) for name, at in head.positions.items()}


def _at(columns: Columns, row: int, at: int) -> Cell:
    return columns[at][row] if at < len(columns) and row < len(columns[at]) else None
