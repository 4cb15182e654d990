"""Native tables, bare of any style but the palette's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pptx.enum.text import MSO_ANCHOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.slide import Slide
from pptx.table import Table
from pptx.util import Inches, Pt

from abm_sheets.outputs.slides.box import Box
from abm_sheets.outputs.slides.fitting import LINE
from abm_sheets.outputs.slides.parts import name_frame
from abm_sheets.outputs.slides.texts import Look, colour_of, write

SIDE, ABOVE = 0.08, 0.035
"""Margins of a cell, in inches."""

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
    return lines * size * LINE / _POINTS + 2 * ABOVE
