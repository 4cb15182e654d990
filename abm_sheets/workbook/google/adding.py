"""The requests that add a tab of ours whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from abm_sheets.workbook.contents import extent, rows_of
from abm_sheets.workbook.google.charts import Entered
from abm_sheets.workbook.google.content import entered, write_rows
from abm_sheets.workbook.google.layout import Surroundings, grid_properties, layout_requests, tab_color
from abm_sheets.workbook.google.marks import mark_column, mark_tab
from abm_sheets.workbook.google.ranges import rectangle
from abm_sheets.workbook.preparation import NewTab
from abm_sheets.workbook.sheet import Sheet

Json = dict[str, Any]

ROOM = 1_000
"""Rows that a tab to be filled starts with."""

LONG_RUN = 10
"""Equal values from which one request for all is shorter than one cell for each."""

_ROWS_AT_ONCE = 1_000


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
