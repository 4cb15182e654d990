"""New spreadsheets and new tabs, and copies of them."""

from __future__ import annotations

import copy
import random
from collections.abc import Sequence

from tests.google.errors import bad
from tests.google.sheets.formats import single
from tests.google.sheets.grid import check_size
from tests.google.sheets.model import Book, Content, Formula, Json, Sheet
from tests.google.sheets.serials import plain

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
THEME_COLORS = {
    "TEXT": (0, 0, 0),
    "BACKGROUND": (255, 255, 255),
    "ACCENT1": (66, 133, 244),
    "ACCENT2": (234, 67, 53),
    "ACCENT3": (251, 188, 4),
    "ACCENT4": (52, 168, 83),
    "ACCENT5": (255, 109, 1),
    "ACCENT6": (70, 189, 198),
    "LINK": (17, 85, 204),
}


def _color(channels: Sequence[int]) -> Json:
    names = ("red", "green", "blue")
    return {name: plain(single(value / 255)) for name, value in zip(names, channels, strict=True) if value}


def _theme() -> Json:
    colors = [
        {"colorType": kind, "color": {"rgbColor": _color(channels)}}
        for kind, channels in THEME_COLORS.items()
    ]
    return {"primaryFontFamily": "Arial", "themeColors": colors}


def new_id(taken: Sequence[int] | set[int]) -> int:
    """An id that the file does not have yet, as large and random as Google's."""
    while True:
        chosen = random.randrange(1, 2**31 - 1)  # noqa: S311 - no secret, only unlikely to meet another
        if chosen not in taken:
            return chosen


def new_sheet(sheet_id: int, title: str, index: int, wanted: Json | None = None) -> Sheet:
    """A blank tab; `wanted` are SheetProperties that say more than the id and the title."""
    wanted = dict(wanted or {})
    grid = {"rowCount": ROWS, "columnCount": COLUMNS} | wanted.pop("gridProperties", {})
    properties = {"sheetId": sheet_id, "title": title, "index": index, "sheetType": "GRID"}
    return Sheet(
        properties={**{key: value for key, value in wanted.items() if key not in properties}, **properties}
        | {"gridProperties": grid}
    )


def new_book(
    spreadsheet_id: str,
    title: str,
    locale: str = "en_US",
    time_zone: str = "Etc/GMT",
    body: Json | None = None,
) -> Book:
    """A new spreadsheet: one blank tab, unless `body`, a Spreadsheet resource, says otherwise."""
    body = body or {}
    properties = {
        "title": title,
        "locale": locale,
        "autoRecalc": "ON_CHANGE",
        "timeZone": time_zone,
        "defaultFormat": copy.deepcopy(DEFAULT_FORMAT),
        "spreadsheetTheme": _theme(),
    }
    properties.update({key: value for key, value in body.get("properties", {}).items() if value})
    book = Book(spreadsheet_id, properties)
    _add_tabs(book, body.get("sheets") or [{}])
    check_size(book)
    return book


def _add_tabs(book: Book, resources: Sequence[Json]) -> None:
    for index, resource in enumerate(resources):
        wanted = resource.get("properties", {})
        taken = {sheet.id for sheet in book.sheets}
        sheet_id = wanted.get("sheetId", 0 if index == 0 else new_id(taken))
        title = wanted.get("title") or f"Sheet{index + 1}"
        if sheet_id in taken or any(sheet.title.casefold() == title.casefold() for sheet in book.sheets):
            raise bad(f'A sheet with the name "{title}" already exists. Please enter another name.')
        book.sheets.append(new_sheet(sheet_id, title, index, wanted))


def _copy_row(cells: list[Content]) -> list[Content]:
    return [Formula(cell.text, cell.result) if isinstance(cell, Formula) else cell for cell in cells]


def copy_sheet(sheet: Sheet) -> Sheet:
    """A copy of a tab that shares nothing with it."""
    rest = {
        name: copy.deepcopy(value)
        for name, value in vars(sheet).items()
        if name not in {"rows", "properties", "spills"}
    }
    rows = [_copy_row(cells) for cells in sheet.rows]
    return Sheet(properties=copy.deepcopy(sheet.properties), rows=rows, **rest)


def copy_book(book: Book, new_id: str, title: str) -> Book:
    """A copy of a spreadsheet under another id and title."""
    return Book(
        new_id,
        copy.deepcopy(book.properties) | {"title": title},
        [copy_sheet(sheet) for sheet in book.sheets],
        copy.deepcopy(book.named_ranges),
        copy.deepcopy(book.metadata),
    )
