"""Cell addresses: areas of a grid, and how A1 notation prints them."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

PLAIN_TITLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
LOOKS_LIKE_CELL = re.compile(r"(?:[A-Za-z]{1,3}[0-9]+|[Rr][0-9]*[Cc][0-9]*|true|false)\Z", re.IGNORECASE)


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


class Span(NamedTuple):
    """An area as written: None where a side is left open (`A:B`, `5:6`, `A2:C`, or a whole tab)."""

    top: int | None = None
    bottom: int | None = None
    left: int | None = None
    right: int | None = None

    @property
    def single(self) -> bool:
        """Tell whether it names one cell."""
        return None not in self and self.bottom == (self.top or 0) + 1 and self.right == (self.left or 0) + 1


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


def print_cell(row: int, column: int) -> str:
    """Print one cell's address."""
    return f"{letters(column)}{row + 1}"


def print_area(area: Area) -> str:
    """Print a rectangle: `A1` or `A1:B2`."""
    first = print_cell(area.top, area.left)
    last = print_cell(area.bottom - 1, area.right - 1)
    return first if first == last else f"{first}:{last}"


def print_range(title: str, area: Area) -> str:
    """Print a rectangle of a tab, as Google echoes it."""
    return f"{quoted(title)}!{print_area(area)}"


def _corner(column: int | None, row: int | None) -> str:
    return ("" if column is None else letters(column)) + ("" if row is None else str(row + 1))


def print_span(span: Span) -> str:
    """Print a span with its open sides left open: `A:B`, `5:6`, `A2:C`; nothing for a whole tab."""
    rows_only = span.left is None and span.right is None
    columns_only = span.top is None and span.bottom is None
    if rows_only and columns_only:
        return ""
    first = _corner(None if rows_only else span.left or 0, None if columns_only else span.top or 0)
    last = _corner(
        None if span.right is None else span.right - 1, None if span.bottom is None else span.bottom - 1
    )
    return first if span.single else f"{first}:{last}"
