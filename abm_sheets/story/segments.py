"""The target accounts by industry, size and tier: their funnel, their money and the return on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from abm_sheets.metrics import figures as computed
from abm_sheets.story.view import View
from abm_sheets.story.wording import Figure, amount_figure, count_figure, metric_figure


@dataclass(frozen=True, slots=True)
class Segment:
    """The target accounts of one industry, size or tier."""

    name: str
    accounts: Figure
    engaged: Figure
    opportunities: Figure
    won_deals: Figure
    revenue: Figure
    costs: Figure
    roi: Figure


@dataclass(frozen=True, slots=True)
class Segments:
    """The segments of a dimension (`industry`, `size` or `tier`), the largest ones where there are many.

    `more` says how many are left out, "" where none is.
    """

    dimension: str
    title: str
    segments: Sequence[Segment]
    more: str


def segments_of(view: View, dimension: str, most: int) -> Segments:
    """The segments of a dimension in the order of the accounts tab; where some are left out, by size."""
    found = _found(view, dimension)
    some = found if len(found) <= most else _largest(found, most)
    return Segments(dimension, view.words.text(f"analysis.by.{dimension}"), *_rows(view, some, len(found)))


def largest_segments(view: View, dimension: str, most: int) -> Segments:
    """The segments of a dimension, the largest revenue first."""
    found = _found(view, dimension)
    rows = _rows(view, _largest(found, most), len(found))
    return Segments(dimension, view.words.text(f"leadership.by.{dimension}"), *rows)


def _found(view: View, dimension: str) -> Sequence[computed.Segment]:
    return [each for each in view.figures.segments if each.dimension == dimension]


def _largest(segments: Sequence[computed.Segment], most: int) -> Sequence[computed.Segment]:
    """Those with most revenue, then with most accounts."""
    return sorted(segments, key=lambda each: (each.revenue, each.accounts), reverse=True)[:most]


def _rows(view: View, some: Sequence[computed.Segment], total: int) -> tuple[Sequence[Segment], str]:
    """Some segments of so many, and how many are left out."""
    rest = total - len(some)
    return [_segment(view, each) for each in some], view.words.text("analysis.more", rest) if rest else ""


def _segment(view: View, segment: computed.Segment) -> Segment:
    return Segment(
        name=segment.segment or view.words.text("analysis.blank"),
        accounts=count_figure(view, segment.accounts),
        engaged=count_figure(view, segment.engaged),
        opportunities=count_figure(view, segment.opportunities),
        won_deals=count_figure(view, segment.won_deals),
        revenue=amount_figure(view, segment.revenue),
        costs=amount_figure(view, segment.costs),
        roi=metric_figure(view, "roi", segment.roi),
    )
