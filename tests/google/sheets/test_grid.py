"""Rows and columns inserted, deleted and moved with all that their cells carry."""

from __future__ import annotations

from tests.google.sheets import grid
from tests.google.sheets.books import new_sheet
from tests.google.sheets.model import Sheet


def tab() -> Sheet:
    sheet = new_sheet(0, "Sheet1", 0)
    sheet.rows = [["a", 1], ["b"], [], ["d", None, 4]]
    sheet.extras = {1: {0: {"note": "b"}}, 3: {2: {"note": "4"}}}
    sheet.row_metadata = {1: {"pixelSize": 40}}
    return sheet


def test_inserted_rows_push_the_others_down() -> None:
    sheet = tab()
    grid.insert(sheet, "ROWS", 1, 2)
    assert sheet.rows == [["a", 1], [], [], ["b"], [], ["d", None, 4]]
    assert (sheet.extras[3][0], sheet.extras[5][2]) == ({"note": "b"}, {"note": "4"})
    assert (sheet.row_metadata, sheet.row_count) == ({3: {"pixelSize": 40}}, 1002)


def test_deleted_rows_take_their_extras_with_them() -> None:
    sheet = tab()
    grid.delete(sheet, "ROWS", 1, 3)
    assert (sheet.rows, sheet.extras) == ([["a", 1], ["d", None, 4]], {1: {2: {"note": "4"}}})
    assert (sheet.row_metadata, sheet.row_count) == ({}, 998)


def test_columns_are_inserted_and_deleted() -> None:
    sheet = tab()
    grid.insert(sheet, "COLUMNS", 1, 1)
    assert (sheet.rows[0], sheet.rows[1], sheet.extras[3]) == (["a", None, 1], ["b"], {3: {"note": "4"}})
    grid.delete(sheet, "COLUMNS", 0, 2)
    assert (sheet.rows[0], sheet.extras) == ([1], {3: {1: {"note": "4"}}})


def test_rows_and_columns_are_moved() -> None:
    sheet = tab()
    grid.move(sheet, "ROWS", 3, 4, 0)
    assert sheet.rows == [["d", None, 4], ["a", 1], ["b"], []]
    assert set(sheet.extras) == {0, 2}
    grid.move(sheet, "COLUMNS", 0, 1, 3)
    assert (sheet.rows[0], sheet.rows[1], sheet.extras[0]) == (
        [None, 4, "d"],
        [1, None, "a"],
        {1: {"note": "4"}},
    )
    grid.move(sheet, "ROWS", 0, 1, 500)
    assert sheet.rows[499] == [None, 4, "d"]


def test_a_smaller_grid_loses_what_lies_outside() -> None:
    sheet = tab()
    grid.resize(sheet, 2, 1)
    assert (sheet.rows, sheet.extras) == ([["a"], ["b"]], {1: {0: {"note": "b"}}})


def test_cells_are_put_and_cleared() -> None:
    sheet = tab()
    grid.put(sheet, 5, 1, "new")
    grid.put(sheet, 9, 9, None)
    assert (grid.content(sheet, 5, 1), len(sheet.rows), grid.last_row(sheet)) == ("new", 6, 6)
    grid.clear(sheet, grid.whole(sheet))
    assert (grid.last_row(sheet), sheet.extras[1]) == (0, {0: {"note": "b"}})
