"""The columns of tables, when columns of their tab come, go or move, and when their headers are written."""

from __future__ import annotations

from tests.google.sheets import grid
from tests.google.sheets.a1 import Area
from tests.google.sheets.model import Book, Json, Sheet
from tests.google.sheets.requests.areas import overlap
from tests.google.sheets.requests.changes import Change


def beginnings(sheet: Sheet) -> list[tuple[Json, int]]:
    """The tables of a tab, each with its first column."""
    return [(table, table["range"]["startColumnIndex"]) for table in sheet.tables]


def follow(sheet: Sheet, tables: list[tuple[Json, int]], change: Change) -> None:
    """Renumber the columns of tables, each given with where it began; new columns get a name."""
    for table, old_left in tables:
        if table in sheet.tables:
            _renumber(sheet, table, old_left, change)


def _renumber(sheet: Sheet, table: Json, old_left: int, change: Change) -> None:
    place = table["range"]
    left, right = place["startColumnIndex"], place["endColumnIndex"]
    columns: dict[int, Json] = {}
    for column in table["columnProperties"]:
        now = change.index(old_left + column.get("columnIndex", 0))
        if now is not None and left <= now < right:
            columns[now - left] = column
    for index in range(right - left):
        if index not in columns:
            columns[index] = {"columnName": f"Column {index + 1}"}
            grid.put(sheet, place["startRowIndex"], left + index, f"Column {index + 1}")
    table["columnProperties"] = [
        {**({"columnIndex": index} if index else {}), **_unplaced(columns[index])}
        for index in sorted(columns)
    ]


def name_by_headers(book: Book) -> None:
    """Name the columns of tables as their header cells read; what is no text there becomes one."""
    for sheet in book.sheets:
        for table in sheet.tables:
            for column in table["columnProperties"]:
                _name(sheet, table["range"], column)


def _name(sheet: Sheet, place: Json, column: Json) -> None:
    index = column.get("columnIndex", 0)
    row, position = place["startRowIndex"], place["startColumnIndex"] + index
    header = grid.content(sheet, row, position)
    if not isinstance(header, str):
        header = f"Column {index + 1}"
        grid.row_cells(sheet, row, position + 1)
        sheet.rows[row] = sheet.rows[row][:]
        grid.put(sheet, row, position, header)
    column["columnName"] = header


def typed(sheet: Sheet, area: Area) -> bool:
    """Tell whether an area has cells of a table's typed columns."""
    for table in sheet.tables:
        place = table["range"]
        body = Area(place["startRowIndex"] + 1, place["endRowIndex"], 0, 0)
        for column in table["columnProperties"]:
            left = place["startColumnIndex"] + column.get("columnIndex", 0)
            if column.get("columnType") and overlap(body._replace(left=left, right=left + 1), area):
                return True
    return False


def _unplaced(column: Json) -> Json:
    return {name: value for name, value in column.items() if name != "columnIndex"}
