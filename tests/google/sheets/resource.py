"""A spreadsheet as the API's Spreadsheet: its properties, its tabs and what is attached to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tests.google.masks import Mask
from tests.google.sheets import marks
from tests.google.sheets.cells import grid_data
from tests.google.sheets.grid import whole
from tests.google.sheets.model import Book, Json, Sheet
from tests.google.sheets.notation import Place
from tests.google.sheets.protection import shown as shown_protection

URL = "https://docs.google.com/spreadsheets/d/{}/edit"

ATTACHED = (
    ("merges", "merges"),
    ("conditionalFormats", "conditional_formats"),
    ("filterViews", "filter_views"),
    ("charts", "charts"),
    ("bandedRanges", "banded_ranges"),
    ("rowGroups", "row_groups"),
    ("columnGroups", "column_groups"),
    ("slicers", "slicers"),
    ("tables", "tables"),
    ("basicFilter", "basic_filter"),
)
"""What is attached to a tab: its name in the API, and in the model."""

ALWAYS = frozenset({"sheetId", "index", "title", "rowCount", "columnCount"})


@dataclass(frozen=True)
class View:
    """Who looks, at which areas (None: all tabs), and at which fields of the cells (None: no cells)."""

    caller: str
    owner: str
    areas: Sequence[Place] | None = None
    cells: Mask | None = None


def without_zero_tabs(node: Any) -> Any:
    """A copy in which every range of tab 0 lacks its `sheetId`, as in Google's answers."""
    if isinstance(node, list):
        return [without_zero_tabs(item) for item in node]
    if isinstance(node, dict):
        return {
            key: without_zero_tabs(value) for key, value in node.items() if key != "sheetId" or value != 0
        }
    return node


def properties(sheet: Sheet) -> Json:
    """A tab's SheetProperties as answered: without what is at its default."""
    return {key: _set_only(value) for key, value in sheet.properties.items() if value or key in ALWAYS}


def _set_only(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return {key: inner for key, inner in value.items() if inner or key in ALWAYS or isinstance(inner, dict)}


def _tab(book: Book, sheet: Sheet, view: View) -> Json:
    answer: Json = {"properties": properties(sheet)}
    if view.cells is not None and sheet.properties["sheetType"] == "GRID":
        areas = [area for tab, area in view.areas or [(sheet, whole(sheet))] if tab is sheet]
        answer["data"] = [grid_data(book, sheet, area, view.cells) for area in areas]
    rest: Json = {name: getattr(sheet, field) for name, field in ATTACHED}
    rest["protectedRanges"] = [
        shown_protection(book, item, view.caller, view.owner) for item in sheet.protected_ranges
    ]
    answer |= {name: without_zero_tabs(value) for name, value in rest.items() if value}
    tagged = marks.at(book, "SHEET", sheet.id)
    return answer | {"developerMetadata": tagged} if tagged else answer


def spreadsheet_json(book: Book, view: View) -> Json:
    """A spreadsheet as the API's Spreadsheet."""
    named = None if view.areas is None else {id(sheet) for sheet, _ in view.areas}
    answer: Json = {
        "spreadsheetId": book.id,
        "properties": book.properties,
        "sheets": [_tab(book, sheet, view) for sheet in book.sheets if named is None or id(sheet) in named],
        "spreadsheetUrl": URL.format(book.id),
        "developerMetadata": marks.at(book, "SPREADSHEET"),
    }
    return {name: value for name, value in answer.items() if value}
