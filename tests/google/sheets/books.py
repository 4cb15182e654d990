"""New spreadsheets and new tabs, with the cells that they bring, and copies of them."""

from __future__ import annotations

import copy
import random
from collections.abc import Collection, Sequence

from tests.google.errors import ApiError, bad
from tests.google.sheets.cells import apply_cell
from tests.google.sheets.grid import check_size, grow
from tests.google.sheets.model import Book, Content, Formula, Json, Sheet

ROWS, COLUMNS = 1000, 26

WHITE: Json = {"red": 1, "green": 1, "blue": 1}
DEFAULT_FORMAT: Json = {
    "backgroundColor": WHITE,
    "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
    "verticalAlignment": "BOTTOM",
    "wrapStrategy": "OVERFLOW_CELL",
    "textFormat": {
        "foregroundColor": {},
        "fontFamily": "arial,sans,sans-serif",
        "fontSize": 10,
        "bold": False,
        "italic": False,
        "strikethrough": False,
        "underline": False,
        "foregroundColorStyle": {"rgbColor": {}},
    },
    "backgroundColorStyle": {"rgbColor": WHITE},
}


def new_id(taken: Collection[int] = ()) -> int:
    """An id that the file does not have yet, as large and random as Google's."""
    while True:
        chosen = random.randrange(1, 2**31 - 1)  # noqa: S311 - no secret, only unlikely to meet another
        if chosen not in taken:
            return chosen


def new_sheet(sheet_id: int, title: str, wanted: Json | None = None) -> Sheet:
    """A blank tab; `wanted` are SheetProperties that say more than the id and the title."""
    wanted = wanted or {}
    grid = {"rowCount": ROWS, "columnCount": COLUMNS} | wanted.get("gridProperties", {})
    own = {"sheetId": sheet_id, "title": title, "index": 0, "sheetType": "GRID", "gridProperties": grid}
    return Sheet(properties=wanted | own)


def new_book(spreadsheet_id: str, title: str, body: Json | None = None) -> Book:
    """A new spreadsheet: one blank tab, unless `body`, a Spreadsheet resource, says otherwise."""
    body = body or {}
    properties = {
        "title": title,
        "locale": "en_US",
        "autoRecalc": "ON_CHANGE",
        "timeZone": "Etc/GMT",
        "defaultFormat": copy.deepcopy(DEFAULT_FORMAT),
    }
    book = Book(spreadsheet_id, properties | {k: v for k, v in body.get("properties", {}).items() if v})
    _refuse_more(body, {"properties", "sheets", "spreadsheetId", "spreadsheetUrl"})
    for index, resource in enumerate(body.get("sheets") or [{}]):
        _refuse_more(resource, {"properties", "data"})
        book.sheets.append(_tab(book, index, resource))
    check_size(book)
    return book


def _refuse_more(body: Json, known: set[str]) -> None:
    if more := body.keys() - known:
        text = f"The local Google makes no spreadsheets with {', '.join(sorted(more))}."
        raise ApiError(501, text, status="UNIMPLEMENTED")


def _tab(book: Book, index: int, resource: Json) -> Sheet:
    wanted = resource.get("properties", {})
    taken = {sheet.id for sheet in book.sheets}
    sheet_id = wanted.get("sheetId", 0 if index == 0 else new_id(taken))
    title = wanted.get("title") or f"Sheet{index + 1}"
    if sheet_id in taken or any(sheet.title.casefold() == title.casefold() for sheet in book.sheets):
        raise bad(f'A sheet with the name "{title}" already exists. Please enter another name.')
    sheet = new_sheet(sheet_id, title, wanted)
    sheet.properties["index"] = index
    for data in resource.get("data", []):
        _fill(sheet, data)
    return sheet


def _fill(sheet: Sheet, data: Json) -> None:
    top, left = data.get("startRow", 0), data.get("startColumn", 0)
    rows: Sequence[Sequence[Json]] = [row.get("values", []) for row in data.get("rowData", [])]
    grow(sheet, top + len(rows), left + max(map(len, rows), default=0))
    for row, cells in enumerate(rows, top):
        for column, cell in enumerate(cells, left):
            apply_cell(sheet, row, column, cell, {})


def copy_sheet(sheet: Sheet) -> Sheet:
    """A copy of a tab that shares nothing with it."""
    rest = {
        name: copy.deepcopy(value) for name, value in vars(sheet).items() if name not in {"rows", "spills"}
    }
    return Sheet(rows=[_copy_row(cells) for cells in sheet.rows], **rest)


def _copy_row(cells: list[Content]) -> list[Content]:
    return [Formula(cell.text, cell.result) if isinstance(cell, Formula) else cell for cell in cells]


def copy_book(book: Book, spreadsheet_id: str, title: str) -> Book:
    """A copy of a spreadsheet under another id and title."""
    return Book(
        spreadsheet_id,
        copy.deepcopy(book.properties) | {"title": title},
        [copy_sheet(sheet) for sheet in book.sheets],
        copy.deepcopy(book.metadata),
    )
