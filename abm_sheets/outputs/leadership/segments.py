"""The return on each industry and each size, the largest first."""

from __future__ import annotations

from abm_sheets.metrics import figures as computed
from abm_sheets.metrics.figures import units
from abm_sheets.outputs.leadership.model import Figure, Segment, Segments
from abm_sheets.outputs.leadership.trends import metric_figure
from abm_sheets.outputs.tabs.segment_analysis import segment_name, weight
from abm_sheets.story.view import View

MOST_SEGMENTS = 6
"""Segments of a dimension that are told; the others are counted."""


def segments(view: View, dimension: str) -> Segments:
    """The segments of a dimension of the accounts: `industry` or `size`."""
    found = [each for each in view.figures.segments if each.dimension == dimension]
    told = sorted(found, key=weight, reverse=True)[:MOST_SEGMENTS]
    rest = len(found) - len(told)
    return Segments(
        dimension=dimension,
        title=view.words.text(f"leadership.by.{dimension}"),
        segments=[_segment(view, each) for each in told],
        more=view.words.text("analysis.more", rest) if rest else "",
    )


def _segment(view: View, segment: computed.Segment) -> Segment:
    count = view.words.formats.integer
    return Segment(
        name=segment_name(view, segment),
        accounts=Figure(segment.accounts, count(segment.accounts)),
        engaged=Figure(segment.engaged, count(segment.engaged)),
        revenue=metric_figure(view, "revenue", units(segment.revenue)),
        costs=metric_figure(view, "revenue", units(segment.costs)),
        roi=metric_figure(view, "roi", segment.roi),
    )
