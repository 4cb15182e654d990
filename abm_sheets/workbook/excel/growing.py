"""Tables and filters that people made of a tab, which grow with the rows under them."""

from __future__ import annotations

from openpyxl.utils import range_boundaries
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from abm_sheets.workbook.appended import Head


def grow_tables(sheet: Worksheet, head: Head, first: int, rows: int) -> None:
    """Let the table of our columns, and the tab's filter, hold rows added from `first` on, as people count.

    A table with a row of totals is left as it is: the new rows stand under it.
    """
    for table in sheet.tables.values():
        if not table.totalsRowCount and _is_ours(table.ref, head, first):
            table.ref = _grown(table.ref, first + rows - 1)
            if table.autoFilter is not None:
                table.autoFilter.ref = table.ref
    if sheet.auto_filter.ref and _is_ours(sheet.auto_filter.ref, head, first):
        sheet.auto_filter.ref = _grown(sheet.auto_filter.ref, first + rows - 1)


def _is_ours(place: str, head: Head, first: int) -> bool:
    """Whether a place begins with our header and reaches the rows before the first new one."""
    if None in range_boundaries(place):
        return False
    span = CellRange(place)
    covered = all(span.min_col <= at + 1 <= span.max_col for at in head.positions.values())
    return covered and span.min_row == head.row + 1 and span.max_row >= first - 1


def _grown(place: str, last: int) -> str:
    span = CellRange(place)
    span.expand(down=max(last - span.max_row, 0))
    return span.coord
