"""A file's cells, row by row, however the file was written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from abm_sheets.errors.incoming import NothingToImportError
from abm_sheets.tables.rows import as_text
from abm_sheets.workbook.interface import Cell, Tab

Cells = Sequence[Cell]
"""The cells of a row, or of a column."""


@dataclass(frozen=True)
class Grid:
    """The rows of a file, blank ones included, so that the row at `n` is what people see on row `n + 1`.

    `name` is the file's; `encoding` and `separator` are how a text file was read (None for a workbook's).
    """

    name: str
    rows: Sequence[Cells]
    encoding: str | None = None
    separator: str | None = None


def grid_of(name: str, tab: Tab) -> Grid:
    """The grid of a workbook's tab, for files that are workbooks; merged cells count for each row they cover.

    Raises:
        NothingToImportError: the tab is empty.

    """
    return filled(Grid(name, list(zip_longest(*tab.filled))))


def filled(grid: Grid) -> Grid:
    """A grid that shows something.

    Raises:
        NothingToImportError: it shows nothing.

    """
    if all(map(is_blank_row, grid.rows)):
        raise NothingToImportError(path=grid.name)
    return grid


def is_blank(cell: Cell) -> bool:
    """Whether a cell shows nothing."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def is_blank_row(row: Cells) -> bool:
    """Whether a row shows nothing."""
    return all(map(is_blank, row))


def shown(row: Cells) -> list[str]:
    """The texts of the cells that show something, in order."""
    return [as_text(cell) for cell in row if not is_blank(cell)]


def cell_at(row: Cells, position: int) -> Cell:
    """The cell at a position of a row, nothing beyond the row's end."""
    return row[position] if position < len(row) else None
