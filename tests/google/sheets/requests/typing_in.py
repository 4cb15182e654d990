"""Texts typed into cells in the course of a request."""

from __future__ import annotations

from tests.google.sheets import celldata, grid
from tests.google.sheets.entry import enter
from tests.google.sheets.grid import extra
from tests.google.sheets.model import Book, Sheet
from tests.google.sheets.requests.masks import Mask

NUMBER_FORMAT: Mask = {"userEnteredFormat": {"numberFormat": {}}}


def type_in(book: Book, sheet: Sheet, row: int, column: int, text: str) -> None:
    """Type a text into a cell: it is read under the file's locale, and may bring a number format."""
    content, number_format = enter(book, text)
    grid.put(sheet, row, column, content)
    carried = extra(sheet, row, column)
    kind = carried.get("userEnteredFormat", {}).get("numberFormat", {}).get("type")
    if number_format and kind != number_format["type"]:
        cell = {"userEnteredFormat": {"numberFormat": number_format}}
        celldata.apply_cell(sheet, row, column, cell, NUMBER_FORMAT)
