"""Rows read back in the very answer to the request that wrote them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from abm_sheets.workbook.appended import Cells
from abm_sheets.workbook.contents import content
from abm_sheets.workbook.google.present import Json, PresentTab, parse
from abm_sheets.workbook.google.values import Columns
from abm_sheets.workbook.interface import Cell, Tab

FIELDS = (
    "spreadsheetId,updatedSpreadsheet(spreadsheetId,sheets(properties(sheetId,title),data("
    "startRow,startColumn,rowData(values(effectiveValue)),"
    "columnMetadata(developerMetadata(metadataKey,metadataValue)))))"
)


def asking(tab: PresentTab, header_row: int, first: int, rows: int) -> Json:
    """What a request asks back: the rows down to the header, and those it writes from `first` on."""
    title = tab.title.replace("'", "''")
    # From the row before: a row that the request adds is outside the tab until then.
    spans = [(1, header_row + 1), (first, first + rows)]
    if first <= header_row + 1:
        spans = [(1, first + rows)]
    ranges = [f"'{title}'!{top}:{bottom}" for top, bottom in spans]
    return {"includeSpreadsheetInResponse": True, "responseRanges": ranges}


@dataclass(frozen=True)
class Reread:
    """What an answer shows of the tab: its id, and some rows with their cells."""

    id: int | None = None
    column_keys: Mapping[int, str] = field(default_factory=dict)
    rows: Mapping[int, Sequence[Cell]] = field(default_factory=dict)

    def header(self, last: int) -> Tab:
        """The tab's first rows, down to `last`."""
        rows = [self.rows.get(row, ()) for row in range(last + 1)]
        width = max(map(len, rows))
        columns: Columns = [[row[at] if at < len(row) else None for row in rows] for at in range(width)]
        return Tab("", columns, None, self.column_keys)

    def holds(self, rows: Sequence[Cells], first: int) -> bool:
        """Whether rows stand one under the other from `first` on."""
        return all(self._holds(cells, row) for row, cells in enumerate(rows, first))

    def _holds(self, cells: Cells, row: int) -> bool:
        there = self.rows.get(row, ())
        return all(at < len(there) and content(there[at]) == content(cell) for at, cell in cells.items())


def reread(answer: Json | None) -> Reread:
    """What an answer shows; nothing where it shows no tab."""
    shown = (answer or {}).get("updatedSpreadsheet") or {}
    sheets = shown.get("sheets") or []
    if not sheets:
        return Reread()
    tab = parse(shown).tabs[0]
    blocks = sheets[0].get("data", [])
    return Reread(tab.id, tab.column_keys, {row: cells for block in blocks for row, cells in _rows(block)})


def _rows(block: Json) -> list[tuple[int, list[Cell]]]:
    left: list[Cell] = [None] * block.get("startColumn", 0)
    lines = enumerate(block.get("rowData", []), block.get("startRow", 0))
    return [(row, [*left, *map(_cell, line.get("values", []))]) for row, line in lines]


def _cell(data: Json) -> Cell:
    """A cell's value; a formula's failure is nothing that was written."""
    shown = data.get("effectiveValue", {})
    return next((value for kind, value in shown.items() if kind != "errorValue"), None)
