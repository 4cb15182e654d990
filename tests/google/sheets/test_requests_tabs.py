"""Tabs added, changed, moved, duplicated and deleted."""

from __future__ import annotations

from typing import Any

import pytest

from tests.google.sheets.editing import apply, area, book, held, refusal, span
from tests.google.sheets.model import Book, Formula, Json


def _add(title: str, **properties: Any) -> Json:
    return {"addSheet": {"properties": {"title": title, **properties}}}


def _update(fields: str, **properties: Any) -> Json:
    return {"updateSheetProperties": {"properties": properties, "fields": fields}}


def _titles(target: Book) -> list[str]:
    assert [sheet.properties["index"] for sheet in target.sheets] == list(range(len(target.sheets)))
    return [sheet.title for sheet in target.sheets]


def test_an_added_tab_is_answered_whole() -> None:
    target = book()
    wanted = _add("New", sheetId=7, tabColorStyle={"rgbColor": {"red": 1}}, gridProperties={"rowCount": 5})
    (reply,) = apply(target, wanted)
    assert reply["addSheet"]["properties"] == {
        "sheetId": 7,
        "title": "New",
        "index": 1,
        "sheetType": "GRID",
        "gridProperties": {"rowCount": 5, "columnCount": 26},
        "tabColor": {"red": 1},
        "tabColorStyle": {"rgbColor": {"red": 1}},
    }


def test_titles_and_ids_of_tabs_are_unique() -> None:
    target = book()
    apply(target, _add("New", sheetId=7))
    prefix = "Invalid requests[0].addSheet: A sheet with the "
    taken = prefix + 'name "new" already exists. Please enter another name.'
    assert refusal(target, _add("new")) == taken
    assert refusal(target, _add("Other", sheetId=7)).startswith(prefix + "id 7 already exists.")
    assert 'A sheet with the name "New"' in refusal(target, _update("title", title="New"))
    assert "The sheet name cannot be empty." in refusal(target, _update("title", title=""))


def test_untitled_tabs_get_a_free_title() -> None:
    target = book()
    apply(target, {"addSheet": {}}, _add("Sheet3"), {"addSheet": {}})
    assert _titles(target) == ["Sheet1", "Sheet2", "Sheet3", "Sheet4"]


@pytest.mark.parametrize(
    ("index", "order"),
    [(0, "ABCD"), (1, "ABCD"), (2, "BACD"), (4, "BCDA"), (None, "BCDA")],
    ids=["same", "next", "over one", "end", "none"],
)
def test_a_tab_moves_before_an_index_counted_before_the_move(index: int | None, order: str) -> None:
    target = book()
    apply(target, _update("title", title="A"), _add("B"), _add("C"), _add("D"))
    apply(target, _update("index", **({} if index is None else {"index": index})))
    assert "".join(_titles(target)) == order


def test_the_last_visible_tab_stays() -> None:
    target = book()
    delete: Json = {"deleteSheet": {"sheetId": 0}}
    assert "You can't remove all the sheets in a document." in refusal(target, delete)
    apply(target, _add("Hidden", hidden=True))
    assert "You can't remove all the visible sheets in a document." in refusal(target, delete)
    hide = _update("hidden", hidden=True)
    assert "You can't hide all the sheets in a document." in refusal(target, hide)


def test_formulas_follow_a_renamed_tab_and_lose_a_deleted_one() -> None:
    target = book([Formula("=New!A1&\"New!A1\"+SUM('New'!B:B)")])
    apply(target, _add("New", sheetId=7), _update("title", sheetId=7, title="It's new"))
    assert held(target) == [["='It''s new'!A1&\"New!A1\"+SUM('It''s new'!B:B)"]]
    apply(target, {"deleteSheet": {"sheetId": 7}})
    assert held(target) == [['=#REF!&"New!A1"+SUM(#REF!)']]


def test_what_hung_on_a_deleted_tab_is_gone() -> None:
    target = book()
    location = {"dimensionRange": span("ROWS", 0, 1, tab=7)}
    tag = {"metadataKey": "k", "visibility": "DOCUMENT", "location": location}
    named = {"name": "Data", "range": area(0, 1, 0, 1, tab=7)}
    apply(
        target,
        _add("New", sheetId=7),
        {"createDeveloperMetadata": {"developerMetadata": tag}},
        {"addNamedRange": {"namedRange": named}},
    )
    apply(target, {"deleteSheet": {"sheetId": 7}})
    assert (target.metadata, target.named_ranges) == ([], [])


def test_the_grid_shrinks_and_grows() -> None:
    target = book([1, 2, 3], [4, 5, 6])
    size = {"rowCount": 1, "columnCount": 2}
    apply(target, _update("gridProperties(rowCount,columnCount)", gridProperties=size))
    assert held(target) == [[1, 2]]
    grown = _update("gridProperties.rowCount", gridProperties={"rowCount": 10_000_000})
    assert "above the limit of 10000000 cells." in refusal(target, grown)
    assert target.sheets[0].row_count == 1


def test_not_all_rows_can_be_frozen_or_deleted() -> None:
    target = book()
    freeze = _update("gridProperties.frozenRowCount", gridProperties={"frozenRowCount": 10})
    assert "You can't freeze all visible rows on the sheet." in refusal(target, freeze)
    freeze["updateSheetProperties"]["properties"]["gridProperties"]["frozenRowCount"] = 2
    apply(target, freeze)
    hidden = {"range": span("ROWS", 2, 10), "properties": {"hiddenByUser": True}, "fields": "hiddenByUser"}
    apply(target, {"updateDimensionProperties": hidden})
    assert "You can't freeze all visible rows on the sheet." in refusal(target, freeze)
    rest: Json = {"deleteDimension": {"range": span("ROWS", 2, 10)}}
    assert "Sorry, it is not possible to delete all non-frozen rows." in refusal(target, rest)
    apply(target, {"deleteDimension": {"range": span("ROWS", 0, 1)}})
    assert target.sheets[0].properties["gridProperties"]["frozenRowCount"] == 1


def test_a_duplicate_takes_everything_but_protection() -> None:
    target = book(["x", Formula("=A1&Sheet1!A1")])
    chart = {"spec": {"pieChart": {"series": {"sourceRange": {"sources": [area(0, 3, 0, 1)]}}}}}
    position: Json = {"overlayPosition": {"anchorCell": {}}}
    apply(
        target,
        {"addChart": {"chart": {**chart, "chartId": 5, "position": position}}},
        {"addProtectedRange": {"protectedRange": {"range": {}}}},
        {"mergeCells": {"range": area(5, 7, 0, 1)}},
    )
    (reply,) = apply(target, {"duplicateSheet": {"sourceSheetId": 0, "newSheetId": 8, "insertSheetIndex": 1}})
    assert reply["duplicateSheet"]["properties"]["title"] == "Copy of Sheet1"
    copy = target.sheets[1]
    assert held(target, 1) == [["x", "=A1&Sheet1!A1"]]
    assert copy.protected_ranges == []
    assert copy.merges == [area(5, 7, 0, 1, tab=8)]
    assert copy.charts[0]["chartId"] != 5
    series = copy.charts[0]["spec"]["pieChart"]["series"]
    assert series["sourceRange"]["sources"] == [area(0, 3, 0, 1, tab=8)]
