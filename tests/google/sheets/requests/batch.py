"""One batch of requests at work on a spreadsheet: who asks, and what may have to be taken back."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.google.errors import bad
from tests.google.sheets import ranges
from tests.google.sheets.a1 import Area
from tests.google.sheets.model import Book, Json, Sheet
from tests.google.sheets.notation import grid_span, sheet_by_id
from tests.google.sheets.protection import Rectangle, check_editable, check_tab
from tests.google.sheets.requests.changes import Change
from tests.google.sheets.requests.snapshot import Snapshot


@dataclass
class Batch:
    """The spreadsheet, the caller, the file's owner, and everybody who may write to the file."""

    book: Book
    caller: str
    owner: str
    writers: Sequence[str]
    snapshot: Snapshot
    without: set[str] = field(default_factory=set)
    """Where the last search found no formula: in cells, or in rules; writing to cells empties it."""
    unsettled: list[tuple[str, Change]] = field(default_factory=list)
    """Changes of rows and columns, by title, that the formulas have yet to follow."""

    def tab(self, sheet_id: int | None) -> Sheet:
        """Find a tab by its id (0 where none is given)."""
        for sheet in self.book.sheets:
            if sheet.id == (sheet_id or 0):
                return sheet
        raise bad(f"No sheet with id: {sheet_id or 0}")

    def grid(self, sheet_id: int | None) -> Sheet:
        """Find a tab of cells by its id (0 where none is given)."""
        sheet = sheet_by_id(self.book, sheet_id or 0)
        if sheet.properties["sheetType"] != "GRID":
            raise bad(f"No grid with id: {sheet.id}")
        return sheet

    def area(self, grid_range: Json | None) -> tuple[Sheet, Area]:
        """Find the cells of a GridRange, cut to the grid."""
        if grid_range is None:
            raise bad("Must specify a range.")
        if any(value < 0 for name, value in grid_range.items() if name.endswith("Index")):
            raise bad("The indexes of a range cannot be negative.")
        sheet, span = grid_span(self.book, grid_range)
        for kind, start, end in (("Row", *span[:2]), ("Column", *span[2:])):
            if end is not None and end < (start or 0):
                raise bad(f"end{kind}Index[{end}] must be after start{kind}Index[{start or 0}].")
        return self.grid(sheet.id), ranges.clamp(sheet, span)

    def bounded(self, grid_range: Json) -> Json:
        """A GridRange with its open sides closed at the edges of the grid."""
        sheet, area = self.area(grid_range)
        return ranges.grid_range(sheet.id, area)

    def cell(self, coordinate: Json) -> tuple[Sheet, int, int]:
        """Find the cell of a GridCoordinate: its tab, row and column."""
        row, column = coordinate.get("rowIndex", 0), coordinate.get("columnIndex", 0)
        place = {"startRowIndex": row, "endRowIndex": row + 1}
        place |= {"startColumnIndex": column, "endColumnIndex": column + 1}
        sheet, area = self.area({"sheetId": coordinate.get("sheetId", 0), **place})
        return sheet, area.top, area.left

    def check(self, sheet: Sheet, area: Rectangle) -> None:
        """Refuse a caller who may not change these cells."""
        check_editable(self.book, sheet, self.caller, self.owner, area)

    def check_tab(self, sheet: Sheet) -> None:
        """Refuse a caller who may not change this tab."""
        check_tab(self.book, sheet, self.caller, self.owner)

    def write(self, sheet: Sheet, area: Rectangle) -> None:
        """Get ready for `writing` to write to an area's cells, which leaves the rows' own lists alone."""
        self.check(sheet, area)
        self.without.clear()
        self.snapshot.own_extras(sheet, area[0], area[1])

    def edit(self, sheet: Sheet, area: Rectangle) -> None:
        """Get ready to write to an area's cells: the caller may, and it can be taken back."""
        self.check(sheet, area)
        self.without.clear()
        self.snapshot.own(sheet, area[0], area[1])


def all_rows(left: int, right: int) -> Rectangle:
    """Whole columns."""
    return 0, sys.maxsize, left, right


def all_columns(top: int, bottom: int) -> Rectangle:
    """Whole rows."""
    return top, bottom, 0, sys.maxsize
