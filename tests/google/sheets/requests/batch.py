"""One batch of requests at work on a spreadsheet: who asks, and what may have to be taken back."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from copy import copy, deepcopy
from dataclasses import dataclass, field, fields

from tests.google.errors import bad
from tests.google.sheets.books import new_id
from tests.google.sheets.grid import Dimension
from tests.google.sheets.model import Book, Json, Sheet
from tests.google.sheets.notation import Area, Place, grid_area, grid_range, sheet_by_id
from tests.google.sheets.protection import check_editable, check_tab
from tests.google.sheets.requests.changes import Change

CELLS = ("rows", "extras", "spills", "row_metadata", "column_metadata")
"""What is many: it is copied once somebody means to change it."""


@dataclass
class Snapshot:
    """A spreadsheet before a batch.

    The rows themselves are shared with the living tab until somebody means to write to them: `own`
    gives the tab a copy first. So taking a snapshot costs next to nothing, whatever the tab holds.
    What a cell carries is replaced field by field, never changed inside a field.
    """

    book: Book
    owned: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Remember everything."""
        self.sheets = list(self.book.sheets)
        self.kept = [_kept(sheet) for sheet in self.sheets]
        self.properties = deepcopy(self.book.properties)
        self.metadata = deepcopy(self.book.metadata)

    def restore(self) -> None:
        """Take everything back."""
        for sheet, kept in zip(self.sheets, self.kept, strict=True):
            for name, value in kept.items():
                setattr(sheet, name, value)
        self.book.sheets[:] = self.sheets
        self.book.properties = self.properties
        self.book.metadata = self.metadata

    def own(self, sheet: Sheet, top: int, bottom: int) -> None:
        """Make some rows of a tab safe to write to."""
        self.own_contents(sheet, top, bottom)
        self.own_extras(sheet, top, bottom)

    def own_contents(self, sheet: Sheet, top: int, bottom: int) -> None:
        """Make what the cells of some rows hold safe to write to."""
        rows = sheet.rows
        for row in range(top, min(bottom, len(rows))):
            if id(rows[row]) not in self.owned:
                rows[row] = rows[row][:]
                self.owned.add(id(rows[row]))

    def own_extras(self, sheet: Sheet, top: int, bottom: int) -> None:
        """Make what the cells of some rows carry safe to write to."""
        extras, span = sheet.extras, range(top, bottom)
        for row in [row for row in extras if row in span] if len(extras) < len(span) else span:
            if row in extras and id(extras[row]) not in self.owned:
                extras[row] = {column: dict(value) for column, value in extras[row].items()}
                self.owned.add(id(extras[row]))

    def own_all(self, sheet: Sheet) -> None:
        """Make every row of a tab safe to write to, before its columns come, go or move."""
        self.own(sheet, 0, max(len(sheet.rows), max(sheet.extras, default=-1) + 1))

    def disown(self) -> None:
        """Trust no earlier copy: rows were renumbered, and new ones may share what they carry."""
        self.owned.clear()


def _kept(sheet: Sheet) -> Json:
    values = {item.name: getattr(sheet, item.name) for item in fields(Sheet)}
    return {name: (copy if name in CELLS else deepcopy)(value) for name, value in values.items()}


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

    def area(self, wanted: Json | None) -> Place:
        """Find the cells of a GridRange, cut to the grid."""
        if wanted is None:
            raise bad("Must specify a range.")
        self.grid(wanted.get("sheetId"))
        return grid_area(self.book, wanted)

    def bounded(self, wanted: Json) -> Json:
        """A GridRange with its open sides closed at the edges of the grid."""
        sheet, area = self.area(wanted)
        return grid_range(sheet.id, area)

    def cell(self, coordinate: Json) -> tuple[Sheet, int, int]:
        """Find the cell of a GridCoordinate: its tab, row and column."""
        row, column = coordinate.get("rowIndex", 0), coordinate.get("columnIndex", 0)
        place = {"startRowIndex": row, "endRowIndex": row + 1}
        place |= {"startColumnIndex": column, "endColumnIndex": column + 1}
        sheet, area = self.area({"sheetId": coordinate.get("sheetId", 0), **place})
        return sheet, area.top, area.left

    def check(self, sheet: Sheet, area: Area) -> None:
        """Refuse a caller who may not change these cells."""
        check_editable(self.book, sheet, self.caller, self.owner, area)

    def check_tab(self, sheet: Sheet) -> None:
        """Refuse a caller who may not change this tab."""
        check_tab(self.book, sheet, self.caller, self.owner)

    def write(self, sheet: Sheet, area: Area) -> None:
        """Get ready to write whole rows anew, which leaves the rows' own lists alone."""
        self.check(sheet, area)
        self.without.clear()
        self.snapshot.own_extras(sheet, area.top, area.bottom)

    def edit(self, sheet: Sheet, area: Area) -> None:
        """Get ready to write to an area's cells: the caller may, and it can be taken back."""
        self.write(sheet, area)
        self.snapshot.own_contents(sheet, area.top, area.bottom)

    def fresh_id(self, names: Sequence[str], key: str, wanted: int | None) -> int:
        """An id for an item of the tabs' lists of these names: the wanted one if it is free."""
        taken = {
            item.get(key) for sheet in self.book.sheets for name in names for item in getattr(sheet, name)
        }
        if wanted and wanted in taken:
            raise bad(f"An item with the {key} {wanted} already exists.")
        return wanted or new_id(taken)

    def find(self, name: str, key: str, wanted: object) -> tuple[Sheet, list[Json], int]:
        """An item of the tabs' lists of this name by its id: its tab, its list, and its place there."""
        for sheet in self.book.sheets:
            items: list[Json] = getattr(sheet, name)
            for index, item in enumerate(items):
                if item[key] == wanted:
                    return sheet, items, index
        raise bad(f"No item with the {key}: {wanted}")


def full(dimension: Dimension, start: int, end: int) -> Area:
    """Whole rows or columns."""
    every = (0, sys.maxsize)
    return Area(start, end, *every) if dimension == "ROWS" else Area(*every, start, end)
