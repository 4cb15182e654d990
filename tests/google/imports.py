"""Uploaded tables made into spreadsheets: CSV as if it were typed in, workbooks cell by cell."""

from __future__ import annotations

import csv
import io
import re
import secrets
from collections.abc import Sequence
from typing import Any

from tests.google.calls import Call
from tests.google.drive import OFFICE
from tests.google.sheets import api
from tests.google.sheets.books import new_book
from tests.google.world import File

Json = dict[str, Any]

TEXTS = {"text/csv": ",", "text/tab-separated-values": "\t", "text/plain": ","}
ROWS, COLUMNS = 1000, 26

NO_FORMAT = "General"


def convertible(mime_type: str) -> bool:
    """Whether a file of this type can become a spreadsheet."""
    return mime_type in TEXTS or mime_type in OFFICE


def fill(call: Call, file: File, content: bytes, mime_type: str) -> None:
    """Put a table in place of everything a spreadsheet holds."""
    if mime_type in TEXTS:
        _fill_text(call, file, content, TEXTS[mime_type])
    else:
        _fill_workbook(call, file, content)


def _tab(title: str, index: int, rows: int, columns: int) -> Json:
    grid = {"rowCount": max(ROWS, rows), "columnCount": max(COLUMNS, columns)}
    sheet_id = secrets.randbelow(2**31 - 1)
    return {"properties": {"sheetId": sheet_id, "title": title, "index": index, "gridProperties": grid}}


def _replace(file: File, tabs: Sequence[Json]) -> None:
    old = file.book.properties if file.book else {}
    locale, zone = old.get("locale", "en_US"), old.get("timeZone", "Etc/GMT")
    file.book = new_book(file.id, file.name, locale, zone, {"sheets": list(tabs)})


def _fill_text(call: Call, file: File, content: bytes, delimiter: str) -> None:
    text = content.decode("utf-8-sig", errors="replace")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    _replace(file, [_tab(file.name, 0, len(rows), max(map(len, rows), default=0))])
    params = {"spreadsheetId": file.id, "range": "A1"}
    query = {"valueInputOption": ["USER_ENTERED"]}
    if rows:
        body = {"values": rows}
        api.call("sheets.spreadsheets.values.update", call.google.world, call.email, params, query, body)


def _fill_workbook(call: Call, file: File, content: bytes) -> None:
    # openpyxl is slow to import, and few tests upload workbooks.
    from openpyxl import load_workbook  # noqa: PLC0415

    pages = load_workbook(io.BytesIO(content)).worksheets
    tabs = [_tab(page.title, i, page.max_row, page.max_column) for i, page in enumerate(pages)]
    _replace(file, tabs)
    requests = [_cells(tab, page) for tab, page in zip(tabs, pages, strict=True)]
    params = {"spreadsheetId": file.id}
    method = "sheets.spreadsheets.batchUpdate"
    api.call(method, call.google.world, call.email, params, {}, {"requests": requests})


def _cells(tab: Json, page: Any) -> Json:
    return {
        "updateCells": {
            "start": {"sheetId": tab["properties"]["sheetId"], "rowIndex": 0, "columnIndex": 0},
            "rows": [{"values": [_cell(cell) for cell in row]} for row in page.iter_rows()],
            "fields": "userEnteredValue,userEnteredFormat.numberFormat",
        }
    }


def _cell(cell: Any) -> Json:
    value = cell.value
    if value is None:
        return {}
    made: Json = {"userEnteredValue": _value(cell)}
    if cell.number_format not in {NO_FORMAT, "@"}:
        made["userEnteredFormat"] = {"numberFormat": _number_format(cell)}
    return made


def _value(cell: Any) -> Json:
    value = cell.value
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, int | float):
        return {"numberValue": value}
    if isinstance(value, str):
        return {"formulaValue" if cell.data_type == "f" else "stringValue": value}
    from openpyxl.utils.datetime import to_excel  # noqa: PLC0415  # as above

    serial: float = to_excel(value)  # type: ignore[no-untyped-call]  # openpyxl leaves it untyped
    return {"numberValue": serial}


def _number_format(cell: Any) -> Json:
    pattern = cell.number_format
    letters = re.sub(r'"[^"]*"|\\.', "", pattern).lower()
    if cell.is_date:
        days, hours = bool(re.search("[yd]", letters)), "h" in letters or "s" in letters
        kind = "DATE_TIME" if days and hours else "TIME" if hours else "DATE"
    else:
        kind = "PERCENT" if "%" in letters else "NUMBER"
    return {"type": kind, "pattern": pattern}
