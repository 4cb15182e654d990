"""Native charts on a slide: their strands in the colours of the sheet, and the numbers at their points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, cast

from pptx.chart.chart import Chart
from pptx.chart.series import BarSeries, LineSeries
from pptx.dml.chtfmt import ChartFormat
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.oxml.ns import qn
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide
from pptx.util import Pt

from abm_sheets.outputs.slides.box import Box
from abm_sheets.outputs.slides.codes import Codes
from abm_sheets.outputs.slides.layout import SIZE, arrange, chart_data, dress_axes, number_height
from abm_sheets.outputs.slides.plot import Kind, Labels, Plot, Strand
from abm_sheets.outputs.slides.texts import (
    CAPTION,
    Look,
    colour_of,
    dress,
    fitted,
    fitting_size,
    name_frame,
    say_blank,
    setting,
    write,
)
from abm_sheets.palette import MUTED, SOFT, SOLID, Tone

_KINDS = {
    Kind.COLUMNS: XL_CHART_TYPE.COLUMN_CLUSTERED,
    Kind.BARS: XL_CHART_TYPE.BAR_CLUSTERED,
    Kind.LINES: XL_CHART_TYPE.LINE_MARKERS,
}

_TEXT = Look(SIZE, colour=MUTED)
_MARKERS = (
    XL_MARKER_STYLE.CIRCLE,
    XL_MARKER_STYLE.SQUARE,
    XL_MARKER_STYLE.TRIANGLE,
    XL_MARKER_STYLE.DIAMOND,
)
"""Lines differ by their marks too, not by their colours only."""

_GAPS, _LEAST, _TIGHT = 300, 45, 25
"""The room between categories in percent of a bar's width: shared by all, at the least, in a tight chart."""

_SMALL = 8
"""The size of the numbers of a tight chart, in points."""

_TITLES, _TITLED = (CAPTION.size, 10, 9), 0.8
"""Sizes of a title, and the part of the width beyond which programs break it, over what is drawn."""


def write_numbers(chart: Chart, plot: Plot, box: Box, codes: Codes) -> None:
    """Show every number of a strand or the last one, and give each its format code."""
    look = Look(_SMALL if plot.tight else SIZE, bold=True)
    for series, strand, position in zip(
        chart.plots[0].series, plot.strands, _positions(plot, box, codes), strict=True
    ):
        if strand.labels is Labels.ALL:
            labels = series.data_labels
            labels.show_value = True
        elif strand.last is None or position is None:
            continue
        else:
            labels = series.points[strand.last].data_label
        labels.position = position
        dress(labels.font, look)
    for element, strand in zip(chart.element.iter(qn("c:ser")), plot.strands, strict=True):
        _write_codes(element, strand, plot, codes)


def _positions(plot: Plot, box: Box, codes: Codes) -> Iterable[Any]:
    """Where the numbers of each strand go, None where there is no room for its last one."""
    if plot.kind is Kind.LINES:
        return _ends(plot, number_height(plot, box, codes))
    return [XL_LABEL_POSITION.OUTSIDE_END] * len(plot.strands)


def _ends(plot: Plot, height: float) -> Iterator[Any]:
    """Where the last number of each line goes: above its end where it would else touch the one below.

    None where there is no room for it, or an equal one is there already.
    """
    ends = [None if strand.last is None else strand.figures[strand.last].value for strand in plot.strands]
    known = [end for end in ends if end is not None]
    for place, end in enumerate(ends):
        if end is None or end in ends[:place]:
            yield None
        elif not any(0 < end - other < height for other in known):
            yield XL_LABEL_POSITION.RIGHT
        else:
            yield None if any(0 < other - end < 2 * height for other in known) else XL_LABEL_POSITION.ABOVE


def _write_codes(element: Any, strand: Strand, plot: Plot, codes: Codes) -> None:
    """Give the numbers that the chart keeps of its data sheet their codes, and labels of their own theirs."""
    written = [codes.number(plot.unit, figure.value, plot.values) for figure in strand.figures]
    for point in element.find(qn("c:val")).iter(qn("c:pt")):
        point.set("formatCode", written[int(point.get("idx"))])
    for label in element.iter(qn("c:dLbl")):
        code = written[int(label.find(qn("c:idx")).get("val"))]
        setting(label, "c:numFmt", after="c:idx", formatCode=code, sourceLinked="0")
    for body in element.xpath("./c:dLbls//c:txPr/a:bodyPr"):
        body.set("wrap", "none")


def dress_strands(chart: Chart, plot: Plot) -> None:
    """Dress each strand of a chart."""
    drawn = chart.plots[0]
    if plot.kind is Kind.LINES:
        for place, (line, strand) in enumerate(zip(drawn.series, plot.strands, strict=True)):
            _dress_line(line, strand, place)
        return
    drawn.gap_width = _TIGHT if plot.tight else max(_LEAST, _GAPS // len(plot.categories))
    drawn.overlap = 0
    for bars, strand in zip(drawn.series, plot.strands, strict=True):
        _dress_bars(bars, strand)
    for point in chart.element.iter(qn("c:dPt")):
        setting(point, "c:invertIfNegative", after="c:idx", val="0")


def _dress_line(series: LineSeries, strand: Strand, place: int) -> None:
    colour = colour_of(SOLID[strand.tone])
    series.smooth = False
    series.format.line.width = Pt(2)
    series.format.line.color.rgb = colour
    series.marker.style, series.marker.size = _MARKERS[place % len(_MARKERS)], 6
    for part in (series.marker.format.fill, series.marker.format.line.fill):
        part.solid()
        part.fore_color.rgb = colour


def _dress_bars(series: BarSeries, strand: Strand) -> None:
    series.invert_if_negative = False
    _fill(series.format, strand.tone)
    if strand.pale:
        series.format.fill.fore_color.rgb = colour_of(SOFT[strand.tone])
        # Without an outline, pale bars would not stand out from the paper.
        series.format.line.color.rgb, series.format.line.width = colour_of(SOLID[strand.tone]), Pt(0.75)
    for point, tone in strand.tones.items():
        _fill(series.points[point].format, tone)


def _fill(form: ChartFormat, tone: Tone) -> None:
    form.fill.solid()
    form.fill.fore_color.rgb = colour_of(SOLID[tone])


def draw(slide: Slide, box: Box, plot: Plot, codes: Codes) -> None:
    """Draw a chart in a box; where there is nothing to draw, its title and a sentence say so."""
    if not any(plot.values):
        say_blank(slide, box, plot.title, plot.empty)
        return
    drawn = slide.shapes.add_chart(_KINDS[plot.kind], *box.place, chart_data(plot, codes))
    # The library says that it gives the chart; it gives the frame around it.
    frame = cast("GraphicFrame", drawn)
    name_frame(frame, plot.title, plot.described(codes.words))
    chart = frame.chart
    dress(chart.font, _TEXT)
    chart.has_title = True
    room = box.width * _TITLED
    size = fitting_size([plot.title], room, _TITLES)
    title = fitted(plot.title, room, size, bold=True)
    write(chart.chart_title.text_frame, title, replace(CAPTION, size=size))
    _add_legend(chart, plot)
    dress_axes(chart, plot, box, codes)
    arrange(chart, plot, box, codes)
    dress_strands(chart, plot)
    write_numbers(chart, plot, box, codes)


def _add_legend(chart: Chart, plot: Plot) -> None:
    chart.has_legend = len(plot.strands) > 1
    if chart.has_legend:
        chart.legend.position = XL_LEGEND_POSITION.BOTTOM
        chart.legend.include_in_layout = False
