"""Tables: named ranges of rows with typed columns."""

from __future__ import annotations

from tests.google.errors import bad
from tests.google.masks import Mask
from tests.google.sheets import grid
from tests.google.sheets.cells import apply_cell, tidy
from tests.google.sheets.model import Book, Json, Sheet
from tests.google.sheets.notation import Area, area_of, grid_range
from tests.google.sheets.requests import structure
from tests.google.sheets.requests.batch import Batch

NUMBER_FORMATS = {
    "DOUBLE": "NUMBER",
    "CURRENCY": "CURRENCY",
    "PERCENT": "PERCENT",
    "DATE": "DATE",
    "TIME": "TIME",
    "DATE_TIME": "DATE_TIME",
}

LOOKS: Mask = {"userEnteredFormat": {"numberFormat": {}}}


def check_uncoloured(sheet: Sheet, area: Area) -> None:
    """Refuse alternating colours where there are some already, a table's included."""
    if any(area_of(other["range"]).meets(area) for other in (*sheet.banded_ranges, *sheet.tables)):
        raise bad(
            "You cannot add alternating background colors to a range that already has "
            "alternating background colors."
        )


def typed(sheet: Sheet, area: Area) -> bool:
    """Whether an area has cells of a table's typed columns."""
    return any(
        body._replace(left=body.left + index, right=body.left + index + 1).meets(area)
        for table in sheet.tables
        for body in [area_of(table["range"])._replace(top=area_of(table["range"]).top + 1)]
        for index in (column.get("columnIndex", 0) for column in table["columnProperties"] if _kind(column))
    )


def _kind(column: Json) -> str:
    return str(column.get("columnType", ""))


def name_by_headers(book: Book) -> None:
    """Name the columns of tables as their header cells read; what is no text there becomes one."""
    for sheet in book.sheets:
        for table in sheet.tables:
            area = area_of(table["range"])
            for column in table["columnProperties"]:
                index = column.get("columnIndex", 0)
                header = grid.content(sheet, area.top, area.left + index)
                if not isinstance(header, str):
                    header = f"Column {index + 1}"
                    grid.row_cells(sheet, area.top, 0)
                    sheet.rows[area.top] = sheet.rows[area.top][:]
                    grid.put(sheet, area.top, area.left + index, header)
                column["columnName"] = header


def room_in_table(batch: Batch, table_id: str, height: int, width: int) -> tuple[Sheet, int, int]:
    """Make room for rows after the last one with data of a table, which grows; where they go."""
    sheet, items, index = batch.find("tables", "tableId", table_id)
    area = area_of(items[index]["range"])
    if width > area.width:
        end = area.right
        raise bad(f"Attempting to write column: {end}, beyond the last requested column of: {end - 1}")
    top = area.top + 1 + _filled(sheet, area._replace(top=area.top + 1))
    missing = top + height - area.bottom
    if missing > 0:
        below = area._replace(top=area.bottom, bottom=area.bottom + missing)
        if below.bottom > sheet.row_count or _filled(sheet, below):
            batch.check_tab(sheet)
            structure.insert(batch, sheet, "ROWS", area.bottom, missing)
        sheet.tables[index]["range"]["endRowIndex"] = area.bottom + missing
    return sheet, top, area.left


def _filled(sheet: Sheet, area: Area) -> int:
    block = grid.block(sheet, area)
    return max((n for n, cells in enumerate(block, 1) if any(c is not None for c in cells)), default=0)


def _check_column(column: Json, width: int) -> None:
    if column.get("columnIndex", 0) not in range(width):
        raise bad(f"Column index {column.get('columnIndex', 0)} is outside the table.")
    rule = column.get("dataValidationRule", {}).get("condition")
    if _kind(column) != "DROPDOWN":
        if rule:
            raise bad("Cannot set condition for non-dropdown column type.")
    elif not rule:
        raise bad("Condition must be set for dropdown column type.")
    elif rule.get("type") != "ONE_OF_LIST":
        raise bad("Only ONE_OF_LIST conditions are supported for dropdown column type.")


def _column(sheet: Sheet, area: Area, index: int, given: Json) -> Json:
    """A column as it is kept; its header cell says its name."""
    header = grid.content(sheet, area.top, area.left + index)
    name = given.get("columnName") or (header if isinstance(header, str) else f"Column {index + 1}")
    grid.put(sheet, area.top, area.left + index, name)
    kept: Json = tidy(given | {"columnIndex": index, "columnName": name})
    if not index:
        kept.pop("columnIndex", None)
    for row in range(area.top + 1, area.bottom):
        place = row, area.left + index
        if _kind(given) == "BOOLEAN" and not isinstance(grid.content(sheet, *place), bool):
            grid.put(sheet, *place, value=False)
        if looks := NUMBER_FORMATS.get(_kind(given)):
            apply_cell(sheet, *place, {"userEnteredFormat": {"numberFormat": {"type": looks}}}, LOOKS)
    return kept


def _add(batch: Batch, request: Json) -> Json:
    """Make a table of a range."""
    wanted = request.get("table") or {}
    sheet, area = batch.area(wanted.get("range"))
    if not (area.height and area.width):
        raise bad("The range of a table cannot be empty.")
    taken = {table["name"].casefold() for tab in batch.book.sheets for table in tab.tables}
    name = wanted.get("name") or f"Table{len(taken) + 1}"
    if name.casefold() in taken:
        raise bad(f'A table with the name "{name}" already exists. Please enter another name.')
    check_uncoloured(sheet, area)
    given = {column.get("columnIndex", 0): column for column in wanted.get("columnProperties", [])}
    for column in given.values():
        _check_column(column, area.width)
    batch.edit(sheet, area)
    table = tidy(wanted) | {
        "tableId": wanted.get("tableId") or str(batch.fresh_id([], "", None)),
        "name": name,
        "range": grid_range(sheet.id, area),
        "columnProperties": [
            _column(sheet, area, index, given.get(index, {})) for index in range(area.width)
        ],
    }
    sheet.tables.append(table)
    return {"table": table}


REQUESTS = {"addTable": _add}
