"""Blocks of cells taken out, carried about and put down, with all that each cell carries."""

from __future__ import annotations

from collections.abc import Iterator

from tests.google.sheets import grid
from tests.google.sheets.a1 import Area
from tests.google.sheets.formula.calculation import recalculate
from tests.google.sheets.grid import Dimension
from tests.google.sheets.model import Book, Content, Formula, Json, Sheet
from tests.google.sheets.requests import refs, sizes
from tests.google.sheets.requests.answers import copied
from tests.google.sheets.requests.batch import Batch

Cell = tuple[Content, Json]
"""What a cell holds, and what it carries besides."""

Block = list[list[Cell]]

EMPTY: Cell = (None, {})


def take(sheet: Sheet, area: Area) -> Block:
    """The cells of an area."""
    return [
        [(grid.content(sheet, row, column), carried(sheet, row, column)) for column in columns(area)]
        for row in rows(area)
    ]


def carried(sheet: Sheet, row: int, column: int) -> Json:
    """What a cell carries besides its value."""
    return sheet.extras.get(row, {}).get(column, {})


def rows(area: Area) -> range:
    """The rows of an area."""
    return range(area.top, area.bottom)


def columns(area: Area) -> range:
    """The columns of an area."""
    return range(area.left, area.right)


def cells(area: Area) -> Iterator[tuple[int, int]]:
    """The row and column of each cell of an area."""
    return ((row, column) for row in rows(area) for column in columns(area))


def put(sheet: Sheet, row: int, column: int, cell: Cell) -> None:
    """Put a cell down; what it carries is copied."""
    grid.put(sheet, row, column, cell[0])
    grid.set_extra(sheet, row, column, copied(cell[1]) if cell[1] else {})


def put_block(sheet: Sheet, top: int, left: int, block: Block) -> None:
    """Put a block down."""
    for row, line in enumerate(block, top):
        for column, cell in enumerate(line, left):
            put(sheet, row, column, cell)


def shifted(content: Content, down: int, right: int) -> Content:
    """What a copy of a cell holds so many rows down and columns right."""
    return Formula(refs.shifted(content.text, down, right)) if isinstance(content, Formula) else content


def used(sheet: Sheet) -> Area:
    """The part of a grid that holds or carries anything."""
    carrying = [column for line in sheet.extras.values() for column in line]
    bottom = max(len(sheet.rows), max(sheet.extras, default=-1) + 1)
    right = max(max(map(len, sheet.rows), default=0), max(carrying, default=-1) + 1)
    return Area(0, min(bottom, sheet.row_count), 0, min(right, sheet.column_count))


def make_room(batch: Batch, sheet: Sheet, area: Area) -> None:
    """Let the grid grow until it holds an area."""
    needs: dict[Dimension, int] = {"ROWS": area.bottom, "COLUMNS": area.right}
    for dimension, wanted in needs.items():
        now = sizes.count(sheet, dimension)
        if wanted > now:
            batch.check_tab(sheet)
            sizes.grow(batch, sheet, dimension, wanted - now)


def calculate(book: Book) -> None:
    """Bring the formulas up to date in the middle of a batch."""
    book.formulas = None
    recalculate(book)
