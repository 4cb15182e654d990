"""Protected cells and tabs: who may change what, and who sees it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.google.asking import COLUMN, DATA, PIE, area, span, tab, typed
from tests.google.clients import ANNA, BEN, Book

Json = dict[str, Any]

PROTECTED = "You are trying to edit a protected cell or object."


def kind(request: Json) -> str:
    """What a request asks for."""
    return next(iter(request))


ON_CELLS: list[Json] = [
    typed(1, 0),
    {"repeatCell": {"range": area(0, 1, 0, 3), "cell": {}, "fields": "userEnteredFormat"}},
    {"setDataValidation": {"range": COLUMN}},
    {"mergeCells": {"range": COLUMN}},
    {"deleteDimension": {"range": span("ROWS", 1, 2)}},
    {"moveDimension": {"source": span("ROWS", 0, 1), "destinationIndex": 5}},
    {"sortRange": {"range": DATA, "sortSpecs": [{"dimensionIndex": 1}]}},
    {"cutPaste": {"source": area(0, 1, 0, 1), "destination": {"rowIndex": 5}}},
    {"addProtectedRange": {"protectedRange": {"range": COLUMN}}},
    {"deleteProtectedRange": {"protectedRangeId": 5}},
    {"updateProtectedRange": {"protectedRange": {"protectedRangeId": 5}, "fields": "editors"}},
    tab("gridProperties.rowCount", gridProperties={"rowCount": 1}),
]

ON_TAB: list[Json] = [
    {"insertDimension": {"range": span("ROWS", 1, 2)}},
    {"appendDimension": {"dimension": "ROWS", "length": 1}},
    tab("title", title="x"),
    {"setBasicFilter": {"filter": {"range": COLUMN}}},
    {"addDimensionGroup": {"range": span("ROWS", 0, 1)}},
    {"addChart": {"chart": PIE}},
]


def _protect(book: Book, place: Json, **more: Any) -> Book:
    book.share(BEN)
    guard = {"protectedRangeId": 5, "range": place, "editors": {"users": []}, **more}
    book.batch({"addProtectedRange": {"protectedRange": guard}})
    return book


@pytest.mark.parametrize("request_body", ON_CELLS, ids=kind)
def test_protected_cells_are_refused_to_others(book: Book, request_body: Json) -> None:
    assert PROTECTED in _protect(book, COLUMN).refusal(request_body, by=BEN)
    book.batch(typed(0, 1), typed(5, 0), by=BEN)
    book.batch(request_body)


@pytest.mark.parametrize("request_body", ON_TAB, ids=kind)
def test_a_protected_tab_keeps_its_structure(book: Book, request_body: Json) -> None:
    holes = [area(0, 2, 0, 1), area(0, 2, 1, 2)]
    assert PROTECTED in _protect(book, {"sheetId": 0}, unprotectedRanges=holes).refusal(request_body, by=BEN)
    book.batch(typed(1, 1), by=BEN)
    assert PROTECTED in book.refusal(typed(2, 1), by=BEN)


def test_editors_are_who_was_asked_for_and_who_protects(book: Book) -> None:
    book.share("team@example.com")
    book.google.control("POST", "people", {"groups": {"team@example.com": [BEN]}})
    editors = {"users": ["Eve@example.com"], "groups": ["Team@example.com"]}
    _protect(book, COLUMN, editors=editors).batch(typed(0, 0), by=BEN)
    (guard,) = book.tab("protectedRanges")["protectedRanges"]
    assert guard["editors"]["users"] == [ANNA, "Eve@example.com"]
    warning = {"protectedRange": {"protectedRangeId": 5, "warningOnly": True}, "fields": "warningOnly"}
    book.batch({"updateProtectedRange": warning}, typed(0, 0), by=BEN)
    assert "editors" not in book.tab("protectedRanges")["protectedRanges"][0]


def test_only_editors_see_who_may_edit(book: Book) -> None:
    _protect(book, COLUMN)
    (guard,) = book.seen("sheets.protectedRanges", by=BEN)["sheets"][0]["protectedRanges"]
    assert set(guard) == {"protectedRangeId", "range"}
