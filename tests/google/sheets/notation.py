"""Reading ranges as clients write them: A1, R1C1, whole rows and columns, tabs and named ranges."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.google.errors import ApiError, bad
from tests.google.sheets.a1 import Span, column_index
from tests.google.sheets.model import Book, Sheet

TITLED = re.compile(r"(?:'((?:[^']|'')*)'|([^'!][^!]*))!(.*)\Z", re.DOTALL)
QUOTED = re.compile(r"'((?:[^']|'')*)'\Z", re.DOTALL)
CORNER = re.compile(r"\$?([A-Za-z]{1,3})?\$?([1-9][0-9]{0,9})?\Z")
R1C1 = re.compile(r"[Rr]([1-9][0-9]*|\[-?[0-9]+\])?[Cc]([1-9][0-9]*|\[-?[0-9]+\])?\Z")


def unparsable(text: str) -> ApiError:
    """Google's answer to a range that it cannot read."""
    return bad(f"Unable to parse range: {text}")


def find_sheet(book: Book, title: str) -> Sheet | None:
    """Find a tab by its title, in its exact case first."""
    for sheet in book.sheets:
        if sheet.title == title:
            return sheet
    folded = title.casefold()
    return next((sheet for sheet in book.sheets if sheet.title.casefold() == folded), None)


def _corner(text: str) -> tuple[int | None, int | None] | None:
    match = CORNER.match(text)
    if not text or not match or match[0].endswith("$"):
        return None
    column, row = match.groups()
    return (int(row) - 1 if row else None, column_index(column) if column else None)


def _ordered(first: int | None, last: int | None) -> tuple[int | None, int | None]:
    if first is None or last is None:
        start = last if first is None else first
        return start, None
    return min(first, last), max(first, last) + 1


def parse_a1(text: str) -> Span | None:
    """Read `A1`, `A1:B2`, `A:B`, `5:6`, `A2:C` (without a tab); None where it is none of them."""
    first, colon, last = text.partition(":")
    start = _corner(first)
    end = _corner(last) if colon else start
    if start is None or end is None or (not colon and None in start):
        return None
    top, bottom = _ordered(start[0], end[0])
    left, right = _ordered(start[1], end[1])
    return Span(top, bottom, left, right)


def _relative(text: str | None) -> int:
    return int(text.strip("[]")) if text and text.startswith("[") else int(text or 1) - 1


def parse_r1c1(text: str) -> Span | None:
    """Read `R1C1` or `R1C1:R2C2`, counted from A1."""
    first, colon, last = text.partition(":")
    start = R1C1.match(first)
    end = R1C1.match(last) if colon else start
    if not start or not end:
        return None
    rows = sorted((_relative(start[1]), _relative(end[1])))
    columns = sorted((_relative(start[2]), _relative(end[2])))
    return Span(rows[0], rows[1] + 1, columns[0], columns[1] + 1)


def _cells(text: str) -> Span | None:
    return parse_a1(text) or parse_r1c1(text)


def _named(book: Book, text: str) -> tuple[Sheet, Span] | None:
    folded = text.casefold()
    for named in book.named_ranges:
        if named["name"].casefold() == folded:
            return grid_span(book, named["range"])
    return None


def first_grid(book: Book) -> Sheet:
    """The tab that a range without a title means: the first visible one."""
    return next((sheet for sheet in book.sheets if not sheet.properties.get("hidden")), book.sheets[0])


def _untitled(book: Book, text: str) -> tuple[Sheet, Span] | None:
    named = _named(book, text)
    if named:
        return named
    span = _cells(text)
    sheet = find_sheet(book, text)
    if sheet and (span is None or sheet.title == text):
        return sheet, Span()
    quoted = QUOTED.match(text)
    if quoted and (sheet := find_sheet(book, quoted[1].replace("''", "'"))):
        return sheet, Span()
    return (first_grid(book), span) if span else None


def _split(text: str) -> Iterator[tuple[str, str]]:
    """The ways to take a range apart into a title and cells; a bare title may hold marks itself."""
    match = TITLED.match(text)
    if match:
        yield (match[1].replace("''", "'") if match[1] is not None else match[2]), match[3]
    title, mark, cells = text.rpartition("!")
    if mark and not text.startswith("'"):
        yield title, cells


def _titled(book: Book, text: str) -> tuple[Sheet, Span] | None:
    for title, cells in _split(text):
        sheet = find_sheet(book, title)
        if sheet:
            span = _cells(cells)
            return (sheet, span) if span else _named(book, cells)
    return None


def parse(book: Book, text: str) -> tuple[Sheet, Span]:
    """Read a range: a tab, cells, cells of a tab, or a named range.

    Raises:
        ApiError: if it is none of them.
    """
    found = _titled(book, text) or _untitled(book, text)
    if not found:
        raise unparsable(text)
    return found


def sheet_by_id(book: Book, sheet_id: int) -> Sheet:
    """Find a tab by its id.

    Raises:
        ApiError: if the file has none.
    """
    for sheet in book.sheets:
        if sheet.id == sheet_id:
            return sheet
    raise bad(f"No grid with id: {sheet_id}")


def grid_span(book: Book, grid_range: dict[str, int]) -> tuple[Sheet, Span]:
    """Read a GridRange: the tab (0 where none is named) and the span.

    Raises:
        ApiError: if the tab does not exist, or an end lies before its start (an empty range is taken).
    """
    sheet = sheet_by_id(book, int(grid_range.get("sheetId", 0)))
    ends = []
    for kind in ("Row", "Column"):
        start, end = grid_range.get(f"start{kind}Index"), grid_range.get(f"end{kind}Index")
        if end is not None and end < (start or 0):
            raise bad(f"end{kind}Index[{end}] must be after start{kind}Index[{start or 0}].")
        ends += [start, end]
    return sheet, Span(*ends)
