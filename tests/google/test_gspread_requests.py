"""Every method of gspread that sends a batch of requests, over HTTP."""

from __future__ import annotations

from typing import Any

import gspread
import pytest
from gspread.utils import MergeType, PasteOrientation, PasteType, ValidationConditionType

from tests.google.clients import People

ANN = "ann@example.com"
BOB = "bob@example.com"


@pytest.fixture
def file(people: People) -> gspread.Spreadsheet:
    """Ann's spreadsheet, which Bob may edit."""
    made = people.person(ANN).create("Budget")
    made.share(BOB, perm_type="user", role="writer", notify=False)
    return made


@pytest.fixture
def tab(file: gspread.Spreadsheet) -> gspread.Worksheet:
    """Its first tab, with two columns of three rows and a header."""
    first = file.sheet1
    first.update([["Name", "Price"], ["b", 2], ["a", 10], ["c", 1]], "A1")
    return first


def _cell(file: gspread.Spreadsheet, place: str, field: str) -> Any:
    fields = f"sheets.data.rowData.values.{field}"
    found = file.fetch_sheet_metadata({"ranges": place, "fields": fields})
    return found["sheets"][0]["data"][0]["rowData"][0]["values"][0]


def test_formats(file: gspread.Spreadsheet, tab: gspread.Worksheet) -> None:
    tab.format(["A1", "B1"], {"textFormat": {"bold": True}, "backgroundColor": {"red": 1}})
    tab.batch_format([{"range": "B2:B4", "format": {"numberFormat": {"type": "NUMBER", "pattern": "0.00"}}}])
    assert tab.get("B2:B4") == [["2.00"], ["10.00"], ["1.00"]]
    cell = _cell(file, "A1", "userEnteredFormat")
    assert cell["userEnteredFormat"]["textFormat"] == {"bold": True}
    assert cell["userEnteredFormat"]["backgroundColorStyle"] == {"rgbColor": {"red": 1}}


def test_merges(file: gspread.Spreadsheet, tab: gspread.Worksheet) -> None:
    tab.merge_cells("A1:B2", MergeType.merge_rows)
    assert len(file.fetch_sheet_metadata()["sheets"][0]["merges"]) == 2
    assert tab.get("A1:B2") == [["Name"], ["b"]]
    tab.unmerge_cells("A1:B2")
    tab.batch_merge([{"range": "A3:B3"}])
    assert file.fetch_sheet_metadata()["sheets"][0]["merges"][0]["startRowIndex"] == 2


def test_sorting(tab: gspread.Worksheet) -> None:
    tab.sort((2, "asc"), range="A2:B4")
    assert tab.col_values(1) == ["Name", "c", "b", "a"]
    tab.freeze(rows=1)
    tab.sort((1, "des"))
    assert tab.col_values(1) == ["Name", "c", "b", "a"]


def test_frozen_rows_and_columns(file: gspread.Spreadsheet, tab: gspread.Worksheet) -> None:
    tab.freeze(rows=1, cols=2)
    assert (file.sheet1.frozen_row_count, file.sheet1.frozen_col_count) == (1, 2)
    tab.freeze(rows=0)
    assert file.sheet1.frozen_row_count == 0
    with pytest.raises(gspread.exceptions.APIError, match="can't freeze all visible rows"):
        tab.freeze(rows=1000)


def test_protected_ranges(file: gspread.Spreadsheet, tab: gspread.Worksheet, people: People) -> None:
    tab.add_protected_range("A1:B1", description="Headers")
    bobs = people.person(BOB).open_by_key(file.id).sheet1
    with pytest.raises(gspread.exceptions.APIError, match="protected cell or object"):
        bobs.update([["x"]], "A1")
    with pytest.raises(gspread.exceptions.APIError, match="protected cell or object"):
        bobs.delete_rows(1)
    bobs.update([["x"]], "A2")
    (found,) = file.list_protected_ranges(tab.id)
    assert found["editors"] == {"users": [ANN]}
    assert found["requestingUserCanEdit"] is True
    tab.delete_protected_range(found["protectedRangeId"])
    bobs.update([["x"]], "A1")
    tab.add_protected_range("A1", editor_users_emails=[BOB])
    bobs.update([["y"]], "A1")


def test_notes(tab: gspread.Worksheet) -> None:
    tab.update_notes({"A1": "first", "B2": "second"})
    assert tab.get_notes() == [["first"], ["", "second"]]
    tab.insert_note("A1", "other")
    assert tab.get_note("A1") == "other"
    tab.clear_note("A1")
    tab.clear_notes(["B2"])
    assert tab.get_notes() in ([], [[]])


def test_filters(file: gspread.Spreadsheet, tab: gspread.Worksheet) -> None:
    tab.set_basic_filter("A1:B4")
    place = {"startRowIndex": 0, "endRowIndex": 4, "startColumnIndex": 0, "endColumnIndex": 2}
    assert file.fetch_sheet_metadata()["sheets"][0]["basicFilter"] == {"range": place}
    tab.set_basic_filter()
    assert file.fetch_sheet_metadata()["sheets"][0]["basicFilter"]["range"]["endRowIndex"] == 1000
    tab.clear_basic_filter()
    assert "basicFilter" not in file.fetch_sheet_metadata()["sheets"][0]


def test_named_ranges(file: gspread.Spreadsheet, tab: gspread.Worksheet) -> None:
    tab.define_named_range("A2:A4", "Names")
    assert file.values_get("Names")["values"] == [["b"], ["a"], ["c"]]
    tab.insert_row([], 1)
    (found,) = file.list_named_ranges()
    assert found["range"]["startRowIndex"] == 2
    tab.delete_named_range(found["namedRangeId"])
    assert file.list_named_ranges() == []


def test_groups(tab: gspread.Worksheet) -> None:
    tab.add_dimension_group_columns(1, 3)
    tab.add_dimension_group_rows(1, 5)
    assert tab.list_dimension_group_columns()[0]["depth"] == 1
    assert tab.list_dimension_group_rows()[0]["range"]["endIndex"] == 5
    tab.delete_dimension_group_columns(1, 3)
    tab.delete_dimension_group_rows(1, 5)
    assert tab.list_dimension_group_columns() == tab.list_dimension_group_rows() == []


def test_rows_and_columns_come_and_go(tab: gspread.Worksheet) -> None:
    tab.insert_row(["x", 0], 2)
    tab.insert_cols([["N", 1]], 1)
    assert tab.get("A1:C3") == [["N", "Name", "Price"], ["1", "x", "0"], ["", "b", "2"]]
    tab.delete_rows(2, 3)
    tab.delete_columns(1)
    assert tab.get_all_values() == [["Name", "Price"], ["a", "10"], ["c", "1"]]
    tab.resize(10, 5)
    tab.add_rows(5)
    tab.add_cols(2)
    assert (tab.row_count, tab.col_count) == (15, 7)


def test_ranges_are_copied_and_cut(tab: gspread.Worksheet) -> None:
    tab.update_acell("C2", "=B2*2")
    tab.copy_range("C2", "C3:C4", PasteType.normal)
    assert tab.col_values(3) == ["", "4", "20", "2"]
    tab.copy_range("A1:A4", "E1", paste_orientation=PasteOrientation.transpose)
    assert tab.row_values(1) == ["Name", "Price", "", "", "Name", "b", "a", "c"]
    tab.cut_range("B1:B4", "D1")
    assert tab.col_values(3) == ["", "4", "20", "2"]
    assert tab.get("B1:B4") == [[]]


def test_tabs(file: gspread.Spreadsheet, tab: gspread.Worksheet) -> None:
    second = file.add_worksheet("Second", 10, 5, index=0)
    copy = tab.duplicate(insert_sheet_index=2, new_sheet_name="Copy")
    assert copy.get_all_values() == tab.get_all_values()
    file.reorder_worksheets([copy, tab, second])
    assert [sheet.title for sheet in file.worksheets()] == ["Copy", "Sheet1", "Second"]
    second.update_index(1)
    second.update_title("Other")
    assert [sheet.title for sheet in file.worksheets()] == ["Copy", "Other", "Sheet1"]
    copy.hide()
    assert [sheet.title for sheet in file.worksheets(exclude_hidden=True)] == ["Other", "Sheet1"]
    copy.show()
    file.del_worksheet(copy)
    file.del_worksheet_by_id(second.id)
    assert len(file.worksheets()) == 1


def test_looks_of_tabs(file: gspread.Spreadsheet, tab: gspread.Worksheet) -> None:
    tab.update_tab_color("#ff0000")
    assert file.sheet1.tab_color == "#FF0000"
    tab.clear_tab_color()
    assert file.sheet1.tab_color is None
    tab.hide_gridlines()
    assert file.sheet1.is_gridlines_hidden is True
    tab.show_gridlines()
    tab.hide_columns(0, 1)
    tab.hide_rows(1, 2)
    tab.unhide_columns(0, 1)
    tab.columns_auto_resize(0, 2)
    fields = {"fields": "sheets.data(rowMetadata,columnMetadata)"}
    grid = file.fetch_sheet_metadata(fields)["sheets"][0]["data"][0]
    assert grid["rowMetadata"][1]["hiddenByUser"] is True
    assert "hiddenByUser" not in grid["columnMetadata"][0]
    assert grid["columnMetadata"][0]["pixelSize"] < grid["columnMetadata"][5]["pixelSize"]


def test_validation(file: gspread.Spreadsheet, tab: gspread.Worksheet) -> None:
    options: dict[str, Any] = {"showCustomUi": True, "strict": True, "inputMessage": "Choose"}
    tab.add_validation("A2:A4", ValidationConditionType.one_of_list, ["a", "b"], **options)
    cell = _cell(file, "A2", "dataValidation")
    values = [{"userEnteredValue": "a"}, {"userEnteredValue": "b"}]
    rule = {"condition": {"type": "ONE_OF_LIST", "values": values}, **options}
    assert cell == {"dataValidation": rule}
    with pytest.raises(gspread.exceptions.APIError, match="NUMBER_BETWEEN"):
        tab.add_validation("B1", ValidationConditionType.number_between, ["1"])


def test_the_spreadsheets_own_properties(file: gspread.Spreadsheet, people: People) -> None:
    file.update_title("Forecast")
    file.update_locale("fr_FR")
    file.update_timezone("Europe/Paris")
    again = people.person(ANN).open_by_key(file.id)
    assert (again.title, again.locale, again.timezone) == ("Forecast", "fr_FR", "Europe/Paris")
    with pytest.raises(gspread.exceptions.APIError, match="Unsupported locale: xx_YY"):
        file.update_locale("xx_YY")
