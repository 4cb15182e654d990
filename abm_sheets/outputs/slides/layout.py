"""Where a chart draws within its box: the room of its title, its names, its numbers and its legend.

Programs do not agree on it when it is left to them, and some leave half of a small chart empty.
"""

from __future__ import annotations

from typing import Any

from pptx.chart.chart import Chart
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from abm_sheets.outputs.slides.box import Box
from abm_sheets.outputs.slides.codes import Codes
from abm_sheets.outputs.slides.data import shown_name
from abm_sheets.outputs.slides.fitting import wide
from abm_sheets.outputs.slides.plot import Kind, Plot

SIZE = 9
"""Of the names and the numbers of a chart, in points."""

_TITLE, _MARKED_TITLE, _LEGEND, _LINE = 0.35, 0.42, 0.24, 0.2
"""The heights of the title, also over marks, of the legend and of a line of small text, in inches."""

_EDGE, _SPACE = 0.08, 0.1
"""What is kept clear at the edges, and beside texts."""

_BETWEEN = 0.03
"""What is kept clear between two names."""

_MOST = 0.48
"""The share of its width that a chart gives to the texts on a side, at the most."""


def arrange(chart: Chart, plot: Plot, box: Box, codes: Codes) -> None:
    """Give what is drawn all the room that its texts leave."""
    left, under = _left(plot, box, codes), _under(plot, box, codes)
    over = _TITLE if plot.kind is Kind.BARS and plot.labelled else _MARKED_TITLE
    _place(
        chart.element.find(f".//{qn('c:plotArea')}"),
        (
            left / box.width,
            over / box.height,
            drawn_width(plot, box, codes) / box.width,
            1 - (over + under) / box.height,
        ),
    )


def standing(plot: Plot, box: Box, codes: Codes) -> bool:
    """Whether the names under columns or lines must stand upright so as not to touch."""
    room = drawn_width(plot, box, codes) / len(plot.categories)
    return plot.kind is not Kind.BARS and _widest_name(plot) + _BETWEEN > room


def drawn_width(plot: Plot, box: Box, codes: Codes) -> float:
    """How wide what is drawn is, in inches."""
    return box.width - _left(plot, box, codes) - _right(plot, box, codes)


def _left(plot: Plot, box: Box, codes: Codes) -> float:
    """The names of bars, or the marks of an axis, and the title before them."""
    lying = plot.kind is Kind.BARS
    texts = _widest_name(plot) if lying else wide(codes.sample(plot.unit, plot.ends or plot.values), SIZE)
    title = _LINE if plot.axes[0 if lying else 1] else 0
    return _EDGE + title + min(texts, box.width * _MOST) + _SPACE


def _widest_name(plot: Plot) -> float:
    return max(wide(shown_name(name), SIZE) for name in plot.categories)


def _right(plot: Plot, box: Box, codes: Codes) -> float:
    """The numbers after bars and lines; those over columns stand half beside them."""
    number = widest_number(plot, codes)
    widest = number / 2 if plot.kind is Kind.COLUMNS else number
    return _EDGE + min(widest, box.width * _MOST)


def widest_number(plot: Plot, codes: Codes) -> float:
    """The room of the widest number of a chart, in inches."""
    values = plot.values
    texts = (
        codes.written(plot.unit, figure.text, values)
        for strand in plot.strands
        for figure in strand.figures
        if figure.value is not None
    )
    return max(wide(text, SIZE, bold=True) for text in texts) + _SPACE


def _under(plot: Plot, box: Box, codes: Codes) -> float:
    """The names or the marks, the title under them, and the legend."""
    lying = plot.kind is Kind.BARS
    names = _widest_name(plot) + _BETWEEN if standing(plot, box, codes) else _LINE
    title = _LINE if plot.axes[1 if lying else 0] else 0
    legend = _LEGEND if len(plot.strands) > 1 else 0
    return _EDGE + (0 if lying and plot.labelled else names) + title + legend


def _place(area: Any, parts: tuple[float, float, float, float]) -> None:
    values = "".join(
        f"<c:{name} val='{part:.4f}'/>" for name, part in zip(("x", "y", "w", "h"), parts, strict=True)
    )
    area.insert(
        0,
        parse_xml(
            f"<c:layout {nsdecls('c')}><c:manualLayout><c:layoutTarget val='inner'/>"
            f"<c:xMode val='edge'/><c:yMode val='edge'/>{values}</c:manualLayout></c:layout>"
        ),
    )
