"""Cells written, repeated, appended, pasted, filled and merged."""

from __future__ import annotations

from typing import Any

import pytest

from tests.google.sheets.editing import apply, area, book, held, refusal, text
from tests.google.sheets.grid import extra
from tests.google.sheets.model import Formula, Json

BOLD = {"userEnteredFormat": {"textFormat": {"bold": True}}}


def _update(place: Json, rows: list[list[Json]], fields: str = "userEnteredValue") -> Json:
    return {"updateCells": {**place, "rows": [{"values": row} for row in rows], "fields": fields}}


def test_values_keep_their_kinds() -> None:
    target = book()
    kinds = [
        {"stringValue": "=1+1"},
        {"numberValue": 1.0},
        {"numberValue": 0.5},
        {"boolValue": False},
        {"formulaValue": "=A1"},
        {"stringValue": ""},
    ]
    apply(target, _update({"start": {}}, [[{"userEnteredValue": kind} for kind in kinds]]))
    assert held(target) == [["=1+1", 1, 0.5, False, "=A1"]]
    assert isinstance(target.sheets[0].rows[0][4], Formula)
    assert not isinstance(target.sheets[0].rows[0][0], Formula)


def test_a_range_clears_what_its_rows_do_not_cover() -> None:
    target = book(["a", "b", "c"], ["d", "e", "f"], ["g", "h", "i"])
    apply(target, {"repeatCell": {"range": area(0, 3, 0, 3), "cell": BOLD, "fields": "userEnteredFormat"}})
    apply(target, _update({"range": area(0, 2, 0, 2)}, [[text("x")]]))
    assert held(target) == [["x", None, "c"], [None, None, "f"], ["g", "h", "i"]]
    assert extra(target.sheets[0], 1, 1) == BOLD
    apply(target, _update({"range": area(0, 2, 0, 2)}, [], "userEnteredFormat.textFormat.bold"))
    assert sorted(target.sheets[0].extras) == [0, 1, 2]
    assert extra(target.sheets[0], 1, 1) == {}


def test_a_start_clears_nothing_and_the_grid_does_not_grow() -> None:
    target = book(["a", "b"])
    apply(target, _update({"start": {}}, [[text("x")]]))
    assert held(target) == [["x", "b"]]
    assert "Attempting to write row: 10" in refusal(target, _update({"start": {"rowIndex": 9}}, [[], []]))
    wide = _update({"range": area(0, 1, 0, 1)}, [[{}, {}]])
    assert "Attempting to write column: 1, beyond the last requested column of: 0" in refusal(target, wide)


def test_a_field_in_the_mask_but_not_in_the_cell_is_reset() -> None:
    target = book()
    cell = {"note": "n"} | text("x") | BOLD
    apply(target, _update({"start": {}}, [[cell]], "*"))
    apply(target, _update({"start": {}}, [[{}]], "note"))
    assert extra(target.sheets[0], 0, 0) == BOLD
    apply(target, _update({"start": {}}, [[{}]], "*"))
    assert (held(target), target.sheets[0].extras) == ([], {})


def test_appended_cells_come_after_the_last_row_with_data() -> None:
    target = book([None, "x"], [], ["y"])
    append: Json = {"appendCells": {"rows": [{"values": [text("z")]}] * 9, "fields": "userEnteredValue"}}
    apply(target, append)
    assert held(target)[3:] == [["z"]] * 9
    assert target.sheets[0].row_count == 12


def test_rows_appended_to_a_table_join_it() -> None:
    target = book(["Name"], ["a"], [], ["below"])
    table = {"range": area(0, 2, 0, 1), "tableId": "t"}
    apply(target, {"addTable": {"table": table}})
    rows = [{"values": [text("b")]}, {"values": [text("c")]}]
    apply(target, {"appendCells": {"tableId": "t", "rows": rows, "fields": "userEnteredValue"}})
    assert held(target) == [["Name"], ["a"], ["b"], ["c"], [], ["below"]]
    assert target.sheets[0].tables[0]["range"]["endRowIndex"] == 4


def test_a_repeated_formula_follows_each_cell() -> None:
    target = book()
    cell = {"userEnteredValue": {"formulaValue": "=A1+$A$1&B$1"}}
    place = area(0, 2, 2, 4)
    apply(target, {"repeatCell": {"range": place, "cell": cell, "fields": "userEnteredValue"}})
    assert [row[2:] for row in held(target)] == [
        ["=A1+$A$1&B$1", "=B1+$A$1&C$1"],
        ["=A2+$A$1&B$1", "=B2+$A$1&C$1"],
    ]
    outside: Json = {"repeatCell": {"range": area(10, 12, 0, 1), "cell": cell, "fields": "note"}}
    assert "exceeds grid limits. Max rows: 10, max columns: 6" in refusal(target, outside)


def test_equal_formats_of_neighbours_stay_apart() -> None:
    target = book()
    apply(target, {"repeatCell": {"range": area(0, 1, 0, 2), "cell": BOLD, "fields": "userEnteredFormat"}})
    italic = {"userEnteredFormat": {"textFormat": {"italic": True}}}
    apply(target, _update({"start": {}}, [[italic]], "userEnteredFormat.textFormat.italic"))
    assert extra(target.sheets[0], 0, 1) == BOLD


def test_a_copy_is_repeated_as_often_as_it_fits() -> None:
    target = book([1, Formula("=A1*2")])
    target.sheets[0].extras = {0: {0: {"note": "n"}}}
    apply(target, {"copyPaste": {"source": area(0, 1, 0, 2), "destination": area(2, 4, 0, 2)}})
    assert held(target)[2:] == [[1, "=A3*2"], [1, "=A4*2"]]
    assert extra(target.sheets[0], 3, 0) == {"note": "n"}


@pytest.mark.parametrize(
    ("kind", "content", "carried"),
    [
        ("PASTE_VALUES", 4, {}),
        ("PASTE_FORMULA", "=B1*2", {}),
        ("PASTE_FORMAT", None, BOLD),
        ("PASTE_NORMAL", "=B1*2", BOLD | {"note": "n"}),
        ("PASTE_DATA_VALIDATION", None, {}),
    ],
)
def test_kinds_of_paste(kind: str, content: Any, carried: Json) -> None:
    target = book([2, Formula("=A1*2")])
    target.sheets[0].extras = {0: {1: BOLD | {"note": "n"}}}
    paste = {"source": area(0, 1, 1, 2), "destination": area(0, 1, 2, 3), "pasteType": kind}
    apply(target, {"copyPaste": paste})
    assert held(target) == [[2, "=A1*2"] + ([] if content is None else [content])]
    assert extra(target.sheets[0], 0, 2) == carried


def test_transposed() -> None:
    target = book([1, 2, 3])
    paste = {"source": area(0, 1, 0, 3), "destination": area(1, 2, 0, 1), "pasteOrientation": "TRANSPOSE"}
    apply(target, {"copyPaste": paste})
    assert held(target)[1:] == [[1], [2], [3]]


def test_what_is_cut_is_followed_by_references() -> None:
    target = book([1, Formula("=A1"), Formula("=SUM(A1:A2)")])
    apply(
        target, {"cutPaste": {"source": area(0, 1, 0, 1), "destination": {"rowIndex": 4, "columnIndex": 2}}}
    )
    assert held(target) == [[None, "=C5", "=SUM(A1:A2)"], [], [], [], [None, None, 1]]


def test_a_merge_keeps_its_first_cell() -> None:
    target = book([1, 2], [3, 4])
    apply(target, {"mergeCells": {"range": area(0, 2, 0, 2), "mergeType": "MERGE_ROWS"}})
    assert held(target) == [[1], [3]]
    assert len(target.sheets[0].merges) == 2
    part: Json = {"unmergeCells": {"range": area(0, 1, 0, 1)}}
    assert "You must select all cells in a merged range" in refusal(target, part)
    apply(target, {"unmergeCells": {"range": area(0, 2, 0, 2)}})
    assert target.sheets[0].merges == []
