"""The weeks and the months: what was frozen, what is no longer what today's data give, and who froze it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from abm_sheets.history.changes import restatements
from abm_sheets.metrics.known import METRICS
from abm_sheets.metrics.metric import ClosingMetrics
from abm_sheets.metrics.scope import period_of
from abm_sheets.story.units import metric_value, unit_of
from abm_sheets.story.view import View
from abm_sheets.story.wording import Figure, metric_figure, metric_text
from abm_sheets.tables.targets import Unit

FUNNEL = ("target_accounts", "engaged_accounts", "accounts_in_opportunity", "won_deals")
"""The metrics of the way that accounts go, in its order."""


@dataclass(frozen=True, slots=True)
class Closing:
    """A week or a month: its short label, the day it is as of, and whether it is still running.

    `quarter` (`2026-Q3`) is that of its day: counts and amounts start again with it. `note` says that a
    week was frozen anew, "" where it was not.
    """

    label: str
    as_of: date
    provisional: bool
    quarter: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """A metric at each closing of its timeline, in the same order."""

    key: str
    label: str
    unit: Unit
    figures: Sequence[Figure]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Weeks or months, oldest first, and the metrics at each, by their keys."""

    closings: Sequence[Closing]
    series: Mapping[str, Series]

    @property
    def known(self) -> Sequence[Series]:
        """The metrics that have a value at one closing at least."""
        return [each for each in self.series.values() if any(at.value is not None for at in each.figures)]


Place = tuple[str, str]
"""A week and a metric."""


def week_timeline(view: View) -> Timeline:
    """The closed weeks as they were frozen, then the current one; figures that differ today say so."""
    weeks = view.figures.weeks
    labels = [view.words.text("overview.week", number=int(each.label.rpartition("W")[2])) for each in weeks]
    notes = {**_restated(view), **_recomputed(view)}
    anew = dict.fromkeys(_anew(view), view.words.text("history.anew_note"))
    return _timeline(view, weeks, labels, notes, anew)


def month_timeline(view: View) -> Timeline:
    """The closed months, which are never frozen, then the current one."""
    parts = (each.label.partition("-") for each in view.figures.months)
    return _timeline(view, view.figures.months, [f"{month}/{year}" for year, _, month in parts], {}, {})


def _timeline(
    view: View,
    dated: Sequence[ClosingMetrics],
    labels: Sequence[str],
    notes: Mapping[Place, str],
    anew: Mapping[str, str],
) -> Timeline:
    series = {metric: _series(view, metric, dated, notes) for metric in METRICS}
    closings = [
        _closing(view, each, label, anew.get(each.label, ""))
        for each, label in zip(dated, labels, strict=True)
    ]
    return Timeline(closings, series)


def _series(view: View, metric: str, dated: Sequence[ClosingMetrics], notes: Mapping[Place, str]) -> Series:
    figures = [
        metric_figure(view, metric, _value(view, each, metric), notes.get((each.label, metric), ""))
        for each in dated
    ]
    return Series(metric, view.words.word("metric", metric), unit_of(metric), figures)


def _closing(view: View, closing: ClosingMetrics, label: str, note: str) -> Closing:
    """A closing, its label with the sign that captions explain while it is not over."""
    as_of = closing.metrics.as_of
    quarter = period_of(as_of, view.tables.settings.fiscal_year_start).quarter
    shown = view.words.text("overview.provisional", label=label) if closing.provisional else label
    return Closing(shown, as_of, closing.provisional, quarter, note)


def _value(view: View, closing: ClosingMetrics, metric: str) -> float | None:
    """The frozen value of a closed week that has one; months are never frozen."""
    frozen = None if closing.provisional else view.history.frozen(closing.label, metric)
    return frozen.value if frozen else metric_value(closing.metrics, metric)


def _restated(view: View) -> Mapping[Place, str]:
    """The figures of closed weeks that are not what today's data give, with both values."""
    return {
        (each.week, each.metric): view.words.text(
            "history.restated_note",
            frozen=metric_text(view, each.metric, each.frozen),
            recomputed=metric_text(view, each.metric, each.recomputed),
        )
        for each in restatements(view.history, view.figures.weeks)
    }


def _recomputed(view: View) -> Mapping[Place, str]:
    """The figures of frozen weeks that are not, or no longer, among what is frozen of them."""
    note = view.words.text("history.recomputed_note")
    frozen = {week for week, _ in view.history.known} - view.history.past.whole
    return {
        (week.label, metric): note
        for week in view.figures.weeks
        if not week.provisional and week.label in frozen
        for metric in METRICS
        if view.history.frozen(week.label, metric) is None and metric_value(week.metrics, metric) is not None
    }


def _anew(view: View) -> set[str]:
    """The weeks that were frozen anew, their rows being gone."""
    return {week for (week, _), frozen in view.history.known.items() if frozen.anew}


def captions(view: View) -> list[str]:
    """What is said under the dashboard's table of the weeks."""
    weeks = {week.label for week in view.figures.weeks}
    counts = {
        "restated": _count(_restated(view)),
        "recomputed": _count(_recomputed(view)),
        "anew": len(_anew(view) & weeks),
        "foreign": sum(map(bool, view.history.past.foreign)),
    }
    return [view.words.text(f"history.{key}_caption", count) for key, count in counts.items() if count]


def _count(cells: Mapping[Place, str]) -> int:
    return sum(metric in METRICS for _, metric in cells)
