"""What calamine does not tell of a worksheet: cells whose formula failed, or that nobody computed.

calamine 0.9 returns both as blanks, and holds a tab as a full rectangle.
"""

from __future__ import annotations

import re
from html import unescape

from xlsxwriter.utility import xl_rowcol_to_cell

from abm_sheets.errors import TabTooLargeError
from abm_sheets.workbook.excel.cell_search import MOST_CELLS, Found, find_cells
from abm_sheets.workbook.excel.package import Package
from abm_sheets.workbook.interface import CellError, UncomputedError

_KIND = re.compile(rb"""(?<![\w:])t\s*=\s*["']\s*(\w+)""")
_VALUE = re.compile(rb"<(?:[\w.-]+:)?[vt](?:\s[^>]*)?(?:/>|>([^<]*))")
_FORMULA = re.compile(rb"<(?:[\w.-]+:)?f(?:\s[^>]*)?(?:/>|>([^<]*))")


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
