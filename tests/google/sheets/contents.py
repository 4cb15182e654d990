"""What a Spreadsheet resource says beyond its properties, put into a new file."""

from __future__ import annotations

from itertools import count
from typing import Any

from tests.google.sheets.celldata import apply_cell
from tests.google.sheets.grid import resize
from tests.google.sheets.model import Book, Json, Sheet
from tests.google.sheets.requests.answers import tidy
from tests.google.sheets.resource import ATTACHED


def _fill_cells(sheet: Sheet, data: Json) -> None:
    top, left = data.get("startRow", 0), data.get("startColumn", 0)
    rows = [row.get("values", []) for row in data.get("rowData", [])]
    height, width = top + len(rows), left + max(map(len, rows), default=0)
    resize(sheet, max(sheet.row_count, height), max(sheet.column_count, width))
    for row, cells in enumerate(rows, top):
        for column, cell in enumerate(cells, left):
            apply_cell(sheet, row, column, cell, {})
    for start, name, stored in (
        (top, "rowMetadata", sheet.row_metadata),
        (left, "columnMetadata", sheet.column_metadata),
    ):
        stored.update({index: dict(item) for index, item in enumerate(data.get(name, []), start) if item})


def _identified(items: list[Json], key: str) -> list[Json]:
    numbers = count(1)
    return [{key: next(numbers), **item} for item in items]


IDS: dict[str, str] = {
    "filterViews": "filterViewId",
    "charts": "chartId",
    "bandedRanges": "bandedRangeId",
    "slicers": "slicerId",
}


def _fill_tab(sheet: Sheet, resource: Json) -> None:
    for data in resource.get("data", []):
        _fill_cells(sheet, data)
    for name, field in ATTACHED:
        items: list[Any] = tidy(resource.get(name, []))
        setattr(sheet, field, _identified(items, IDS[name]) if name in IDS else items)
    sheet.protected_ranges = _identified(tidy(resource.get("protectedRanges", [])), "protectedRangeId")
    sheet.basic_filter = tidy(resource["basicFilter"]) if "basicFilter" in resource else None


def fill(book: Book, body: Json) -> None:
    """Put the contents of a Spreadsheet resource into the new book that was made from it."""
    for sheet, resource in zip(book.sheets, body.get("sheets", []), strict=False):
        _fill_tab(sheet, resource)
    for number, named in enumerate(body.get("namedRanges", []), 1):
        book.named_ranges.append({"namedRangeId": str(number), **tidy(named)})
    for number, item in enumerate(body.get("developerMetadata", []), 1):
        book.metadata.append({"metadataId": number, **item})
