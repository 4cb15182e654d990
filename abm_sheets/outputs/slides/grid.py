"""Tables of rows: each as high as its texts, all within their box; the rows left out are counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from pptx.enum.text import PP_ALIGN
from pptx.slide import Slide
from pptx.table import Table

from abm_sheets.language import Catalogue
from abm_sheets.outputs.slides.box import GAP, Box
from abm_sheets.outputs.slides.fitting import fitted, lines_of, wide
from abm_sheets.outputs.slides.tables import SIDE, Edge, add_table, edge, fill, height_of
from abm_sheets.outputs.slides.texts import CAPTION, Look, say
from abm_sheets.palette import LINE, SOFT, SOLID, Tone

_SIZE = 10
_TEXT = Look(_SIZE)
_HEADER = Look(_SIZE, bold=True, colour=SOLID[Tone.OUTPUT])
_HEADER_LINES = 2
_CAPTION_HEIGHT, _MORE_HEIGHT = 0.3, 0.2


@dataclass(frozen=True)
class Column:
    """A column: its header, its share of the width, and whether it holds numbers."""

    header: str
    share: float
    numeric: bool = False


@dataclass(frozen=True)
class Cell:
    """A text of a table; a tone colours it and what is behind it."""

    text: str
    bold: bool = False
    tone: Tone | None = None


@dataclass(frozen=True)
class Grid:
    """A table: its title, its columns, its rows, how to say that so many are left out, the lines of a row."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    more: Callable[[int], str]
    lines: int = 2


def lay(slide: Slide, box: Box, grid: Grid, words: Catalogue) -> Box:
    """Lay a table out in a box, under its title; the box that is left under it."""
    say(slide, replace(box, height=_CAPTION_HEIGHT), grid.title, CAPTION)
    box = replace(box, top=box.top + _CAPTION_HEIGHT, height=box.height - _CAPTION_HEIGHT)
    widths = _widths(grid, box.width)
    header = [Cell(column.header, bold=True) for column in grid.columns]
    rows = [_fitted(header, widths, _HEADER_LINES), *(_fitted(row, widths, grid.lines) for row in grid.rows)]
    heights = [_height(row, widths) for row in rows]
    shown = _room_for(heights, box.height)
    columns = ", ".join(column.header for column in grid.columns)
    description = words.text("slides.described.table", title=grid.title, columns=columns)
    table = add_table(slide, box, widths, heights[:shown], grid.title, description)
    for place, row in enumerate(rows[:shown]):
        _write_row(table, place, row, grid.columns)
    used = sum(heights[:shown]) + GAP / 2
    if left_out := len(rows) - shown:
        say(slide, replace(box, top=box.top + used, height=_MORE_HEIGHT), grid.more(left_out))
        used += _MORE_HEIGHT
    return replace(box, top=box.top + used, height=box.height - used)


def _widths(grid: Grid, width: float) -> Sequence[float]:
    """The shares of the width; a column of numbers takes what they need, for none is ever cut."""
    total = sum(column.share for column in grid.columns)
    shares = [width * column.share / total for column in grid.columns]
    fixed = {
        at: max(shares[at], *(wide(row[at].text, _SIZE, bold=True) + 2 * SIDE for row in grid.rows))
        for at, column in enumerate(grid.columns)
        if column.numeric
    }
    free = (width - sum(fixed.values())) / (width - sum(shares[at] for at in fixed))
    return [fixed.get(at, share * free) for at, share in enumerate(shares)]


def _fitted(row: Sequence[Cell], widths: Sequence[float], lines: int) -> Sequence[Cell]:
    return [
        replace(cell, text=fitted(cell.text, width - 2 * SIDE, _SIZE, lines, bold=cell.bold))
        for cell, width in zip(row, widths, strict=True)
    ]


def _height(row: Sequence[Cell], widths: Sequence[float]) -> float:
    """As high as the cell with the most lines."""
    lines = (
        lines_of(cell.text, width - 2 * SIDE, _SIZE, bold=cell.bold)
        for cell, width in zip(row, widths, strict=True)
    )
    return height_of(max(lines), _SIZE)


def _room_for(heights: Sequence[float], height: float) -> int:
    """How many rows go in a height, less what says that some are left out where some are."""
    ends = list(accumulate(heights))
    if ends[-1] <= height:
        return len(ends)
    return max(1, sum(end <= height - _MORE_HEIGHT - GAP / 2 for end in ends))


def _write_row(table: Table, row: int, cells: Sequence[Cell], columns: Sequence[Column]) -> None:
    under = Edge("lnB", LINE, 0.75) if row else Edge("lnB", SOLID[Tone.OUTPUT], 1.5)
    for at, (cell, column) in enumerate(zip(cells, columns, strict=True)):
        look = replace(_HEADER if row == 0 else _TEXT, bold=cell.bold or cell.tone is not None)
        if column.numeric:
            look = replace(look, align=PP_ALIGN.RIGHT)
        if cell.tone:
            look = replace(look, colour=SOLID[cell.tone])
        fill(table, (row, at), cell.text, look, SOFT[cell.tone] if cell.tone and cell.text else None)
        edge(table, (row, at), under)
