"""Cells compared by what they hold, whichever way they were read or written."""

from __future__ import annotations

from datetime import date

from abm_sheets.workbook.grid import LONGEST_TEXT
from abm_sheets.workbook.interface import Cell, CellError
from abm_sheets.workbook.written import plain


def content(cell: Cell) -> str:
    """What tells one cell's content from another's, the kinds of spaces and a figure's last digits aside."""
    match cell:
        case bool():
            return f"? {cell}"
        case int() | float():
            return f"# {cell:.12g}"
        case date():
            return f"# {plain(cell, LONGEST_TEXT)}"
        case CellError():
            return f"! {cell.code}"
        case str() if text := " ".join(cell.split()):
            return f"' {text}"
        case _:
            return ""
