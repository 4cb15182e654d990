"""Rows and columns inserted, deleted and moved, and what follows them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.google.sheets.editing import apply, area, book, held, refusal, span, text
from tests.google.sheets.model import Book, Formula, Json


def _insert(dimension: str, start: int, end: int, **options: Any) -> Json:
    return {"insertDimension": {"range": span(dimension, start, end), **options}}


def _delete(dimension: str, start: int, end: int) -> Json:
    return {"deleteDimension": {"range": span(dimension, start, end)}}


def _move(dimension: str, start: int, end: int, to: int) -> Json:
    return {"moveDimension": {"source": span(dimension, start, end), "destinationIndex": to}}


def _formulas(*texts: str) -> Book:
    return book(*[[None, None, None, None, None, Formula(text)] for text in texts])


@pytest.mark.parametrize(
    ("change", "before", "after"),
    [
        (_insert("ROWS", 0, 2), "=A1+$A$2+A:A+1:2", "=A3+$A$4+A:A+3:4"),
        (_insert("ROWS", 1, 2), "=SUM(A1:B3)", "=SUM(A1:B4)"),
        (_insert("ROWS", 3, 4), "=SUM(A1:B3)", "=SUM(A1:B3)"),
        (
            _insert("COLUMNS", 1, 2),
            "=A1&B1&\"B1\"&'Sheet1'!C3&LOG10(2)",
            "=A1&C1&\"B1\"&'Sheet1'!D3&LOG10(2)",
        ),
        (_delete("ROWS", 5, 7), "=A7+SUM(A6:A9)+SUM(A6:A7)+A8", "=#REF!+SUM(A6:A7)+SUM(#REF!)+A6"),
        (_delete("COLUMNS", 0, 1), "=B2:C+$B:$B+A1", "=A2:B+$A:$A+#REF!"),
        (_move("ROWS", 6, 8, 5), "=A6+A7+A8+SUM(A5:A9)", "=A8+A6+A7+SUM(A5:A9)"),
        (_move("COLUMNS", 0, 1, 3), "=A1+B1+SUM(A1:C1)+D1", "=C1+A1+SUM(A1:C1)+D1"),
    ],
)
def test_references_follow(change: Json, before: str, after: str) -> None:
    target = _formulas(before)
    apply(target, change)
    cells = [cell for row in held(target) for cell in row if cell is not None]
    assert cells == [after]


def test_references_of_other_tabs_stay() -> None:
    target = _formulas("=Other!A1+A1")
    apply(target, {"addSheet": {"properties": {"title": "Other", "sheetId": 7}}}, _insert("ROWS", 0, 1))
    assert held(target)[1][5] == "=Other!A1+A2"


def _decorated() -> Book:
    target = book(["a"], ["b"], ["c"])
    tag = {"metadataKey": "k", "visibility": "DOCUMENT", "location": {"dimensionRange": span("ROWS", 2, 3)}}
    bands = {"firstBandColorStyle": {"rgbColor": {}}, "secondBandColorStyle": {"rgbColor": {"red": 1}}}
    place = area(2, 5, 1, 3)
    blank = {"condition": {"type": "BLANK"}, "format": {"textFormat": {"bold": True}}}
    apply(
        target,
        {"createDeveloperMetadata": {"developerMetadata": tag}},
        {"mergeCells": {"range": area(2, 4, 0, 1)}},
        {"addProtectedRange": {"protectedRange": {"range": place, "editors": {"users": []}}}},
        {"addNamedRange": {"namedRange": {"name": "Data", "range": place}}},
        {"addConditionalFormatRule": {"rule": {"ranges": [place], "booleanRule": blank}}},
        {"addBanding": {"bandedRange": {"range": place, "rowProperties": bands}}},
        {"setBasicFilter": {"filter": {"range": place, "filterSpecs": [{"columnIndex": 2}]}}},
        {"addFilterView": {"filter": {"range": place}}},
        {
            "addChart": {
                "chart": {
                    "spec": {"pieChart": {"series": {"sourceRange": {"sources": [area(2, 5, 1, 2)]}}}},
                    "position": {"overlayPosition": {"anchorCell": {"rowIndex": 3}}},
                }
            }
        },
        {"addDimensionGroup": {"range": span("ROWS", 2, 5)}},
    )
    return target


def _rows(target: Book) -> dict[str, tuple[int, int]]:
    """The first row of everything attached to the tab, and the row after its last."""
    sheet = target.sheets[0]
    chart = sheet.charts[0]
    assert sheet.basic_filter
    found = {
        "merge": sheet.merges[0],
        "protected": sheet.protected_ranges[0]["range"],
        "named": target.named_ranges[0]["range"],
        "rule": sheet.conditional_formats[0]["ranges"][0],
        "bands": sheet.banded_ranges[0]["range"],
        "filter": sheet.basic_filter["range"],
        "view": sheet.filter_views[0]["range"],
        "chart": chart["spec"]["pieChart"]["series"]["sourceRange"]["sources"][0],
    }
    rows = {name: (place["startRowIndex"], place["endRowIndex"]) for name, place in found.items()}
    anchor = chart["position"]["overlayPosition"]["anchorCell"]["rowIndex"]
    tagged = target.metadata[0]["location"]["dimensionRange"]
    group = sheet.row_groups[0]["range"]
    return rows | {
        "anchor": (anchor, anchor + 1),
        "tag": (tagged["startIndex"], tagged["endIndex"]),
        "group": (group["startIndex"], group["endIndex"]),
    }


@pytest.mark.parametrize(
    ("change", "place", "merge", "anchor", "tag"),
    [
        (_insert("ROWS", 0, 1), (3, 6), (3, 5), (4, 5), (3, 4)),
        (_insert("ROWS", 3, 5), (2, 7), (2, 6), (5, 6), (2, 3)),
        (_delete("ROWS", 0, 1), (1, 4), (1, 3), (2, 3), (1, 2)),
        (_delete("ROWS", 4, 6), (2, 4), (2, 4), (3, 4), (2, 3)),
        (_move("ROWS", 2, 5, 8), (5, 8), (5, 7), (6, 7), (5, 6)),
        (_move("ROWS", 0, 2, 8), (0, 3), (0, 2), (1, 2), (0, 1)),
    ],
)
def test_everything_attached_follows(
    change: Json,
    place: tuple[int, int],
    merge: tuple[int, int],
    anchor: tuple[int, int],
    tag: tuple[int, int],
) -> None:
    target = _decorated()
    apply(target, change)
    rows = _rows(target)
    apart = {"merge": merge, "anchor": anchor, "tag": tag}
    assert rows == dict.fromkeys(rows, place) | apart


def test_what_has_no_cells_left_is_gone() -> None:
    target = _decorated()
    apply(target, _delete("ROWS", 2, 5))
    sheet = target.sheets[0]
    assert sheet.basic_filter is None
    gone = (sheet.merges, sheet.protected_ranges, sheet.filter_views, sheet.banded_ranges, sheet.row_groups)
    assert all(items == [] for items in (*gone, sheet.conditional_formats, target.metadata))
    assert target.named_ranges[0]["range"]["startRowIndex"] == target.named_ranges[0]["range"]["endRowIndex"]


def test_filters_follow_their_columns() -> None:
    target = _decorated()
    apply(target, _insert("COLUMNS", 2, 3))
    found = target.sheets[0].basic_filter
    assert found
    assert found["filterSpecs"] == [{"columnIndex": 3}]
    assert list(found["criteria"]) == ["3"]


def test_a_table_gains_and_loses_columns() -> None:
    target = book(["Name", "Price"], ["a", 1])
    columns = [{"columnName": "Name"}, {"columnIndex": 1, "columnName": "Price", "columnType": "DOUBLE"}]
    apply(target, {"addTable": {"table": {"range": area(0, 2, 0, 2), "columnProperties": columns}}})
    apply(target, _insert("COLUMNS", 1, 2))
    names = [
        (c.get("columnIndex", 0), c["columnName"]) for c in target.sheets[0].tables[0]["columnProperties"]
    ]
    assert names == [(0, "Name"), (1, "Column 2"), (2, "Price")]
    assert held(target)[0] == ["Name", "Column 2", "Price"]
    apply(target, _delete("COLUMNS", 0, 2))
    assert target.sheets[0].tables[0]["columnProperties"] == [{"columnName": "Price", "columnType": "DOUBLE"}]


def test_new_rows_look_like_those_beside_them() -> None:
    target = book(["a"], ["b"])
    bold = {"userEnteredFormat": {"textFormat": {"bold": True}}}
    cell = bold | text("a") | {"note": "n"}
    apply(target, {"updateCells": {"start": {}, "rows": [{"values": [cell]}], "fields": "*"}})
    apply(target, _insert("ROWS", 1, 2, inheritFromBefore=True), _insert("ROWS", 0, 1))
    assert target.sheets[0].extras == {0: {0: bold}, 1: {0: bold | {"note": "n"}}, 2: {0: bold}}


def test_rows_outside_the_grid_are_refused() -> None:
    target = book()
    assert refusal(target, _insert("ROWS", 10, 11)) == (
        "Invalid requests[0].insertDimension: range.startIndex must be less than the grid size (10) "
        "if inheritFromBefore is false."
    )
    assert "range.startIndex is larger than current grid size (10)" in refusal(
        target, _insert("ROWS", 11, 12)
    )
    assert refusal(target, _delete("ROWS", 9, 12)) == (
        "Invalid requests[0].deleteDimension: Cannot delete a row that doesn't exist. "
        "Tried to delete row index 10 but there are only 10 rows."
    )
    assert "You can't delete all the columns on the sheet." in refusal(target, _delete("COLUMNS", 0, 6))
    apply(target, _insert("ROWS", 10, 11, inheritFromBefore=True))
    assert target.sheets[0].row_count == 11


def test_groups_nest_merge_and_end() -> None:
    target = book()
    group: Json = {"addDimensionGroup": {"range": span("COLUMNS", 1, 4)}}
    (reply,) = apply(target, group)
    apply(target, {"addDimensionGroup": {"range": span("COLUMNS", 2, 5)}})
    found = [
        (g["depth"], g["range"]["startIndex"], g["range"]["endIndex"]) for g in target.sheets[0].column_groups
    ]
    assert found == [(1, 1, 5), (2, 2, 4)]
    apply(target, {"deleteDimensionGroup": {"range": span("COLUMNS", 3, 5)}})
    found = [
        (g["depth"], g["range"]["startIndex"], g["range"]["endIndex"]) for g in target.sheets[0].column_groups
    ]
    assert found == [(1, 1, 4), (2, 2, 3)]
    assert len(reply["addDimensionGroup"]["dimensionGroups"]) == 1
    collapse = {"range": span("COLUMNS", 1, 4), "depth": 1, "collapsed": True}
    apply(target, {"updateDimensionGroup": {"dimensionGroup": collapse, "fields": "collapsed"}})
    assert target.sheets[0].column_metadata[1] == {"hiddenByUser": True}


def test_merged_cells_are_not_torn_apart() -> None:
    target = book()
    apply(target, {"mergeCells": {"range": area(1, 3, 0, 1)}})
    crossing = "Sorry, it is not possible to move a row to a position that crosses a merged cell."
    assert crossing in refusal(target, _move("ROWS", 2, 4, 6))
    assert crossing in refusal(target, _move("ROWS", 5, 6, 2))
    apply(target, _move("ROWS", 1, 3, 6))
    assert target.sheets[0].merges[0]["startRowIndex"] == 4
