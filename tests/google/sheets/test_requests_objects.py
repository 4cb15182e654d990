"""What is attached to tabs: metadata, names, filters, charts, tables."""

from __future__ import annotations

from typing import Any

import pytest

from tests.google.errors import ApiError
from tests.google.sheets.editing import apply, area, book, held, refusal, span, text
from tests.google.sheets.model import Book, Json

COLUMN = area(0, 3, 0, 1)
RED = {"rgbColor": {"red": 1}}


def _tag(location: Json, **options: Any) -> Json:
    tag = {"metadataKey": "key", "visibility": "DOCUMENT", "location": location, **options}
    return {"createDeveloperMetadata": {"developerMetadata": tag}}


def test_metadata_is_created_changed_and_deleted() -> None:
    target = book()
    place = {"dimensionRange": span("COLUMNS", 1, 2)}
    (reply,) = apply(target, _tag(place, metadataId=3, metadataValue="v"))
    made = {
        "metadataId": 3,
        "metadataKey": "key",
        "metadataValue": "v",
        "visibility": "DOCUMENT",
        "location": {
            "locationType": "COLUMN",
            "dimensionRange": {"dimension": "COLUMNS", "startIndex": 1, "endIndex": 2},
        },
    }
    assert reply["createDeveloperMetadata"]["developerMetadata"] == made
    filters = [{"developerMetadataLookup": {"metadataId": 3}}]
    change = {"dataFilters": filters, "developerMetadata": {"metadataValue": "w"}, "fields": "metadataValue"}
    (reply,) = apply(target, {"updateDeveloperMetadata": change})
    assert reply["updateDeveloperMetadata"]["developerMetadata"] == [made | {"metadataValue": "w"}]
    (reply,) = apply(target, {"deleteDeveloperMetadata": {"dataFilter": filters[0]}})
    assert len(reply["deleteDeveloperMetadata"]["deletedDeveloperMetadata"]) == 1
    assert target.metadata == []


@pytest.mark.parametrize(
    ("request_body", "message"),
    [
        (
            _tag({"spreadsheet": True}, metadataId=3),
            "Cannot add developer metadata with ID [3] because developer metadata with that ID",
        ),
        (_tag({"spreadsheet": True}, metadataId=-1), "metadataId must be positive."),
        (_tag({"spreadsheet": True}, metadataKey=""), "must always have a key"),
        (_tag({"spreadsheet": True}, visibility=None), "must always have a visibility"),
        (_tag({}), "exactly one location"),
        (_tag({"spreadsheet": True, "sheetId": 0}), "exactly one location"),
        (_tag({"dimensionRange": span("ROWS", 1, 3)}), "must represent a single row or column"),
        (_tag({"sheetId": 404}), "No sheet with id: 404"),
    ],
)
def test_metadata_is_checked(request_body: Json, message: str) -> None:
    target = book()
    apply(target, _tag({"sheetId": 0}, metadataId=3))
    assert message in refusal(target, request_body)


def test_named_ranges_have_text_ids_and_unique_names() -> None:
    target = book()
    (reply,) = apply(target, {"addNamedRange": {"namedRange": {"name": "Data", "range": COLUMN}}})
    named = reply["addNamedRange"]["namedRange"]
    assert named["namedRangeId"].isdigit()
    assert "sheetId" not in named["range"]
    for name in ("data", "A1", "R1C1", "true", "two words", "1st", ""):
        assert refusal(target, {"addNamedRange": {"namedRange": {"name": name, "range": COLUMN}}})
    change = {"namedRange": {"namedRangeId": named["namedRangeId"], "name": "Facts"}, "fields": "name"}
    apply(target, {"updateNamedRange": change})
    assert target.named_ranges[0]["name"] == "Facts"


def test_the_range_of_a_filter_is_closed_and_its_criteria_have_two_names() -> None:
    target = book()
    hidden = {"hiddenValues": ["done"]}
    apply(target, {"setBasicFilter": {"filter": {"range": {"sheetId": 0}, "criteria": {"2": hidden}}}})
    place = area(0, 10, 0, 6)
    del place["sheetId"]
    assert target.sheets[0].basic_filter == {
        "range": place,
        "filterSpecs": [{"columnIndex": 2, "filterCriteria": hidden}],
        "criteria": {"2": hidden},
    }
    apply(target, {"clearBasicFilter": {}})
    assert target.sheets[0].basic_filter is None


def test_filter_views_are_changed_duplicated_and_deleted() -> None:
    target = book()
    apply(target, {"addFilterView": {"filter": {"filterViewId": 4, "range": COLUMN}}})
    change = {"filter": {"filterViewId": 4, "title": "Open"}, "fields": "title"}
    (_, reply) = apply(target, {"updateFilterView": change}, {"duplicateFilterView": {"filterId": 4}})
    assert reply["duplicateFilterView"]["filter"]["title"] == "Copy of Open"
    apply(target, {"deleteFilterView": {"filterId": 4}})
    assert [view["title"] for view in target.sheets[0].filter_views] == ["Copy of Open"]


OVER = {"anchorCell": {"rowIndex": 1}}


def _chart(*sources: Json, **position: Any) -> Json:
    data = [{"series": {"sourceRange": {"sources": [source]}}} for source in sources]
    spec = {"basicChart": {"chartType": "COLUMN", "series": data}}
    return {"addChart": {"chart": {"chartId": 5, "spec": spec, "position": position}}}


def test_a_chart_is_placed_moved_and_deleted() -> None:
    target = book()
    (reply,) = apply(target, _chart(COLUMN, overlayPosition=OVER))
    overlay = reply["addChart"]["chart"]["position"]["overlayPosition"]
    assert overlay == {"anchorCell": {"rowIndex": 1}, "widthPixels": 600, "heightPixels": 371}
    wider = {"newPosition": {"overlayPosition": {"widthPixels": 800}}, "objectId": 5, "fields": "widthPixels"}
    (reply,) = apply(target, {"updateEmbeddedObjectPosition": wider})
    moved = reply["updateEmbeddedObjectPosition"]["position"]["overlayPosition"]
    assert moved == overlay | {"widthPixels": 800}
    assert "An embedded object with the id 5 already exists." in refusal(
        target, _chart(COLUMN, overlayPosition=OVER)
    )
    apply(target, {"deleteEmbeddedObject": {"objectId": 5}})
    assert target.sheets[0].charts == []


def test_a_chart_may_have_a_tab_of_its_own() -> None:
    target = book()
    (reply,) = apply(target, _chart(COLUMN, newSheet=True))
    assert target.sheets[1].properties["sheetType"] == "OBJECT"
    assert reply["addChart"]["chart"]["position"] == {"sheetId": target.sheets[1].id}
    apply(target, {"deleteEmbeddedObject": {"objectId": 5}})
    assert len(target.sheets) == 1


def test_sources_of_charts_are_lines() -> None:
    assert "must be a single row or column" in refusal(book(), _chart(area(0, 2, 0, 2), overlayPosition=OVER))
    assert "or EmbeddedObjectPosition.sheetId must be set" in refusal(book(), _chart(COLUMN))
    none = refusal(book(), {"addChart": {"chart": {"spec": {"title": "x"}}}})
    assert none.endswith("or orgChart must be set on chartSpec.")
    with pytest.raises(ApiError, match="Internal error encountered") as caught:
        apply(book(), _chart(overlayPosition=OVER))
    assert caught.value.code == 500


def test_a_chart_loses_what_it_shows_of_deleted_columns() -> None:
    target = book()
    apply(target, _chart(COLUMN, area(0, 3, 1, 2), overlayPosition=OVER))
    apply(target, {"deleteDimension": {"range": span("COLUMNS", 0, 1)}})
    (left,) = target.sheets[0].charts[0]["spec"]["basicChart"]["series"]
    assert left["series"]["sourceRange"]["sources"][0]["startColumnIndex"] == 0


def _table(**table: Any) -> Json:
    return {"addTable": {"table": {"range": area(0, 3, 0, 2), "tableId": "t", **table}}}


def _columns(target: Book) -> list[Json]:
    columns: list[Json] = target.sheets[0].tables[0]["columnProperties"]
    return columns


def test_a_table_names_its_columns() -> None:
    target = book(["Name", None], ["a", "b"])
    apply(target, _table())
    assert _columns(target) == [{"columnName": "Name"}, {"columnIndex": 1, "columnName": "Column 2"}]
    assert held(target)[0] == ["Name", "Column 2"]
    assert "Table header row cell must have a value." in refusal(target, _retyped({"columnType": "DATE"}))
    apply(target, _retyped({"columnName": "Open", "columnType": "BOOLEAN"}))
    assert _columns(target)[0] == {"columnName": "Open", "columnType": "BOOLEAN"}
    assert held(target) == [["Open", "Column 2"], [False, "b"], [False]]
    apply(target, {"deleteTable": {"tableId": "t"}})
    assert held(target) == []


def test_a_filter_covers_a_table_whole_or_not_at_all() -> None:
    target = book(["a", "b", "c"])
    apply(target, _table())
    message = "You can't apply a filter to a range that partially intersects a table."
    for request in ("setBasicFilter", "addFilterView"):
        assert message in refusal(target, {request: {"filter": {"range": area(0, 3, 0, 3)}}})
        apply(target, {request: {"filter": {"range": area(0, 3, 0, 2)}}})


def _retyped(*columns: Json) -> Json:
    table = {"tableId": "t", "columnProperties": list(columns)}
    return {"updateTable": {"table": table, "fields": "columnProperties"}}


def test_unnamed_columns_are_counted_and_header_cells_name_columns() -> None:
    target = book(["Name", "Price"])
    apply(target, _table(columnProperties=[{"columnIndex": 1, "columnType": "DOUBLE"}]))
    assert held(target)[0] == ["Name", "Column 1"]
    header = {"values": [text("Account"), {"userEnteredValue": {"formulaValue": "=1+1"}}]}
    apply(target, {"updateCells": {"start": {}, "rows": [header], "fields": "userEnteredValue"}})
    assert [column["columnName"] for column in _columns(target)] == ["Account", "Column 2"]
    assert held(target)[0] == ["Account", "Column 2"]


def test_typed_columns_take_no_validation() -> None:
    target = book()
    apply(target, _table(columnProperties=[{"columnType": "DOUBLE"}]))
    rule = {"condition": {"type": "BOOLEAN"}}
    refused = "This operation is not allowed on cells in typed columns"
    assert refused in refusal(target, {"setDataValidation": {"range": area(1, 2, 0, 2), "rule": rule}})
    apply(target, {"setDataValidation": {"range": area(1, 2, 1, 2), "rule": rule}})


def test_dropdown_columns_need_a_list() -> None:
    rule = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "a"}]}}
    bare = _table(columnProperties=[{"columnType": "DROPDOWN"}])
    assert "Condition must be set for dropdown column type." in refusal(book(), bare)
    other = _table(columnProperties=[{"columnType": "TEXT", "dataValidationRule": rule}])
    assert "Cannot set condition for non-dropdown column type." in refusal(book(), other)
    apply(book(), _table(columnProperties=[{"columnType": "DROPDOWN", "dataValidationRule": rule}]))


def test_tables_and_alternating_colours_exclude_each_other() -> None:
    target = book()
    bands = {"firstBandColorStyle": RED, "secondBandColorStyle": RED}
    banding: Json = {"addBanding": {"bandedRange": {"range": COLUMN, "rowProperties": bands}}}
    (reply,) = apply(target, banding)
    assert "alternating background colors" in refusal(target, _table())
    apply(target, {"deleteBanding": {"bandedRangeId": reply["addBanding"]["bandedRange"]["bandedRangeId"]}})
    apply(target, _table(name="Deals"))
    assert "alternating background colors" in refusal(target, banding)
    elsewhere = _table(tableId="u", name="deals", range=area(4, 6, 0, 2))
    assert 'A table with the name "deals" already exists.' in refusal(target, elsewhere)
