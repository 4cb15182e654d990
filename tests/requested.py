"""What people do to a spreadsheet, as the requests that Google gets; rows and columns count from 0."""

from __future__ import annotations

from typing import Any, Literal

from tests.loading import OWNER, Json, cell_data

Dimension = Literal["ROWS", "COLUMNS"]


def span(tab: int, dimension: Dimension, first: int, last: int) -> Json:
    """Some rows or columns, the last excluded."""
    return {"sheetId": tab, "dimension": dimension, "startIndex": first, "endIndex": last}


def area(tab: int, rows: tuple[int, int], columns: tuple[int, int]) -> Json:
    """A rectangle, its ends excluded."""
    across = {"startColumnIndex": columns[0], "endColumnIndex": columns[1]}
    return {"sheetId": tab, "startRowIndex": rows[0], "endRowIndex": rows[1], **across}


def inserted(tab: int, dimension: Dimension, first: int, last: int) -> Json:
    """Rows or columns more."""
    return {"insertDimension": {"range": span(tab, dimension, first, last)}}


def deleted(tab: int, dimension: Dimension, first: int, last: int) -> Json:
    """Rows or columns less."""
    return {"deleteDimension": {"range": span(tab, dimension, first, last)}}


def moved(tab: int, dimension: Dimension, first: int, to: int) -> Json:
    """A row or a column dragged elsewhere."""
    return {"moveDimension": {"source": span(tab, dimension, first, first + 1), "destinationIndex": to}}


def typed(tab: int, row: int, column: int, *cells: Any) -> Json:
    """Values typed from a cell to the right."""
    start = {"sheetId": tab, "rowIndex": row, "columnIndex": column}
    values = {"start": start, "rows": [{"values": [cell_data(each) for each in cells]}]}
    return {"updateCells": {**values, "fields": "userEnteredValue"}}


def row_added(tab: int, *cells: Any) -> Json:
    """A row typed under the last."""
    rows = [{"values": [cell_data(each) for each in cells]}]
    return {"appendCells": {"sheetId": tab, "rows": rows, "fields": "userEnteredValue"}}


def cleared(tab: int, **place: int) -> Json:
    """Cells emptied, by default all of a tab."""
    return {"updateCells": {"range": {"sheetId": tab, **place}, "fields": "userEnteredValue"}}


def tab_renamed(tab: int, title: str) -> Json:
    """A tab renamed."""
    return {"updateSheetProperties": {"properties": {"sheetId": tab, "title": title}, "fields": "title"}}


def sorted_by(column: int, order: str, **place: int) -> Json:
    """Rows sorted by a column."""
    return {"sortRange": {"range": place, "sortSpecs": [{"dimensionIndex": column, "sortOrder": order}]}}


def guarded(tab: int, **given: Any) -> Json:
    """A tab, or the rows and columns given, that nobody but the owner may change."""
    more = {name: given.pop(name) for name in ("description", "warningOnly") if name in given}
    editors = {"users": [OWNER], "domainUsersCanEdit": False}
    return {
        "addProtectedRange": {
            "protectedRange": {"range": {"sheetId": tab, **given}, "editors": editors, **more}
        }
    }
