"""The requests that write rows of values, or only what differs in them, and that add a tab of ours whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, groupby, repeat
from operator import eq
from typing import Any, NamedTuple

from abm_sheets.workbook.contents import ShownAfter, extent, formula, rows_of
from abm_sheets.workbook.edits import NewTab
from abm_sheets.workbook.google.attachments import Drawn, Entered
from abm_sheets.workbook.google.layout import Surroundings, grid_properties, layout_requests, tab_color
from abm_sheets.workbook.google.marks import mark_column, mark_tab
from abm_sheets.workbook.google.ranges import corner, rectangle
from abm_sheets.workbook.sheet import Sheet

Json = dict[str, Any]

ROOM = 1_000
"""Rows that a tab to be filled starts with."""

LONG_RUN = 10
"""Equal values from which one request for all is shorter than one cell for each."""

_ROWS_AT_ONCE = 1_000
_BLANK = (None, "")
_VALUE = "userEnteredValue"
_VALUE_AND_PIVOT = f"{_VALUE},pivotTable"
"""A pivot table that somebody put on a tab of ours goes, or it would go on filling the cells around it."""

_KINDS = {bool: "boolValue", int: "numberValue", float: "numberValue", str: "stringValue"}


class Repeat(NamedTuple):
    """A value and the rows of a column that hold it, from 0."""

    row: int
    column: int
    rows: int
    value: Entered


def add_tab(sheet: Sheet, around: Surroundings, index: int | None, rows: int) -> Json:
    """The request that adds a blank tab for a sheet, of at least so many rows."""
    height, width = extent(sheet)
    properties = {
        "sheetId": around.ids[sheet.key],
        "title": around.titles[sheet.key],
        "gridProperties": grid_properties(sheet, max(height, rows), width),
        "tabColorStyle": tab_color(sheet),
    }
    if index is not None:
        properties["index"] = index
    return {"addSheet": {"properties": properties}}


def fill(tab: int, rows: Sequence[Sequence[Entered]]) -> Iterator[Json]:
    """The requests that write the values of a blank tab, in runs of rows that a request can hold.

    A value that a column repeats is written once for all its rows: requests stay small.
    """
    repeated = list(repeats(rows))
    kept = _without(rows, repeated)
    for first in range(0, len(kept), _ROWS_AT_ONCE):
        yield write_rows(tab, kept[first : first + _ROWS_AT_ONCE], first, 0)
    for each in repeated:
        place = rectangle(tab, each.row, each.column, each.rows, 1)
        yield {"repeatCell": {"range": place, "cell": entered(each.value), "fields": "userEnteredValue"}}


def repeats(rows: Sequence[Sequence[Entered]]) -> Iterator[Repeat]:
    """The runs of equal values down a column that are long enough to be written at once."""
    for column in range(len(rows[0])):
        cells = [values[column] for values in rows]
        if not any(map(eq, cells, cells[LONG_RUN - 1 :])):
            continue
        # True equals 1, and is another value.
        runs = groupby(enumerate(cells), key=lambda numbered: (type(numbered[1]), numbered[1]))
        for (_, value), run in runs:
            (row, _), *rest = run
            if value is not None and len(rest) + 1 >= LONG_RUN:
                yield Repeat(row, column, len(rest) + 1, value)


def _without(rows: Sequence[Sequence[Entered]], repeated: Sequence[Repeat]) -> Sequence[Sequence[Entered]]:
    if not repeated:
        return rows
    kept = [list(values) for values in rows]
    for each in repeated:
        for row in range(each.row, each.row + each.rows):
            kept[row][each.column] = None
    return kept


def add_input_tab(new: NewTab, around: Surroundings) -> Iterator[Json]:
    """The requests that make an added tab people's: first rows, look, and what it and its columns are."""
    sheet, tab = new.sheet, around.ids[new.sheet.key]
    yield from fill(tab, rows_of(sheet))
    yield from layout_requests(sheet, tab, around)
    yield mark_tab(tab, sheet.key)
    for place, key in enumerate(new.columns):
        yield mark_column(tab, place, key)


def write_rows(
    tab: int, rows: Sequence[Sequence[Entered]], row: int, column: int, fields: str = _VALUE
) -> Json:
    """The request that writes rows of values, every one typed: text is never read as a formula."""
    data = [{"values": [entered(value) for value in values]} for values in rows]
    return {"updateCells": {"start": corner(tab, row, column), "rows": data, "fields": fields}}


def entered(value: Entered) -> Json:
    """A value as a cell's typed content, nothing where there is none."""
    if kind := _KINDS.get(type(value)):
        return {_VALUE: {kind: value}}
    if isinstance(value, Drawn):
        return {_VALUE: {"formulaValue": value.formula}}
    return {_VALUE: {"formulaValue": formula(value, ";")}} if isinstance(value, ShownAfter) else {}


def differences(tab: int, wanted: Sequence[Sequence[Entered]], there: Sequence[Sequence[Any]]) -> list[Json]:
    """The requests that write only what differs; `there` is the tab as read, by columns.

    A text that waits for its moment reads as a blank, whatever its moment: it goes with what else differs.
    A drawing reads as a blank too: the same one is known by the layout, of which it is a part, and who
    cleared other cells cleared it with them.
    """
    suspects = _suspects(wanted, there)
    changed = _changed(wanted, there, suspects, drawn=True)
    if all(_may_stand(wanted, there, row, column) for row, columns in changed for column in columns):
        return []
    if any(_is_cleared(wanted, there, row, column) for row, columns in changed for column in columns):
        changed = _changed(wanted, there, suspects, drawn=False)
    # Consecutive rows that differ go together.
    runs = groupby(enumerate(changed), key=lambda numbered: numbered[1][0] - numbered[0])
    return [_write_run(tab, wanted, [each for _, each in run]) for _, run in runs]


def _suspects(wanted: Sequence[Sequence[Entered]], there: Sequence[Sequence[Any]]) -> list[int]:
    """The columns that are not, as a whole, what is there."""
    found = chain(there, repeat(()))
    columns = enumerate(zip(zip(*wanted, strict=True), found, strict=False))
    return [number for number, (values, cells) in columns if not _alike(values, cells)]


def _alike(wanted: Sequence[Entered], found: Sequence[Any]) -> bool:
    """Whether a column surely holds its values, as most do: lists compare faster than their cells."""
    values = ["" if value is None else value for value in wanted]
    cells = [*found[: len(values)], *repeat("", len(values) - len(found))]
    return values == cells and bool not in {*map(type, values), *map(type, cells)}


def _changed(
    wanted: Sequence[Sequence[Entered]],
    there: Sequence[Sequence[Any]],
    columns: Sequence[int],
    *,
    drawn: bool,
) -> list[tuple[int, list[int]]]:
    """The rows that differ, or may, each with those of some columns that do; `drawn` that drawings stand."""
    found = (
        (row, [at for at in columns if not _same(values[at], _at(there, row, at), drawn=drawn)])
        for row, values in enumerate(wanted)
    )
    return [(row, differing) for row, differing in found if differing]


def _at(there: Sequence[Sequence[Any]], row: int, column: int) -> Any:
    if column >= len(there) or row >= len(there[column]):
        return None
    return there[column][row]


def _same(wanted: Entered, found: Any, *, drawn: bool) -> bool:
    """Whether a cell surely holds a value; a blank is read as an empty text, and True is no 1."""
    if wanted is None or (drawn and isinstance(wanted, Drawn)):
        return found in _BLANK
    return bool(wanted == found) and isinstance(wanted, bool) == isinstance(found, bool)


def _is_cleared(
    wanted: Sequence[Sequence[Entered]], there: Sequence[Sequence[Any]], row: int, column: int
) -> bool:
    """Whether a cell that is to hold a value is blank."""
    return not isinstance(wanted[row][column], ShownAfter | None) and _at(there, row, column) in _BLANK


def _may_stand(
    wanted: Sequence[Sequence[Entered]], there: Sequence[Sequence[Any]], row: int, column: int
) -> bool:
    """Whether what a cell shows may be a text that waits for its moment, or whose moment has come."""
    value = wanted[row][column]
    return isinstance(value, ShownAfter) and _at(there, row, column) in (*_BLANK, value.text)


def _write_run(
    tab: int, wanted: Sequence[Sequence[Entered]], run: Sequence[tuple[int, Sequence[int]]]
) -> Json:
    first = min(columns[0] for _, columns in run)
    last = max(columns[-1] for _, columns in run)
    rows = [wanted[row][first : last + 1] for row, _ in run]
    return write_rows(tab, rows, run[0][0], first, _VALUE_AND_PIVOT)
