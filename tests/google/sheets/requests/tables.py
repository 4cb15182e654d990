"""Tables: named ranges of rows with typed columns."""

from __future__ import annotations

from tests.google.errors import bad
from tests.google.sheets import celldata, grid
from tests.google.sheets.a1 import Area
from tests.google.sheets.model import Json, Sheet
from tests.google.sheets.requests import ids, masks, writing
from tests.google.sheets.requests.answers import copied, tidy
from tests.google.sheets.requests.banding import check_free
from tests.google.sheets.requests.batch import Batch

NUMBER_FORMATS = {
    "DOUBLE": "NUMBER",
    "CURRENCY": "CURRENCY",
    "PERCENT": "PERCENT",
    "DATE": "DATE",
    "TIME": "TIME",
    "DATE_TIME": "DATE_TIME",
}

EVERY_FIELD: masks.Mask = {
    "userEnteredValue": {},
    "userEnteredFormat": {},
    "note": {},
    "dataValidation": {},
}


def _check_name(batch: Batch, name: str, itself: Json | None = None) -> None:
    for other in ids.every(batch.book, "tables"):
        if other is not itself and other["name"].casefold() == name.casefold():
            raise bad(f'A table with the name "{name}" already exists. Please enter another name.')


def _free_name(batch: Batch) -> str:
    taken = {table["name"].casefold() for table in ids.every(batch.book, "tables")}
    number = 1
    while f"table{number}" in taken:
        number += 1
    return f"Table{number}"


def _bounds(batch: Batch, table: Json) -> tuple[Sheet, Area]:
    if "range" not in table:
        raise bad("Must specify a range.")
    sheet, area = batch.area(table["range"])
    if not (area.height and area.width):
        raise bad("The range of a table cannot be empty.")
    table["range"] = {
        **({"sheetId": sheet.id} if sheet.id else {}),
        "startRowIndex": area.top,
        "endRowIndex": area.bottom,
        "startColumnIndex": area.left,
        "endColumnIndex": area.right,
    }
    return sheet, area


def _check_column(column: Json, width: int) -> None:
    if not 0 <= column.get("columnIndex", 0) < width:
        raise bad(f"Column index {column.get('columnIndex', 0)} is outside the table.")
    rule = column.get("dataValidationRule", {}).get("condition")
    if column.get("columnType") != "DROPDOWN":
        if rule:
            raise bad("Cannot set condition for non-dropdown column type.")
    elif not rule:
        raise bad("Condition must be set for dropdown column type.")
    elif rule.get("type") != "ONE_OF_LIST":
        raise bad("Only ONE_OF_LIST conditions are supported for dropdown column type.")


def _columns(batch: Batch, sheet: Sheet, area: Area, wanted: list[Json]) -> list[Json]:
    """The columns as they are kept, one for each of the area; their header cells say their names."""
    by_index: dict[int, Json] = {}
    for column in wanted:
        _check_column(column, area.width)
        by_index[column.get("columnIndex", 0)] = column
    batch.edit(sheet, area)
    unnamed = iter(range(1, area.width + 1))
    columns = []
    for index in range(area.width):
        given = by_index.get(index, {})
        name = given.get("columnName") or _name(sheet, area, index)
        if given and not given.get("columnName"):
            name = f"Column {next(unnamed)}"
        cell = {"userEnteredValue": {"stringValue": name}}
        celldata.apply_cell(sheet, area.top, area.left + index, cell, {"userEnteredValue": {}})
        kept = tidy(given | {"columnIndex": index, "columnName": name})
        _retype(sheet, area, index, kept.get("columnType", ""))
        columns.append(kept)
    return columns


def _name(sheet: Sheet, area: Area, index: int) -> str:
    header = grid.content(sheet, area.top, area.left + index)
    return header if isinstance(header, str) else f"Column {index + 1}"


def _retype(sheet: Sheet, area: Area, index: int, kind: str) -> None:
    column = area.left + index
    body = range(area.top + 1, area.bottom)
    if kind == "BOOLEAN":
        for row in body:
            if not isinstance(grid.content(sheet, row, column), bool):
                grid.put(sheet, row, column, value=False)
    if kind in NUMBER_FORMATS:
        cell = {"userEnteredFormat": {"numberFormat": {"type": NUMBER_FORMATS[kind]}}}
        mask: masks.Mask = {"userEnteredFormat": {"numberFormat": {}}}
        for row in body:
            celldata.apply_cell(sheet, row, column, cell, mask)


def add_table(batch: Batch, request: Json) -> Json:
    """Make a table of a range."""
    wanted = request.get("table") or {}
    table = tidy(wanted)
    sheet, area = _bounds(batch, table)
    name = table.get("name") or _free_name(batch)
    _check_name(batch, name)
    check_free(batch, sheet, table)
    columns = _columns(batch, sheet, area, wanted.get("columnProperties", []))
    table |= {
        "tableId": ids.table_id(batch.book, table.get("tableId")),
        "name": name,
        "columnProperties": columns,
    }
    sheet.tables.append(table)
    return {"table": copied(table)}


def _find(batch: Batch, table_id: str | None) -> tuple[Sheet, int]:
    items, index = ids.owner_of(batch.book, "tables", "tableId", table_id, "table")
    sheet = next(sheet for sheet in batch.book.sheets if sheet.tables is items)
    return sheet, index


def update_table(batch: Batch, request: Json) -> None:
    """Change a table; new columns replace all of the old ones."""
    wanted = request.get("table") or {}
    mask = masks.read(request, "Table")
    sheet, index = _find(batch, wanted.get("tableId"))
    table = sheet.tables[index]
    batch.check(sheet, batch.area(table["range"])[1])
    if "name" in mask:
        if not wanted.get("name"):
            raise bad("The table name cannot be empty.")
        _check_name(batch, wanted["name"], table)
    simple = {name: mask[name] for name in mask if name in ("name", "rowsProperties")}
    masks.assign(table, tidy(wanted), simple)
    if "range" in mask and "range" in wanted:
        table["range"] = tidy(wanted["range"])
    other, area = _bounds(batch, table)
    if other is not sheet:
        raise bad("A table cannot be moved to another sheet.")
    check_free(batch, sheet, table)
    columns = wanted.get("columnProperties", []) if "columnProperties" in mask else None
    _update_columns(batch, sheet, area, table, columns)


def _update_columns(batch: Batch, sheet: Sheet, area: Area, table: Json, wanted: list[Json] | None) -> None:
    if wanted is not None:
        if not all(column.get("columnName") for column in wanted):
            raise bad("Table header row cell must have a value.")
        table["columnProperties"] = _columns(batch, sheet, area, wanted)
    elif len(table["columnProperties"]) != area.width:
        kept = [item for item in table["columnProperties"] if item.get("columnIndex", 0) < area.width]
        table["columnProperties"] = _columns(batch, sheet, area, kept)


def delete_table(batch: Batch, request: Json) -> None:
    """Delete a table with what its cells hold."""
    sheet, index = _find(batch, request.get("tableId"))
    area = batch.area(sheet.tables[index]["range"])[1]
    batch.write(sheet, area)
    ids.detach(batch.book, "tableId", sheet.tables[index])
    del sheet.tables[index]
    writing.reset(sheet, area, EVERY_FIELD)


REQUESTS = {"addTable": add_table, "updateTable": update_table, "deleteTable": delete_table}
