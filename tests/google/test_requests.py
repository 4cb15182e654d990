"""Requests of batchUpdate: all or nothing, one reply each, what Google refuses, and what is not here."""

from __future__ import annotations

from typing import Any

import pytest

from tests.google.asking import (
    BLANK,
    BOLD,
    COLUMN,
    DATA,
    GRID,
    LIST,
    MARK,
    OVERLAY,
    PIE,
    RED,
    area,
    span,
    tab,
    typed,
)
from tests.google.clients import BEN, Book
from tests.google.discovery import document
from tests.google.drive import METHODS
from tests.google.sheets.api import READS, WRITES
from tests.google.sheets.requests import REQUESTS

Json = dict[str, Any]


WORKING: list[Json] = [
    {"updateSpreadsheetProperties": {"properties": {"locale": "fr_FR"}, "fields": "locale"}},
    {"addSheet": {"properties": {"title": "New"}}},
    {"duplicateSheet": {"sourceSheetId": 0}},
    tab("title", title="Renamed"),
    tab("gridProperties(rowCount,columnCount)", gridProperties=GRID),
    {"updateCells": {"range": DATA, "rows": [{"values": [BOLD]}], "fields": "*"}},
    typed(5, 0, "x", {"note": "n"}),
    {"appendCells": {"rows": [{"values": [BOLD]}] * 9, "fields": "userEnteredFormat"}},
    {"repeatCell": {"range": DATA, "cell": BOLD, "fields": "userEnteredFormat.textFormat"}},
    {"insertDimension": {"range": span("ROWS", 1, 3)}},
    {"insertDimension": {"range": span("COLUMNS", 1, 3), "inheritFromBefore": True}},
    {"appendDimension": {"dimension": "ROWS", "length": 4}},
    {"deleteDimension": {"range": span("ROWS", 0, 2)}},
    {"deleteDimension": {"range": span("COLUMNS", 0, 1)}},
    {"moveDimension": {"source": span("ROWS", 0, 1), "destinationIndex": 3}},
    {"moveDimension": {"source": span("COLUMNS", 0, 1), "destinationIndex": 3}},
    {
        "updateDimensionProperties": {
            "range": span("ROWS", 0, 2),
            "properties": {"pixelSize": 40},
            "fields": "pixelSize",
        }
    },
    {"cutPaste": {"source": DATA, "destination": {"rowIndex": 4, "columnIndex": 3}}},
    {"copyPaste": {"source": DATA, "destination": area(4, 5, 3, 4)}},
    {"sortRange": {"range": DATA, "sortSpecs": [{"dimensionIndex": 1, "sortOrder": "DESCENDING"}]}},
    {"mergeCells": {"range": DATA, "mergeType": "MERGE_ALL"}},
    {"setDataValidation": {"range": DATA, "rule": LIST}},
    {"addConditionalFormatRule": {"rule": {"ranges": [DATA], "booleanRule": BLANK}}},
    {"addBanding": {"bandedRange": {"range": DATA, "rowProperties": {"firstBandColorStyle": RED}}}},
    {"setBasicFilter": {"filter": {"range": DATA}}},
    {"addFilterView": {"filter": {"range": DATA}}},
    {"addProtectedRange": {"protectedRange": {"range": DATA, "editors": {"users": [BEN]}}}},
    {"addChart": {"chart": PIE}},
    {"addSlicer": {"slicer": {"spec": {"dataRange": DATA}, "position": OVERLAY}}},
    {"addTable": {"table": {"range": DATA, "columnProperties": [{"columnType": "BOOLEAN"}]}}},
    {"addDimensionGroup": {"range": span("ROWS", 0, 2)}},
    {"createDeveloperMetadata": {"developerMetadata": MARK}},
]
FAILING: Json = {"deleteSheet": {"sheetId": 404}}


def _kind(request: Json) -> str:
    return next(iter(request))


@pytest.fixture
def filled(book: Book) -> Book:
    """A spreadsheet with a few cells, some of them bold."""
    bold = {"repeatCell": {"range": COLUMN, "cell": BOLD | {"note": "n"}, "fields": "*"}}
    book.batch(bold)
    return book.typed("A1", ["b", 2], ["a", "=B1*2"], ["b", 2])


@pytest.mark.parametrize("request_body", WORKING, ids=_kind)
def test_a_request_gets_one_reply_and_changes_nothing_where_a_later_one_fails(
    filled: Book, request_body: Json
) -> None:
    before = filled.seen("*", includeGridData="true")
    message = filled.refusal(request_body, FAILING)
    assert message == "Invalid requests[1].deleteSheet: No sheet with id: 404"
    assert filled.seen("*", includeGridData="true") == before
    (reply,) = filled.batch(request_body)
    assert set(reply) <= {_kind(request_body)}
    assert filled.seen("*", includeGridData="true") != before


TABLE = {"addTable": {"table": {"range": DATA, "columnProperties": [{"columnType": "DOUBLE"}]}}}
MERGED = {"mergeCells": {"range": area(2, 5, 0, 1)}}
FROZEN = tab("gridProperties.frozenRowCount", gridProperties={"frozenRowCount": 2})


def _condition(kind: str, *values: str) -> Json:
    return {"condition": {"type": kind, "values": [{"userEnteredValue": value} for value in values]}}


REFUSED: dict[str, tuple[list[Json], str]] = {
    "freezing everything": (
        [tab("gridProperties.frozenRowCount", gridProperties={"frozenRowCount": 10})],
        "You can't freeze all visible rows on the sheet.",
    ),
    "freezing a part of a merge": (
        [MERGED, tab("gridProperties.frozenRowCount", gridProperties={"frozenRowCount": 3})],
        "You can't freeze rows which contain only part of a merged cell.",
    ),
    "merging across the frozen edge": (
        [FROZEN, {"mergeCells": {"range": area(1, 3, 0, 1)}}],
        "You can't merge frozen and non-frozen rows.",
    ),
    "deleting all that is not frozen": (
        [FROZEN, {"deleteDimension": {"range": span("ROWS", 2, 10)}}],
        "Sorry, it is not possible to delete all non-frozen rows.",
    ),
    "deleting every row": (
        [{"deleteDimension": {"range": span("ROWS", 0, 10)}}],
        "You can't delete all the rows on the sheet.",
    ),
    "deleting rows beyond the grid": (
        [{"deleteDimension": {"range": span("ROWS", 9, 12)}}],
        "Cannot delete a row that doesn't exist. Tried to delete row index 10 but there are only 10 rows.",
    ),
    "inserting beyond the grid": (
        [{"insertDimension": {"range": span("ROWS", 10, 11)}}],
        "range.startIndex must be less than the grid size (10) if inheritFromBefore is false.",
    ),
    "moving into a merge": (
        [MERGED, {"moveDimension": {"source": span("ROWS", 0, 1), "destinationIndex": 3}}],
        "Sorry, it is not possible to move a row to a position that crosses a merged cell.",
    ),
    "unmerging a part": (
        [MERGED, {"unmergeCells": {"range": area(2, 3, 0, 1)}}],
        "You must select all cells in a merged range to merge or unmerge them.",
    ),
    "sorting a vertical merge": (
        [MERGED, {"sortRange": {"range": area(0, 9, 0, 2), "sortSpecs": [{}]}}],
        "You can't sort a range containing vertical merges. There is a vertical merge at A3:A5",
    ),
    "filtering a vertical merge": (
        [MERGED, {"setBasicFilter": {"filter": {"range": area(0, 9, 0, 2)}}}],
        "You can't create a filter over a range containing vertical merges.",
    ),
    "filtering a part of a table": (
        [TABLE, {"setBasicFilter": {"filter": {"range": area(0, 2, 0, 2)}}}],
        "You can't apply a filter to a range that partially intersects a table.",
    ),
    "validating typed columns": (
        [TABLE, {"setDataValidation": {"range": area(1, 2, 0, 1), "rule": LIST}}],
        "This operation is not allowed on cells in typed columns",
    ),
    "colouring a table": ([TABLE, WORKING[23]], "You cannot add alternating background colors"),
    "a table over another": ([TABLE, TABLE], "You cannot add alternating background colors"),
    "a dropdown column without a list": (
        [{"addTable": {"table": {"range": DATA, "columnProperties": [{"columnType": "DROPDOWN"}]}}}],
        "Condition must be set for dropdown column type.",
    ),
    "a title that another tab has": (
        [{"addSheet": {"properties": {"title": "sheet1"}}}],
        'A sheet with the name "sheet1" already exists. Please enter another name.',
    ),
    "an id that another tab has": (
        [{"addSheet": {"properties": {"sheetId": 0}}}],
        "A sheet with the id 0 already exists.",
    ),
    "hiding the last tab": ([tab("hidden", hidden=True)], "You can't hide all the sheets in a document."),
    "deleting the last tab": ([{"deleteSheet": {}}], "You can't remove all the sheets in a document."),
    "cells beyond the grid": (
        [typed(9, 5), {"updateCells": {"start": {"rowIndex": 9}, "rows": [{}, {}], "fields": "note"}}],
        "Attempting to write row: 10, beyond the last requested row of: 9",
    ),
    "a range that ends before it starts": (
        [{"mergeCells": {"range": area(3, 2, 0, 1)}}],
        "endRowIndex[2] must be after startRowIndex[3].",
    ),
    "an update of nothing": (
        [{"updateSheetProperties": {"properties": {}}}],
        "At least one field must be listed in 'fields'.",
    ),
    "an update of an unknown field": ([tab("colour")], "Invalid field: colour"),
    "a rule that is only a filter's": (
        [{"setDataValidation": {"range": DATA, "rule": _condition("BLANK")}}],
        "ConditionType 'BLANK' is not supported in data validation.",
    ),
    "a rule without its value": (
        [{"setDataValidation": {"range": DATA, "rule": _condition("NUMBER_EQ")}}],
        "NUMBER_EQ requires exactly 1 ConditionValues, but 0 were supplied.",
    ),
    "a rule with a number that is none": (
        [{"setDataValidation": {"range": DATA, "rule": _condition("NUMBER_EQ", "many")}}],
        "Invalid ConditionValue.userEnteredValue: many",
    ),
    "a colour rule that sets a font": (
        [
            {
                "addConditionalFormatRule": {
                    "rule": {"ranges": [DATA], "booleanRule": BLANK | {"format": {"padding": {"top": 1}}}}
                }
            }
        ],
        "Conditional format rules cannot set the format field: padding.",
    ),
    "a chart of a block": (
        [
            {
                "addChart": {
                    "chart": {**PIE, "spec": {"pieChart": {"series": {"sourceRange": {"sources": [DATA]}}}}}
                }
            }
        ],
        "ChartData.sourceRange.sources must be a single row or column. Range has 3 rows and 2 columns.",
    ),
    "metadata without a key": (
        [{"createDeveloperMetadata": {"developerMetadata": {**MARK, "metadataKey": ""}}}],
        "Developer metadata must always have a key specified.",
    ),
    "metadata with an id that is taken": (
        [{"createDeveloperMetadata": {"developerMetadata": {**MARK, "metadataId": 3}}}] * 2,
        "Cannot add developer metadata with ID [3]",
    ),
    "groups too deep": (
        [{"addDimensionGroup": {"range": span("ROWS", 0, 2)}}] * 9,
        "Groups cannot be nested more than 8 deep.",
    ),
    "a language that is none": (
        [{"updateSpreadsheetProperties": {"properties": {"locale": "xx"}, "fields": "locale"}}],
        "Unsupported locale: xx",
    ),
    "no request": ([], "Must specify at least one request."),
    "an empty request": ([{}], "Invalid requests[0]: No request set."),
    "two requests in one": ([WORKING[0] | WORKING[1]], "oneof field 'kind' is already set"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_google_refuses(book: Book, what: str) -> None:
    requested, message = REFUSED[what]
    assert message in book.refusal(*requested)


NOT_HERE = (
    *("autoFill", "autoResizeDimensions", "findReplace", "addNamedRange", "addDataSource", "textToColumns"),
    *(
        "randomizeRange",
        "trimWhitespace",
        "deleteDuplicates",
        "updateBorders",
        "updateChartSpec",
        "pasteData",
    ),
)


def test_what_the_server_does_not_have_answers_501(book: Book) -> None:
    answers = [book.call("POST", ":batchUpdate", {"requests": [{kind: {}}]}) for kind in NOT_HERE]
    paths = [f"/v4/spreadsheets/{book.id}/sheets/0:copyTo", "/drive/v3/drives", "/drive/v3/files"]
    answers += [book.call("POST", paths[0], {}), *(book.call("GET", path) for path in paths[1:])]
    named = [
        {"addFilterView": {"filter": {"namedRangeId": "n"}}},
        {"cutPaste": {"pasteType": "PASTE_VALUES"}},
    ]
    answers += [book.call("POST", ":batchUpdate", {"requests": [one]}) for one in named]
    body = {"type": "user", "role": "owner", "emailAddress": BEN}
    answers.append(book.call("POST", f"/drive/v3/files/{book.id}/permissions", body))
    assert {answer.status_code for answer in answers} == {501}
    assert all("The local Google" in answer.json()["error"]["message"] for answer in answers)


def test_all_that_is_here_is_googles() -> None:
    assert REQUESTS.keys() < document("sheets.v4")["schemas"]["Request"]["properties"].keys()
    known = str(document("sheets.v4")) + str(document("drive.v3"))
    here = [f"sheets.spreadsheets.{name}" for name in {**READS, **WRITES}] + list(METHODS)
    assert [name for name in here if f"'{name}'" not in known] == []
