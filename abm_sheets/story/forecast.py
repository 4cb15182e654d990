"""What the quarter will bring: how much, how sure that is, and what its targets ask for (§ 4.8)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Any

from abm_sheets.history.forecast import SMALL_SAMPLE, Expectation
from abm_sheets.metrics.closed import AVERAGE_DEAL
from abm_sheets.metrics.metric import Metric
from abm_sheets.metrics.outlook import OUTLOOK
from abm_sheets.metrics.revenue import REVENUE
from abm_sheets.metrics.won_deals import WON_DEALS
from abm_sheets.story.trends import week_timeline
from abm_sheets.story.units import metric_value
from abm_sheets.story.view import View
from abm_sheets.story.wording import Figure, metric_figure, metric_text, missing_text, share_figure

MEASURES: tuple[Metric[Any], ...] = (REVENUE, WON_DEALS)
"""What is forecast."""

_WEEK = 7
_RARE = 0.01
"""A chance under which it is told as less than that, and as more where it lacks less than that."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """A measure at the end of the quarter, in figures and in one sentence; `probability` is its target's."""

    key: str
    label: str
    expected: Figure
    low: Figure
    high: Figure
    target: Figure
    probability: Figure
    text: str


@dataclass(frozen=True, slots=True)
class Forecast:
    """The forecast in words; `finding` says why there is none, "" where there is one.

    `needed` says what the first target that it does not reach asks for, `note` how it is computed. `path` is
    the revenue of the quarter so far, by day, where there is a forecast.
    """

    title: str
    end: date
    finding: str
    measures: Sequence[Ahead]
    needed: Sequence[str]
    note: str
    path: Sequence[tuple[date, float]]

    @property
    def sentences(self) -> Sequence[str]:
        """What there is to say in a few lines."""
        return [self.finding] if self.finding else [*(each.text for each in self.measures), *self.needed]


def forecast_of(view: View) -> Forecast:
    """The forecast for the end of the quarter."""
    text, found = view.words.text, view.forecast
    title = text("forecast.title", day=view.words.formats.calendar_day(found.end))
    if found.reason:
        return Forecast(title, found.end, _reason(view), [], [], "", [])
    both = zip(MEASURES, (found.revenue, found.won_deals), strict=True)
    measures = [_ahead(view, metric, each) for metric, each in both]
    needed, note = list(_needed(view, measures)), text("forecast.note", len(view.figures.open_deals))
    return Forecast(title, found.end, "", measures, needed, note, list(_path(view)))


def _reason(view: View) -> str:
    settings, outlook = view.tables.settings, view.figures.outlook
    if view.forecast.reason != SMALL_SAMPLE or outlook is None:
        return missing_text(view, OUTLOOK)
    enough, days = settings.small_sample, settings.win_rate_window_days
    return view.words.text("forecast.small_sample", len(outlook.closed), enough=enough, days=days)


def _ahead(view: View, metric: Metric[Any], found: Expectation) -> Ahead:
    named = ("expected", "low", "high", "target")
    return Ahead(
        key=metric.key,
        label=view.words.word("metric", metric.key),
        **{name: metric_figure(view, metric.key, getattr(found, name)) for name in named},
        probability=share_figure(view, found.probability),
        text=_sentence(view, metric.key, found),
    )


def _sentence(view: View, key: str, found: Expectation) -> str:
    """What is expected, between which bounds, and the chances of the target."""
    text = view.words.text
    low, high = (metric_text(view, key, value) for value in (found.low, found.high))
    return text(
        f"forecast.sentence.{key}",
        found.expected,
        day=view.words.formats.calendar_day(view.forecast.end),
        expected=metric_text(view, key, found.expected),
        bounds="" if low == high else text("forecast.bounds", low=low, high=high),
        chances=_chances(view, key, found),
    )


def _chances(view: View, key: str, found: Expectation) -> str:
    """The chances of the target, "" where there is none."""
    if found.target is None or found.probability is None:
        return ""
    target = metric_text(view, key, found.target)
    if (metric_value(view.figures.now, key) or 0) >= found.target:
        return view.words.text("forecast.chances.reached", target=target)
    told = min(max(round(found.probability, 2), _RARE), 1 - _RARE)
    beyond = "low" if found.probability < _RARE else "high" if found.probability > 1 - _RARE else "some"
    return view.words.text(
        f"forecast.chances.{beyond}", share=view.words.formats.percent(told), target=target
    )


def _needed(view: View, measures: Sequence[Ahead]) -> Iterator[str]:
    """Deals, and accounts to engage each week, for the first target that is not expected to be reached."""
    missed = [
        each
        for each in measures
        if each.target.value is not None and (each.expected.value or 0) < each.target.value
    ]
    if not missed:
        return
    key, target, expected = missed[0].key, missed[0].target.value or 0, missed[0].expected.value or 0
    average = view.figures.now.measure(AVERAGE_DEAL.key).value or 0
    if key == REVENUE.key and average <= 0:
        return
    deals = ceil((target - expected) / (average if key == REVENUE.key else 1))
    missing, amount = metric_text(view, key, target - expected), metric_text(view, REVENUE.key, average)
    yield view.words.text(f"forecast.needed.{key}", deals, missing=missing, average=amount)
    yield from _engaged(view, deals)


def _engaged(view: View, deals: int) -> Iterator[str]:
    """How many accounts to engage for some deals, if as many of them sign as in the year."""
    text, left = view.words.text, (view.forecast.end - view.figures.period.end).days
    rate, cycle = _signing(view), view.figures.cycle_days
    if not left:
        return
    if not rate:
        yield text("forecast.needed.unknown")
        return
    accounts = ceil(deals / rate)
    weekly = view.words.formats.integer(ceil(accounts / ceil(left / _WEEK)))
    share = view.words.formats.percent(rate)
    yield text("forecast.needed.accounts", accounts, weekly=weekly, share=share)
    if cycle is not None and cycle > left:
        yield text("forecast.needed.late", left, cycle=view.words.formats.decimal(cycle))


def _signing(view: View) -> float | None:
    """The share of the year's engaged accounts that became customers, where they are enough to say."""
    reached = {step.stage: step.accounts for step in view.figures.funnel}
    engaged, customers = reached.get("engaged", 0), reached.get("customer", 0)
    return customers / engaged if engaged >= max(view.tables.settings.small_sample, 1) else None


def _path(view: View) -> Iterator[tuple[date, float]]:
    """The revenue from the first day of the quarter on: at the end of its weeks, and now."""
    start, day, weeks = view.figures.period.start, view.figures.period.end, week_timeline(view)
    yield start, 0.0
    for closing, figure in zip(weeks.closings, weeks.series[REVENUE.key].figures, strict=True):
        if start < closing.as_of < day and figure.value is not None:
            yield closing.as_of, figure.value
    yield day, metric_value(view.figures.now, REVENUE.key) or 0.0
