"""Rows that are to change found again among the cells of a tab, wherever people moved them since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import zip_longest

from abm_sheets.workbook.contents import LONGEST_TEXT, content, plain
from abm_sheets.workbook.edits import Head, Left, RowUpdate
from abm_sheets.workbook.google.values import Columns
from abm_sheets.workbook.interface import Cell
from abm_sheets.workbook.sheet import Value

Key = tuple[str, ...]


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
    standing = {shape: _standing(columns, shape, head) for shape in shapes if _are_there(shape, head)}
    return {
        number: _found(update, _candidates(update, standing), columns, head)
        for number, update in updates.items()
    }


def _are_there(names: Sequence[str], head: Head) -> bool:
    return all(name in head.positions for name in names)


def _standing(columns: Columns, shape: Sequence[str], head: Head) -> dict[Key, list[int]]:
    """The rows by what they hold in some columns."""
    cells = [_below(columns, head.positions[name], head.row) for name in shape]
    standing: dict[Key, list[int]] = {}
    for row, line in enumerate(zip_longest(*cells, fillvalue=""), head.row + 1):
        standing.setdefault(tuple(map(content, line)), []).append(row)
    return standing


def _below(columns: Columns, at: int, row: int) -> Sequence[Cell]:
    return columns[at][row + 1 :] if at < len(columns) else []


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
