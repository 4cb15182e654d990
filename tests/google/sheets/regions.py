"""The table that an append adds to: the block of neighbouring cells around a place."""

from __future__ import annotations

from tests.google.sheets.grid import content
from tests.google.sheets.model import Sheet
from tests.google.sheets.notation import Area

Cell = tuple[int, int]


def _row_filled(sheet: Sheet, row: int, left: int, right: int) -> bool:
    if not 0 <= row < len(sheet.rows):
        return False
    return any(cell is not None for cell in sheet.rows[row][max(left, 0) : right])


def _column_filled(sheet: Sheet, column: int, top: int, bottom: int) -> bool:
    if column < 0:
        return False
    return any(
        len(cells) > column and cells[column] is not None for cells in sheet.rows[max(top, 0) : bottom]
    )


def region(sheet: Sheet, row: int, column: int) -> Area:
    """The block around a cell: grown until its neighbours on all sides, corners too, are empty."""
    area, grown = Area(row, row + 1, column, column + 1), True
    while grown:
        grown = False
        top, bottom, left, right = area
        while _row_filled(sheet, bottom, left - 1, right + 1):
            bottom += 1
        while _row_filled(sheet, top - 1, left - 1, right + 1):
            top -= 1
        while _column_filled(sheet, left - 1, top - 1, bottom + 1):
            left -= 1
        while _column_filled(sheet, right, top - 1, bottom + 1):
            right += 1
        if (top, bottom, left, right) != area:
            area, grown = Area(top, bottom, left, right), True
    return area


def _last_filled(sheet: Sheet, area: Area) -> Cell | None:
    for row in range(min(area.bottom, len(sheet.rows)) - 1, area.top - 1, -1):
        cells = sheet.rows[row]
        for column in range(min(area.right, len(cells)) - 1, area.left - 1, -1):
            if cells[column] is not None:
                return row, column
    return None


def _around(area: Area) -> list[Cell]:
    rows, columns = (area.top - 1, area.top, area.top + 1), (area.left - 1, area.left, area.left + 1)
    return [(row, column) for row in rows for column in columns if row >= 0 and column >= 0]


def find_table(sheet: Sheet, area: Area) -> Area | None:
    """The last table in an area, or the one that an empty area lies in; None where there is none."""
    seed = _last_filled(sheet, area)
    if seed:
        return region(sheet, *seed)
    for row, column in _around(area):
        if content(sheet, row, column) is not None:
            found = region(sheet, row, column)
            if found.top <= area.top < found.bottom and found.left <= area.left < found.right:
                return found
    return None
