"""Areas of a grid: how ranges are written, read, and cut to the tab that they lie on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from tests.google.errors import bad
from tests.google.sheets.model import Book, Json, Sheet

PLAIN_TITLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
LOOKS_LIKE_CELL = re.compile(r"(?:[A-Za-z]{1,3}[0-9]+|[Rr][0-9]*[Cc][0-9]*|true|false)\Z", re.IGNORECASE)
TITLED = re.compile(r"(?:'((?:[^']|'')*)'|([^'!][^!]*))!(.*)\Z", re.DOTALL)
QUOTED = re.compile(r"'((?:[^']|'')*)'\Z", re.DOTALL)
CORNER = re.compile(r"\$?([A-Za-z]{1,3})?\$?([1-9][0-9]{0,9})?\Z")


class Area(NamedTuple):
    """A rectangle of cells: 0-based, the ends excluded."""

    top: int
    bottom: int
    left: int
    right: int

    @property
    def height(self) -> int:
        """How many rows it has."""
        return self.bottom - self.top

    @property
    def width(self) -> int:
        """How many columns it has."""
        return self.right - self.left

    @property
    def rows(self) -> range:
        """Its rows."""
        return range(self.top, self.bottom)

    @property
    def columns(self) -> range:
        """Its columns."""
        return range(self.left, self.right)

    @property
    def single(self) -> bool:
        """Whether it is one cell."""
        return self.height == self.width == 1

    def meets(self, other: Area) -> bool:
        """Whether it shares cells with another."""
        rows = self.top < other.bottom and other.top < self.bottom
        return rows and self.left < other.right and other.left < self.right

    def holds(self, inner: Area) -> bool:
        """Whether another lies inside it."""
        rows = self.top <= inner.top and inner.bottom <= self.bottom
        return rows and self.left <= inner.left and inner.right <= self.right


class Span(NamedTuple):
    """An area as written: None where a side is left open (`A:B`, `5:6`, `A2:C`, or a whole tab)."""

    top: int | None = None
    bottom: int | None = None
    left: int | None = None
    right: int | None = None

    @property
    def single(self) -> bool:
        """Whether it names one cell."""
        return None not in self and self.bottom == (self.top or 0) + 1 and self.right == (self.left or 0) + 1


Place = tuple[Sheet, Area]
"""Cells of a tab."""


@cache
def letters(index: int) -> str:
    """Print a column's 0-based index: 0 is A, 26 is AA."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(65 + rest) + text
    return text


def column_index(text: str) -> int:
    """Read a column's letters: A is 0."""
    index = 0
    for letter in text.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1


def quoted(title: str) -> str:
    """Print a tab's title as ranges need it: in quotes unless it is a plain name."""
    if PLAIN_TITLE.match(title) and not LOOKS_LIKE_CELL.match(title):
        return title
    return "'" + title.replace("'", "''") + "'"


def print_area(area: Area) -> str:
    """Print a rectangle: `A1` or `A1:B2`."""
    first = f"{letters(area.left)}{area.top + 1}"
    last = f"{letters(area.right - 1)}{area.bottom}"
    return first if first == last else f"{first}:{last}"


def print_range(title: str, area: Area) -> str:
    """Print a rectangle of a tab, as Google echoes it."""
    return f"{quoted(title)}!{print_area(area)}"


def find_sheet(book: Book, title: str) -> Sheet | None:
    """Find a tab by its title, in its exact case first."""
    for sheet in book.sheets:
        if sheet.title == title:
            return sheet
    folded = title.casefold()
    return next((sheet for sheet in book.sheets if sheet.title.casefold() == folded), None)


def sheet_by_id(book: Book, sheet_id: int) -> Sheet:
    """Find a tab by its id."""
    for sheet in book.sheets:
        if sheet.id == sheet_id:
            return sheet
    raise bad(f"No grid with id: {sheet_id}")


def parse_a1(text: str) -> Span | None:
    """Read `A1`, `A1:B2`, `A:B`, `5:6`, `A2:C` (without a tab); None where it is none of them."""
    first, colon, last = text.partition(":")
    start = _corner(first)
    end = _corner(last) if colon else start
    if start is None or end is None or (not colon and None in start):
        return None
    return Span(*_ordered(start[0], end[0]), *_ordered(start[1], end[1]))


def _corner(text: str) -> tuple[int | None, int | None] | None:
    match = CORNER.match(text)
    if not text or not match or match[0].endswith("$"):
        return None
    column, row = match.groups()
    return (int(row) - 1 if row else None, column_index(column) if column else None)


def _ordered(first: int | None, last: int | None) -> tuple[int | None, int | None]:
    if first is None or last is None:
        return last if first is None else first, None
    return min(first, last), max(first, last) + 1


def parse(book: Book, text: str) -> tuple[Sheet, Span]:
    """Read a range: a tab, cells of the first visible tab, or cells of a tab."""
    found = _titled(book, text) or _untitled(book, text)
    if not found:
        raise bad(f"Unable to parse range: {text}")
    return found


def _titled(book: Book, text: str) -> tuple[Sheet, Span] | None:
    for title, cells in _split(text):
        if sheet := find_sheet(book, title):
            span = parse_a1(cells)
            return (sheet, span) if span else None
    return None


def _split(text: str) -> Iterator[tuple[str, str]]:
    """The ways to take a range apart into a title and cells; a bare title may hold marks itself."""
    match = TITLED.match(text)
    if match:
        yield (match[1].replace("''", "'") if match[1] is not None else match[2]), match[3]
    title, mark, cells = text.rpartition("!")
    if mark and not text.startswith("'"):
        yield title, cells


def _untitled(book: Book, text: str) -> tuple[Sheet, Span] | None:
    span, sheet = parse_a1(text), find_sheet(book, text)
    if sheet and (span is None or sheet.title == text):
        return sheet, Span()
    match = QUOTED.match(text)
    if match and (sheet := find_sheet(book, match[1].replace("''", "'"))):
        return sheet, Span()
    visible = (sheet for sheet in book.sheets if not sheet.properties.get("hidden"))
    return (next(visible, book.sheets[0]), span) if span else None


def clamp(sheet: Sheet, span: Span) -> Area:
    """Cut a span to the grid of its tab, which it must not start outside of."""
    if sheet.properties.get("sheetType", "GRID") != "GRID":
        raise bad(f"Unable to parse range: {quoted(sheet.title)}")
    top, left = span.top or 0, span.left or 0
    rows, columns = sheet.row_count, sheet.column_count
    bottom = rows if span.bottom is None else span.bottom
    right = columns if span.right is None else span.right
    if top >= rows or left >= columns:
        raise bad(
            f"Range ({print_range(sheet.title, Area(top, bottom, left, right))}) exceeds grid limits. "
            f"Max rows: {rows}, max columns: {columns}"
        )
    return Area(top, min(bottom, rows), left, min(right, columns))


def locate(book: Book, text: str) -> Place:
    """Find the cells that a range text names, cut to the grid."""
    sheet, span = parse(book, text)
    return sheet, clamp(sheet, span)


def grid_span(book: Book, grid_range: Json) -> tuple[Sheet, Span]:
    """Read a GridRange: the tab (0 where none is named) and the span, which may be empty."""
    sheet = sheet_by_id(book, int(grid_range.get("sheetId", 0)))
    ends = []
    for kind in ("Row", "Column"):
        start, end = grid_range.get(f"start{kind}Index"), grid_range.get(f"end{kind}Index")
        if min(start or 0, end or 0) < 0:
            raise bad("The indexes of a range cannot be negative.")
        if end is not None and end < (start or 0):
            raise bad(f"end{kind}Index[{end}] must be after start{kind}Index[{start or 0}].")
        ends += [start, end]
    return sheet, Span(*ends)


def grid_area(book: Book, grid_range: Json) -> Place:
    """Find the cells that a GridRange names, cut to the grid."""
    sheet, span = grid_span(book, grid_range)
    return sheet, clamp(sheet, span)


def area_of(closed: Json) -> Area:
    """The cells of a GridRange without open sides, such as a merge's or a table's."""
    rows = closed.get("startRowIndex", 0), closed["endRowIndex"]
    return Area(*rows, closed.get("startColumnIndex", 0), closed["endColumnIndex"])


def grid_range(sheet_id: int, area: Area) -> Json:
    """Print an area as a GridRange as Google answers it: tab 0 left out."""
    values = {
        "sheetId": sheet_id,
        "startRowIndex": area.top,
        "endRowIndex": area.bottom,
        "startColumnIndex": area.left,
        "endColumnIndex": area.right,
    }
    return {key: value for key, value in values.items() if value or key.startswith("start")}
