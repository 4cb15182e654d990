"""Marks put on rows for as long as they are being changed, and the rows that bear them by now.

A mark is developer metadata: it follows its row when rows or columns are inserted, deleted or moved, but not
when people sort, for then it is contents that move from row to row. So a row is known by its mark and by
what it holds, both.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from abm_sheets.workbook.google.client import GoogleClient
from abm_sheets.workbook.google.present import Present, parse
from abm_sheets.workbook.interface import Cell, Tab

Json = dict[str, Any]

ROW_KEY = "abm_sheets.row"
"""The developer metadata of a row that is being changed; none is left behind."""

FIRST_ID = 0x60000000
"""Ids from here on are those of rows; claims' and batches' are below."""

IDS = 0x1FFFFFFF

HEAD_ROWS = 10
"""The rows among which a header is."""

_OURS = {"developerMetadataLookup": {"metadataKey": ROW_KEY}}

_PLACE = re.compile(r"![A-Z]+(\d+)(?::[A-Z]+\d+)?$")

_FIELDS = (
    "spreadsheetId,sheets(properties(sheetId,title),data(startRow,startColumn,"
    "rowData(values(userEnteredValue,effectiveValue)),rowMetadata(developerMetadata(metadataId,metadataKey)),"
    "columnMetadata(developerMetadata(metadataKey,metadataValue))))"
)


@dataclass(frozen=True)
class MarkedRow:
    """A row as it is: where (from 0), its cells, and the positions of those that a formula fills."""

    at: int
    cells: Sequence[Cell]
    computed: frozenset[int] = frozenset()

    def cell(self, position: int) -> Cell:
        """The cell at a position, nothing beyond the last one."""
        return self.cells[position] if position < len(self.cells) else None


@dataclass(frozen=True)
class Sight:
    """A tab's first rows, and the rows that bear marks by the marks' ids, at one moment."""

    head: Tab
    rows: Mapping[int, MarkedRow]


def mark_row(tab: int, row: int, chosen: int) -> Json:
    """The request that marks a row; Google refuses it, and what goes with it, if the id is taken."""
    span = {"sheetId": tab, "dimension": "ROWS", "startIndex": row, "endIndex": row + 1}
    mark = {"metadataId": chosen, "metadataKey": ROW_KEY, "visibility": "DOCUMENT"}
    return {"createDeveloperMetadata": {"developerMetadata": {**mark, "location": {"dimensionRange": span}}}}


def forget_rows() -> Json:
    """The request that takes all such marks away, those that a broken run left behind included."""
    return {"deleteDeveloperMetadata": {"dataFilter": _OURS}}


def marked(chosen: int) -> Json:
    """The row that bears a mark, as Google names it."""
    return {"developerMetadataLookup": {"metadataId": chosen}}


def see(client: GoogleClient, spreadsheet_id: str, tab: int) -> Sight:
    """Read a tab's first rows, among which its header is, and those that bear marks, in one call.

    Raises:
        GoogleError: they cannot be read, or the tab is no more.

    """
    above = {"gridRange": {"sheetId": tab, "startRowIndex": 0, "endRowIndex": HEAD_ROWS}}
    answer = client.fetch(
        "POST",
        f"/v4/spreadsheets/{spreadsheet_id}:getByDataFilter",
        params={"fields": _FIELDS},
        body={"dataFilters": [above, _OURS]},
    )
    present = parse(answer)
    shown = {each["properties"].get("sheetId", 0): each for each in answer.get("sheets", [])}
    blocks = shown.get(tab, {}).get("data", [])
    rows = [row for block in blocks for row in _rows(block)]
    return Sight(
        _head(present, tab, [row for _, row in rows if row.at < HEAD_ROWS]),
        {chosen: row for ids, row in rows for chosen in ids},
    )


def rows_after(answer: Json | None) -> dict[int, MarkedRow]:
    """The rows that the answer to a write gives back, by the marks that it was addressed to."""
    found = {}
    for each in (answer or {}).get("responses", []):
        place = _PLACE.search(each.get("updatedRange", ""))
        if place and "updatedData" in each:
            (cells,) = each["updatedData"].get("values") or [[]]
            chosen = each["dataFilter"]["developerMetadataLookup"]["metadataId"]
            found[chosen] = MarkedRow(int(place[1]) - 1, cells)
    return found


def _rows(block: Json) -> list[tuple[list[int], MarkedRow]]:
    """The rows of a block, each with the ids of its marks."""
    first, left = block.get("startRow", 0), block.get("startColumn", 0)
    lines, metadata = block.get("rowData", []), block.get("rowMetadata", [])
    found = []
    for number in range(max(len(lines), len(metadata))):
        cells = lines[number].get("values", []) if number < len(lines) else []
        marks = metadata[number].get("developerMetadata", []) if number < len(metadata) else []
        ids = [each["metadataId"] for each in marks if each.get("metadataKey") == ROW_KEY]
        found.append((ids, _row(first + number, left, cells)))
    return found


def _row(at: int, left: int, cells: Sequence[Json]) -> MarkedRow:
    shown = [_shown(cell.get("effectiveValue", {})) for cell in cells]
    computed = [left + each for each, cell in enumerate(cells) if _is_computed(cell)]
    return MarkedRow(at, [*[None] * left, *shown], frozenset(computed))


def _shown(value: Json) -> Cell:
    """A cell's value; a formula's failure is none that we would write."""
    return next((each for kind, each in value.items() if kind != "errorValue"), None)


def _is_computed(cell: Json) -> bool:
    """Whether a formula fills a cell, be it that of another cell, whose results go on into this one."""
    entered = cell.get("userEnteredValue", {})
    return "formulaValue" in entered or (not entered and "effectiveValue" in cell)


def _head(present: Present, tab: int, rows: Sequence[MarkedRow]) -> Tab:
    """The tab of these rows only."""
    keys = next((each.column_keys for each in present.tabs if each.id == tab), {})
    height = max((row.at + 1 for row in rows), default=0)
    width = max((len(row.cells) for row in rows), default=0)
    columns: list[list[Cell]] = [[None] * height for _ in range(width)]
    for row in rows:
        for position, cell in enumerate(row.cells):
            columns[position][row.at] = cell
    return Tab("", columns, None, keys)
