"""Reading and writing values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.google.sheets.desk import UNFORMATTED, Desk

TYPED = [["=4/2", "2020-01-01", "string", "53"], ["=3/2", "0.12", "1999-01-02"]]


@pytest.mark.parametrize(
    ("options", "values"),
    [
        ({}, [["2", "2020-01-01", "string", "53"], ["1.5", "0.12", "1999-01-02"]]),
        ({"valueRenderOption": UNFORMATTED}, [[2, 43831, "string", 53], [1.5, 0.12, 36162]]),
        (
            {"valueRenderOption": UNFORMATTED, "dateTimeRenderOption": "FORMATTED_STRING"},
            [[2, "2020-01-01", "string", 53], [1.5, 0.12, "1999-01-02"]],
        ),
        ({"valueRenderOption": "FORMULA"}, [["=4/2", 43831, "string", 53], ["=3/2", 0.12, 36162]]),
        (
            {"majorDimension": "COLUMNS"},
            [["2", "1.5"], ["2020-01-01", "0.12"], ["string", "1999-01-02"], ["53"]],
        ),
    ],
)
def test_render_options(desk: Desk, options: dict[str, Any], values: list[list[Any]]) -> None:
    desk.write("A1", TYPED)
    assert desk.read("Sheet1", **options) == values


def test_blanks_at_the_ends_are_left_out(desk: Desk) -> None:
    desk.write("B2", [["x", "", "y", ""], ["", ""], ["", "z"], [""]], "RAW")
    assert desk.read("A1:F9") == [[], ["", "x", "", "y"], [], ["", "", "z"]]
    assert desk.read("A1:F9", majorDimension="COLUMNS") == [[], ["", "x"], ["", "", "", "z"], ["", "y"]]


def test_an_empty_range_has_no_values(desk: Desk) -> None:
    answer = desk.call("values.batchGet", ranges=["D4", "Sheet1!A:A"])
    assert answer == {
        "spreadsheetId": desk.id,
        "valueRanges": [
            {"range": "Sheet1!D4", "majorDimension": "ROWS"},
            {"range": "Sheet1!A1:A1000", "majorDimension": "ROWS"},
        ],
    }


def test_what_an_update_answers(desk: Desk) -> None:
    answer = desk.write("A1:Z9", [["a", None, "c"], [], [1]], "RAW", includeValuesInResponse="true")
    assert answer == {
        "spreadsheetId": desk.id,
        "updatedRange": "Sheet1!A1:C3",
        "updatedRows": 2,
        "updatedColumns": 2,
        "updatedCells": 3,
        "updatedData": {
            "range": "Sheet1!A1:Z9",
            "majorDimension": "ROWS",
            "values": [["a", "", "c"], [], ["1"]],
        },
    }


def test_null_leaves_a_cell_alone_and_an_empty_text_clears_it(desk: Desk) -> None:
    desk.write("A1", [["a", "b", "c"]], "RAW")
    desk.write("A1", [[None, "", "d"]], "RAW")
    assert desk.read("A1:C1") == [["a", "", "d"]]


def test_columns_can_be_written(desk: Desk) -> None:
    body = {"majorDimension": "COLUMNS", "values": [["a", "b"], ["c"]]}
    desk.call("values.update", path={"range": "B1"}, body=body, valueInputOption="RAW")
    assert desk.read("A1:C2") == [["", "a", "c"], ["", "b"]]


@pytest.mark.parametrize(
    ("place", "values", "message"),
    [
        (
            "Sheet1!A1:B2",
            [[1]] * 3,
            "Requested writing within range [Sheet1!A1:B2], but tried writing to row [3]",
        ),
        ("A1:B2", [[1] * 3], "Requested writing within range [A1:B2], but tried writing to column [C]"),
        ("A1000", [[1]] * 2, "Requested writing within range [A1000], but tried writing to row [1001]"),
        ("A1001", [[1]], "Range (Sheet1!A1001) exceeds grid limits. Max rows: 1000, max columns: 26"),
        ("Nope!A1", [[1]], "Unable to parse range: Nope!A1"),
        ("A1", [[["x"]]], 'Invalid values[0][0]: list_value {\n  values {\n    string_value: "x"\n  }\n}\n'),
    ],
)
def test_refused_updates(desk: Desk, place: str, values: list[Any], message: str) -> None:
    sent = {"path": {"range": place}, "body": {"values": values}}
    assert desk.refused("values.update", valueInputOption="RAW", **sent) == message


def test_the_input_option_is_required(desk: Desk) -> None:
    message = "'valueInputOption' is required but not specified"
    assert desk.refused("values.update", path={"range": "A1"}, body={"values": [[1]]}) == message
    assert desk.refused("values.batchUpdate", body={"data": []}) == message


def test_a_batch_of_updates_writes_all_or_nothing(desk: Desk) -> None:
    good, wrong = {"range": "A1", "values": [["a"]]}, {"range": "A2000", "values": [["b"]]}
    body = {"valueInputOption": "RAW", "data": [good, wrong]}
    assert desk.refused("values.batchUpdate", body=body).startswith("Invalid data[1]: Range (Sheet1!A2000)")
    assert desk.read("A1") == []
    answer = desk.call(
        "values.batchUpdate", body={**body, "data": [good, {"range": "B2", "values": [["b"]]}]}
    )
    assert {key: value for key, value in answer.items() if key.startswith("total")} == {
        "totalUpdatedRows": 2,
        "totalUpdatedColumns": 2,
        "totalUpdatedCells": 2,
        "totalUpdatedSheets": 1,
    }
    assert [response["updatedRange"] for response in answer["responses"]] == ["Sheet1!A1", "Sheet1!B2"]


def test_totals_count_a_row_or_column_once(desk: Desk) -> None:
    data = [{"range": cell, "values": [["x"]]} for cell in ("A1", "A2", "B2", "B1", "A1")]
    answer = desk.call("values.batchUpdate", body={"valueInputOption": "RAW", "data": data})
    assert [answer[f"totalUpdated{name}"] for name in ("Rows", "Columns", "Cells", "Sheets")] == [2, 2, 4, 1]


def test_clearing_leaves_formats_and_notes(desk: Desk) -> None:
    desk.write("A1", [["2020-01-01", "x"]])
    assert desk.call("values.clear", path={"range": "A1:A"})["clearedRange"] == "Sheet1!A1:A1000"
    assert desk.read("A1:B1") == [["", "x"]]
    desk.write("A1", [[43831]], "RAW")
    assert desk.read("A1") == [["2020-01-01"]]
    cleared = desk.call("values.batchClear", body={"ranges": ["A1:B1", "C2:E2"]})
    assert cleared["clearedRanges"] == ["Sheet1!A1:B1", "Sheet1!C2:E2"]
    message = "Invalid range[0]: Range (Sheet1!A1001:B) exceeds grid limits. Max rows: 1000, max columns: 26"
    assert desk.refused("values.batchClear", body={"ranges": ["A1001:B"]}) == message


def test_filters_name_ranges_by_the_id_of_their_tab(desk: Desk) -> None:
    desk.write("A1", [["a", "b"]], "RAW")
    filters = [{"gridRange": {"sheetId": 0, "endRowIndex": 1}}, {"a1Range": "B1"}]
    answer = desk.call("values.batchGetByDataFilter", body={"dataFilters": filters})
    assert [found["valueRange"]["range"] for found in answer["valueRanges"]] == ["Sheet1!A1:Z1", "Sheet1!B1"]
    assert answer["valueRanges"][0]["dataFilters"] == [filters[0]]
    data = [{"dataFilter": filters[1], "values": [["c"]]}]
    body = {"valueInputOption": "RAW", "data": data}
    assert desk.call("values.batchUpdateByDataFilter", body=body)["totalUpdatedCells"] == 1
    cleared = desk.call("values.batchClearByDataFilter", body={"dataFilters": [{"a1Range": "A1"}]})
    assert (cleared["clearedRanges"], desk.read("A1:B1")) == (["Sheet1!A1"], [["", "c"]])
    unknown = {"dataFilters": [{"gridRange": {"sheetId": 9}}]}
    assert "No grid with id: 9" in desk.refused("values.batchGetByDataFilter", body=unknown)


def test_values_follow_the_columns_that_metadata_marks(desk: Desk) -> None:
    desk.write("A1", [["a", "b"], ["c", "d"]], "RAW")
    column = {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 1, "endIndex": 2}
    item = {"metadataKey": "amount", "visibility": "DOCUMENT", "location": {"dimensionRange": column}}
    desk.batch({"createDeveloperMetadata": {"developerMetadata": item}})
    desk.batch({"insertDimension": {"range": {**column, "startIndex": 0, "endIndex": 1}}})
    lookup = {"developerMetadataLookup": {"metadataKey": "amount"}}
    found = desk.call("values.batchGetByDataFilter", body={"dataFilters": [lookup]})["valueRanges"][0][
        "valueRange"
    ]
    assert (found["range"], found["values"]) == ("Sheet1!C1:C1000", [["b"], ["d"]])
    matched = desk.call("developerMetadata.search", body={"dataFilters": [lookup]})[
        "matchedDeveloperMetadata"
    ]
    number = matched[0]["developerMetadata"]["metadataId"]
    again = desk.call("developerMetadata.get", path={"metadataId": str(number)})
    assert again["location"]["dimensionRange"]["startIndex"] == 2


def test_protected_cells_are_refused_to_others(desk: Desk) -> None:
    cells = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 2, "startColumnIndex": 0, "endColumnIndex": 1}
    protection = {"range": cells, "editors": {"users": ["boss@example.org"]}}
    desk.batch({"addProtectedRange": {"protectedRange": protection}})
    refusal = "You are trying to edit a protected cell or object."
    sent: dict[str, Any] = {
        "path": {"range": "A1:B1"},
        "body": {"values": [["x", "y"]]},
        "valueInputOption": "RAW",
    }
    assert desk.refused("values.update", caller="other@example.org", **sent).startswith(refusal)
    batch = {"valueInputOption": "RAW", "data": [{"range": "A1", "values": [["x"]]}]}
    message = desk.refused("values.batchUpdate", caller="other@example.org", body=batch)
    assert message.startswith(f"Invalid data[0]: {refusal}")
    assert desk.refused("values.clear", caller="other@example.org", path={"range": "A1:B9"}).startswith(
        refusal
    )
    assert desk.read("A1:B1") == []
    for caller in ("boss@example.org", "me@example.org"):
        desk.call("values.update", caller=caller, **sent)


@pytest.mark.parametrize("locale", ["en_US", "fr_FR"])
def test_booleans_are_shown_in_the_language_of_the_file(desk_in: Callable[[str], Desk], locale: str) -> None:
    desk = desk_in(locale)
    desk.write("A1", [[True, False]], "RAW")
    assert desk.read("A1:B1") == [["TRUE", "FALSE"] if locale == "en_US" else ["VRAI", "FAUX"]]
    assert desk.read("A1:B1", valueRenderOption=UNFORMATTED) == [[True, False]]
