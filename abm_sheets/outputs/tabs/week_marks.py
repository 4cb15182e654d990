"""What the weekly table says of its cells: restated, no longer frozen, frozen anew; and who froze others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from abm_sheets.history.restated import restatements
from abm_sheets.metrics.known import METRICS
from abm_sheets.metrics.metric import Snapshot
from abm_sheets.palette import Tone
from abm_sheets.story.units import metric_style, metric_value
from abm_sheets.story.view import View
from abm_sheets.story.wording import metric_text
from abm_sheets.workbook.sheet import Item, Style

Place = tuple[str, str]
"""A week and a metric."""


def marked_cells(view: View) -> Mapping[Place, Item]:
    """The cells of closed weeks whose frozen value is not what today's data give, or is gone, with why."""
    return {**_restated(view), **_recomputed(view)}


def _restated(view: View) -> dict[Place, Item]:
    """Marked with both values."""
    return {
        (each.week, each.metric): _marked(
            each.metric,
            each.frozen,
            view.words.text(
                "history.restated_note",
                frozen=metric_text(view, each.metric, each.frozen),
                recomputed=metric_text(view, each.metric, each.recomputed),
            ),
        )
        for each in restatements(view.history, view.figures.weeks)
    }


def _recomputed(view: View) -> dict[Place, Item]:
    """The figures of frozen weeks that are not, or no longer, among what is frozen of them."""
    note = view.words.text("history.recomputed_note")
    found = {
        (week.label, metric): _marked(metric, metric_value(week.metrics, metric), note)
        for week in _frozen_weeks(view)
        for metric in METRICS
        if view.history.frozen(week.label, metric) is None
    }
    return {place: item for place, item in found.items() if item.value is not None}


def _marked(metric: str, value: float | None, note: str) -> Item:
    return Item(value, metric_style(metric), tone=Tone.AMBER, note=note)


def _frozen_weeks(view: View) -> Iterator[Snapshot]:
    """The closed weeks of which a metric at least is frozen."""
    weeks = {week for week, _ in view.history.known}
    return (each for each in view.figures.weeks if not each.provisional and each.label in weeks)


def weeks_anew(view: View) -> set[str]:
    """The weeks that were frozen anew, their rows being gone."""
    return {week for (week, _), frozen in view.history.known.items() if frozen.anew}


def marked_labels(view: View, labels: Mapping[str, str]) -> Mapping[str, Item]:
    """The labels of weeks that were frozen anew, of those given by week, with the word for it."""
    note = view.words.text("history.anew_note")
    anew = weeks_anew(view)
    return {week: Item(label, Style.TEXT, note=note) for week, label in labels.items() if week in anew}


def captions(view: View, metrics: Sequence[str]) -> list[str]:
    """What is said under a table of weeks and some metrics."""
    weeks = {week.label for week in view.figures.weeks}
    counts = {
        "restated": _count(_restated(view), metrics),
        "recomputed": _count(_recomputed(view), metrics),
        "anew": len(weeks_anew(view) & weeks),
        "foreign": sum(map(bool, view.history.past.foreign)),
    }
    return [view.words.text(f"history.{key}_caption", count) for key, count in counts.items() if count]


def _count(cells: Mapping[Place, Item], metrics: Sequence[str]) -> int:
    return sum(metric in metrics for _, metric in cells)
