"""The charts that slides share: metrics week by week, and segments side by side."""

from __future__ import annotations

from collections.abc import Mapping

from abm_sheets.outputs.leadership.model import Metric
from abm_sheets.outputs.slides.page import Page
from abm_sheets.outputs.slides.plot import Kind, Labels, Plot, Strand
from abm_sheets.palette import Tone
from abm_sheets.story.figures import Unit
from abm_sheets.story.segments import Segments

_ENOUGH = 2
"""Values without which there is no trend."""


def has_trend(metric: Metric) -> bool:
    """Whether enough weeks of a metric are known to be drawn."""
    return sum(figure.value is not None for figure in metric.trend.figures) >= _ENOUGH


def weekly(page: Page, key: str, metrics: Mapping[str, Tone], axis: str, kind: Kind) -> Plot:
    """Metrics of one unit week by week, the last week with its number; `key` is that of the title."""
    weeks, text = page.story.weeks, page.words.text
    running = any(closing.provisional for closing in weeks.closings)
    series = [(weeks.series[metric], tone) for metric, tone in metrics.items()]
    return Plot(
        kind=kind,
        title=text(f"slides.charts.{key}"),
        axes=(text(f"slides.axes.{'week_running' if running else 'week'}"), text(f"slides.axes.{axis}")),
        categories=[closing.label for closing in weeks.closings],
        strands=[Strand(each.label, each.figures, tone, Labels.LAST) for each, tone in series],
        unit=series[0][0].unit,
        empty=text(f"slides.empty.{key}"),
    )


def by_segment(page: Page, segments: Segments, key: str, bars: Mapping[str, tuple[str, Tone]]) -> Plot:
    """Figures of each segment as bars, by their names, with the label and the tone of each."""
    text, unit, axis = page.words.text, *_MEASURES[key]
    return Plot(
        kind=Kind.BARS,
        title=text(f"slides.charts.by_{segments.dimension}.{key}"),
        axes=(page.words.header("accounts", segments.dimension), text(f"slides.axes.{axis}")),
        categories=[segment.name for segment in segments.segments],
        strands=[
            Strand(label, [getattr(segment, name) for segment in segments.segments], tone)
            for name, (label, tone) in bars.items()
        ],
        unit=unit,
        empty=text(f"slides.empty.{key}"),
    )


_MEASURES = {
    "engaged": (Unit.COUNT, "accounts"),
    "money": (Unit.MONEY, "money"),
    "roi": (Unit.MULTIPLE, "roi"),
}
"""What charts of segments show: the unit of their figures, and the title of the axis."""
