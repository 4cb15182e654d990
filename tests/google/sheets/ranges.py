"""Ranges on a real grid: clamped to its size, with Google's answers where they start outside it."""

from __future__ import annotations

from tests.google.errors import bad
from tests.google.sheets.a1 import Area, Span, print_span, quoted
from tests.google.sheets.model import Book, Json, Sheet
from tests.google.sheets.notation import grid_span, parse


def span_text(sheet: Sheet, span: Span) -> str:
    """Print a span of a tab, open sides left open."""
    cells = print_span(span)
    return f"{quoted(sheet.title)}!{cells}" if cells else quoted(sheet.title)


def _outside(sheet: Sheet, span: Span) -> str:
    return (
        f"Range ({span_text(sheet, span)}) exceeds grid limits. "
        f"Max rows: {sheet.row_count}, max columns: {sheet.column_count}"
    )


def clamp(sheet: Sheet, span: Span) -> Area:
    """Cut a span to the grid of its tab.

    Raises:
        ApiError: if it starts outside the grid, or the tab has no grid.
    """
    if sheet.properties.get("sheetType", "GRID") != "GRID":
        raise bad(f"Unable to parse range: {quoted(sheet.title)}")
    top, left = span.top or 0, span.left or 0
    rows, columns = sheet.row_count, sheet.column_count
    if top >= rows or left >= columns:
        raise bad(_outside(sheet, span))
    bottom = rows if span.bottom is None else min(span.bottom, rows)
    right = columns if span.right is None else min(span.right, columns)
    return Area(top, bottom, left, right)


def locate(book: Book, text: str) -> tuple[Sheet, Area]:
    """Find the cells that a range text names, cut to the grid."""
    sheet, span = parse(book, text)
    return sheet, clamp(sheet, span)


def grid_area(book: Book, grid_range: Json) -> tuple[Sheet, Area]:
    """Find the cells that a GridRange names, cut to the grid."""
    sheet, span = grid_span(book, grid_range)
    return sheet, clamp(sheet, span)


def grid_range(sheet_id: int, area: Area) -> Json:
    """Print an area as a GridRange as Google answers it: the zeros, and tab 0, left out."""
    values = {
        "sheetId": sheet_id,
        "startRowIndex": area.top,
        "endRowIndex": area.bottom,
        "startColumnIndex": area.left,
        "endColumnIndex": area.right,
    }
    return {key: value for key, value in values.items() if value or key.startswith("start")}
