"""The target accounts by industry, size and tier: their funnel, their money and the return on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from abm_sheets.metrics import figures as computed
from abm_sheets.metrics.roi import ROI
from abm_sheets.story.view import View
from abm_sheets.story.wording import Figure, amount_figure, count_figure, metric_figure

_MOST_NAMED = 3
"""Segments that a sentence names."""


@dataclass(frozen=True, slots=True)
class Segment:
    """The target accounts of one industry, size or tier; `small` where too few deals were won to conclude."""

    name: str
    accounts: Figure
    engaged: Figure
    opportunities: Figure
    won_deals: Figure
    revenue: Figure
    costs: Figure
    roi: Figure
    small: str


@dataclass(frozen=True, slots=True)
class Segments:
    """The segments of a dimension (`industry`, `size` or `tier`), the largest ones where there are many.

    `more` says how many are left out, `reading` which ones return more than the whole and which less, of
    those with enough won deals; each is "" where there is none.
    """

    dimension: str
    title: str
    segments: Sequence[Segment]
    more: str
    reading: str


def segments_of(view: View, dimension: str, most: int) -> Segments:
    """The segments of a dimension in the order of the accounts tab; where some are left out, by size."""
    found = _found(view, dimension)
    some = found if len(found) <= most else _largest(found, most)
    return _segments(view, dimension, view.words.text(f"analysis.by.{dimension}"), found, some)


def largest_segments(view: View, dimension: str, most: int) -> Segments:
    """The segments of a dimension, the largest revenue first."""
    found = _found(view, dimension)
    title = view.words.text(f"leadership.by.{dimension}")
    return _segments(view, dimension, title, found, _largest(found, most))


def _found(view: View, dimension: str) -> Sequence[computed.Segment]:
    return [each for each in view.figures.segments if each.dimension == dimension]


def _largest(segments: Sequence[computed.Segment], most: int) -> Sequence[computed.Segment]:
    """Those with most revenue, then with most accounts."""
    return sorted(segments, key=lambda each: (each.revenue, each.accounts), reverse=True)[:most]


def _segments(
    view: View,
    dimension: str,
    title: str,
    found: Sequence[computed.Segment],
    some: Sequence[computed.Segment],
) -> Segments:
    rest = len(found) - len(some)
    return Segments(
        dimension=dimension,
        title=title,
        segments=[_segment(view, each) for each in some],
        more=view.words.text("analysis.more", rest) if rest else "",
        reading=" ".join(_readings(view, found)),
    )


def _readings(view: View, found: Sequence[computed.Segment]) -> Iterator[str]:
    """Where the next euro may go: what returns more than the whole, then what returns less."""
    overall, enough = view.figures.now.measure(ROI.key).value, view.tables.settings.small_sample
    if overall is None:
        return
    judged = [(each.roi, each) for each in found if each.roi is not None and each.won_deals >= enough]
    ranked = sorted(judged, key=lambda each: each[0], reverse=True)
    above = [each for roi, each in ranked if roi > overall]
    below = [each for roi, each in reversed(ranked) if roi < overall]
    for key, some in (("above", above[:_MOST_NAMED]), ("below", below[:_MOST_NAMED])):
        if some:
            names = view.words.formats.listed([_named(view, each) for each in some])
            whole = view.words.formats.multiple(overall)
            yield view.words.text(f"segments.{key}", len(some), names=names, roi=whole)


def _named(view: View, segment: computed.Segment) -> str:
    roi = view.words.formats.multiple(segment.roi)
    return view.words.text("segments.named", segment.won_deals, name=_name(view, segment), roi=roi)


def _name(view: View, segment: computed.Segment) -> str:
    return segment.segment or view.words.text("analysis.blank")


def _segment(view: View, segment: computed.Segment) -> Segment:
    return Segment(
        name=_name(view, segment),
        accounts=count_figure(view, segment.accounts),
        engaged=count_figure(view, segment.engaged),
        opportunities=count_figure(view, segment.opportunities),
        won_deals=count_figure(view, segment.won_deals),
        revenue=amount_figure(view, segment.revenue),
        costs=amount_figure(view, segment.costs),
        roi=metric_figure(view, "roi", segment.roi),
        small=_small(view, segment),
    )


def _small(view: View, segment: computed.Segment) -> str:
    """That its return is of too few won deals to conclude."""
    few = segment.won_deals < view.tables.settings.small_sample
    return view.words.text("analysis.influence.small") if few and segment.roi is not None else ""
