"""What the forecasts of closed weeks said, and what came: how far they can be trusted (§ 4.8)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from abm_sheets.history import Frozen
from abm_sheets.history.seals import FORECASTS
from abm_sheets.metrics.metric import Metrics
from abm_sheets.metrics.scope import period_of
from abm_sheets.metrics.weeks import sunday_of
from abm_sheets.story.forecast import MEASURES
from abm_sheets.story.units import metric_value
from abm_sheets.story.view import View
from abm_sheets.story.wording import Figure, metric_figure

MOST_WEEKS = 26
"""Weeks that are shown, the latest ones."""


@dataclass(frozen=True, slots=True)
class Promise:
    """What a week let expect of a measure, and what came: so far, while the quarter runs."""

    expected: Figure
    low: Figure
    high: Figure
    came: Figure

    @property
    def error(self) -> float | None:
        """By which share of what came it was wrong, where anything came."""
        if self.expected.value is None or not self.came.value:
            return None
        return abs(self.expected.value - self.came.value) / abs(self.came.value)

    @property
    def is_inside(self) -> bool:
        """Whether what came lies between the bounds."""
        low, came, high = self.low.value, self.came.value, self.high.value
        return low is not None and came is not None and high is not None and low <= came <= high


@dataclass(frozen=True, slots=True)
class Week:
    """A closed week's forecasts for the end of its quarter; `reading` says how what came lies beside them."""

    label: str
    end: date
    is_over: bool
    revenue: Promise
    won_deals: Promise
    reading: str


@dataclass(frozen=True, slots=True)
class Outcomes:
    """The weeks, the latest first; `finding` says how wrong they were so far, or that it is too early."""

    title: str
    finding: str
    weeks: Sequence[Week]
    more: str
    note: str


def outcomes_of(view: View) -> Outcomes:
    """What closed weeks let expect, as it was frozen, beside what came."""
    text = view.words.text
    weeks = sorted(_weeks(view), key=lambda each: each.label, reverse=True)
    if not weeks:
        return Outcomes(text("forecast.outcomes.title"), text("forecast.outcomes.none"), [], "", "")
    rest = max(len(weeks) - MOST_WEEKS, 0)
    return Outcomes(
        title=text("forecast.outcomes.title"),
        finding=_finding(view, [each.revenue for each in weeks if each.is_over]),
        weeks=weeks[:MOST_WEEKS],
        more=text("forecast.outcomes.more", rest) if rest else "",
        note=text("forecast.outcomes.note"),
    )


def _finding(view: View, over: Sequence[Promise]) -> str:
    """The median error on revenue, and how often what came lay between the bounds."""
    errors = [each.error for each in over if each.error is not None]
    if len(over) < max(view.tables.settings.small_sample, 1) or not errors:
        return view.words.text("forecast.outcomes.early", len(over))
    inside = sum(each.is_inside for each in over)
    return view.words.text(
        "forecast.outcomes.finding",
        len(over),
        error=view.words.formats.percent(round(median(errors), 2)),
        inside=view.words.formats.integer(inside),
    )


def _weeks(view: View) -> Iterator[Week]:
    """The weeks with a forecast, of quarters whose outcome is known."""
    came = {each.metrics.as_of: each.metrics for each in view.figures.months}
    today, frozen = view.figures.period.end, view.history.known.items()
    for label in {week for (week, key), each in frozen if key in FORECASTS and each.value is not None}:
        sunday = sunday_of(label)
        if sunday is None or sunday > today:
            continue
        end = period_of(sunday, view.tables.settings.fiscal_year_start).quarter_end
        now = came.get(end) if end <= today else view.figures.now
        if now is not None:
            yield _week(view, label, end, now)


def _week(view: View, label: str, end: date, came: Metrics) -> Week:
    revenue, won_deals = (
        _promise(view, metric.key, view.history.known.get((label, key)), came)
        for metric, key in zip(MEASURES, FORECASTS, strict=True)
    )
    is_over, (year, _, number) = end <= view.figures.period.end, label.partition("-W")
    shown = view.words.text("forecast.outcomes.week", year=year, number=number)
    return Week(shown, end, is_over, revenue, won_deals, _reading(view, revenue, is_over=is_over))


def _promise(view: View, metric: str, frozen: Frozen | None, came: Metrics) -> Promise:
    told = (frozen.value, frozen.numerator, frozen.denominator) if frozen else (None, None, None)
    expected, low, high, there = (
        metric_figure(view, metric, value) for value in (*told, metric_value(came, metric))
    )
    return Promise(expected, low, high, there)


def _reading(view: View, revenue: Promise, *, is_over: bool) -> str:
    """Whether the revenue that came lies between the bounds, above or below; that it is still to come."""
    text, came, low = view.words.text, revenue.came.value, revenue.low.value
    if not is_over:
        return text("forecast.outcomes.running")
    if came is None or low is None:
        return ""
    return text(f"forecast.outcomes.{'inside' if revenue.is_inside else 'below' if came < low else 'above'}")
