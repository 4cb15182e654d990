"""Drive's exports of spreadsheets: the first tab as text, or the whole as a workbook, PDF or pages."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from typing import Any

from tests.google.calls import Call
from tests.google.errors import ApiError
from tests.google.lookups import found
from tests.google.messages import Response
from tests.google.packed import ODS, Page, open_document, printed, web_pages
from tests.google.sheets import api
from tests.google.world import File

Json = dict[str, Any]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CELLS = "sheets(properties(title),data(rowData(values(userEnteredValue,effectiveFormat(numberFormat)))))"
DATED = ("DATE", "TIME", "DATE_TIME", "CURRENCY", "PERCENT", "NUMBER", "SCIENTIFIC")


def export(call: Call) -> Response:
    """`files.export`."""
    file = found(call)
    mime_type = call.text("mimeType")
    if file.book is None:
        message = "Export only supports Docs Editors files."
        raise ApiError(403, message, reason="fileNotExportable")
    writer = WRITERS.get(mime_type)
    if writer is None:
        message = "The requested conversion is not supported."
        raise ApiError(400, message, reason="badRequest", location="convertTo")
    return Response(200, writer(call, file), {"Content-Type": mime_type})


def _shown(call: Call, file: File, title: str) -> list[list[str]]:
    """The texts that a tab shows."""
    params = {"spreadsheetId": file.id, "range": "'" + title.replace("'", "''") + "'"}
    read = api.call("sheets.spreadsheets.values.get", call.google.world, call.email, params, {}, {})
    rows: list[list[str]] = read.get("values", [])
    return rows


def _titles(file: File) -> list[str]:
    sheets = file.book.sheets if file.book else []
    return [sheet.title for sheet in sheets if sheet.properties["sheetType"] == "GRID"]


def _packed(pack: Callable[[Sequence[Page]], bytes]) -> Callable[[Call, File], bytes]:
    return lambda call, file: pack([(title, _shown(call, file, title)) for title in _titles(file)])


def _text(delimiter: str) -> Callable[[Call, File], bytes]:
    def write(call: Call, file: File) -> bytes:
        rows = _shown(call, file, _titles(file)[0])
        width = max(map(len, rows), default=0)
        out = io.StringIO(newline="")
        padded = ([*row, *[""] * (width - len(row))] for row in rows)
        csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(padded)
        return out.getvalue().removesuffix("\r\n").encode()

    return write


def _workbook(call: Call, file: File) -> bytes:
    # openpyxl is slow to import, and few tests export.
    from openpyxl import Workbook  # noqa: PLC0415

    params, query = {"spreadsheetId": file.id}, {"fields": [CELLS]}
    read = api.call("sheets.spreadsheets.get", call.google.world, call.email, params, query, {})
    book = Workbook(write_only=False)
    book.remove(book.worksheets[0])
    for sheet in read["sheets"]:
        page = book.create_sheet(sheet["properties"]["title"][:31])
        _fill(page, sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(page: Any, sheet: Json) -> None:
    for block in sheet.get("data", []):
        for row, line in enumerate(block.get("rowData", []), 1):
            for column, cell in enumerate(line.get("values", []), 1):
                _write(page, row, column, cell)


def _write(page: Any, row: int, column: int, cell: Json) -> None:
    typed = cell.get("userEnteredValue")
    if not typed:
        return
    kind, value = next(iter(typed.items()))
    written = page.cell(row, column, value)
    if kind == "stringValue":
        written.data_type = "s"
    number_format = cell.get("effectiveFormat", {}).get("numberFormat", {})
    if number_format.get("type") in DATED and "pattern" in number_format:
        written.number_format = number_format["pattern"]


WRITERS: dict[str, Callable[[Call, File], bytes]] = {
    "text/csv": _text(","),
    "text/tab-separated-values": _text("\t"),
    XLSX: _workbook,
    ODS: _packed(open_document),
    "application/x-vnd.oasis.opendocument.spreadsheet": _packed(open_document),
    "application/pdf": _packed(printed),
    "application/zip": _packed(web_pages),
}
