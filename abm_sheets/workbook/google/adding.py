"""The requests that add a tab of ours whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from abm_sheets.workbook.google.content import Rows, extent, rows_of, write_rows
from abm_sheets.workbook.google.layout import Surroundings, grid_properties, layout_requests, tab_color
from abm_sheets.workbook.google.marks import mark_column, mark_tab
from abm_sheets.workbook.preparation import NewTab
from abm_sheets.workbook.sheet import Sheet

Json = dict[str, Any]

ROOM = 1_000
"""Rows that a tab to be filled starts with."""

_ROWS_AT_ONCE = 1_000


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


def fill(tab: int, rows: Rows) -> Iterator[Json]:
    """The requests that write the values of a blank tab, in runs of rows that a request can hold."""
    for first in range(0, len(rows), _ROWS_AT_ONCE):
        yield write_rows(tab, rows[first : first + _ROWS_AT_ONCE], first, 0)


def add_input_tab(new: NewTab, around: Surroundings) -> Iterator[Json]:
    """The requests that make an added tab people's: first rows, look, and what it and its columns are."""
    sheet, tab = new.sheet, around.ids[new.sheet.key]
    yield from fill(tab, rows_of(sheet))
    yield from layout_requests(sheet, tab, around)
    yield mark_tab(tab, sheet.key)
    for place, key in enumerate(new.columns):
        yield mark_column(tab, place, key)
