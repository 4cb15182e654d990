"""A spreadsheet as it is now, its cells aside: the tabs, who they are, and what is attached to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from zlib import crc32

from abm_sheets.language.catalogue import own_tab
from abm_sheets.workbook.google.client import GoogleClient
from abm_sheets.workbook.interface import Cell, Merged, Tab

Json = dict[str, Any]

LOOKED_AT = 200
"""Rows under the header in which a dropdown of the people's is looked for."""

_FIELDS = (
    "sheets(properties.sheetId,data(startRow,startColumn,rowData(values("
    "note,dataValidation.condition.type,userEnteredFormat(numberFormat,backgroundColorStyle)))))"
)
TAB_KEY = "abm_sheets.tab"
"""The developer metadata that says which of our tabs a tab is."""

COLUMN_KEY = "abm_sheets.column"
"""The one that says which of a tab's columns a column is."""

LAYOUT_KEY = "abm_sheets.layout"
"""The one that says how an output tab was last laid out, its values aside."""

CLAIM_KEY = "abm_sheets.claim."
"""How the mark begins that says who took a name which one writer alone may take."""

BATCH_KEY = "abm_sheets.batch"
"""The one that says that a batch of rows was appended to a tab, one for each batch."""

_NO_TYPE = "COLUMN_TYPE_UNSPECIFIED"
FIELDS = (
    "spreadsheetId,properties(title,locale,timeZone),"
    "developerMetadata(metadataId,metadataKey,metadataValue),"
    "sheets(properties,merges,developerMetadata(metadataId,metadataKey,metadataValue),"
    "protectedRanges,charts(chartId),conditionalFormats(ranges),basicFilter(range),"
    "tables(tableId,range,columnProperties(columnIndex,columnType)),"
    "data(startColumn,columnMetadata(developerMetadata(metadataKey,metadataValue))))"
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


@dataclass(frozen=True)
class Mark:
    """A developer metadata entry: its id and its value."""

    id: int
    value: str


@dataclass(frozen=True)
class PresentTab:
    """One tab: its grid, the marks that set-up left on it and on its columns, and its attachments."""

    id: int
    title: str
    rows: int
    columns: int
    frozen_rows: int = 0
    coloured: bool = False
    marks: Mapping[str, Mark] = field(default_factory=dict)
    column_keys: Mapping[int, str] = field(default_factory=dict)
    charts: Sequence[int] = ()
    highlights: int = 0
    filtered: bool = False
    protections: Sequence[Json] = ()
    batches: Sequence[Mark] = ()
    tables: Sequence[Json] = ()
    merges: Sequence[Merged] = ()

    @property
    def key(self) -> str | None:
        """The key that set-up gave the tab."""
        return self.marks[TAB_KEY].value if TAB_KEY in self.marks else None

    @property
    def typed_columns(self) -> frozenset[int]:
        """The columns to which a table of the people's gives a type, with rules of its own."""
        return frozenset(
            table.get("range", {}).get("startColumnIndex", 0) + column.get("columnIndex", 0)
            for table in self.tables
            for column in table.get("columnProperties", [])
            if column.get("columnType", _NO_TYPE) != _NO_TYPE
        )

    @property
    def layout(self) -> str | None:
        """How the tab was last laid out."""
        return self.marks[LAYOUT_KEY].value if LAYOUT_KEY in self.marks else None


@dataclass(frozen=True)
class Present:
    """The spreadsheet's name, locale and time zone, and its tabs in order; chart sheets are left out."""

    id: str
    title: str
    locale: str | None
    time_zone: str | None
    tabs: Sequence[PresentTab]
    taken: frozenset[int] = frozenset()
    """The ids of all tabs, chart sheets included."""
    claims: Mapping[str, Mark] = field(default_factory=dict)
    """The names taken, each with the mark that says by whom."""
    titles: frozenset[str] = frozenset()
    """The titles of all of them, folded as Google compares them."""
    charts: Mapping[int, int] = field(default_factory=dict)
    """The tab of each chart, by the chart's id."""

    def tab(self, key: str) -> PresentTab | None:
        """The tab that set-up gave a key; of two, for people duplicate tabs, the one that is ours."""
        return own_tab([tab for tab in self.tabs if tab.key == key], key)

    def is_copy(self, tab: PresentTab) -> bool:
        """Whether another tab that bears the same key is the one that is ours."""
        return tab.key is not None and self.tab(tab.key) is not tab

    def as_read(self, tab: PresentTab, columns: Sequence[Sequence[Cell]]) -> Tab:
        """A tab with its cells."""
        return Tab(tab.title, columns, tab.key, tab.column_keys, tab.merges)


def chosen_id(key: str) -> int:
    """The id that we give to the tab of a key: always the same, so that two runs never make two tabs."""
    return 0x0AB00000 | crc32(key.encode()) & 0xFFFFF


def read_present(client: GoogleClient, spreadsheet_id: str) -> Present:
    """Fetch what a spreadsheet is made of, in one call.

    Raises:
        GoogleError: it cannot be read.

    """
    return parse(client.fetch("GET", f"/v4/spreadsheets/{spreadsheet_id}", params={"fields": FIELDS}))


def parse(answer: Json) -> Present:
    """The spreadsheet that an answer describes."""
    properties = answer.get("properties", {})
    sheets = answer.get("sheets", [])
    return Present(
        id=answer["spreadsheetId"],
        title=properties.get("title", ""),
        locale=properties.get("locale"),
        time_zone=properties.get("timeZone"),
        tabs=[_tab(sheet) for sheet in sheets if sheet["properties"].get("sheetType", "GRID") == "GRID"],
        taken=frozenset(map(_sheet_id, sheets)),
        titles=frozenset(sheet["properties"].get("title", "").casefold() for sheet in sheets),
        charts={chart["chartId"]: _sheet_id(sheet) for sheet in sheets for chart in sheet.get("charts", [])},
        claims=_claims([answer, *sheets]),
    )


def _sheet_id(sheet: Json) -> int:
    found: int = sheet["properties"].get("sheetId", 0)
    return found


def _claims(owners: Sequence[Json]) -> dict[str, Mark]:
    """The names taken on the spreadsheet, and on tabs by earlier versions of the program."""
    found: dict[str, Mark] = {}
    for owner in owners:
        for key, mark in _all_marks(owner):
            if key.startswith(CLAIM_KEY):
                found.setdefault(key.removeprefix(CLAIM_KEY), mark)
    return found


def _tab(sheet: Json) -> PresentTab:
    properties = sheet["properties"]
    grid = properties.get("gridProperties", {})
    return PresentTab(
        id=properties.get("sheetId", 0),
        title=properties.get("title", ""),
        rows=grid.get("rowCount", 0),
        columns=grid.get("columnCount", 0),
        frozen_rows=grid.get("frozenRowCount", 0),
        coloured="tabColorStyle" in properties or "tabColor" in properties,
        marks=_marks(sheet),
        column_keys=_column_keys(sheet),
        charts=[chart["chartId"] for chart in sheet.get("charts", [])],
        highlights=len(sheet.get("conditionalFormats", [])),
        filtered="basicFilter" in sheet,
        protections=sheet.get("protectedRanges", []),
        batches=[mark for key, mark in _all_marks(sheet) if key == BATCH_KEY],
        tables=sheet.get("tables", []),
        merges=[merged(place) for place in sheet.get("merges", [])],
    )


def merged(place: Json) -> Merged:
    """A merged range; Google leaves out the zeros."""
    first_row, first_column = place.get("startRowIndex", 0), place.get("startColumnIndex", 0)
    return Merged(first_row, first_column, place["endRowIndex"] - 1, place["endColumnIndex"] - 1)


def _marks(owner: Json) -> dict[str, Mark]:
    """The marks on a tab or a column, of each kind the first."""
    marks: dict[str, Mark] = {}
    for key, mark in _all_marks(owner):
        marks.setdefault(key, mark)
    return marks


def _all_marks(owner: Json) -> Iterator[tuple[str, Mark]]:
    for entry in owner.get("developerMetadata", []):
        yield entry.get("metadataKey", ""), Mark(entry.get("metadataId", 0), entry.get("metadataValue", ""))


def _column_keys(sheet: Json) -> dict[int, str]:
    """The key of each marked column by its position; people may have copied it along."""
    keys: dict[int, str] = {}
    for block in sheet.get("data", []):
        for place, column in enumerate(block.get("columnMetadata", []), block.get("startColumn", 0)):
            mark = _marks(column).get(COLUMN_KEY)
            if mark:
                keys[place] = mark.value
    return keys
