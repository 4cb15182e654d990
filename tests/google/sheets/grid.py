"""The cells of a tab: contents and extras read, written, inserted, deleted and moved together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal, TypeVar

from tests.google.errors import bad
from tests.google.sheets.a1 import Area
from tests.google.sheets.model import Book, Content, Formula, Json, Sheet

Dimension = Literal["ROWS", "COLUMNS"]

T = TypeVar("T")

CELL_LIMIT = 10_000_000
COUNT_KEYS: dict[str, str] = {"ROWS": "rowCount", "COLUMNS": "columnCount"}


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


def extra(sheet: Sheet, row: int, column: int) -> Json:
    """The rest of a cell (format, note, validation…), for reading only; empty where there is none."""
    return sheet.extras.get(row, {}).get(column, {})


def own_extra(sheet: Sheet, row: int, column: int) -> Json:
    """The rest of a cell, for writing."""
    return sheet.extras.setdefault(row, {}).setdefault(column, {})


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
        if area.top <= row < area.bottom:
            _lay_over(stored, row - area.top, area, cells)
    return stored


def _lay_over(stored: list[list[Content]], row: int, area: Area, cells: dict[int, Formula]) -> None:
    stored.extend([] for _ in range(row + 1 - len(stored)))
    line = stored[row]
    for column, cell in cells.items():
        if area.left <= column < area.right:
            line.extend([None] * (column - area.left + 1 - len(line)))
            line[column - area.left] = cell


def clear(sheet: Sheet, area: Area) -> None:
    """Empty the cells of an area; what else they carry stays."""
    for cells in sheet.rows[area.top : area.bottom]:
        stop = min(area.right, len(cells))
        if stop > area.left:
            cells[area.left : stop] = [None] * (stop - area.left)


def extras_in(sheet: Sheet, area: Area) -> Iterator[tuple[int, int, Json]]:
    """Every cell of an area that carries more than a value: its row, column and extras."""
    for row, cells in sorted(sheet.extras.items()):
        if area.top <= row < area.bottom:
            for column, value in sorted(cells.items()):
                if area.left <= column < area.right:
                    yield row, column, value


def last_row(sheet: Sheet) -> int:
    """The row after the last one that holds something; 0 on an empty tab."""
    for row in range(len(sheet.rows) - 1, -1, -1):
        if any(cell is not None for cell in sheet.rows[row]):
            return row + 1
    return 0


def whole(sheet: Sheet) -> Area:
    """All cells of a tab."""
    return Area(0, sheet.row_count, 0, sheet.column_count)


def cell_count(book: Book) -> int:
    """How many cells the grids of a file have, the empty ones too."""
    return sum(
        sheet.row_count * sheet.column_count for sheet in book.sheets if "gridProperties" in sheet.properties
    )


def check_growth(book: Book, more: int) -> None:
    """Refuse a growth that would bring a file beyond Google's limit of cells."""
    if cell_count(book) + more > CELL_LIMIT:
        raise bad(
            "This action would increase the number of cells in the workbook above the limit of "
            f"{CELL_LIMIT} cells."
        )


def check_size(book: Book) -> None:
    """Refuse a file that has grown beyond Google's limit of cells."""
    check_growth(book, 0)


def resize(sheet: Sheet, rows: int, columns: int) -> None:
    """Give the grid a new size; what falls outside is lost."""
    if rows < sheet.row_count:
        del sheet.rows[rows:]
        _shift(sheet, "ROWS", rows, sheet.row_count, 0)
    if columns < sheet.column_count:
        for cells in sheet.rows:
            del cells[columns:]
        _shift(sheet, "COLUMNS", columns, sheet.column_count, 0)
    sheet.properties["gridProperties"].update(rowCount=rows, columnCount=columns)


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
    sheet.properties["gridProperties"][COUNT_KEYS[dimension]] += count


def delete(sheet: Sheet, dimension: Dimension, start: int, end: int) -> None:
    """Delete rows or columns; the grid shrinks."""
    count = end - start
    if dimension == "ROWS":
        del sheet.rows[start:end]
    else:
        for cells in sheet.rows:
            del cells[start:end]
    _shift(sheet, dimension, start, end, -count)
    sheet.properties["gridProperties"][COUNT_KEYS[dimension]] -= count


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
    else:
        sheet.extras = {
            row: {place(column): cell for column, cell in cells.items()}
            for row, cells in sheet.extras.items()
        }
        sheet.column_metadata = {place(column): item for column, item in sheet.column_metadata.items()}
