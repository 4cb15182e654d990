"""Where appended rows go."""

from __future__ import annotations

import pytest

from tests.google.sheets.desk import Desk

TABLES = [["x", "y", "z"], ["x", "y", "z"], [], ["", "x", "y", "z"], ["", "x", "y", "z"], ["", "x", "y", "z"]]
"""Two tables: A1:C2 and B4:D6."""


@pytest.mark.parametrize(
    ("place", "cell", "table"),
    [
        ("Sheet1", "B7", "B4:D6"),
        ("C5:D5", "B7", "B4:D6"),
        ("B2:D4", "B7", "B4:D6"),
        ("A3:G10", "B7", "B4:D6"),
        ("A1", "A3", "A1:C2"),
        ("E4", "E4", None),
        ("A4", "A4", None),
    ],
)
def test_rows_go_after_the_table_that_the_range_finds(
    desk: Desk, place: str, cell: str, table: str | None
) -> None:
    desk.write("A1", TABLES, "RAW")
    answer = desk.append(place, [["new"]])
    assert answer["updates"]["updatedRange"] == f"Sheet1!{cell}"
    assert answer.get("tableRange") == (f"Sheet1!{table}" if table else None)


def test_a_first_row_with_a_gap_shifts_the_next_one_to_the_right(desk: Desk) -> None:
    desk.append("Sheet1", [["a", "", "b"]])
    desk.append("Sheet1", [["a", "", "b"]])
    assert desk.read("Sheet1") == [["a", "", "b"], ["", "", "a", "", "b"]]


def test_an_explicit_first_cell_keeps_rows_in_line(desk: Desk) -> None:
    for _ in range(2):
        desk.append("Sheet1!A1", [["a", "", "b"]])
    assert desk.read("Sheet1") == [["a", "", "b"]] * 2


def test_the_grid_grows(desk: Desk) -> None:
    desk.write("A999", [["a"], ["b"]], "RAW")
    answer = desk.append("Sheet1", [[1] * 30] * 2)
    assert answer["updates"]["updatedRange"] == "Sheet1!A1001:AD1002"
    assert (desk.book.sheets[0].row_count, desk.book.sheets[0].column_count) == (1002, 30)


def test_inserted_rows_push_down_what_follows(desk: Desk) -> None:
    desk.write("A1", [["a"], ["b"], [""], ["sum"]], "RAW")
    desk.append("A1", [["c"], ["d"]], insertDataOption="INSERT_ROWS")
    assert desk.read("Sheet1") == [["a"], ["b"], ["c"], ["d"], [], ["sum"]]
    assert desk.book.sheets[0].row_count == 1002
    desk.append("A1", [["e"], ["f"]])
    assert desk.read("Sheet1")[4:] == [["e"], ["f"]]


def test_values_can_be_asked_back(desk: Desk) -> None:
    answer = desk.append("A1", [["a", 1.5]], includeValuesInResponse="true")
    assert answer["updates"]["updatedData"]["values"] == [["a", "1.5"]]


def test_a_file_does_not_grow_beyond_ten_million_cells(desk: Desk) -> None:
    grid = {"rowCount": 383_615, "columnCount": 26}
    desk.batch({"addSheet": {"properties": {"title": "Long", "gridProperties": grid}}})
    desk.write("Long!A383615", [["end"]], "RAW")
    sent = {"path": {"range": "Long"}, "body": {"values": [["x"]]}, "valueInputOption": "RAW"}
    assert "above the limit of 10000000 cells" in desk.refused("values.append", **sent)
    assert desk.book.sheets[1].row_count == 383_615
