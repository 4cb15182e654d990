"""Whole spreadsheets: created, described, copied."""

from __future__ import annotations

from typing import Any

import pytest

from tests.google.errors import ApiError
from tests.google.sheets.books import copy_book
from tests.google.sheets.desk import ME, Desk


def test_a_new_file_has_one_tab(desk: Desk) -> None:
    assert desk.created["sheets"] == [
        {
            "properties": {
                "sheetId": 0,
                "title": "Sheet1",
                "index": 0,
                "sheetType": "GRID",
                "gridProperties": {"rowCount": 1000, "columnCount": 26},
            }
        }
    ]
    assert {
        key: desk.created["properties"][key] for key in ("title", "locale", "timeZone", "autoRecalc")
    } == {
        "title": "A file",
        "locale": "en_US",
        "timeZone": "Etc/GMT",
        "autoRecalc": "ON_CHANGE",
    }
    assert desk.created["spreadsheetUrl"] == f"https://docs.google.com/spreadsheets/d/{desk.id}/edit"


def test_a_new_file_can_bring_its_cells() -> None:
    rows = [
        {
            "values": [
                {"userEnteredValue": {"stringValue": "a"}},
                {"userEnteredValue": {"formulaValue": "=1+1"}},
            ]
        }
    ]
    sheet = {
        "properties": {"title": "Data", "gridProperties": {"frozenRowCount": 1}},
        "data": [{"rowData": rows}],
    }
    desk = Desk(body={"sheets": [sheet, {}]})
    assert desk.read("Data") == [["a", "2"]]
    assert [tab["properties"]["title"] for tab in desk.created["sheets"]] == ["Data", "Sheet2"]
    assert desk.created["sheets"][0]["properties"]["gridProperties"]["frozenRowCount"] == 1


def cells(desk: Desk, place: str, fields: str) -> list[Any]:
    sheet = desk.call("get", ranges=place, fields=f"sheets.data.rowData.values({fields})")["sheets"][0]
    return [row.get("values", []) for row in sheet["data"][0].get("rowData", [])]


def test_cells_come_when_the_mask_names_them(desk: Desk) -> None:
    desk.write("B2", [["2020-01-01", "x"]])
    assert "data" not in desk.call("get")["sheets"][0]
    assert "data" not in desk.call("get", includeGridData="true", fields="sheets.properties")["sheets"][0]
    assert cells(desk, "Sheet1", "userEnteredValue,formattedValue") == [
        [],
        [
            {},
            {"userEnteredValue": {"numberValue": 43831}, "formattedValue": "2020-01-01"},
            {"userEnteredValue": {"stringValue": "x"}, "formattedValue": "x"},
        ],
    ]


def test_grid_data_is_trimmed_and_counted_from_the_range(desk: Desk) -> None:
    desk.write("C3", [["x"]], "RAW")
    sheet = desk.call("get", includeGridData="true", ranges=["B2:D4", "A1"])["sheets"][0]
    first, second = sheet["data"]
    assert (first["startRow"], first["startColumn"], len(first["rowMetadata"])) == (1, 1, 3)
    assert first["rowData"][0] == {}
    assert first["rowData"][1]["values"][0] == {}
    cell = first["rowData"][1]["values"][1]
    assert cell["effectiveFormat"]["horizontalAlignment"] == "LEFT"
    assert "userEnteredFormat" not in cell
    assert (second, len(first["rowData"])) == (
        {"rowMetadata": [{"pixelSize": 21}], "columnMetadata": [{"pixelSize": 100}]},
        2,
    )


def test_errors_are_told_from_texts_by_their_effective_value(desk: Desk) -> None:
    desk.write("A1", [["=NA()"], ["=1/0"]])
    found = [row[0]["effectiveValue"]["errorValue"] for row in cells(desk, "A1:A2", "effectiveValue")]
    assert [error["type"] for error in found] == ["N_A", "DIVIDE_BY_ZERO"]


def test_conditional_formats_show_in_the_effective_format(desk: Desk) -> None:
    desk.write("A1", [[1, "late"], [5, "ok"], [9, "Late"]])
    cells_of = {"startColumnIndex": 0, "endColumnIndex": 1}
    formula = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": '=$B1="late"'}]}
    above = {"type": "NUMBER_GREATER", "values": [{"userEnteredValue": "4"}]}
    for condition, style in ((formula, {"bold": True}), (above, {"italic": True})):
        rule = {
            "ranges": [cells_of],
            "booleanRule": {"condition": condition, "format": {"textFormat": style}},
        }
        desk.batch({"addConditionalFormatRule": {"rule": rule}})
    found = [row[0]["effectiveFormat"]["textFormat"] for row in cells(desk, "A1:A3", "effectiveFormat")]
    assert [(style["bold"], style["italic"]) for style in found] == [
        (True, False),
        (False, True),
        (True, True),
    ]


def test_ranges_choose_the_tabs(desk: Desk) -> None:
    desk.batch({"addSheet": {"properties": {"title": "Two"}}})
    sheets = desk.call("get", ranges="Two!A1:B2")["sheets"]
    assert [sheet["properties"]["title"] for sheet in sheets] == ["Two"]
    by_filter = desk.call("getByDataFilter", body={"dataFilters": [{"gridRange": {"sheetId": 0}}]})["sheets"]
    assert [sheet["properties"]["title"] for sheet in by_filter] == ["Sheet1"]


def test_ranges_of_the_first_tab_lack_its_id(desk: Desk) -> None:
    desk.batch({"mergeCells": {"range": {"sheetId": 0, "endRowIndex": 2, "endColumnIndex": 2}}})
    merge = desk.call("get")["sheets"][0]["merges"][0]
    assert merge == {"startRowIndex": 0, "endRowIndex": 2, "startColumnIndex": 0, "endColumnIndex": 2}


def test_a_batch_can_show_the_file_as_it_leaves_it(desk: Desk) -> None:
    row = {
        "values": [{"userEnteredValue": {"numberValue": 1}}, {"userEnteredValue": {"formulaValue": "=A1+1"}}]
    }
    start = {"sheetId": 0, "rowIndex": 0, "columnIndex": 0}
    body = {
        "requests": [{"updateCells": {"start": start, "rows": [row], "fields": "userEnteredValue"}}],
        "includeSpreadsheetInResponse": True,
        "responseRanges": ["A1:B1"],
        "responseIncludeGridData": True,
    }
    answer = desk.call("batchUpdate", body=body)
    values = answer["updatedSpreadsheet"]["sheets"][0]["data"][0]["rowData"][0]["values"]
    assert ([value["formattedValue"] for value in values], answer["replies"]) == (["1", "2"], [{}])


def test_a_tab_is_copied_to_another_file(desk: Desk) -> None:
    desk.write("A1", [["a", "=A1"]])
    other = desk.create({"properties": {"title": "Other"}})["spreadsheetId"]
    path, body = {"sheetId": "0"}, {"destinationSpreadsheetId": other}
    for title in ("Copy of Sheet1", "Copy of Sheet1 1"):
        answer = desk.call("sheets.copyTo", path=path, body=body)
        assert answer["title"] == title
        assert answer["sheetId"] > 0
    desk.id = other
    assert desk.read("'Copy of Sheet1'!A1:B1") == [["a", "a"]]


def test_a_copied_file_shares_nothing_with_the_first(desk: Desk) -> None:
    desk.write("A1", [["2020-01-01"]])
    copy = copy_book(desk.book, "2", "A copy")
    desk.write("A1", [["x"]])
    assert (copy.properties["title"], copy.sheets[0].rows[0][0]) == ("A copy", 43831)


def test_unknown_files_and_office_files_are_refused(desk: Desk) -> None:
    with pytest.raises(ApiError, match=r"Requested entity was not found\.") as missing:
        desk.call("values.get", path={"spreadsheetId": "nope", "range": "A1"})
    assert missing.value.code == 404
    desk.world.files[desk.id].book = None
    with pytest.raises(ApiError, match=r"must not be an Office file\.") as office:
        desk.call("get")
    assert (office.value.code, office.value.status) == (400, "FAILED_PRECONDITION")


def test_only_editors_see_who_may_edit_a_protected_range(desk: Desk) -> None:
    protection = {"range": {"sheetId": 0}, "editors": {"users": ["boss@example.org"]}}
    desk.batch({"addProtectedRange": {"protectedRange": protection}})
    mine = desk.call("get", caller=ME)["sheets"][0]["protectedRanges"][0]
    theirs = desk.call("get", caller="other@example.org")["sheets"][0]["protectedRanges"][0]
    assert mine["requestingUserCanEdit"]
    assert "boss@example.org" in mine["editors"]["users"]
    assert not {"editors", "requestingUserCanEdit"} & set(theirs)


def test_a_copied_tab_is_a_place_of_its_own(desk: Desk) -> None:
    desk.write("A1", [["Name"], ["a"]])
    cells = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 2, "startColumnIndex": 0, "endColumnIndex": 1}
    desk.batch({"addTable": {"table": {"name": "People", "range": cells}}})
    copied = desk.call("sheets.copyTo", path={"sheetId": "0"}, body={"destinationSpreadsheetId": desk.id})
    first, second = (sheet["tables"][0] for sheet in desk.call("get")["sheets"])
    assert second["range"]["sheetId"] == copied["sheetId"]
    assert first["tableId"] != second["tableId"]
    assert (first["name"], second["name"]) == ("People", "People_1")


def test_typed_headers_name_the_columns_of_a_table(desk: Desk) -> None:
    cells = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 2, "startColumnIndex": 0, "endColumnIndex": 2}
    desk.batch({"addTable": {"table": {"name": "People", "range": cells}}})
    desk.write("A1", [["Name", 5]])
    table = desk.call("get")["sheets"][0]["tables"][0]
    assert [column["columnName"] for column in table["columnProperties"]] == ["Name", "Column 2"]
    assert desk.read("A1:B1") == [["Name", "Column 2"]]
