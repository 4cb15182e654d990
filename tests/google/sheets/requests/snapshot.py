"""What a batch may have to take back: a spreadsheet as it was, sharing the rows that stay untouched."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field, fields

from tests.google.sheets.model import Book, Sheet
from tests.google.sheets.requests.answers import copied

CELLS = ("rows", "extras", "spills", "row_metadata", "column_metadata")
"""What is many: it is copied once somebody means to change it."""


def _kept(sheet: Sheet) -> Sheet:
    values = {}
    for item in fields(Sheet):
        value = getattr(sheet, item.name)
        values[item.name] = copy(value) if item.name in CELLS else copied(value)
    return Sheet(**values)


@dataclass
class Snapshot:
    """A spreadsheet before a batch.

    The rows themselves are shared with the living tab until somebody means to write to them: `own`
    gives the tab a copy first. So taking a snapshot costs next to nothing, whatever the tab holds.
    What a cell carries is replaced field by field, never changed inside a field.
    """

    book: Book
    sheets: list[Sheet] = field(default_factory=list)
    kept: list[Sheet] = field(default_factory=list)
    owned: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Remember everything."""
        self.sheets = list(self.book.sheets)
        self.kept = [_kept(sheet) for sheet in self.sheets]
        self.properties = copied(self.book.properties)
        self.named_ranges = copied(self.book.named_ranges)
        self.metadata = copied(self.book.metadata)

    def restore(self) -> None:
        """Take everything back."""
        for sheet, kept in zip(self.sheets, self.kept, strict=True):
            for item in fields(Sheet):
                setattr(sheet, item.name, getattr(kept, item.name))
        self.book.sheets[:] = self.sheets
        self.book.properties = self.properties
        self.book.named_ranges = self.named_ranges
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
        extras = sheet.extras
        span = range(top, bottom)
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
