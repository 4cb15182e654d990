"""Rows and columns inserted, appended, deleted, moved, hidden and resized."""

from __future__ import annotations

from tests.google.errors import bad
from tests.google.sheets import celldata, display, grid
from tests.google.sheets.grid import Dimension, extra
from tests.google.sheets.model import Book, Content, Json, Sheet
from tests.google.sheets.protection import Rectangle
from tests.google.sheets.requests import masks, sizes, structure
from tests.google.sheets.requests.batch import Batch, all_columns, all_rows
from tests.google.sheets.requests.merges import check_crossing

INHERITED = ("userEnteredFormat", "dataValidation")
"""What new rows and columns take over from those beside them."""

ONE: dict[Dimension, str] = {"ROWS": "row", "COLUMNS": "column"}


def dimension_of(request: Json) -> Dimension:
    """Read which of the two is meant.

    Raises:
        ApiError: if neither is.
    """
    name = request.get("dimension")
    if name not in sizes.WORDS:
        raise bad("No dimension specified.")
    return "ROWS" if name == "ROWS" else "COLUMNS"


def stretch(batch: Batch, span: Json | None) -> tuple[Sheet, Dimension, int, int]:
    """Read a DimensionRange: its tab, dimension, start and end, the open end closed at the grid's."""
    if span is None:
        raise bad("Must specify a range.")
    sheet, dimension = batch.grid(span.get("sheetId")), dimension_of(span)
    start, end = span.get("startIndex", 0), span.get("endIndex")
    end = sizes.count(sheet, dimension) if end is None else end
    if start < 0:
        raise bad(f"range.startIndex[{start}] cannot be negative.")
    if end <= start:
        raise bad(f"range.endIndex[{end}] must be after range.startIndex[{start}].")
    return sheet, dimension, start, end


def full(dimension: Dimension, start: int, end: int) -> Rectangle:
    """Whole rows or columns as a rectangle."""
    return all_columns(start, end) if dimension == "ROWS" else all_rows(start, end)


def insert_dimension(batch: Batch, request: Json) -> None:
    """Insert rows or columns, formatted like those before or after them."""
    span = request.get("range") or {}
    if "endIndex" not in span:
        raise bad("Both the start and end indexes of the range must be bounded.")
    sheet, dimension, start, end = stretch(batch, span)
    before = bool(request.get("inheritFromBefore"))
    size = sizes.count(sheet, dimension)
    if before and start == 0:
        raise bad("range.startIndex[0] must be greater than 0 if inheritFromBefore is true.")
    if start > size:
        raise bad(f"range.startIndex is larger than current grid size ({size})")
    if start == size and not before:
        raise bad(f"range.startIndex must be less than the grid size ({size}) if inheritFromBefore is false.")
    batch.check_tab(sheet)
    structure.insert(batch, sheet, dimension, start, end - start)
    sizes.check_columns(sheet.properties["gridProperties"])
    _inherit(sheet, dimension, start - 1 if before else end, range(start, end))


def _inherit(sheet: Sheet, dimension: Dimension, source: int, targets: range) -> None:
    metadata = sheet.row_metadata if dimension == "ROWS" else sheet.column_metadata
    if source in metadata:
        metadata.update({target: dict(metadata[source]) for target in targets})
    for target in targets:
        if dimension == "ROWS":
            _inherit_row(sheet, source, target)
        else:
            for row in list(sheet.extras):
                _inherit_cell(sheet, (row, source), (row, target))


def _inherit_row(sheet: Sheet, source: int, target: int) -> None:
    for column in list(sheet.extras.get(source, {})):
        _inherit_cell(sheet, (source, column), (target, column))


def _inherit_cell(sheet: Sheet, source: tuple[int, int], target: tuple[int, int]) -> None:
    carried = extra(sheet, *source)
    grid.set_extra(sheet, *target, {name: carried[name] for name in INHERITED if name in carried})


def append_dimension(batch: Batch, request: Json) -> None:
    """Append rows or columns at the end of the grid."""
    sheet, dimension = batch.grid(request.get("sheetId")), dimension_of(request)
    length = request.get("length", 0)
    if length < 1:
        raise bad("length must be greater than 0.")
    batch.check_tab(sheet)
    sizes.grow(batch, sheet, dimension, length)


def delete_dimension(batch: Batch, request: Json) -> None:
    """Delete rows or columns."""
    sheet, dimension, start, end = stretch(batch, request.get("range"))
    size = sizes.count(sheet, dimension)
    if end > size:
        raise bad(
            f"Cannot delete a {ONE[dimension]} that doesn't exist. Tried to delete {ONE[dimension]} index "
            f"{max(start, size)} but there are only {size} {sizes.WORDS[dimension]}."
        )
    batch.check_tab(sheet)
    batch.check(sheet, full(dimension, start, end))
    sizes.check_deletion(sheet, dimension, start, end)
    lost = max(0, min(end, sizes.frozen(sheet, dimension)) - start)
    structure.delete(batch, sheet, dimension, start, end)
    if lost:
        _thaw(sheet, dimension, lost)


def _thaw(sheet: Sheet, dimension: Dimension, lost: int) -> None:
    properties = sheet.properties["gridProperties"]
    properties[sizes.FROZEN[dimension]] -= lost
    if not properties[sizes.FROZEN[dimension]]:
        del properties[sizes.FROZEN[dimension]]


def move_dimension(batch: Batch, request: Json) -> None:
    """Move rows or columns."""
    sheet, dimension, start, end = stretch(batch, request.get("source"))
    size, destination = sizes.count(sheet, dimension), request.get("destinationIndex", 0)
    if end > size:
        raise bad(f"Cannot move {sizes.WORDS[dimension]} that don't exist: there are only {size}.")
    if not 0 <= destination <= size:
        raise bad(f"destinationIndex[{destination}] must be between 0 and {size}.")
    batch.check_tab(sheet)
    batch.check(sheet, full(dimension, start, end))
    check_crossing(sheet, dimension, (start, end), destination)
    if not start <= destination <= end:
        structure.move(batch, sheet, dimension, start, end, destination)


def update_dimension(batch: Batch, request: Json) -> None:
    """Change the size or visibility of rows or columns."""
    mask = masks.read(request, "DimensionProperties")
    sheet, dimension, start, end = stretch(batch, request.get("range"))
    batch.check_tab(sheet)
    size = sizes.count(sheet, dimension)
    if start >= size:
        raise bad(f"range.startIndex[{start}] must be less than the grid size ({size}).")
    wanted = request.get("properties", {})
    if wanted.get("pixelSize", 0) < 0:
        raise bad("pixelSize cannot be negative.")
    writable = {name: inner for name, inner in mask.items() if name in {"pixelSize", "hiddenByUser"}}
    _set_each(sheet, dimension, range(start, min(end, size)), wanted, writable)


def _set_each(sheet: Sheet, dimension: Dimension, targets: range, wanted: Json, mask: masks.Mask) -> None:
    metadata = sheet.row_metadata if dimension == "ROWS" else sheet.column_metadata
    for index in targets:
        properties = dict(metadata.get(index, {}))
        masks.assign(properties, wanted, mask)
        properties = {name: value for name, value in properties.items() if value}
        if properties:
            metadata[index] = properties
        else:
            metadata.pop(index, None)


ROW_HEIGHT = 21
"""The height of a row of one line, in pixels."""

LETTER_WIDTH = 7
"""About how wide a letter of the default font is, in pixels."""

PADDING = 8


def auto_resize(batch: Batch, request: Json) -> None:
    """Make rows or columns as large as their longest text."""
    sheet, dimension, start, end = stretch(batch, request.get("dimensions"))
    batch.check_tab(sheet)
    targets = range(start, min(end, sizes.count(sheet, dimension)))
    if dimension == "ROWS":
        _set_each(sheet, dimension, targets, {"pixelSize": ROW_HEIGHT}, {"pixelSize": {}})
        return
    for column in targets:
        cells = [cells[column] for cells in sheet.rows if column < len(cells)]
        longest = max((len(_text(batch.book, cell)) for cell in cells if cell is not None), default=0)
        if longest:
            width = {"pixelSize": longest * LETTER_WIDTH + PADDING}
            _set_each(sheet, dimension, range(column, column + 1), width, {"pixelSize": {}})


def _text(book: Book, cell: Content) -> str:
    return display.display(book, celldata.result_of(cell))


REQUESTS = {
    "updateDimensionProperties": update_dimension,
    "autoResizeDimensions": auto_resize,
    "insertDimension": insert_dimension,
    "appendDimension": append_dimension,
    "deleteDimension": delete_dimension,
    "moveDimension": move_dimension,
}
