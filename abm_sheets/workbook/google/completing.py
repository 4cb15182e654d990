"""The requests that complete a tab which is there, and leave alone all that people put in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from abm_sheets.palette import SOLID
from abm_sheets.workbook.google.choices import set_dropdown
from abm_sheets.workbook.google.content import entered, write_rows
from abm_sheets.workbook.google.details import Details
from abm_sheets.workbook.google.formats import cell_format, color
from abm_sheets.workbook.google.layout import Surroundings, resize_column
from abm_sheets.workbook.google.marks import mark_column, mark_tab
from abm_sheets.workbook.google.present import PresentTab
from abm_sheets.workbook.google.ranges import rectangle
from abm_sheets.workbook.grid import LONGEST_TEXT
from abm_sheets.workbook.preparation import Change, WantedColumn, WantedTab
from abm_sheets.workbook.sheet import Style
from abm_sheets.workbook.written import plain

Json = dict[str, Any]


@dataclass(frozen=True)
class Step:
    """Requests that belong together, and what they change for people, if anything."""

    requests: Sequence[Json]
    change: Change | None


def complete(wanted: WantedTab, there: PresentTab, details: Details, around: Surroundings) -> Iterator[Step]:
    """What a tab lacks, step by step; nothing where it lacks nothing."""
    if wanted.inserted:
        # What was looked at on that row is of the first row of data.
        details = Details(offered=details.offered)
    for requests, kind, detail in (
        *_lost_headers(wanted, there),
        *_headers(wanted, there, around),
        *_notes(wanted, there, details),
        *_dropdowns(wanted, details, around),
        *_looks(wanted, there, details, around),
        *_first_rows(wanted, there),
        *_marks(wanted, there),
    ):
        if requests:
            yield Step(requests, Change(kind, there.title, detail) if kind else None)


_Part = tuple[list[Json], str, str]


def _lost_headers(wanted: WantedTab, there: PresentTab) -> Iterator[_Part]:
    """The headers of columns that lost theirs, on a row of their own above the data where need be."""
    row = wanted.header_row
    requests: list[Json] = []
    if wanted.inserted:
        span = {"sheetId": there.id, "dimension": "ROWS", "startIndex": row, "endIndex": row + 1}
        blank = rectangle(there.id, row, 0, 1, there.columns)
        requests = [
            {"insertDimension": {"range": span, "inheritFromBefore": False}},
            {"updateCells": {"range": blank, "fields": "userEnteredFormat,dataValidation"}},
        ]
    requests += [
        write_rows(there.id, [[column.header]], row, column.position)
        for column in wanted.columns
        if column.missing and column.marked
    ]
    yield requests, "header", ""


def _headers(wanted: WantedTab, there: PresentTab, around: Surroundings) -> Iterator[_Part]:
    """The missing columns, to the right of all that is there."""
    missing = [column for column in wanted.columns if column.missing and not column.marked]
    beyond = max((column.position + 1 for column in missing), default=0) - there.columns
    if beyond > 0:
        grow = {"sheetId": there.id, "dimension": "COLUMNS", "length": beyond}
        yield [{"appendDimension": grow}], "", ""
    for column in missing:
        header = write_rows(there.id, [[column.header]], wanted.header_row, column.position)
        requests = [header, resize_column(there.id, column.position, column.width)]
        if column.style is not Style.TEXT:
            look = cell_format(around.looks.whole_column(column.style))
            requests.append(_format(_below(wanted, there, column), look, "userEnteredFormat"))
        yield requests, "column", column.header


def _notes(wanted: WantedTab, there: PresentTab, details: Details) -> Iterator[_Part]:
    lacking = [column for column in wanted.columns if column.position not in details.noted]
    yield [_format(_header(wanted, there, each), each.note, "note") for each in lacking], "notes", ""


def _dropdowns(wanted: WantedTab, details: Details, around: Surroundings) -> Iterator[_Part]:
    lacking = [
        column
        for column in wanted.columns
        if column.dropdown is not None and column.position not in details.offered
    ]
    requests = [set_dropdown(each.dropdown, around.ids, around.titles) for each in lacking if each.dropdown]
    yield requests, "dropdowns", ""


def _looks(wanted: WantedTab, there: PresentTab, details: Details, around: Surroundings) -> Iterator[_Part]:
    """Colours and frozen rows where people chose none."""
    plain_headers = [column for column in wanted.columns if column.position not in details.coloured]
    requests = [
        _format(
            _header(wanted, there, column),
            cell_format(around.looks.header(wanted.tone, column.style)),
            "userEnteredFormat",
        )
        for column in plain_headers
    ]
    if not there.coloured:
        properties = {"sheetId": there.id, "tabColorStyle": color(SOLID[wanted.tone])}
        requests.append(_update(properties, "tabColorStyle"))
    if not there.frozen_rows and there.rows > wanted.header_row + 1:
        properties = {"sheetId": there.id, "gridProperties": {"frozenRowCount": wanted.header_row + 1}}
        requests.append(_update(properties, "gridProperties.frozenRowCount"))
    yield requests, "looks", ""


def _first_rows(wanted: WantedTab, there: PresentTab) -> Iterator[_Part]:
    """The default rows, after whatever was typed since the tab was read."""
    width = max((column.position + 1 for column in wanted.columns), default=0)
    rows = []
    for row in wanted.rows:
        cells: list[Json] = [{}] * width
        for column, value in zip(wanted.columns, row, strict=True):
            cells[column.position] = entered(plain(value, LONGEST_TEXT))
        rows.append({"values": cells})
    request = {"appendCells": {"sheetId": there.id, "rows": rows, "fields": "userEnteredValue"}}
    yield [request] if rows else [], "rows", str(len(rows))


def _marks(wanted: WantedTab, there: PresentTab) -> Iterator[_Part]:
    requests = [] if there.key == wanted.key else [mark_tab(there.id, wanted.key)]
    # A column that people cut and pasted left its mark behind.
    requests += [
        mark_column(there.id, column.position, column.key)
        for column in wanted.columns
        if column.position not in there.column_keys
    ]
    yield requests, "identities", ""


def _header(wanted: WantedTab, there: PresentTab, column: WantedColumn) -> Json:
    return rectangle(there.id, wanted.header_row, column.position, 1, 1)


def _below(wanted: WantedTab, there: PresentTab, column: WantedColumn) -> Json:
    return rectangle(there.id, wanted.header_row + 1, column.position, None, 1)


def _format(place: Json, value: Any, field: str) -> Json:
    return {"repeatCell": {"range": place, "cell": {field: value}, "fields": field}}


def _update(properties: Json, fields: str) -> Json:
    return {"updateSheetProperties": {"properties": properties, "fields": fields}}
