"""The cells of a tab: contents and extras read, written, inserted, deleted and moved together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal, TypeVar

from tests.google.errors import bad
from tests.google.sheets.model import Book, Content, Json, Sheet
from tests.google.sheets.notation import Area

Dimension = Literal["ROWS", "COLUMNS"]

T = TypeVar("T")

CELL_LIMIT = 10_000_000
COUNTS: dict[Dimension, str] = {"ROWS": "rowCount", "COLUMNS": "columnCount"}
FROZEN: dict[Dimension, str] = {"ROWS": "frozenRowCount", "COLUMNS": "frozenColumnCount"}


def content(sheet: Sheet, row: int, column: int) -> Content:
    """What a cell holds."""
    if row < len(sheet.rows):
        cells = sheet.rows[row]
        if column < len(cells):
            return cells[column]
    return None


def row_cells(sheet: Sheet, row: int, width: int) -> list[Content]:
    """A row's own list, made at least `width` long, for writing."""
    rows = sheet.rows
    while len(rows) <= row:
        rows.append([])
    cells = rows[row]
    if len(cells) < width:
        cells.extend([None] * (width - len(cells)))
    return cells


def put(sheet: Sheet, row: int, column: int, value: Content) -> None:
    """Make a cell hold something, or nothing (None)."""
    if value is None and (row >= len(sheet.rows) or column >= len(sheet.rows[row])):
        return
    row_cells(sheet, row, column + 1)[column] = value


def extras_at(sheet: Sheet, row: int, column: int) -> Json:
    """The rest of a cell (format, note, validation…), for reading only; empty where there is none."""
    return sheet.extras.get(row, {}).get(column, {})


def set_extra(sheet: Sheet, row: int, column: int, value: Json) -> None:
    """Replace the rest of a cell; an empty one is forgotten."""
    if value:
        sheet.extras.setdefault(row, {})[column] = value
    elif column in sheet.extras.get(row, {}):
        del sheet.extras[row][column]
        if not sheet.extras[row]:
            del sheet.extras[row]


def block(sheet: Sheet, area: Area) -> list[list[Content]]:
    """The contents of an area, ragged: cells and rows beyond the last stored ones are missing."""
    left, right = area.left, area.right
    return [cells[left:right] for cells in sheet.rows[area.top : area.bottom]]


def shown_block(sheet: Sheet, area: Area) -> list[list[Content]]:
    """The contents of an area with what array formulas spill into it, ragged."""
    stored = block(sheet, area)
    for row, cells in sheet.spills.items():
        if row in area.rows:
            stored.extend([] for _ in range(row - area.top + 1 - len(stored)))
            line = stored[row - area.top]
            for column, cell in cells.items():
                if column in area.columns:
                    line.extend([None] * (column - area.left + 1 - len(line)))
                    line[column - area.left] = cell
    return stored


def clear(sheet: Sheet, area: Area) -> None:
    """Empty the cells of an area; what else they carry stays."""
    for cells in sheet.rows[area.top : area.bottom]:
        stop = min(area.right, len(cells))
        if stop > area.left:
            cells[area.left : stop] = [None] * (stop - area.left)


def extras_in(sheet: Sheet, area: Area) -> Iterator[tuple[int, int, Json]]:
    """Every cell of an area that carries more than a value: its row, column and extras."""
    for row, cells in sorted(sheet.extras.items()):
        if row in area.rows:
            for column, value in sorted(cells.items()):
                if column in area.columns:
                    yield row, column, value


def last_row(sheet: Sheet) -> int:
    """The row after the last one that holds something; 0 on an empty tab."""
    for row in range(len(sheet.rows) - 1, -1, -1):
        if any(cell is not None for cell in sheet.rows[row]):
            return row + 1
    return 0


def used(sheet: Sheet) -> Area:
    """The part of a grid that holds or carries anything."""
    carrying = [column for line in sheet.extras.values() for column in line]
    bottom = max(len(sheet.rows), max(sheet.extras, default=-1) + 1)
    right = max(max(map(len, sheet.rows), default=0), max(carrying, default=-1) + 1)
    return Area(0, min(bottom, sheet.row_count), 0, min(right, sheet.column_count))


def whole(sheet: Sheet) -> Area:
    """All cells of a tab."""
    return Area(0, sheet.row_count, 0, sheet.column_count)


def metadata(sheet: Sheet, dimension: Dimension) -> dict[int, Json]:
    """What is kept of a tab's rows or columns: their sizes, and whether they are hidden."""
    return sheet.row_metadata if dimension == "ROWS" else sheet.column_metadata


def count(sheet: Sheet, dimension: Dimension) -> int:
    """How many rows or columns the grid has."""
    return int(sheet.properties["gridProperties"][COUNTS[dimension]])


def frozen(sheet: Sheet, dimension: Dimension) -> int:
    """How many of them are frozen."""
    return int(sheet.properties["gridProperties"].get(FROZEN[dimension], 0))


def check_size(book: Book, more: int = 0) -> None:
    """Refuse a file that has grown, or would grow, beyond Google's limit of cells."""
    grids = [sheet for sheet in book.sheets if "gridProperties" in sheet.properties]
    if sum(sheet.row_count * sheet.column_count for sheet in grids) + more > CELL_LIMIT:
        raise bad(
            "This action would increase the number of cells in the workbook above the limit of "
            f"{CELL_LIMIT} cells."
        )


def grow(sheet: Sheet, rows: int, columns: int) -> None:
    """Make the grid at least so large."""
    sizes = {"rowCount": max(sheet.row_count, rows), "columnCount": max(sheet.column_count, columns)}
    sheet.properties["gridProperties"].update(sizes)


def insert(sheet: Sheet, dimension: Dimension, at: int, count: int) -> None:
    """Insert empty rows or columns before index `at`; the grid grows."""
    if dimension == "ROWS":
        if at < len(sheet.rows):
            sheet.rows[at:at] = [[] for _ in range(count)]
    else:
        for cells in sheet.rows:
            if at < len(cells):
                cells[at:at] = [None] * count
    _shift(sheet, dimension, at, at, count)
    sheet.properties["gridProperties"][COUNTS[dimension]] += count


def delete(sheet: Sheet, dimension: Dimension, start: int, end: int) -> None:
    """Delete rows or columns; the grid shrinks."""
    if dimension == "ROWS":
        del sheet.rows[start:end]
    else:
        for cells in sheet.rows:
            del cells[start:end]
    _shift(sheet, dimension, start, end, start - end)
    sheet.properties["gridProperties"][COUNTS[dimension]] -= end - start


def _shift(sheet: Sheet, dimension: Dimension, start: int, end: int, by: int) -> None:
    """Renumber extras and metadata: those from `start` to `end` go, those after it shift."""
    if dimension == "ROWS":
        sheet.extras = _shifted(sheet.extras, start, end, by)
        sheet.row_metadata = _shifted(sheet.row_metadata, start, end, by)
    else:
        rows = {row: _shifted(cells, start, end, by) for row, cells in sheet.extras.items()}
        sheet.extras = {row: cells for row, cells in rows.items() if cells}
        sheet.column_metadata = _shifted(sheet.column_metadata, start, end, by)


def _shifted(items: dict[int, T], start: int, end: int, by: int) -> dict[int, T]:
    # Called for each row that is deleted, on as many items as there are rows: without a call for each.
    return {
        index if index < start else index + by: item
        for index, item in items.items()
        if index < start or index >= end
    }


def moved(index: int, start: int, end: int, destination: int) -> int:
    """Where a row or column stands after `start:end` was moved before `destination`."""
    count = end - start
    if start <= index < end:
        return index - start + (destination if destination < start else destination - count)
    if destination <= index < start:
        return index + count
    if end <= index < destination:
        return index - count
    return index


def move(sheet: Sheet, dimension: Dimension, start: int, end: int, destination: int) -> None:
    """Move rows or columns before index `destination` (counted before the move)."""
    if dimension == "ROWS":
        row_cells(sheet, max(end, destination) - 1, 0)
        _move_items(sheet.rows, start, end, destination)
    else:
        for cells in sheet.rows:
            if len(cells) > min(start, destination):
                cells.extend([None] * (max(end, destination) - len(cells)))
                _move_items(cells, start, end, destination)
    _follow_move(sheet, dimension, lambda index: moved(index, start, end, destination))


def _move_items(items: list[T], start: int, end: int, destination: int) -> None:
    taken = items[start:end]
    del items[start:end]
    at = destination if destination < start else destination - (end - start)
    items[at:at] = taken


def _follow_move(sheet: Sheet, dimension: Dimension, place: Callable[[int], int]) -> None:
    if dimension == "ROWS":
        sheet.extras = {place(row): cells for row, cells in sheet.extras.items()}
        sheet.row_metadata = {place(row): item for row, item in sheet.row_metadata.items()}
        return
    sheet.extras = {
        row: {place(column): cell for column, cell in cells.items()} for row, cells in sheet.extras.items()
    }
    sheet.column_metadata = {place(column): item for column, item in sheet.column_metadata.items()}
