"""Data found and replaced, sorted, freed of duplicates, trimmed and split."""

from __future__ import annotations

from tests.google.sheets.editing import apply, area, book, held, refusal, span
from tests.google.sheets.model import Formula, Json


def test_sorted_rows_take_everything_along() -> None:
    target = book(["b", 2], [None, 9], ["a", Formula("=A3")], ["B", True])
    target.sheets[0].extras = {0: {0: {"note": "of b"}}}
    specs = [
        {"dimensionIndex": 0, "sortOrder": "ASCENDING"},
        {"dimensionIndex": 1, "sortOrder": "DESCENDING"},
    ]
    apply(target, {"sortRange": {"range": area(0, 10, 0, 2), "sortSpecs": specs}})
    assert held(target) == [["a", "=A1"], ["B", True], ["b", 2], [None, 9]]
    assert target.sheets[0].extras == {2: {0: {"note": "of b"}}}


def test_hidden_rows_stay_where_they_are() -> None:
    target = book(["c"], ["hidden"], ["a"], ["b"])
    hide = {"range": span("ROWS", 1, 2), "properties": {"hiddenByUser": True}, "fields": "hiddenByUser"}
    sort = {"range": area(0, 4, 0, 1), "sortSpecs": [{}]}
    apply(target, {"updateDimensionProperties": hide}, {"sortRange": sort})
    assert held(target) == [["a"], ["hidden"], ["b"], ["c"]]


def test_rows_with_vertical_merges_are_not_sorted() -> None:
    target = book(["b", "x"], ["a", "y"])
    sort: Json = {"sortRange": {"range": area(0, 2, 0, 2), "sortSpecs": [{}]}}
    apply(target, {"mergeCells": {"range": area(0, 1, 0, 2)}}, sort)
    apply(target, {"unmergeCells": {"range": {}}}, {"mergeCells": {"range": area(0, 2, 1, 2)}})
    refused = "You can't sort a range containing vertical merges. There is a vertical merge at B1:B2"
    assert refusal(target, sort).endswith(refused)
