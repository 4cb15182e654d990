"""Cells written by the range: `updateCells`, `appendCells`, `repeatCell`."""

from __future__ import annotations

from collections.abc import Sequence

from tests.google.errors import bad
from tests.google.sheets import grid
from tests.google.sheets.a1 import Area
from tests.google.sheets.model import Json, Sheet
from tests.google.sheets.requests import ids, masks, refs, sizes, structure, writing
from tests.google.sheets.requests.batch import Batch


def _width(rows: Sequence[Json]) -> int:
    return max((len(row.get("values") or ()) for row in rows), default=0)


def update_cells(batch: Batch, request: Json) -> None:
    """Write rows of cells; with a range, the cells that they do not cover lose the named fields."""
    mask = masks.read(request, "CellData")
    rows = request["rows"]
    if "start" in request:
        sheet, top, left = batch.cell(request["start"])
        _write_from(batch, sheet, (top, left), rows, mask)
        return
    sheet, area = batch.area(request.get("range"))
    writing.check_fits(rows, area)
    batch.write(sheet, area)
    for row, data in enumerate(rows, area.top):
        width = len(data.get("values") or ())
        if width < area.width:
            writing.reset(sheet, Area(row, row + 1, area.left + width, area.right), mask)
    writing.reset(sheet, area._replace(top=area.top + len(rows)), mask)
    writing.write(sheet, area, rows, mask)


def _write_from(
    batch: Batch, sheet: Sheet, start: tuple[int, int], rows: Sequence[Json], mask: masks.Mask
) -> None:
    top, left = start
    writing.check_fits(rows, Area(top, sheet.row_count, left, sheet.column_count))
    area = Area(top, top + len(rows), left, left + _width(rows))
    batch.write(sheet, area)
    writing.write(sheet, area, rows, mask)


def append_cells(batch: Batch, request: Json) -> None:
    """Write rows of cells after the last row with data of a tab, or of a table, which grows."""
    mask = masks.read(request, "CellData")
    rows = request["rows"]
    if request.get("tableId"):
        sheet, top, left = _room_in_table(batch, request["tableId"], rows)
    else:
        sheet, top, left = batch.grid(request.get("sheetId")), 0, 0
        top = grid.last_row(sheet)
        missing = top + len(rows) - sheet.row_count
        if missing > 0:
            batch.check_tab(sheet)
            sizes.grow(batch, sheet, "ROWS", missing)
    if rows:
        _write_from(batch, sheet, (top, left), rows, mask)


def _room_in_table(batch: Batch, table_id: str, rows: Sequence[Json]) -> tuple[Sheet, int, int]:
    items, index = ids.owner_of(batch.book, "tables", "tableId", table_id, "table")
    sheet = next(sheet for sheet in batch.book.sheets if sheet.tables is items)
    place = items[index]["range"]
    left, right, end = place["startColumnIndex"], place["endColumnIndex"], place["endRowIndex"]
    if _width(rows) > right - left:
        raise bad(f"Attempting to write column: {right}, beyond the last requested column of: {right - 1}")
    body = Area(place["startRowIndex"] + 1, end, left, right)
    top = body.top + _used(sheet, body)
    missing = top + len(rows) - end
    if missing > 0:
        below = Area(end, end + missing, left, right)
        if below.bottom > sheet.row_count or _used(sheet, below):
            batch.check_tab(sheet)
            structure.insert(batch, sheet, "ROWS", end, missing)
        sheet.tables[index]["range"]["endRowIndex"] = end + missing
    return sheet, top, left


def _used(sheet: Sheet, area: Area) -> int:
    block = grid.block(sheet, area)
    return max((n for n, cells in enumerate(block, 1) if any(c is not None for c in cells)), default=0)


def repeat_cell(batch: Batch, request: Json) -> None:
    """Write one cell over a range; the references of a formula follow each cell."""
    mask = masks.read(request, "CellData")
    sheet, area = batch.area(request.get("range"))
    cell = request.get("cell", {})
    batch.write(sheet, area)
    if writing.VALUE in mask:
        writing.write(sheet, area, _repeated(cell, area), {writing.VALUE: {}})
    rest = {name: inner for name, inner in mask.items() if name != writing.VALUE}
    if rest:
        writing.fill(sheet, area, cell, rest)


def _repeated(cell: Json, area: Area) -> list[Json]:
    formula = cell.get(writing.VALUE, {}).get("formulaValue")
    if formula is None:
        return [{"values": [cell] * area.width}] * area.height
    return [
        {"values": [_formula(formula, row, column) for column in range(area.width)]}
        for row in range(area.height)
    ]


def _formula(formula: str, row: int, column: int) -> Json:
    return {writing.VALUE: {"formulaValue": refs.shifted(formula, row, column)}}


REQUESTS = {
    "updateCells": update_cells,
    "appendCells": append_cells,
    "repeatCell": repeat_cell,
}
