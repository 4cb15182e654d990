"""Metrics in words: a value in its unit, what changed since last Monday, a status and its reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from abm_sheets.history.changes import as_seen
from abm_sheets.language import Catalogue
from abm_sheets.language.formats import MINUS, NO_VALUE
from abm_sheets.metrics.figures import Period, StatusLine
from abm_sheets.metrics.known import BY_KEY
from abm_sheets.metrics.metric import Quantity
from abm_sheets.metrics.values import Said, units
from abm_sheets.story.units import metric_units, metric_value, unit_of
from abm_sheets.story.view import View
from abm_sheets.tables.targets import Unit


def metric_text(view: View, metric: str, value: float | None) -> str:
    """A value, already in units, as people read it; a dash where there is none."""
    return figure_text(view.words, view.tables.settings.currency, metric, value)


def figure_text(words: Catalogue, currency: str, metric: str, value: float | None) -> str:
    """A value of a metric in units of a currency, as people read it; a dash where there is none."""
    formats, unit = words.formats, unit_of(metric)
    if value is None:
        return NO_VALUE
    if unit is Unit.SHARE:
        return formats.percent(value)
    if unit is Unit.MULTIPLE:
        return formats.multiple(value)
    if unit.is_money:
        amount = formats.money(value, currency)
        return words.text("overview.per_day", amount=amount) if unit is Unit.MONEY_A_DAY else amount
    return formats.decimal(value)


def said_text(view: View, said: Said) -> str:
    """What a metric says, in words."""
    formats = view.words.formats
    shown: Mapping[Unit, Callable[[float | None], str]] = {
        Unit.COUNT: formats.integer,
        Unit.MONEY: partial(money, view),
        Unit.SHARE: formats.percent,
        Unit.MULTIPLE: formats.multiple,
        Unit.DAYS: formats.decimal,
    }
    numbers = {name: shown[unit](number) for name, (number, unit) in said.numbers.items()}
    return view.words.text(said.key, said.count, **numbers)


def money(view: View, cents: float | None) -> str:
    """An amount given in cents, as people read it."""
    amount = None if cents is None else cents / 100
    return view.words.formats.money(amount, view.tables.settings.currency)


def period_text(view: View) -> str:
    """The dates that the figures are of."""
    period, long_day = view.figures.period, view.words.formats.long_day
    return view.words.text("overview.period", start=long_day(period.start), end=long_day(period.end))


def quarter_text(period: Period, words: Catalogue) -> str:
    """The short name of the quarter of a period."""
    return words.text("leadership.quarter", number=period.quarter.rpartition("Q")[2])


def computed_text(view: View) -> str:
    """When, by whom and on what the figures were computed."""
    return view.words.text(
        "overview.computed",
        view.tables.rows_read,
        moment=view.words.formats.moment(view.computed_at),
        by=view.computed_by,
        source=view.source,
    )


def issues_text(view: View) -> str:
    """How many issues there are."""
    return view.words.text("overview.issues", len(view.report.issues))


def rebuilt_text(view: View) -> str | None:
    """That the figures of a past day were rebuilt on the day of the run; nothing on the day itself."""
    day = view.figures.period.end
    if day >= view.tables.today:
        return None
    return view.words.text("overview.rebuilt", day=view.words.formats.long_day(day))


def missing_text(view: View, quantity: Quantity[Any]) -> str:
    """That a tab which a quantity is computed from cannot be read, "" where each can."""
    missing = next(iter(quantity.missing(view.tables)), None)
    if missing is None:
        return ""
    return view.words.text("overview.not_computed", title=view.tables.title(missing, view.words))


def status_line(view: View, metric: str) -> StatusLine:
    """A metric against its target; a grey line where it has none."""
    lines = {line.metric: line for line in view.figures.statuses}
    return lines.get(metric) or StatusLine(metric, None, None, None, None, "grey", "no_target")


def target_text(view: View, line: StatusLine) -> str:
    """The target of a metric and its alert threshold, if any."""
    if line.target is None:
        return view.words.text("overview.no_target")
    target = metric_text(view, line.metric, metric_units(line.metric, line.target))
    return view.words.text("overview.target", target=target)


def status_text(view: View, line: StatusLine) -> str:
    """A status in words, with the reason when there is none to give."""
    word = view.words.word("status", line.status)
    if line.reason is None:
        return word
    return f"{word} ({view.words.text(f'overview.reason.{line.reason}')})"


def change_text(view: View, metric: str) -> str:
    """What changed since last Monday; nothing to compare where the quarter started again meanwhile."""
    figures, words = view.figures, view.words
    if figures.before is None:
        return words.text("overview.change.unknown")
    if figures.before.as_of < figures.period.start and BY_KEY[metric].quarterly:
        return words.text("overview.change.restarted")
    now, before = metric_value(figures.now, metric), value_before(view, metric)
    if now is None or before is None:
        return words.text("overview.change.unknown")
    size = _size(view, metric, abs(now - before))
    day = words.formats.long_day(figures.before.as_of)
    if size == _size(view, metric, 0):
        return words.text("overview.change.none", day=day)
    return words.text("overview.change.some", change=f"{'+' if now > before else MINUS}{size}", day=day)


def value_before(view: View, metric: str) -> float | None:
    """A metric on the evening before last Monday, as people saw it then; none before there was any."""
    before = view.figures.before
    if before is None:
        return None
    return as_seen(view.history, before.as_of, metric, metric_value(before, metric))


def _size(view: View, metric: str, change: float) -> str:
    """How much a metric changed: shares change by points."""
    if unit_of(metric) is not Unit.SHARE:
        return metric_text(view, metric, change)
    return view.words.text("overview.points", points=view.words.formats.decimal(change * 100))


def shortened(text: str, longest: int) -> str:
    """A text of so many characters at most; what is cut ends with an ellipsis."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


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


def count_figure(view: View, count: int | None) -> Figure:
    """How many there are of something, where that is known."""
    return Figure(count, view.words.formats.integer(count))


def share_figure(view: View, share: float | None) -> Figure:
    """A share of a whole."""
    return Figure(share, view.words.formats.percent(share))


def small_text(view: View, count: int) -> str:
    """That so many are too few to conclude; nothing where they are enough, or none."""
    small = 0 < count < view.tables.settings.small_sample
    return view.words.text("analysis.influence.small") if small else ""


def days_figure(view: View, days: float | None) -> Figure:
    """A number of days."""
    shown = view.words.formats.decimal(days)
    return Figure(days, shown if days is None else view.words.text("pace.days", days=shown))
