"""ROI and funnel of the accounts by industry, size and tier."""

from __future__ import annotations

from collections.abc import Sequence

from abm_sheets.metrics.figures import Segment, units
from abm_sheets.outputs.tabs.stack import Stack
from abm_sheets.palette import Tone
from abm_sheets.story.view import View
from abm_sheets.workbook.sheet import Area, Chart, Series, Style, TableColumn

WIDTH = 8
"""Columns of a segment table, the widest of the tab."""

_MOST = 12
_REVENUE, _COSTS = 5, 6


def add_segments(view: View, stack: Stack) -> Sequence[Chart]:
    """Add a table per dimension, the largest segments of each; the chart is beside the industries'."""
    charts: list[Chart] = []
    for dimension in ("industry", "size", "tier"):
        segments = [each for each in view.figures.segments if each.dimension == dimension]
        stack.heading(view.words.text(f"analysis.by.{dimension}"))
        top = stack.row
        _add_table(view, stack, dimension, segments)
        if dimension == "industry" and segments:
            charts.append(_chart(view, top, min(len(segments), _MOST)))
    return charts


def _add_table(view: View, stack: Stack, dimension: str, segments: Sequence[Segment]) -> None:
    shown = sorted(segments, key=weight, reverse=True)[:_MOST] if len(segments) > _MOST else segments
    if not segments:
        stack.line(view.words.text("analysis.no_segment"))
        return
    stack.table(_columns(view, dimension, shown))
    if len(segments) > _MOST:
        stack.line(view.words.text("analysis.more", len(segments) - _MOST))


def weight(segment: Segment) -> tuple[int, int]:
    """What the largest segments have most of: revenue, then accounts."""
    return segment.revenue, segment.accounts


def segment_name(view: View, segment: Segment) -> str:
    """A segment as it is typed, or that nothing is."""
    return segment.segment or view.words.text("analysis.blank")


def _columns(view: View, dimension: str, segments: Sequence[Segment]) -> Sequence[TableColumn]:
    header = view.words.find("analysis.columns")
    names = [segment_name(view, each) for each in segments]
    counts = ("accounts", "engaged", "opportunities", "won_deals")
    return (
        TableColumn(view.words.header("accounts", dimension), names),
        *(
            TableColumn(header[key], [getattr(each, key) for each in segments], Style.INTEGER)
            for key in counts
        ),
        TableColumn(header["revenue"], [units(each.revenue) for each in segments], Style.MONEY),
        TableColumn(header["costs"], [units(each.costs) for each in segments], Style.MONEY),
        TableColumn(header["roi"], [each.roi for each in segments], Style.MULTIPLE),
    )


def _chart(view: View, top: int, count: int) -> Chart:
    """Revenue and costs side by side for each industry of the table whose header is at `top`."""
    header = view.words.find("analysis.columns")
    names = Area("analysis", top + 1, 0, top + count, 0)
    series = [
        Series(header[key], names, Area("analysis", top + 1, column, top + count, column), tone)
        for key, column, tone in (("revenue", _REVENUE, Tone.SHARED), ("costs", _COSTS, Tone.AMBER))
    ]
    title = view.words.text("analysis.chart")
    return Chart(
        top - 1, WIDTH + 1, title, series, width=520, height=320, style=Style.MONEY, description=title
    )
