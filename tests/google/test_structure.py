"""Rows, columns and tabs that come, go and move, and what follows them; what cells carry along."""

from __future__ import annotations

from typing import Any

import gspread
import pytest

from tests.google.asking import BLANK, BOLD, MARK, OVERLAY, RED, area, span, tab, typed
from tests.google.clients import ANNA, BEN, Book, People

Json = dict[str, Any]


def insert(dimension: str, start: int, end: int, **options: Any) -> Json:
    """The request that inserts rows or columns."""
    return {"insertDimension": {"range": span(dimension, start, end), **options}}


def delete(dimension: str, start: int, end: int) -> Json:
    """The request that deletes rows or columns."""
    return {"deleteDimension": {"range": span(dimension, start, end)}}


def move(dimension: str, start: int, end: int, to: int) -> Json:
    """The request that moves rows or columns."""
    return {"moveDimension": {"source": span(dimension, start, end), "destinationIndex": to}}


@pytest.mark.parametrize(
    ("change", "before", "after"),
    [
        (insert("ROWS", 0, 2), "=A1+$A$2+A:A+1:2", "=A3+$A$4+A:A+3:4"),
        (insert("ROWS", 1, 2), "=SUM(A1:B3)", "=SUM(A1:B4)"),
        (insert("ROWS", 3, 4), "=SUM(A1:B3)+Other!A9", "=SUM(A1:B3)+Other!A9"),
        (insert("COLUMNS", 1, 2), "=A1&B1&\"B1\"&'Sheet1'!C3", "=A1&C1&\"B1\"&'Sheet1'!D3"),
        (delete("ROWS", 5, 7), "=A7+SUM(A6:A9)+SUM(A6:A7)+A8", "=#REF!+SUM(A6:A7)+SUM(#REF!)+A6"),
        (delete("COLUMNS", 0, 1), "=B2:C+$B:$B+A1", "=A2:B+$A:$A+#REF!"),
        (move("ROWS", 6, 8, 5), "=A6+A7+A8+SUM(A5:A9)", "=A8+A6+A7+SUM(A5:A9)"),
        (move("COLUMNS", 0, 1, 3), "=A1+B1+SUM(A1:C1)+D1", "=C1+A1+SUM(A1:C1)+D1"),
        (tab("title", title="Mes comptes"), "=Sheet1!A1+A1", "='Mes comptes'!A1+A1"),
        ({"cutPaste": {"source": area(0, 1, 0, 1), "destination": {"rowIndex": 4}}}, "=A1+B1", "=A5+B1"),
    ],
)
def test_references_follow(book: Book, change: Json, before: str, after: str) -> None:
    book.typed("F1", [before]).batch(change)
    cells = [cell for row in book.formulas("1:10") for cell in row if cell]
    assert cells == [after]


def test_several_changes_are_followed_in_one_go(book: Book) -> None:
    book.typed("F9", ["=A5"]).batch(insert("ROWS", 0, 1), delete("ROWS", 2, 3), move("ROWS", 4, 5, 0))
    assert [cell for row in book.formulas() for cell in row if cell] == ["=A1"]


def _decorated(book: Book) -> Book:
    place = area(2, 5, 1, 3)
    series = {"sourceRange": {"sources": [area(2, 5, 1, 2)]}}
    anchor = {"overlayPosition": {"anchorCell": {"rowIndex": 3}}}
    mark = MARK | {"location": {"dimensionRange": span("ROWS", 2, 3)}}
    book.batch(
        {"createDeveloperMetadata": {"developerMetadata": mark}},
        {"mergeCells": {"range": area(2, 4, 0, 1)}},
        {"addProtectedRange": {"protectedRange": {"range": place}}},
        {"addConditionalFormatRule": {"rule": {"ranges": [place], "booleanRule": BLANK}}},
        {"addBanding": {"bandedRange": {"range": place, "rowProperties": {"firstBandColorStyle": RED}}}},
        {"setBasicFilter": {"filter": {"range": place, "filterSpecs": [{"columnIndex": 2}]}}},
        {"addFilterView": {"filter": {"range": place}}},
        {"addChart": {"chart": {"spec": {"pieChart": {"series": series}}, "position": anchor}}},
        {"addDimensionGroup": {"range": span("ROWS", 2, 5)}},
    )
    return book


def _rows(sheet: Json) -> dict[str, tuple[int, int]]:
    """The first row of everything attached to a tab, and the row after its last."""
    chart = sheet["charts"][0]
    found = {
        "merge": sheet["merges"][0],
        "protected": sheet["protectedRanges"][0]["range"],
        "rule": sheet["conditionalFormats"][0]["ranges"][0],
        "bands": sheet["bandedRanges"][0]["range"],
        "filter": sheet["basicFilter"]["range"],
        "view": sheet["filterViews"][0]["range"],
        "chart": chart["spec"]["pieChart"]["series"]["sourceRange"]["sources"][0],
    }
    rows = {name: (place["startRowIndex"], place["endRowIndex"]) for name, place in found.items()}
    group, anchor = sheet["rowGroups"][0]["range"], chart["position"]["overlayPosition"]["anchorCell"]
    tagged = [n for n, row in enumerate(sheet["data"][0]["rowMetadata"]) if "developerMetadata" in row]
    return rows | {
        "group": (group["startIndex"], group["endIndex"]),
        "anchor": (anchor["rowIndex"], anchor["rowIndex"] + 1),
        "tag": (tagged[0], tagged[0] + 1),
    }


@pytest.mark.parametrize(
    ("change", "place", "merge", "anchor", "tag"),
    [
        (insert("ROWS", 0, 1), (3, 6), (3, 5), (4, 5), (3, 4)),
        (insert("ROWS", 3, 5), (2, 7), (2, 6), (5, 6), (2, 3)),
        (delete("ROWS", 0, 1), (1, 4), (1, 3), (2, 3), (1, 2)),
        (delete("ROWS", 4, 6), (2, 4), (2, 4), (3, 4), (2, 3)),
        (move("ROWS", 2, 5, 8), (5, 8), (5, 7), (6, 7), (5, 6)),
        (move("ROWS", 0, 2, 8), (0, 3), (0, 2), (1, 2), (0, 1)),
    ],
)
def test_everything_attached_follows(
    book: Book,
    change: Json,
    place: tuple[int, int],
    merge: tuple[int, int],
    anchor: tuple[int, int],
    tag: tuple[int, int],
) -> None:
    _decorated(book).batch(change)
    rows = _rows(book.seen("sheets", includeGridData="true")["sheets"][0])
    assert rows == dict.fromkeys(rows, place) | {"merge": merge, "anchor": anchor, "tag": tag}


def test_what_has_no_cells_left_is_gone_and_filters_follow_their_columns(book: Book) -> None:
    _decorated(book).batch(insert("COLUMNS", 2, 3))
    assert book.tab("basicFilter")["basicFilter"]["filterSpecs"] == [{"columnIndex": 3}]
    book.batch(delete("ROWS", 2, 5))
    assert set(book.tab("*")) == {"properties", "charts"}


def test_a_duplicate_takes_everything_but_protection(book: Book) -> None:
    _decorated(book.typed("A1", ["a", "=A1"])).batch(
        {"duplicateSheet": {"sourceSheetId": 0, "newSheetId": 9}}
    )
    copy, first = book.seen("sheets")["sheets"]
    assert (copy["properties"]["title"], set(first) - set(copy)) == ("Copy of Sheet1", {"protectedRanges"})
    assert copy["merges"][0] == first["merges"][0] | {"sheetId": 9}
    assert copy["charts"][0]["chartId"] != first["charts"][0]["chartId"]
    assert book.formulas("'Copy of Sheet1'!A1:B1") == [["a", "=A1"]]
    book.batch({"deleteSheet": {"sheetId": 0}})
    assert book.read("A1:B1") == [["a", "a"]]


def test_new_rows_look_like_those_beside_them(book: Book) -> None:
    book.batch(typed(0, 0, "x", {"note": "n", **BOLD}), insert("ROWS", 1, 2, inheritFromBefore=True))
    book.batch(insert("ROWS", 0, 1))
    rows = book.tab("data.rowData.values(note,userEnteredFormat)")["data"][0]["rowData"]
    assert rows == [{"values": [BOLD]}, {"values": [{"note": "n", **BOLD}]}, {"values": [BOLD]}]


def test_sorted_rows_take_everything_along_and_hidden_ones_stay(book: Book) -> None:
    book.typed("A1", [3, "=A1"], [2, ""], [None, "x"], [1, ""]).batch(typed(0, 2, "x", {"note": "three"}))
    hide = {"range": span("ROWS", 1, 2), "properties": {"hiddenByUser": True}, "fields": "hiddenByUser"}
    order = {"range": {"sheetId": 0}, "sortSpecs": [{"sortOrder": "ASCENDING"}]}
    book.batch({"updateDimensionProperties": hide}, {"sortRange": order})
    assert book.formulas() == [[1], [2], [3, "=A3", "x"], ["", "x"]]


def test_a_table_names_its_columns_grows_and_follows(book: Book) -> None:
    book.typed("A1", ["Name", "Price"], ["a", 1], ["below"])
    columns = [{"columnIndex": 1, "columnType": "CURRENCY"}]
    table = {"tableId": "t", "range": area(0, 2, 0, 2), "columnProperties": columns}
    rows = [{"values": [{"userEnteredValue": {"stringValue": "b"}}]}]
    book.batch({"addTable": {"table": table}}, insert("COLUMNS", 1, 2))
    book.batch({"appendCells": {"tableId": "t", "rows": rows, "fields": "userEnteredValue"}}).clear()
    assert book.read() == [["Name", "Column 2", "Price"], ["a", "", "$1.00"], ["b"], ["below"]]
    book.typed("B1", ["Size"])
    (kept,) = book.tab("tables")["tables"]
    assert [column["columnName"] for column in kept["columnProperties"]] == ["Name", "Size", "Price"]
    assert kept["range"]["endRowIndex"] == 3
    book.batch({"deleteTable": {"tableId": "t"}})
    assert book.read() == [[], [], [], ["below"]]


def test_cells_are_written_under_their_mask(book: Book) -> None:
    row = {"values": [{"userEnteredFormat": {"backgroundColor": {"red": 0.5}}, "note": "n"}]}
    place = {"range": area(0, 2, 0, 2), "rows": [row]}
    book.typed("A1", ["a", "b"], ["c"]).batch({"updateCells": {**place, "fields": "userEnteredFormat"}})
    assert book.read() == [["a", "b"], ["c"]]
    looks = book.tab("data.rowData.values(note,userEnteredFormat)")["data"][0]["rowData"][0]["values"][0]
    colour = {"red": 0.5}
    both = {"backgroundColor": colour, "backgroundColorStyle": {"rgbColor": colour}}
    assert looks == {"userEnteredFormat": both}
    book.batch({"updateCells": {**place, "fields": "userEnteredValue,note"}})
    assert book.read() == []
    formula = {"cell": {"userEnteredValue": {"formulaValue": "=$A1+B$1"}}, "fields": "userEnteredValue"}
    book.batch({"repeatCell": {"range": area(1, 3, 2, 4), **formula}})
    assert book.formulas("C2:D3") == [["=$A1+B$1", "=$A1+C$1"], ["=$A2+B$1", "=$A2+C$1"]]


def test_a_chart_may_have_a_tab_of_its_own_which_goes_with_it(book: Book) -> None:
    _decorated(book)
    chart = book.tab("charts.chartId")["charts"][0]["chartId"]
    new = {"objectId": chart, "newPosition": {"newSheet": True}, "fields": "*"}
    book.batch({"updateEmbeddedObjectPosition": new})
    assert [one["properties"]["title"] for one in book.seen("sheets")["sheets"]] == ["Sheet1", "Chart1"]
    book.batch({"deleteEmbeddedObject": {"objectId": chart}})
    assert len(book.seen("sheets")["sheets"]) == 1


def test_metadata_is_changed_and_deleted_where_it_is_found(book: Book) -> None:
    book.batch({"createDeveloperMetadata": {"developerMetadata": MARK | {"metadataValue": "1"}}})
    lookup = {"developerMetadataLookup": {"metadataKey": "k", "metadataLocation": {"sheetId": 0}}}
    lookup["developerMetadataLookup"]["locationMatchingStrategy"] = "INTERSECTING_LOCATION"
    change = {"dataFilters": [lookup], "developerMetadata": {"metadataValue": "2"}, "fields": "metadataValue"}
    (changed,) = book.batch({"updateDeveloperMetadata": change})
    assert changed["updateDeveloperMetadata"]["developerMetadata"][0]["metadataValue"] == "2"
    book.batch({"deleteDeveloperMetadata": {"dataFilter": lookup}})
    body = {"dataFilters": [lookup]}
    assert book.call("POST", f"/v4/spreadsheets/{book.id}/developerMetadata:search", body).json() == {}


def test_a_batch_shows_the_file_as_it_leaves_it_and_filters_choose_what_is_seen(book: Book) -> None:
    shown = {"includeSpreadsheetInResponse": True, "responseRanges": ["A1"], "responseIncludeGridData": True}
    body = {"requests": [typed(0, 0)], **shown}
    sheet = book.call("POST", ":batchUpdate", body).json()["updatedSpreadsheet"]["sheets"][0]
    assert sheet["data"][0]["rowData"][0]["values"][0]["formattedValue"] == "x"
    chosen = {"dataFilters": [{"gridRange": area(0, 1, 0, 1)}], "includeGridData": True}
    found = book.call("POST", ":getByDataFilter", chosen).json()
    assert len(found["sheets"][0]["data"][0]["rowData"]) == 1


def test_gspread_formats_merges_freezes_filters_groups_and_protects(people: People) -> None:
    file = people.person(ANNA).create("Looks")
    tab = file.sheet1
    tab.format("A1:B1", {"textFormat": {"bold": True}})
    tab.merge_cells("B3:C4")
    tab.freeze(rows=1, cols=1)
    tab.set_basic_filter("A1:C2")
    tab.add_dimension_group_rows(5, 8)
    tab.add_protected_range("D1:D9", [ANNA], description="Mine")
    tab.insert_note("A1", "A note")
    tab.add_validation("E1:E9", gspread.utils.ValidationConditionType.one_of_list, ["a", "b"])
    tab.update_tab_color("#ff0000")
    sheet = file.fetch_sheet_metadata({"includeGridData": "true"})["sheets"][0]
    first = sheet["data"][0]["rowData"][0]["values"][0]
    assert (first["note"], first["effectiveFormat"]["textFormat"]["bold"]) == ("A note", True)
    assert sheet["properties"]["gridProperties"]["frozenRowCount"] == 1
    assert sheet["protectedRanges"][0]["description"] == "Mine"
    assert {"merges", "basicFilter", "rowGroups"} <= set(sheet)
    tab.unmerge_cells("B3:C4")
    tab.clear_basic_filter()
    tab.sort((1, "des"), range="A2:C9")


def test_gspread_adds_duplicates_moves_resizes_and_deletes_tabs(people: People) -> None:
    file = people.person(ANNA).create("Tabs")
    added = file.add_worksheet("New", 5, 5, index=0)
    added.duplicate(insert_sheet_index=2, new_sheet_name="Twin")
    file.reorder_worksheets(list(reversed(file.worksheets())))
    assert [tab.title for tab in file.worksheets()] == ["Twin", "Sheet1", "New"]
    added.resize(3, 4)
    added.hide()
    file.del_worksheet(file.worksheet("Twin"))
    assert [(tab.row_count, tab.isSheetHidden) for tab in file.worksheets()] == [(1000, False), (3, True)]
    file.update_locale("fr_FR")
    file.update_title("Onglets")
    assert (people.person(ANNA).open_by_key(file.id).title, file.locale) == ("Onglets", "fr_FR")


def test_the_position_of_a_slicer_is_that_of_its_anchor(book: Book) -> None:
    slicer = {"spec": {"dataRange": area(0, 3, 0, 2), "columnIndex": 1}, "position": OVERLAY}
    book.share(BEN)
    book.batch({"addSlicer": {"slicer": slicer}}, insert("ROWS", 0, 2), by=BEN)
    (kept,) = book.tab("slicers")["slicers"]
    assert kept["position"]["overlayPosition"]["anchorCell"] == {"rowIndex": 3}
    assert kept["spec"]["dataRange"]["startRowIndex"] == 2
