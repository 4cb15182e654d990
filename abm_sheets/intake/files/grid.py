"""A file's cells, row by row, and which rows hold data: neither the lines above nor those after the last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest

from abm_sheets.errors.incoming import NothingToImportError
from abm_sheets.language import fold
from abm_sheets.language.catalogue import catalogues
from abm_sheets.tables.rows import as_text
from abm_sheets.workbook.interface import Cell, Tab

Cells = Sequence[Cell]
"""The cells of a row, or of a column."""

_CURRENCY = 3
"""The letters that an amount may hold."""


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


@dataclass(frozen=True, slots=True)
class SideLine:
    """A line that is no data: its row as people see it, and what it says."""

    row: int
    text: str


@dataclass(frozen=True)
class Body:
    """The rows of data, blank ones left out, with the number of each as people see it.

    `path` is the file's name. `before` are the rows above the header, `above` those of them that show
    something, and `below` those after the last row.
    """

    path: str
    before: Sequence[Cells]
    numbers: Sequence[int]
    rows: Sequence[Cells]
    above: Sequence[SideLine]
    below: Sequence[SideLine]


def find_body(grid: Grid, header: int, required: Sequence[int], until: int | None = None) -> Body:
    """Part the rows of data from the rest.

    `header` is the position of the header's row, and `required` are those of the cells that every row has,
    from 0. The data end before the row at `until`, at the latest.
    """
    end = _end_of_data(grid.rows[:until], header, required)
    kept = [(at + 1, grid.rows[at]) for at in range(header + 1, end) if not is_blank_row(grid.rows[at])]
    return Body(
        grid.name,
        grid.rows[:header],
        [number for number, _ in kept],
        [row for _, row in kept],
        list(_lines(grid, 0, header)),
        list(_lines(grid, end, len(grid.rows))),
    )


def _lines(grid: Grid, start: int, end: int) -> Iterator[SideLine]:
    for at in range(start, end):
        if texts := shown(grid.rows[at]):
            yield SideLine(at + 1, ", ".join(texts))


def _end_of_data(rows: Sequence[Cells], header: int, required: Sequence[int]) -> int:
    """Where the lines begin that are notes on the report rather than rows of it.

    They are the last ones, known by how exports begin them; what stands above them after a blank line (the
    report's name) goes with them.
    """
    start = len(rows)
    while start > header + 1 and _may_be_note(rows[start - 1]):
        start -= 1
    wide = len(shown(rows[header])) > 1
    notes = (at for at in range(start, len(rows)) if _is_note(rows, at, wide, required))
    first = next(notes, None)
    if first is None:
        return len(rows)
    return next((at for at in range(start, first) if is_blank_row(rows[at])), first)


def _may_be_note(row: Cells) -> bool:
    texts = shown(row)
    return len(texts) <= 1 or _is_total(texts)


def _is_note(rows: Sequence[Cells], at: int, wide: bool, required: Sequence[int]) -> bool:  # noqa: FBT001
    """Whether a row is a note; a company may be called Total, and stand in a list of names only."""
    texts, apart = shown(rows[at]), is_blank_row(rows[at - 1])
    if len(texts) == 1 and fold(texts[0]).startswith(_beginnings("notes")):
        return wide or apart
    lacking = any(is_blank(cell_at(rows[at], position)) for position in required)
    return _is_total(texts) and (apart or lacking)


def _is_total(texts: Sequence[str]) -> bool:
    """Whether a row begins as a total does and holds nothing but numbers."""
    words = tuple(f"{word} " for word in _beginnings("totals"))
    return bool(texts) and f"{fold(texts[0])} ".startswith(words) and not any(map(_has_words, texts[1:]))


def _has_words(text: str) -> bool:
    return sum(map(str.isalpha, text)) > _CURRENCY


@cache
def _beginnings(kind: str) -> tuple[str, ...]:
    """How notes, or totals, begin in any language, folded."""
    listed = (words.find(f"connectors.footers.{kind}") for words in catalogues())
    return tuple(fold(text) for texts in listed for text in texts)
