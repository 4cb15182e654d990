"""What set-up must know of the tabs that are there: notes, dropdowns and formats under each header."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from abm_sheets.workbook.google.client import GoogleClient
from abm_sheets.workbook.google.present import PresentTab

Json = dict[str, Any]

LOOKED_AT = 200
"""Rows under the header in which a dropdown of the people's is looked for."""

_FIELDS = (
    "sheets(properties.sheetId,data(startRow,startColumn,rowData(values("
    "note,dataValidation.condition.type,userEnteredFormat(numberFormat,backgroundColorStyle)))))"
)


@dataclass(frozen=True)
class Details:
    """Columns of a tab, by position: with a note or a colour on the header, with a dropdown under it."""

    noted: frozenset[int] = frozenset()
    coloured: frozenset[int] = frozenset()
    offered: frozenset[int] = frozenset()


@dataclass
class _Seen:
    noted: set[int] = field(default_factory=set)
    coloured: set[int] = field(default_factory=set)
    offered: set[int] = field(default_factory=set)


def read_details(
    client: GoogleClient, spreadsheet_id: str, headers: Sequence[tuple[PresentTab, int]]
) -> Mapping[int, Details]:
    """The details of some tabs, each with its header's row (from 0), by the tab's id, in one call.

    Raises:
        GoogleError: they cannot be read.

    """
    if not headers:
        return {}
    body = {"dataFilters": [_filter(tab, row) for tab, row in headers]}
    path = f"/v4/spreadsheets/{spreadsheet_id}:getByDataFilter"
    answer = client.fetch("POST", path, params={"fields": _FIELDS}, body=body)
    rows = {tab.id: row for tab, row in headers}
    sheets = {sheet["properties"].get("sheetId", 0): sheet for sheet in answer.get("sheets", [])}
    return {tab: _details(sheets.get(tab, {}), row) for tab, row in rows.items()}


def _filter(tab: PresentTab, row: int) -> Json:
    return {
        "gridRange": {
            "sheetId": tab.id,
            "startRowIndex": row,
            "endRowIndex": min(row + 1 + LOOKED_AT, tab.rows),
            "startColumnIndex": 0,
            "endColumnIndex": tab.columns,
        }
    }


def _details(sheet: Json, header_row: int) -> Details:
    seen = _Seen()
    for block in sheet.get("data", []):
        for row, data in enumerate(block.get("rowData", []), block.get("startRow", 0)):
            for column, cell in enumerate(data.get("values", []), block.get("startColumn", 0)):
                _look(cell, column, seen, is_header=row == header_row)
    return Details(frozenset(seen.noted), frozenset(seen.coloured), frozenset(seen.offered))


def _look(cell: Json, column: int, seen: _Seen, *, is_header: bool) -> None:
    if is_header and cell.get("note"):
        seen.noted.add(column)
    if is_header and "backgroundColorStyle" in cell.get("userEnteredFormat", {}):
        seen.coloured.add(column)
    if not is_header and "dataValidation" in cell:
        seen.offered.add(column)
