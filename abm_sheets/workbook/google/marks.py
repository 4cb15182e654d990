"""The marks that say what a tab or a column is, and which row is which while rows are being changed.

A mark is developer metadata, which follows what bears it when rows or columns are inserted, deleted or moved,
but not when people sort, for then it is contents that move from row to row. So a row is known by its mark and
by what it holds, both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from typing import Any

from abm_sheets.workbook.google.client import GoogleClient
from abm_sheets.workbook.google.present import (
    BATCH_KEY,
    CLAIM_KEY,
    COLUMN_KEY,
    LAYOUT_KEY,
    TAB_KEY,
    Mark,
    Present,
    parse,
)
from abm_sheets.workbook.interface import Cell, Tab
from abm_sheets.workbook.sheet import Claim

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
_FIRST_CLAIM = 0x2A000000
"""Ids from here on are those of the first claims to weeks; Google's own are drawn from far more."""

_FIRST_OTHER_CLAIM = 0x2C000000
"""Ids from here on are those of other claims: to other names, and instead of void ones."""

_OTHER_CLAIMS = 0x10000000
_FIRST_BATCH = 0x40000000
"""Ids from here on are those of batches of rows, so many that two seldom want the same."""

_BATCHES = 0x20000000


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


def mark_tab(tab: int, key: str) -> Json:
    """The request that marks which of ours a tab is."""
    return _create(TAB_KEY, key, {"sheetId": tab})


def unmark_columns(tab: int, key: str) -> Json:
    """The request that takes a key away from whichever columns of a tab have it."""
    lookup = {
        "metadataKey": COLUMN_KEY,
        "metadataValue": key,
        "metadataLocation": {"sheetId": tab},
        "locationMatchingStrategy": "INTERSECTING_LOCATION",
    }
    return {"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": lookup}}}


def mark_column(tab: int, column: int, key: str) -> Json:
    """The request that marks which of its tab's a column is."""
    span = {"sheetId": tab, "dimension": "COLUMNS", "startIndex": column, "endIndex": column + 1}
    return _create(COLUMN_KEY, key, {"dimensionRange": span})


def mark_layout(tab: int, layout: str, there: Mark | None) -> Json:
    """The request that says how a tab is laid out now."""
    if there is None:
        return _create(LAYOUT_KEY, layout, {"sheetId": tab})
    lookup = {"developerMetadataLookup": {"metadataId": there.id}}
    changed = {"metadataValue": layout}
    return {
        "updateDeveloperMetadata": {
            "dataFilters": [lookup],
            "developerMetadata": changed,
            "fields": "metadataValue",
        }
    }


def take(name: str, claim: Claim, void: Mark | None) -> Iterator[Json]:
    """The requests that take a name for a writer: Google refuses the batch if the id is taken already.

    Two writers that know the same void claim want the same id. They may take that claim away only as
    they know it.
    """
    if void is not None:
        known = {"metadataId": void.id, "metadataValue": void.value}
        yield {"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": known}}}
    chosen = claim_id(name, void.value if void else None)
    yield _create(f"{CLAIM_KEY}{name}", claim.writer, {"spreadsheet": True}, chosen)


def claim_id(name: str, void: str | None = None) -> int:
    """The id of the mark that takes a name: of a week's (`2026-W39`) first claim, made of its figures."""
    figures = "".join(filter(str.isdigit, name))
    if figures and void is None:
        return _FIRST_CLAIM + int(figures)
    drawn = int.from_bytes(sha256(f"{name} {void or ''}".encode()).digest()[:8])
    return _FIRST_OTHER_CLAIM + drawn % _OTHER_CLAIMS


def mark_batch(tab: int, number: int, name: str, chosen: int) -> Json:
    """The request that notes a batch of rows on a tab, and how many came before it.

    Google refuses the whole request, and what goes with it, if the id is taken already.
    """
    return _create(BATCH_KEY, f"{number} {name}", {"sheetId": tab}, chosen)


def batch_ids(name: str) -> Iterator[int]:
    """The ids that a batch's mark may have; the first that no other mark has is the one."""
    first = int.from_bytes(sha256(name.encode()).digest()[:8])
    return (_FIRST_BATCH + (first + step) % _BATCHES for step in count())


def batch_name(mark: Mark) -> str:
    """The batch that a mark is of."""
    return mark.value.partition(" ")[2]


def batch_number(mark: Mark) -> int:
    """How many batches a tab had by the one that a mark is of."""
    number = mark.value.partition(" ")[0]
    return int(number) if number.isdecimal() else 0


def forget(mark: Mark) -> Json:
    """The request that takes a mark away."""
    lookup = {"developerMetadataLookup": {"metadataId": mark.id}}
    return {"deleteDeveloperMetadata": {"dataFilter": lookup}}


def _create(key: str, value: str, location: Json, chosen: int | None = None) -> Json:
    entry: Json = {"metadataKey": key, "metadataValue": value, "visibility": "DOCUMENT", "location": location}
    if chosen is not None:
        entry["metadataId"] = chosen
    return {"createDeveloperMetadata": {"developerMetadata": entry}}
