"""The lines and the bars of a chart: their colours and their marks."""

from __future__ import annotations

from pptx.chart.chart import Chart
from pptx.chart.series import BarSeries, LineSeries
from pptx.dml.chtfmt import ChartFormat
from pptx.enum.chart import XL_MARKER_STYLE
from pptx.oxml.ns import qn
from pptx.util import Pt

from abm_sheets.outputs.slides.parts import setting
from abm_sheets.outputs.slides.plot import Kind, Plot, Strand
from abm_sheets.outputs.slides.texts import colour_of
from abm_sheets.palette import SOFT, SOLID, Tone

_MARKERS = (
    XL_MARKER_STYLE.CIRCLE,
    XL_MARKER_STYLE.SQUARE,
    XL_MARKER_STYLE.TRIANGLE,
    XL_MARKER_STYLE.DIAMOND,
)
"""Lines differ by their marks too, not by their colours only."""

_GAPS, _LEAST, _TIGHT = 300, 45, 25
"""The room between categories in percent of a bar's width: shared by all, at the least, in a tight chart."""


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
        # Without an outline, pale bars would not be told from the paper.
        series.format.line.color.rgb, series.format.line.width = colour_of(SOLID[strand.tone]), Pt(0.75)
    for point, tone in strand.tones.items():
        _fill(series.points[point].format, tone)


def _fill(form: ChartFormat, tone: Tone) -> None:
    form.fill.solid()
    form.fill.fore_color.rgb = colour_of(SOLID[tone])
