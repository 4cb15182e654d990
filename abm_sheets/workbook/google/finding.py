"""Rows found again among the cells of a tab, wherever people sorted, inserted, deleted or moved since."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import zip_longest

from abm_sheets.errors.incoming import InputColumnMissingError
from abm_sheets.workbook.contents import Plain, content
from abm_sheets.workbook.edits import (
    Appended,
    Cells,
    Head,
    NewRow,
    Target,
    cells_of,
    given,
    unplaced,
)
from abm_sheets.workbook.google.values import Columns
from abm_sheets.workbook.interface import Cell, Tab

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
