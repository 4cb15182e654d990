"""Cells found in a worksheet's XML by searching its bytes, those that calamine does not tell among them.

calamine 0.9 returns both as blanks, and holds a tab as a full rectangle.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from html import unescape

from xlsxwriter.utility import xl_rowcol_to_cell

from abm_sheets.errors import TabTooLargeError
from abm_sheets.workbook.excel.package import Package
from abm_sheets.workbook.interface import CellError, UncomputedError

MOST_CELLS = 30_000_000
"""Cells of the rectangle that a tab may span: one stray value at the far corner would fill the memory."""

_ATTRIBUTES = rb"""[^>"']*+(?:"[^"]*+"[^>"']*+|'[^']*+'[^>"']*+)*+"""
_REFERENCE = re.compile(rb"""(?<![\w:])r\s*=\s*["']\s*([A-Za-z]*)(\d+)""")
_ROOT = re.compile(rb"<([\w.-]+:)?worksheet[\s>]")
_ROW_END = b"row>"
_KIND = re.compile(rb"""(?<![\w:])t\s*=\s*["']\s*(\w+)""")
_VALUE = re.compile(rb"<(?:[\w.-]+:)?[vt](?:\s[^>]*)?(?:/>|>([^<]*))")
_FORMULA = re.compile(rb"<(?:[\w.-]+:)?f(?:\s[^>]*)?(?:/>|>([^<]*))")


@dataclass(frozen=True, slots=True)
class Found:
    """A cell in the XML: its row and column from 0, its attributes, and what is between its tags."""

    row: int
    column: int
    attributes: bytes
    content: bytes


@cache
def _row_or_cell(prefix: bytes) -> re.Pattern[bytes]:
    """What is searched for, under the prefix that a worksheet gives its elements."""
    cell, ends = b"<" + prefix + rb"c(?=[\s/>])", b"</" + prefix + rb"c\s*>"
    whole = cell + b"(" + _ATTRIBUTES + rb")(?:(?<=/)>|(?<!/)>(.*?)" + ends + b")"
    row = b"<(/?)" + prefix + rb"row(?=[\s/>])(" + _ATTRIBUTES + b")>"
    return re.compile(row + b"|" + whole, re.DOTALL)


def find_cells(blocks: Iterable[bytes]) -> Iterator[Found]:
    """Every cell of a worksheet; those without a reference are numbered as calamine numbers them."""
    row = column = 0
    pattern = None
    for piece in pieces(blocks):
        pattern = pattern or _row_or_cell(prefix_of(piece))
        for tag in pattern.finditer(piece):
            ends, begins, attributes, content = tag.groups()
            if attributes is not None:
                if place := _REFERENCE.search(attributes):
                    row, column = int(place[2]) - 1, column_number(place[1].upper())
                yield Found(row, column, attributes, content or b"")
                column += 1
            elif ends:
                row, column = row + 1, 0
            else:
                row, column = _row_of(begins, row), 0


def _row_of(attributes: bytes, row: int) -> int:
    """The row that a tag begins, or the next one where it ends at once."""
    if place := _REFERENCE.search(attributes):
        row = int(place[2]) - 1
    return row + attributes.endswith(b"/")


def pieces(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """The XML of a worksheet in pieces that end between two rows."""
    rest: list[bytes] = []
    for block in blocks:
        whole, end, after = block.rpartition(_ROW_END)
        if end:
            yield b"".join([*rest, whole, end])
            rest = []
        rest.append(after)
    yield b"".join(rest)


def prefix_of(piece: bytes) -> bytes:
    """What the names of elements begin with, by the first piece of a worksheet."""
    root = _ROOT.search(piece)
    return root[1] or b"" if root else b""


def column_number(letters: bytes) -> int:
    """A column's position from 0, by its letters."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def unread_cells(package: Package, part: str, title: str) -> list[tuple[int, int, CellError]]:
    """The formulas of a tab that failed or were never computed, by their rows and columns from 0.

    Raises:
        TabTooLargeError: the tab's values are too far apart for the tab to be read.

    """
    cells: list[tuple[int, int, CellError]] = []
    rows, farthest = 0, (0, 0)
    for found in find_cells(package.blocks(part)):
        if found.content:
            rows = max(rows, found.row + 1)
            farthest = max(farthest, (found.column, found.row))
        if cell := _cell(found):
            cells.append((found.row, found.column, cell))
    _refuse_stray(rows, farthest, title)
    return cells


def _cell(found: Found) -> CellError | None:
    kind, formula = _KIND.search(found.attributes), _FORMULA.search(found.content)
    failed = kind is not None and kind[1] == b"e"
    if not (failed or formula):
        return None
    value = _VALUE.search(found.content)
    shown = _text(value[1]) if value else ""
    if failed and shown:
        return CellError(shown)
    # A formula whose result is a blank text has been computed.
    computed = shown or (value and kind and kind[1] == b"str")
    return UncomputedError(f"={_text(formula[1])}") if formula and not computed else None


def _text(content: bytes | None) -> str:
    return unescape((content or b"").decode(errors="replace")).strip()


def _refuse_stray(rows: int, farthest: tuple[int, int], title: str) -> None:
    column, row = farthest
    if (spanned := rows * (column + 1)) > MOST_CELLS:
        raise TabTooLargeError(title=title, cell=xl_rowcol_to_cell(row, column), cells=spanned)
