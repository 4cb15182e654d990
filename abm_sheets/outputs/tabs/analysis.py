"""The analysis tab: the metrics by week, where money works, where the pipeline slows, marketing's part."""

from __future__ import annotations

from collections.abc import Sequence

from abm_sheets.outputs.tabs.influence_analysis import add_assets, add_influence
from abm_sheets.outputs.tabs.pipeline_analysis import add_pipeline
from abm_sheets.outputs.tabs.pulse import TAB, add_pulse
from abm_sheets.outputs.tabs.segment_analysis import WIDTH, add_segments
from abm_sheets.outputs.tabs.stack import Stack
from abm_sheets.story.view import View
from abm_sheets.workbook.sheet import Chart, Sheet, Style

_WIDTHS = {0: 30.0, **dict.fromkeys(range(1, WIDTH), 14.0), WIDTH: 3.0}


def analysis(view: View) -> Sheet:
    """Lay out the analysis tab."""
    stack = Stack(TAB, WIDTH)
    charts = _fill(view, stack)
    return Sheet(
        key=TAB,
        title=view.words.title(TAB),
        blocks=stack.blocks,
        tables=stack.tables,
        charts=charts,
        highlights=stack.highlights,
        widths=_WIDTHS,
        frozen_rows=1,
    )


def _fill(view: View, stack: Stack) -> Sequence[Chart]:
    formats, period = view.words.formats, view.figures.period
    start, end = formats.long_day(period.start), formats.long_day(period.end)
    stack.line(view.words.title("analysis"), Style.TITLE)
    stack.line(view.words.text("analysis.period", start=start, end=end))
    add_pulse(view, stack)
    charts = add_segments(view, stack)
    add_pipeline(view, stack)
    add_influence(view, stack)
    add_assets(view, stack)
    return charts
