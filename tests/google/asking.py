"""Requests of batchUpdate as the tests of the local Google write them, all on its first tab."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

Json = dict[str, Any]


def area(top: int, bottom: int, left: int, right: int) -> Json:
    """Cells of the first tab."""
    rows = {"startRowIndex": top, "endRowIndex": bottom}
    return {"sheetId": 0, **rows, "startColumnIndex": left, "endColumnIndex": right}


def span(dimension: str, start: int, end: int) -> Json:
    """Rows or columns of the first tab."""
    return {"sheetId": 0, "dimension": dimension, "startIndex": start, "endIndex": end}


def tab(fields: str, **properties: Any) -> Json:
    """The request that changes the first tab's properties."""
    return {"updateSheetProperties": {"properties": properties, "fields": fields}}


def typed(row: int, column: int, text: str = "x", more: Mapping[str, Any] = MappingProxyType({})) -> Json:
    """The request that writes a cell."""
    cell = {"userEnteredValue": {"stringValue": text}, **more}
    start = {"rowIndex": row, "columnIndex": column}
    return {"updateCells": {"start": start, "rows": [{"values": [cell]}], "fields": "*"}}


DATA, COLUMN = area(0, 3, 0, 2), area(0, 3, 0, 1)
BOLD = {"userEnteredFormat": {"textFormat": {"bold": True}}}
RED = {"rgbColor": {"red": 1}}
LIST = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "a"}]}}
SERIES = {"sourceRange": {"sources": [COLUMN]}}
OVERLAY = {"overlayPosition": {"anchorCell": {"rowIndex": 1}}}
BLANK = {"condition": {"type": "BLANK"}, "format": {"textFormat": {"bold": True}}}
MARK = {"metadataKey": "k", "visibility": "DOCUMENT", "location": {"dimensionRange": span("COLUMNS", 1, 2)}}
GRID = {"rowCount": 4, "columnCount": 9}
PIE = {"spec": {"pieChart": {"series": SERIES}}, "position": OVERLAY}
