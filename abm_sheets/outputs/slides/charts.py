"""Native charts: what is drawn is the library's, in the palette's colours, with its data sheet."""

from __future__ import annotations

from typing import cast

from pptx.chart.chart import Chart
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide

from abm_sheets.outputs.slides.axes import dress_axes
from abm_sheets.outputs.slides.box import Box
from abm_sheets.outputs.slides.codes import Codes
from abm_sheets.outputs.slides.data import chart_data
from abm_sheets.outputs.slides.layout import SIZE, arrange
from abm_sheets.outputs.slides.numbers import write_numbers
from abm_sheets.outputs.slides.parts import name_frame
from abm_sheets.outputs.slides.plot import Kind, Plot
from abm_sheets.outputs.slides.strands import dress_strands
from abm_sheets.outputs.slides.texts import CAPTION, Look, dress, say_blank, write
from abm_sheets.palette import MUTED

_KINDS = {
    Kind.COLUMNS: XL_CHART_TYPE.COLUMN_CLUSTERED,
    Kind.BARS: XL_CHART_TYPE.BAR_CLUSTERED,
    Kind.LINES: XL_CHART_TYPE.LINE_MARKERS,
}
_TEXT = Look(SIZE, colour=MUTED)


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
    write(chart.chart_title.text_frame, plot.title, CAPTION)
    _add_legend(chart, plot)
    dress_axes(chart, plot, box, codes)
    arrange(chart, plot, box, codes)
    dress_strands(chart, plot)
    write_numbers(chart, plot, codes)


def _add_legend(chart: Chart, plot: Plot) -> None:
    chart.has_legend = len(plot.strands) > 1
    if chart.has_legend:
        chart.legend.position = XL_LEGEND_POSITION.BOTTOM
        chart.legend.include_in_layout = False
