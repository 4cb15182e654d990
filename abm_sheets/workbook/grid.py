"""What the cells of a sheet are given, as rows."""

from __future__ import annotations

from collections.abc import Sequence

from abm_sheets.workbook.sheet import Sheet, Style, Value
from abm_sheets.workbook.waiting import Written, waiting
from abm_sheets.workbook.written import plain, shown

Rows = list[list[Written]]

LONGEST_TEXT = 50_000
"""Characters that Google takes in a cell."""


def rows_of(sheet: Sheet) -> Rows:
    """The values of a sheet, row by row, all rows of one width, None where there is nothing."""
    height, width = extent(sheet)
    grid: Rows = [[None] * width for _ in range(height)]
    for block in sheet.blocks:
        for row, items in enumerate(block.rows, block.row):
            for column, item in enumerate(items, block.column):
                if item is not None and (later := waiting(item)):
                    grid[row][column] = later
                elif item is not None:
                    _put(grid, row, column, [item.value], item.style)
    for table in sheet.tables:
        for column, each in enumerate(table.columns, table.column):
            grid[table.row][column] = plain(each.header, LONGEST_TEXT)
            _put(grid, table.row + 1, column, each.values, each.style)
    return grid


def _put(grid: Rows, first: int, column: int, values: Sequence[Value], style: Style) -> None:
    """Set values one under the other; blank ones leave what is there."""
    for row, value in enumerate(shown(values, style), first):
        if (cell := plain(value, LONGEST_TEXT)) is not None:
            grid[row][column] = cell


def extent(sheet: Sheet) -> tuple[int, int]:
    """How many rows and columns a sheet takes; Google wants one at least beside those that are frozen."""
    corners = [(sheet.frozen_rows + 1, sheet.frozen_columns + 1)]
    corners += [(chart.row + 1, chart.column + 1) for chart in sheet.charts]
    corners.extend((1, column + 1) for column in sheet.widths)
    for table in sheet.tables:
        last_row, last_column = table.end
        corners.append((last_row + 1, last_column + 1))
    for block in sheet.blocks:
        for row, items in enumerate(block.rows, block.row):
            for column, item in enumerate(items, block.column):
                if item is not None:
                    corners.append((row + item.height, column + item.span))
    return max(row for row, _ in corners), max(column for _, column in corners)
