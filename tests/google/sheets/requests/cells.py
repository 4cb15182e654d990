"""Cells written by the range: `updateCells`, `appendCells`, `repeatCell`.

Plain values are written by the row, everything else cell by cell. No row's list is written to: a row with
other contents is a new list, for the old one may be what a failing batch goes back to. Extras are written in
place.
"""

from __future__ import annotations

from collections.abc import Sequence

from tests.google.errors import bad
from tests.google.masks import Mask, written
from tests.google.sheets import entry, grid
from tests.google.sheets.cells import RUNS, apply_cell, content_of
from tests.google.sheets.model import Content, Json, Sheet
from tests.google.sheets.notation import Area, area_of
from tests.google.sheets.requests.batch import Batch
from tests.google.sheets.requests.dimensions import make_room
from tests.google.sheets.requests.references import shifted
from tests.google.sheets.requests.tables import room_in_table

VALUE = "userEnteredValue"
SAFE_BITS = 53


def _check_fits(rows: Sequence[Json], area: Area) -> None:
    for word, end, fits in (
        ("row", area.bottom, len(rows) <= area.height),
        ("column", area.right, _width(rows) <= area.width),
    ):
        if not fits:
            raise bad(f"Attempting to write {word}: {end}, beyond the last requested {word} of: {end - 1}")


def _width(rows: Sequence[Json]) -> int:
    return max((len(row.get("values") or ()) for row in rows), default=0)


def _write(sheet: Sheet, area: Area, rows: Sequence[Json], mask: Mask) -> None:
    """Write rows of CellData from the top left of an area; a row may be shorter than the area."""
    rest = {name: inner for name, inner in mask.items() if name != VALUE}
    for row, data in enumerate(rows, area.top):
        cells = data.get("values") or ()
        if VALUE in mask:
            if row in sheet.extras:
                _end_runs(sheet, Area(row, row + 1, area.left, area.left + len(cells)))
            _replace(sheet, row, area.left, [_content(cell.get(VALUE)) for cell in cells])
        if rest:
            for column, cell in enumerate(cells, area.left):
                apply_cell(sheet, row, column, cell, rest)


def _replace(sheet: Sheet, row: int, left: int, contents: list[Content]) -> None:
    stored = sheet.rows
    while len(stored) <= row:
        stored.append([])
    old = stored[row]
    before = old[:left] + [None] * (left - len(old)) if left else []
    stored[row] = before + contents + old[left + len(contents) :]


def _content(value: Json | None) -> Content:
    # Millions of these come at once: the common kinds are told apart here.
    if not value:
        return None
    if "stringValue" in value:
        text: str = value["stringValue"] or ""
        return entry.raw(text) if len(text) > entry.TEXT_LIMIT else text or None
    number = value.get("numberValue")
    return number if type(number) is int and number.bit_length() < SAFE_BITS else content_of(value)


def _end_runs(sheet: Sheet, area: Area) -> None:
    for row, column, value in list(grid.extras_in(sheet, area)):
        if any(name in value for name in RUNS):
            grid.set_extra(sheet, row, column, {k: item for k, item in value.items() if k not in RUNS})


def reset(sheet: Sheet, area: Area, mask: Mask) -> None:
    """Empty the named fields of every cell of an area."""
    if area.height < 1 or area.width < 1:
        return
    if VALUE in mask:
        for row in range(area.top, min(area.bottom, len(sheet.rows))):
            stop = min(area.right, len(sheet.rows[row]))
            if stop > area.left:
                _replace(sheet, row, area.left, [None] * (stop - area.left))
        _end_runs(sheet, area)
    rest = {name: inner for name, inner in mask.items() if name != VALUE}
    if rest:
        for row, column, _ in list(grid.extras_in(sheet, area)):
            apply_cell(sheet, row, column, {}, rest)


def _update(batch: Batch, request: Json) -> None:
    """Write rows of cells; with a range, the cells that they do not cover lose the named fields."""
    mask, rows = written(request, "CellData"), request.get("rows", [])
    if "start" in request:
        _write_from(batch, *batch.cell(request["start"]), rows, mask)
        return
    sheet, area = batch.area(request.get("range"))
    _check_fits(rows, area)
    batch.write(sheet, area)
    for row, data in enumerate(rows, area.top):
        width = len(data.get("values") or ())
        if width < area.width:
            reset(sheet, Area(row, row + 1, area.left + width, area.right), mask)
    reset(sheet, area._replace(top=area.top + len(rows)), mask)
    _write(sheet, area, rows, mask)


def _write_from(batch: Batch, sheet: Sheet, top: int, left: int, rows: Sequence[Json], mask: Mask) -> None:
    _check_fits(rows, Area(top, sheet.row_count, left, sheet.column_count))
    area = Area(top, top + len(rows), left, left + _width(rows))
    batch.write(sheet, area)
    _write(sheet, area, rows, mask)


def _append(batch: Batch, request: Json) -> None:
    """Write rows of cells after the last row with data of a tab, or of a table, which grows."""
    mask, rows = written(request, "CellData"), request.get("rows", [])
    if request.get("tableId"):
        sheet, top, left = room_in_table(batch, request["tableId"], len(rows), _width(rows))
    else:
        sheet, left = batch.grid(request.get("sheetId")), 0
        top = grid.last_row(sheet)
        make_room(batch, sheet, Area(0, top + len(rows), 0, 0))
    if rows:
        _write_from(batch, sheet, top, left, rows, mask)


def _repeat(batch: Batch, request: Json) -> None:
    """Write one cell over a range; the references of a formula follow each cell."""
    mask, cell = written(request, "CellData"), request.get("cell", {})
    sheet, area = batch.area(request.get("range"))
    batch.write(sheet, area)
    if VALUE in mask:
        _write(sheet, area, _repeated(cell, area), {VALUE: {}})
    rest = {name: inner for name, inner in mask.items() if name != VALUE}
    if rest:
        _fill(sheet, area, cell, rest)


def _repeated(cell: Json, area: Area) -> list[Json]:
    formula = cell.get(VALUE, {}).get("formulaValue")
    if formula is None:
        return [{"values": [cell] * area.width}] * area.height
    return [
        {"values": [{VALUE: {"formulaValue": shifted(formula, row, column)}} for column in range(area.width)]}
        for row in range(area.height)
    ]


def _fill(sheet: Sheet, area: Area, cell: Json, mask: Mask) -> None:
    """Give every cell of an area the same fields, values aside."""
    model, now = Sheet(properties={}), None
    for row in area.rows:
        cells = sheet.extras.get(row, {})
        for column in area.columns:
            # Neighbours mostly carry the same: what comes of it is worked out once.
            if now is None or cells.get(column, {}) != now:
                now = cells.get(column, {})
                grid.set_extra(model, 0, 0, now)
                apply_cell(model, 0, 0, cell, mask)
            grid.set_extra(sheet, row, column, grid.extras_at(model, 0, 0))


def _delete_table(batch: Batch, request: Json) -> None:
    """Delete a table with what its cells hold."""
    sheet, items, index = batch.find("tables", "tableId", request.get("tableId"))
    area = area_of(items[index]["range"])
    batch.write(sheet, area)
    del items[index]
    reset(sheet, area, {VALUE: {}, "userEnteredFormat": {}, "note": {}, "dataValidation": {}})


REQUESTS = {
    "updateCells": _update,
    "appendCells": _append,
    "repeatCell": _repeat,
    "deleteTable": _delete_table,
}
