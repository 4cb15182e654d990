"""Batches: all or nothing, one reply for each request, and the request that fails is named."""

from __future__ import annotations

import copy
import dataclasses

import pytest

from tests.google.errors import ApiError
from tests.google.sheets.editing import TAB, WRITER, apply, area, book, held, refusal, span, text
from tests.google.sheets.model import Formula, Json
from tests.google.sheets.requests import REQUESTS
from tests.google.sheets.requests.blocks import calculate
from tests.google.sheets.requests.schema import fields

DATA = area(0, 3, 0, 2)
COLUMN = area(0, 3, 0, 1)
BOLD = {"userEnteredFormat": {"textFormat": {"bold": True}}}
RED = {"rgbColor": {"red": 1}}
BANDS = {"firstBandColorStyle": RED, "secondBandColorStyle": {"rgbColor": {}}}
LIST = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "a"}]}}
SERIES = {"sourceRange": {"sources": [COLUMN]}}
OVERLAY = {"overlayPosition": {"anchorCell": {"rowIndex": 1}}}
CHART = {"basicChart": {"chartType": "LINE", "series": [{"series": SERIES}]}}
RULE = {
    "ranges": [DATA],
    "booleanRule": {
        "condition": {"type": "NOT_BLANK"},
        "format": {"backgroundColorStyle": RED, "textFormat": {"bold": True}},
    },
}

WORKING: list[Json] = [
    {"updateSpreadsheetProperties": {"properties": {"locale": "fr_FR"}, "fields": "locale"}},
    {"addSheet": {"properties": {"title": "New"}}},
    {"duplicateSheet": {"sourceSheetId": TAB}},
    {"updateSheetProperties": {"properties": {"title": "Renamed"}, "fields": "title"}},
    {
        "updateSheetProperties": {
            "properties": {"gridProperties": {"rowCount": 4, "columnCount": 9}},
            "fields": "gridProperties(rowCount,columnCount)",
        }
    },
    {"updateCells": {"range": DATA, "rows": [{"values": [text("x")]}], "fields": "*"}},
    {"updateCells": {"start": {"rowIndex": 5}, "rows": [{"values": [BOLD | {"note": "n"}]}], "fields": "*"}},
    {"appendCells": {"rows": [{"values": [text("x")]}] * 9, "fields": "userEnteredValue"}},
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
    {"autoResizeDimensions": {"dimensions": span("COLUMNS", 0, 2)}},
    {"cutPaste": {"source": DATA, "destination": {"rowIndex": 4, "columnIndex": 3}}},
    {"copyPaste": {"source": DATA, "destination": area(4, 5, 3, 4)}},
    {"sortRange": {"range": DATA, "sortSpecs": [{"dimensionIndex": 1, "sortOrder": "DESCENDING"}]}},
    {"mergeCells": {"range": DATA, "mergeType": "MERGE_ALL"}},
    {"setDataValidation": {"range": DATA, "rule": LIST}},
    {"addConditionalFormatRule": {"rule": RULE}},
    {"addBanding": {"bandedRange": {"range": DATA, "rowProperties": BANDS}}},
    {"setBasicFilter": {"filter": {"range": DATA}}},
    {"addFilterView": {"filter": {"range": DATA}}},
    {"addNamedRange": {"namedRange": {"name": "Data", "range": DATA}}},
    {"addProtectedRange": {"protectedRange": {"range": DATA, "editors": {"users": [WRITER]}}}},
    {"addChart": {"chart": {"spec": CHART, "position": OVERLAY}}},
    {"addSlicer": {"slicer": {"spec": {"dataRange": DATA}, "position": OVERLAY}}},
    {"addTable": {"table": {"range": DATA, "columnProperties": [{"columnType": "BOOLEAN"}]}}},
    {"addDimensionGroup": {"range": span("ROWS", 0, 2)}},
    {
        "createDeveloperMetadata": {
            "developerMetadata": {
                "metadataKey": "key",
                "visibility": "DOCUMENT",
                "location": {"dimensionRange": span("COLUMNS", 1, 2)},
            }
        }
    },
]

FAILING: Json = {"deleteSheet": {"sheetId": 404}}


def _kind(request: Json) -> str:
    return next(iter(request))


@pytest.mark.parametrize("request_body", WORKING, ids=_kind)
def test_a_batch_that_fails_changes_nothing(request_body: Json) -> None:
    target = book(["b b ", 2], ["a", Formula("=B1*2")], ["b b ", 2])
    apply(target, {"repeatCell": {"range": COLUMN, "cell": BOLD | {"note": "n"}, "fields": "*"}})
    apply(target, {"updateCells": {"start": {}, "rows": [{"values": [text("b b ")]}], "fields": "*"}})
    calculate(target)
    before = copy.deepcopy(target)
    assert refusal(target, request_body, FAILING)
    assert dataclasses.replace(target, formulas=None) == dataclasses.replace(before, formulas=None)


@pytest.mark.parametrize("request_body", WORKING, ids=_kind)
def test_a_batch_that_works_gives_one_reply_each(request_body: Json) -> None:
    target = book(["b b ", 2], ["a", Formula("=B1*2")], ["b b ", 2])
    (reply,) = apply(target, request_body)
    assert set(reply) <= {_kind(request_body)}


def test_what_is_not_here_is_told_from_what_is_not_googles() -> None:
    assert REQUESTS.keys() < fields("Request").keys()
    with pytest.raises(ApiError, match="does not have randomizeRange") as refused:
        apply(book(), {"randomizeRange": {"range": DATA}})
    assert refused.value.code == 501


def test_the_failing_request_is_named() -> None:
    rename: Json = {"updateSheetProperties": {"properties": {"title": "x"}, "fields": "title"}}
    assert refusal(book(), rename, FAILING) == "Invalid requests[1].deleteSheet: No sheet with id: 404"


def test_a_request_is_of_one_kind() -> None:
    assert refusal(book()) == "Must specify at least one request."
    assert refusal(book(), {}) == "Invalid requests[0]: No request set."
    assert "oneof field 'kind' is already set" in refusal(book(), WORKING[0] | WORKING[1])


def test_a_batch_has_at_most_100_000_requests() -> None:
    assert refusal(book(), *[FAILING] * 100_001) == "Cannot exceed 100000 requests in a single batch."


def test_later_requests_see_earlier_ones() -> None:
    target = book()
    apply(
        target,
        {"addSheet": {"properties": {"sheetId": 7, "title": "New"}}},
        {
            "updateCells": {
                "start": {"sheetId": 7},
                "rows": [{"values": [text("x")]}],
                "fields": "userEnteredValue",
            }
        },
    )
    assert held(target, 1) == [["x"]]


def test_masks_are_checked() -> None:
    target = book()
    nothing: Json = {"updateCells": {"start": {}, "rows": []}}
    missing = "At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)"
    assert refusal(target, nothing) == f"Invalid requests[0].updateCells: {missing}"
    nothing["updateCells"]["fields"] = "userEnteredFormat/borders,textFormatRuns.format.bold"
    assert apply(target, nothing) == [{}]
    nothing["updateCells"]["fields"] = "userEnteredFormat(textFormat.bald)"
    assert refusal(target, nothing) == (
        "Invalid requests[0].updateCells: Invalid field: userEnteredFormat.textFormat.bald"
    )


def test_masks_may_be_in_the_words_of_protocol_buffers() -> None:
    target = book()
    frozen = {
        "properties": {"gridProperties": {"frozenRowCount": 1}},
        "fields": "grid_properties.frozen_row_count",
    }
    assert apply(target, {"updateSheetProperties": frozen}) == [{}]
    assert target.sheets[0].properties["gridProperties"]["frozenRowCount"] == 1


@pytest.mark.parametrize(
    "request_body",
    [
        {"repeatCell": {"range": area(1, 1, 0, 2), "cell": BOLD, "fields": "userEnteredFormat"}},
        {"mergeCells": {"range": area(1, 2, 1, 1)}},
        {"copyPaste": {"source": area(1, 1, 0, 2), "destination": DATA}},
    ],
)
def test_empty_ranges_are_taken_and_nothing_is_done(request_body: Json) -> None:
    target = book(["a", "b"], ["c", "d"])
    apply(target, request_body)
    assert held(target) == [["a", "b"], ["c", "d"]]
    assert target.sheets[0].extras == {}
    assert target.sheets[0].merges == []


def test_ranges_that_end_before_they_start_are_refused() -> None:
    assert refusal(book(), {"unmergeCells": {"range": area(2, 1, 0, 2)}}) == (
        "Invalid requests[0].unmergeCells: endRowIndex[1] must be after startRowIndex[2]."
    )
