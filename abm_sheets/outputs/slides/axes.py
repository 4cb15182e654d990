"""The axes of a chart: their titles, marks and numbers, quiet lines."""

from __future__ import annotations

import math

from pptx.chart.axis import CategoryAxis, ValueAxis
from pptx.chart.chart import Chart
from pptx.enum.chart import XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.oxml.ns import qn
from pptx.util import Pt

from abm_sheets.outputs.slides.box import Box
from abm_sheets.outputs.slides.codes import Codes, step
from abm_sheets.outputs.slides.layout import SIZE, drawn_width, standing, widest_number
from abm_sheets.outputs.slides.parts import setting
from abm_sheets.outputs.slides.plot import Kind, Plot
from abm_sheets.outputs.slides.texts import Look, colour_of, write
from abm_sheets.palette import LINE, MUTED

_TITLE = Look(SIZE, colour=MUTED)
_MOST = 0.5
"""The share of an axis that the room of a number takes, at the most."""

_UPRIGHT = -90 * 60_000
"""Read from the bottom to the top, in the file's parts of a degree."""


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
        write(axis.axis_title.text_frame, title, _TITLE)


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
    share = min(widest_number(plot, codes) / drawn_width(plot, box, codes), _MOST)
    return (low - share * high) / (1 - share), high
