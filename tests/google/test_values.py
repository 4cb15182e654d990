"""Values read, written, appended and cleared, and the ranges that name them."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import gspread
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.google.clients import ANNA, Book, People
from tests.google.errors import ApiError
from tests.google.launch import LocalGoogle
from tests.google.sheets.books import new_book
from tests.google.sheets.notation import Span, parse, parse_a1, quoted

TABLES = [["x", "y", "z"], ["x", "y", "z"], [], ["", "x", "y"], ["", "x", "y"]]
"""Two tables: A1:C2 and B4:C5."""


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("B2", Span(1, 2, 1, 2)),
        ("$B$2:C3", Span(1, 3, 1, 3)),
        ("C3:B2", Span(1, 3, 1, 3)),
        ("A:B", Span(None, None, 0, 2)),
        ("2:3", Span(1, 3, None, None)),
        ("A2:C", Span(1, None, 0, 3)),
        ("A", None),
        ("A0", None),
    ],
)
def test_a1_notation(text: str, span: Span | None) -> None:
    assert parse_a1(text) == span


@pytest.mark.parametrize(
    ("title", "text"), [("Sheet1", "Sheet1"), ("A1", "'A1'"), ("Été", "'Été'"), ("it's", "'it''s'")]
)
def test_titles_are_quoted_when_needed(title: str, text: str) -> None:
    assert quoted(title) == text


@given(st.text("AZaz019$:!'RC[]- é", max_size=12))
def test_any_range_is_read_or_refused(text: str) -> None:
    with suppress(ApiError):
        assert parse(new_book("1", "A file"), text)[0].title == "Sheet1"


@pytest.mark.parametrize(
    ("options", "values"),
    [
        ({}, [["1", "", "1/15/2024"], [], ["3"]]),
        ({"valueRenderOption": "UNFORMATTED_VALUE"}, [[1, "", 45306], [], [3]]),
        ({"valueRenderOption": "FORMULA"}, [[1, "", 45306], [], ["=A1+2"]]),
        (
            {"valueRenderOption": "UNFORMATTED_VALUE", "dateTimeRenderOption": "FORMATTED_STRING"},
            [[1, "", "1/15/2024"], [], [3]],
        ),
        ({"majorDimension": "COLUMNS"}, [["1", "", "3"], [], ["1/15/2024"]]),
    ],
)
def test_render_options_and_blanks_at_the_ends(
    book: Book, options: dict[str, str], values: list[list[Any]]
) -> None:
    book.typed("A1", [1, "", "1/15/2024"], [""], ["=A1+2"])
    assert book.call("GET", "/values/A1:F9", **options).json()["values"] == values
    assert "values" not in book.call("GET", "/values/D1:E9").json()


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("Nope!A1", "Unable to parse range: Nope!A1"),
        ("A11", "Range (Sheet1!A11) exceeds grid limits. Max rows: 10, max columns: 6"),
        ("A1:B2", "Requested writing within range [A1:B2], but tried writing to column [C]"),
        ("A1:D1", "Requested writing within range [A1:D1], but tried writing to row [2]"),
    ],
)
def test_updates_that_are_refused(book: Book, place: str, message: str) -> None:
    body = {"values": [["a", "b", "c"], ["d"]]}
    answer = book.call("PUT", f"/values/{place}", body, valueInputOption="RAW")
    assert (answer.status_code, answer.json()["error"]["message"]) == (400, message)


def test_what_an_update_answers_and_null_leaves_alone(book: Book) -> None:
    query = {"valueInputOption": "RAW", "includeValuesInResponse": "true"}
    book.typed("A1", ["a", "b"])
    answer = book.call("PUT", "/values/A1:B2", {"values": [[None, "x"], [""]]}, **query).json()
    assert answer["updatedData"] == {
        "range": "Sheet1!A1:B2",
        "majorDimension": "ROWS",
        "values": [["a", "x"]],
    }
    assert (answer["updatedRange"], answer["updatedCells"]) == ("Sheet1!A1:B2", 2)
    refused = book.call("PUT", "/values/A1", {"values": [["x"]]})
    assert refused.json()["error"]["message"] == "'valueInputOption' is required but not specified"


def test_a_batch_of_updates_writes_all_or_nothing(book: Book) -> None:
    data = [{"range": "A1", "values": [["a", "b"]]}, {"range": "A9:A9", "majorDimension": "COLUMNS"}]
    body = {"valueInputOption": "RAW", "data": [*data, {"range": "Z1", "values": [["x"]]}]}
    refused = book.call("POST", "/values:batchUpdate", body)
    assert refused.json()["error"]["message"].startswith("Invalid data[2]: Range (Sheet1!Z1) exceeds")
    assert book.read() == []
    assert book.call("POST", "/values:batchUpdate", body | {"data": data}).json()["totalUpdatedCells"] == 2


def test_values_follow_the_columns_that_metadata_marks(book: Book) -> None:
    span = {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 0, "endIndex": 1}
    mark = {
        "metadataKey": "who",
        "visibility": "DOCUMENT",
        "location": {"dimensionRange": span},
        "metadataId": 7,
    }
    book.typed("A1", ["name", "age"]).batch({"createDeveloperMetadata": {"developerMetadata": mark}})
    book.batch({"insertDimension": {"range": span}})
    lookup = {"developerMetadataLookup": {"metadataKey": "who"}}
    found = book.call("POST", "/values:batchGetByDataFilter", {"dataFilters": [lookup]}).json()
    assert found["valueRanges"][0]["valueRange"]["range"] == "Sheet1!B1:B10"
    sent = {"valueInputOption": "RAW", "data": [{"dataFilter": lookup, "values": [["Name"]]}]}
    book.call("POST", "/values:batchUpdateByDataFilter", sent)
    assert book.read("A1:C1") == [["", "Name", "age"]]


@pytest.mark.parametrize(
    ("place", "cell", "table"),
    [
        ("Sheet1", "B6", "B4:C5"),
        ("C5:D5", "B6", "B4:C5"),
        ("A1", "A3", "A1:C2"),
        ("F4", "F4", None),
    ],
)
def test_rows_go_after_the_table_that_the_range_finds(
    book: Book, place: str, cell: str, table: str | None
) -> None:
    book.typed("A1", *TABLES)
    answer = book.call(
        "POST", f"/values/{place}:append", {"values": [["new"]]}, valueInputOption="RAW"
    ).json()
    assert answer["updates"]["updatedRange"] == f"Sheet1!{cell}"
    assert answer.get("tableRange") == (f"Sheet1!{table}" if table else None)


def test_inserted_rows_push_down_what_follows_and_the_grid_grows(book: Book) -> None:
    book.typed("A1", ["a"], [""], ["sum"])
    query = {"valueInputOption": "RAW", "insertDataOption": "INSERT_ROWS"}
    book.call("POST", "/values/A1:append", {"values": [["b"]]}, **query)
    assert book.read() == [["a"], ["b"], [], ["sum"]]
    book.call("POST", "/values/A9:append", {"values": [[1] * 8] * 9}, **query)
    grid = book.tab("properties.gridProperties")["properties"]["gridProperties"]
    assert (grid["rowCount"], grid["columnCount"]) == (20, 8)


def test_a_file_does_not_grow_beyond_ten_million_cells(book: Book) -> None:
    grid = {"gridProperties": {"rowCount": 384_615, "columnCount": 26}}
    assert "above the limit of 10000000 cells" in book.refusal({"addSheet": {"properties": grid}})


def test_gspread_reads_writes_and_clears(people: People) -> None:
    tab = people.person(ANNA).create("Values").sheet1
    tab.update([["A1", "B1", "", "D1"], ["", "b2"]], "A1")
    tab.append_row(["=1+1", 3])
    tab.insert_row(["new", 0], 2)
    assert tab.get_all_values()[:2] == [["A1", "B1", "", "D1"], ["new", "0", "", ""]]
    assert tab.batch_get(["A1:B1", "F9"]) == [[["A1", "B1"]], []]
    tab.batch_update([{"range": "A1:B1", "values": [["x", "y"]]}])
    found = tab.find("b2")
    assert found is not None
    assert (tab.acell("A1").value, found.address) == ("x", "B3")
    tab.batch_clear(["A1:B1", "D1"])
    tab.clear()
    assert tab.get_all_values() == [[]]
    with pytest.raises(gspread.exceptions.APIError, match=r"Unable to parse range: NOPE!A5"):
        tab.spreadsheet.values_get("NOPE!A5")


def test_a_title_with_quotes_slashes_and_accents_is_addressed(google: LocalGoogle, people: People) -> None:
    tab = people.person(ANNA).create("Titles").add_worksheet("L'été / 100 %", 3, 3)
    tab.update([["x"]], "B2")
    assert tab.acell("B2").value == "x"
    assert google.requests()[-1]["path"].endswith("/values/'L''été / 100 %'!B2")
