"""How a chart is laid out: its data sheet, the room of its parts, and its axes."""

from __future__ import annotations

import math
from typing import Any

from pptx.chart.axis import CategoryAxis, ValueAxis
from pptx.chart.chart import Chart
from pptx.chart.data import ChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from pptx.enum.chart import XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from abm_sheets.outputs.slides.box import Box
from abm_sheets.outputs.slides.codes import Codes, step
from abm_sheets.outputs.slides.plot import Kind, Plot
from abm_sheets.outputs.slides.texts import LEADING, Look, colour_of, fitted_name, setting, wide, write
from abm_sheets.palette import LINE, MUTED

SIZE = 9
"""Of the names and the numbers of a chart, in points."""

_TITLE, _MARKED_TITLE, _LEGEND, _LINE = 0.35, 0.42, 0.24, 0.2
"""The heights of the title, also over marks, of the legend and of a line of small text, in inches."""

_POINTS = 72
_EDGE, _SPACE = 0.08, 0.1
"""What is kept clear at the edges, and beside texts."""

_BETWEEN = 0.03
"""What is kept clear between two names."""

_MOST = 0.48
"""The share of its width that a chart gives to the texts on a side, at the most."""

_AXIS_TITLE = Look(SIZE, colour=MUTED)
_MOST_STEPS = 0.5
"""The share of an axis that the room of a number takes, at the most."""

_UPRIGHT = -90 * 60_000
"""Read from the bottom to the top, in the file's parts of a degree."""

_ROOM, _SIZE = 1.7, 9
"""The room of a category's name beside its bar, in inches, and the size that it is read at."""


class _TextSheet(CategoryWorkbookWriter):
    """The library's data sheet, but for texts: it would take `=…` for a formula, `http…` for a link."""

    def _write_cat_column(self, worksheet: Any, col: int, level: Any, num_format: Any) -> None:
        worksheet.set_column(col, col, 25)
        for offset, name in level:
            worksheet.write_string(offset + 1, col, name, num_format)

    def _write_series(self, workbook: Any, worksheet: Any) -> None:
        for column, series in enumerate(self._chart_data, start=1):
            worksheet.write_string(0, column, series.name)
            for row, point in enumerate(series, start=1):
                code = workbook.add_format({"num_format": point.number_format})
                worksheet.write(row, column, point.value, code)


class _TextData(ChartData):
    @property
    def _workbook_writer(self) -> _TextSheet:
        return _TextSheet(self)  # type: ignore[no-untyped-call]


def chart_data(plot: Plot, codes: Codes) -> ChartData:
    """The categories, short enough to be read, and the numbers of a chart, each with its format code."""
    data = _TextData(codes.label(plot.unit, plot.values))  # type: ignore[no-untyped-call]
    data.categories = [shown_name(name) for name in plot.categories]
    for strand in plot.strands:
        series = data.add_series(strand.label)  # type: ignore[no-untyped-call]
        for figure in strand.figures:
            series.add_data_point(figure.value, codes.number(plot.unit, figure.value, plot.values))
    return data


def shown_name(name: str) -> str:
    """A category's name, short enough to be read beside its bar."""
    return fitted_name(name, _ROOM, _SIZE) or "\u00a0"


def arrange(chart: Chart, plot: Plot, box: Box, codes: Codes) -> None:
    """Give what is drawn all the room that its texts leave."""
    _place(
        chart.element.find(f".//{qn('c:plotArea')}"),
        (
            _left(plot, box, codes) / box.width,
            _over(plot) / box.height,
            drawn_width(plot, box, codes) / box.width,
            _drawn_height(plot, box, codes) / box.height,
        ),
    )


def standing(plot: Plot, box: Box, codes: Codes) -> bool:
    """Whether the names under columns or lines must stand upright so as not to touch."""
    room = drawn_width(plot, box, codes) / len(plot.categories)
    return plot.kind is not Kind.BARS and _widest_name(plot) + _BETWEEN > room


def drawn_width(plot: Plot, box: Box, codes: Codes) -> float:
    """How wide what is drawn is, in inches."""
    return box.width - _left(plot, box, codes) - _right(plot, box, codes)


def _drawn_height(plot: Plot, box: Box, codes: Codes) -> float:
    return box.height - _over(plot) - _under(plot, box, codes)


def number_height(plot: Plot, box: Box, codes: Codes) -> float:
    """How much of the axis of values a number is as high as."""
    values = plot.ends or plot.values
    low, high = plot.ends or _marked_ends(plot, step(plot.unit, values))
    return (high - low) * SIZE * LEADING / _POINTS / _drawn_height(plot, box, codes)


def _over(plot: Plot) -> float:
    return _TITLE if plot.kind is Kind.BARS and plot.labelled else _MARKED_TITLE


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


def dress_axes(chart: Chart, plot: Plot, box: Box, codes: Codes) -> None:
    """Dress both axes of a chart; bars that lie are read from the top, as a table is."""
    category, value = chart.category_axis, chart.value_axis
    lying = plot.kind is Kind.BARS
    _dress(category, plot.axes[0])
    _dress(value, plot.axes[1])
    # Names stay at the edge where bars go below zero.
    category.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    if lying:
        category.reverse_order = True
        setting(chart.element.find(f".//{qn('c:valAx')}"), "c:crosses", after="c:crossAx", val="max")
    else:
        # Creating the font creates the properties of the text, which says whether it stands.
        category.tick_labels.font.size = Pt(SIZE)
        body = chart.element.find(f".//{qn('c:catAx')}/{qn('c:txPr')}/{qn('a:bodyPr')}")
        body.set("rot", str(_UPRIGHT if standing(plot, box, codes) else 0))
    _scale(value, plot, box, codes)


def _dress(axis: CategoryAxis | ValueAxis, title: str) -> None:
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.format.line.color.rgb = colour_of(LINE)
    if title:
        axis.has_title = True
        write(axis.axis_title.text_frame, title, _AXIS_TITLE)


def _scale(axis: ValueAxis, plot: Plot, box: Box, codes: Codes) -> None:
    values = plot.ends or plot.values
    axis.major_unit = step(plot.unit, values)
    axis.format.line.fill.background()
    if plot.labelled and plot.kind is Kind.BARS:
        axis.minimum_scale, axis.maximum_scale = plot.ends or _tight_ends(plot, box, codes)
        axis.has_major_gridlines = False
        axis.tick_label_position = XL_TICK_LABEL_POSITION.NONE
        return
    axis.minimum_scale, axis.maximum_scale = plot.ends or _marked_ends(plot, axis.major_unit)
    axis.major_gridlines.format.line.color.rgb = colour_of(LINE)
    axis.tick_labels.number_format = codes.axis(plot.unit, values)
    axis.tick_labels.number_format_is_linked = False


def _marked_ends(plot: Plot, unit: float) -> tuple[float, float]:
    """The marks around all values, zero included."""
    low, high = min(0.0, *plot.values), max(0.0, *plot.values)
    return unit * math.floor(low / unit), unit * math.ceil(high / unit)


def _tight_ends(plot: Plot, box: Box, codes: Codes) -> tuple[float, float]:
    """The values themselves, zero included; below zero, with the room of a number before the bar."""
    low, high = min(0.0, *plot.values), max(0.0, *plot.values)
    if not low:
        return low, high
    share = min(widest_number(plot, codes) / drawn_width(plot, box, codes), _MOST_STEPS)
    return (low - share * high) / (1 - share), high
