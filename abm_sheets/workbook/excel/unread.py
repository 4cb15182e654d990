"""What calamine does not tell of a worksheet: cells whose formula failed, or that nobody computed.

calamine 0.9 returns both as blanks, and holds a tab as a full rectangle. All is found by searching the
XML: a tab whose cells are ordinary costs one unpacking and one search.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from xlsxwriter.utility import xl_rowcol_to_cell

from abm_sheets.errors import TabTooLargeError
from abm_sheets.workbook.excel.cell_search import CellSearch, Found
from abm_sheets.workbook.excel.package import Package
from abm_sheets.workbook.interface import CellError, UncomputedError

MOST_CELLS = 30_000_000
"""Cells of the rectangle that a tab may span: one stray value at the far corner would fill the memory."""

_KIND = re.compile(rb"""(?<![\w:])t\s*=\s*["']\s*(\w+)""")
_VALUE = re.compile(rb"<(?:[\w.-]+:)?[vt](?:\s[^>]*)?(?:/>|>([^<]*))")
_FORMULA = re.compile(rb"<(?:[\w.-]+:)?f(?:\s[^>]*)?(?:/>|>([^<]*))")


def unread_cells(package: Package, part: str, title: str) -> list[tuple[int, int, CellError]]:
    """The formulas of a tab that failed or were never computed, by their rows and columns from 0.

    Raises:
        TabTooLargeError: the tab's values are too far apart for the tab to be read.

    """
    search = CellSearch(package.blocks(part))
    cells = [(found.row, found.column, cell) for found in search.peculiar() if (cell := _cell(found))]
    if search.is_wide:
        _refuse_stray(CellSearch(package.blocks(part)).held(), title)
    return cells


def _cell(found: Found) -> CellError | None:
    kind, value = _KIND.search(found.attributes), _VALUE.search(found.content)
    shown = _text(value[1]) if value else ""
    if kind and kind[1] == b"e" and shown:
        return CellError(shown)
    formula = _FORMULA.search(found.content)
    # A formula whose result is a blank text has been computed.
    computed = shown or (value and kind and kind[1] == b"str")
    return UncomputedError(f"={_text(formula[1])}") if formula and not computed else None


def _text(content: bytes | None) -> str:
    return unescape((content or b"").decode(errors="replace")).strip()


def _refuse_stray(cells: Iterator[tuple[int, int]], title: str) -> None:
    rows, farthest = 0, (0, 0)
    for row, column in cells:
        rows = max(rows, row + 1)
        farthest = max(farthest, (column, row))
    column, row = farthest
    if (spanned := rows * (column + 1)) > MOST_CELLS:
        cell = xl_rowcol_to_cell(row, column)
        raise TabTooLargeError(title=title, cell=cell, cells=spanned)
