"""Tables on a slide: their cells and edges, and grids that are cut where there is no room."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import NamedTuple

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.slide import Slide
from pptx.table import Table
from pptx.util import Inches, Pt

from abm_sheets.language import Catalogue
from abm_sheets.outputs.slides.box import GAP, Box
from abm_sheets.outputs.slides.texts import (
    CAPTION,
    LEADING,
    Look,
    colour_of,
    fitted,
    lines_of,
    name_frame,
    say,
    wide,
    write,
)
from abm_sheets.palette import LINE, SOFT, SOLID, Tone

_SIZE = 10
_TEXT = Look(_SIZE)
_HEADER = Look(_SIZE, bold=True, colour=SOLID[Tone.OUTPUT])
_HEADER_LINES = 2
_CAPTION_HEIGHT, _MORE_HEIGHT = 0.3, 0.2

SIDE, ABOVE = 0.08, 0.035
"""Margins of a cell, in inches."""

_SPARE = 0.01
"""What a text has more than it needs, for sums of lengths are rounded."""

_POINTS = 72
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""What every program calls the style of a table without lines nor fills."""


class Edge(NamedTuple):
    """A line on a side of a cell: `lnL`, `lnR`, `lnT` or `lnB`, its colour and its width in points."""

    side: str
    colour: str
    width: float


def add_table(
    slide: Slide, box: Box, widths: Sequence[float], heights: Sequence[float], name: str, description: str
) -> Table:
    """A table whose first row is its header; widths and heights are in inches."""
    frame = slide.shapes.add_table(len(heights), len(widths), *box.place)
    name_frame(frame, name, description)
    table = frame.table
    frame.element.find(f".//{qn('a:tableStyleId')}").text = _NO_STYLE
    table.horz_banding = False
    for at, width in enumerate(widths):
        table.columns[at].width = Inches(width)
    for at, height in enumerate(heights):
        table.rows[at].height = Inches(height)
    return table


def fill(table: Table, place: tuple[int, int], text: str, look: Look, background: str | None = None) -> None:
    """Write a text, which must fit, in the cell at a row and a column."""
    cell = table.cell(*place)
    cell.margin_left = cell.margin_right = Inches(SIDE)
    cell.margin_top = cell.margin_bottom = Inches(ABOVE)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    write(cell.text_frame, text, look)
    if background:
        cell.fill.solid()  # type: ignore[no-untyped-call]
        cell.fill.fore_color.rgb = colour_of(background)


def edge(table: Table, place: tuple[int, int], *edges: Edge) -> None:
    """Draw the sides of a cell, in the order left, right, top, bottom."""
    properties = table.cell(*place)._tc.get_or_add_tcPr()  # noqa: SLF001 (the library draws no edge)
    for at, each in enumerate(edges):
        properties.insert(
            at,
            parse_xml(
                f"<a:{each.side} {nsdecls('a')} w='{Pt(each.width)}' cmpd='sng'><a:solidFill>"
                f"<a:srgbClr val='{each.colour.removeprefix('#')}'/></a:solidFill></a:{each.side}>"
            ),
        )


def height_of(lines: int, size: float) -> float:
    """The height of a row of so many lines at a size in points, in inches."""
    return lines * size * LEADING / _POINTS + 2 * ABOVE


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

    @property
    def heavy(self) -> bool:
        """Whether it is written in bold, as all that has a tone is."""
        return self.bold or self.tone is not None


@dataclass(frozen=True)
class Grid:
    """A table: its title, its columns, its rows, how to say that so many are left out.

    `lines` are the most lines of a row: the first of these with which all rows fit, else the first.
    """

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    more: Callable[[int], str]
    lines: Sequence[int] = (2,)


def lay(slide: Slide, box: Box, grid: Grid, words: Catalogue) -> Box:
    """Lay a table out in a box, under its title; the box that is left under it."""
    say(slide, replace(box, height=_CAPTION_HEIGHT), grid.title, CAPTION)
    box = replace(box, top=box.top + _CAPTION_HEIGHT, height=box.height - _CAPTION_HEIGHT)
    widths = _widths(grid, box.width)
    rows = _fitted_rows(grid, widths, box.height)
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
    """The room of each column: all that its texts need and a share of the rest, else what must not be cut."""
    total = sum(column.share for column in grid.columns)
    shares = [column.share / total for column in grid.columns]
    needs = [_need(grid, at, [row[at] for row in grid.rows]) for at in range(len(shares))]
    if sum(needs) <= width:
        return [need + share * (width - sum(needs)) for need, share in zip(needs, shares, strict=True)]
    return _shared(grid, [share * width for share in shares])


def _shared(grid: Grid, shares: Sequence[float]) -> Sequence[float]:
    """The shares of a width, once numbers and headers have what they need, where there is room."""
    width, columns = sum(shares), list(enumerate(grid.columns))
    least = [_need(grid, at, [row[at] for row in grid.rows if column.numeric]) for at, column in columns]
    fixed = {at: least[at] for at, column in columns if column.numeric}
    while True:
        free = (width - sum(fixed.values())) / (width - sum(shares[at] for at in fixed))
        widths = [fixed.get(at, share * free) for at, share in enumerate(shares)]
        narrow = {at: least[at] for at, share in enumerate(widths) if share < least[at]}
        if not narrow or len(fixed | narrow) == len(shares):
            return widths
        fixed |= narrow


def _need(grid: Grid, at: int, cells: Sequence[Cell]) -> float:
    """What a column needs for some of its cells, each on a line, under its header on two."""
    words = grid.columns[at].header.split(" ")
    broken = [(" ".join(words[:end]), " ".join(words[end:])) for end in range(1, len(words) + 1)]
    header = min(max(wide(line, _SIZE, bold=True) for line in lines) for lines in broken)
    texts = (wide(cell.text, _SIZE, bold=cell.heavy) for cell in cells)
    return max([header, *texts]) + 2 * SIDE + _SPARE


def _fitted_rows(grid: Grid, widths: Sequence[float], height: float) -> Sequence[Sequence[Cell]]:
    """The header and the rows, of as many lines as they may have."""
    header = [Cell(column.header, bold=True) for column in grid.columns]
    tried = [
        [_fitted(header, widths, _HEADER_LINES), *(_fitted(row, widths, lines) for row in grid.rows)]
        for lines in grid.lines
    ]
    fits = (rows for rows in tried if sum(_height(row, widths) for row in rows) <= height)
    return next(fits, tried[0])


def _fitted(row: Sequence[Cell], widths: Sequence[float], lines: int) -> Sequence[Cell]:
    return [
        replace(cell, text=fitted(cell.text, width - 2 * SIDE, _SIZE, lines, bold=cell.heavy))
        for cell, width in zip(row, widths, strict=True)
    ]


def _height(row: Sequence[Cell], widths: Sequence[float]) -> float:
    """As high as the cell with the most lines."""
    lines = (
        lines_of(cell.text, width - 2 * SIDE, _SIZE, bold=cell.heavy)
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
        look = replace(_HEADER if row == 0 else _TEXT, bold=cell.heavy)
        if column.numeric:
            look = replace(look, align=PP_ALIGN.RIGHT)
        if cell.tone:
            look = replace(look, colour=SOLID[cell.tone])
        fill(table, (row, at), cell.text, look, SOFT[cell.tone] if cell.tone and cell.text else None)
        edge(table, (row, at), under)
