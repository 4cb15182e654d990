"""Numbers with their texts, as people read them in one language."""

from __future__ import annotations

from dataclasses import dataclass

from abm_sheets.metrics.values import units
from abm_sheets.story.view import View
from abm_sheets.story.wording import metric_text


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as people read it; None, and a dash, where there is none.

    `note` says what the number is today where it is no longer what was frozen, "" elsewhere.
    """

    value: float | None
    text: str
    note: str = ""


def metric_figure(view: View, metric: str, value: float | None, note: str = "") -> Figure:
    """A metric's value, already in units."""
    return Figure(value, metric_text(view, metric, value), note)


def signed_figure(view: View, metric: str, amount: float) -> Figure:
    """How much a metric changed, already in units, with its sign."""
    sign = "+" if amount > 0 else ""
    return Figure(amount, f"{sign}{metric_text(view, metric, amount)}")


def amount_figure(view: View, cents: float | None) -> Figure:
    """An amount of money given in cents."""
    return metric_figure(view, "revenue", units(cents))


def count_figure(view: View, count: int) -> Figure:
    """How many there are of something."""
    return Figure(count, view.words.formats.integer(count))


def days_figure(view: View, days: float | None) -> Figure:
    """A number of days."""
    shown = view.words.formats.decimal(days)
    return Figure(days, shown if days is None else view.words.text("pace.days", days=shown))
