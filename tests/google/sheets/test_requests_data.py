"""Data found and replaced, sorted, freed of duplicates, trimmed and split."""

from __future__ import annotations

from tests.google.sheets.editing import apply, area, book, held, refusal, span
from tests.google.sheets.model import Formula, Json


def test_found_and_replaced() -> None:
    target = book(["Google Sheets", "google docs"], [Formula('="Google"'), 12])
    replace = {"find": "o.* (.*)", "replacement": "$1 Rocks", "searchByRegex": True, "sheetId": 0}
    (reply,) = apply(target, {"findReplace": replace})
    assert held(target)[0] == ["GSheets Rocks", "gdocs Rocks"]
    assert reply["findReplace"] == {
        "valuesChanged": 2,
        "occurrencesChanged": 2,
        "rowsChanged": 1,
        "sheetsChanged": 1,
    }
    (reply,) = apply(
        target,
        {"findReplace": {"find": "1", "replacement": "3", "range": area(1, 2, 0, 2), "matchCase": True}},
    )
    assert held(target)[1] == ['="Google"', 32]
    (reply,) = apply(target, {"findReplace": {"find": "nowhere", "allSheets": True}})
    assert reply == {"findReplace": {}}


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


def test_duplicates_are_removed_whatever_their_case() -> None:
    target = book(["a", 1], ["A", 1], ["b", 1], ["a", 2])
    (reply,) = apply(target, {"deleteDuplicates": {"range": area(0, 4, 0, 2)}})
    assert reply == {"deleteDuplicates": {"duplicatesRemovedCount": 1}}
    assert held(target) == [["a", 1], ["b", 1], ["a", 2]]
    only = {"range": area(0, 4, 0, 2), "comparisonColumns": [span("COLUMNS", 0, 1)]}
    apply(target, {"deleteDuplicates": only})
    assert held(target) == [["a", 1], ["b", 1]]


def test_texts_are_trimmed_and_split() -> None:
    target = book([" a \n b "], ["x"], [7])
    (reply,) = apply(target, {"trimWhitespace": {"range": area(0, 3, 0, 1)}})
    assert reply == {"trimWhitespace": {"cellsChangedCount": 1}}
    apply(target, {"textToColumns": {"source": area(0, 3, 0, 1), "delimiterType": "AUTODETECT"}})
    assert held(target) == [["a", "b"], ["x"], [7]]
