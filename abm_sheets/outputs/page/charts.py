"""The charts of the page, the small trends of its metrics, and the bars of its lists."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from matplotlib.axes import Axes

from abm_sheets.language import Catalogue
from abm_sheets.outputs.page.drawing import (
    Canvas,
    draw_calendar,
    draw_days,
    draw_line,
    draw_scale,
    known,
    name_ends,
    name_last,
    name_levels,
)
from abm_sheets.outputs.page.vector import vector
from abm_sheets.palette import INK, LINE, MUTED, SOFT, SOLID, Tone
from abm_sheets.story.story import Metric, Story
from abm_sheets.story.trends import FUNNEL, Series, Timeline

_WHOLE = 100

_FUNNEL = Canvas(340, 176, left=34, right=104, top=16, bottom=34)
_REVENUE = Canvas(340, 176, left=52, right=6, top=16, bottom=34)
_FAN = Canvas(340, 150, left=52, right=112, top=10, bottom=22)
_ROI = Canvas(340, 176, left=34, right=6, top=16, bottom=34)
_YEAR = Canvas(340, 120, left=1, right=1)
_SPARK = Canvas(170, 34, left=3, right=5, top=5, bottom=5)

_COLOURS = {
    "target_accounts": SOLID[Tone.GREY],
    "engaged_accounts": SOLID[Tone.MARKETING],
    "accounts_in_opportunity": SOLID[Tone.SALES],
    "won_deals": SOLID[Tone.GREEN],
}
_STEPS = {
    "targeted": SOLID[Tone.GREY],
    "engaged": SOLID[Tone.MARKETING],
    "opportunity": SOLID[Tone.SALES],
    "customer": SOLID[Tone.GREEN],
}
_BAR, _LIFT = 0.28, 3
"""How high a bar of the year's funnel is, in parts of its row, and how far above its middle its texts are."""

_COLUMN, _PROVISIONAL = 0.62, 0.55
"""How wide a column is, and how strong that of a week which is not over."""

_TREND = 2
"""Values without which there is no trend."""


def funnel_chart(story: Story, words: Catalogue) -> Markup | None:
    """The accounts' journey: a line each, named at its end; nothing where no value is known."""
    lines = [line for key in FUNNEL if known(line := story.weeks.series[key])]
    if not lines:
        return None
    figure, axes = _FUNNEL.axes()
    values = [value for line in lines for value in known(line).values()]
    draw_scale(axes, values, words.formats.compact, whole=True)
    draw_calendar(axes, story.weeks.closings, _quarter(words))
    for line in lines:
        draw_line(axes, line, story.weeks.closings, _COLOURS[line.key])
    name_ends(axes, lines, _COLOURS, _FUNNEL.room, words)
    return vector(figure, "funnel", described(story.weeks, lines, words))


def year_chart(story: Story, words: Catalogue) -> Markup | None:
    """The year's funnel: a bar for each stage that accounts reached, what it says above it."""
    steps = story.funnel.steps
    if not any(step.accounts.value for step in steps):
        return None
    figure, axes = _YEAR.axes()
    reached = [step.accounts.value or 0 for step in steps]
    axes.set_xlim(0, max(reached))
    axes.set_ylim(len(steps) - 0.5, -0.5)
    for at, step in enumerate(steps):
        for width, colour in ((max(reached), LINE), (reached[at], _STEPS[step.key])):
            axes.barh(at + _BAR / 2, width, _BAR, color=colour, clip_on=False)
        _write(axes, step.label, (0, at), ha="left", color=INK, fontweight="bold")
        _write(axes, step.text, (max(reached), at), ha="right", color=MUTED)
    said = [words.text("leadership.step", label=step.label, text=step.text) for step in steps]
    return vector(figure, "year", " ".join(said))


def _write(axes: Axes, text: str, place: tuple[float, float], **look: str) -> None:
    lifted: dict[str, Any] = {"xytext": (0, _LIFT), "textcoords": "offset points", "fontsize": 11, **look}
    axes.annotate(text, place, **lifted)


def revenue_chart(story: Story, words: Catalogue) -> Markup | None:
    """The quarter's revenue week by week, a column each, the last one with its amount."""
    series = story.weeks.series["revenue"]
    values = known(series)
    if not values:
        return None
    figure, axes = _REVENUE.axes()
    draw_scale(axes, list(values.values()), _money(story, words), whole=False)
    draw_calendar(axes, story.weeks.closings, _quarter(words))
    columns = axes.bar(list(values), list(values.values()), _COLUMN, color=SOLID[Tone.SHARED], clip_on=False)
    for at, column in zip(values, columns, strict=True):
        column.set_alpha(_PROVISIONAL if story.weeks.closings[at].provisional else 1)
    name_last(axes, series)
    return vector(figure, "revenue", described(story.weeks, [series], words))


def fan_chart(story: Story, words: Catalogue) -> Markup | None:
    """The quarter's revenue up to now and, to its last day, between which bounds it may go on; the target."""
    ahead = story.forecast
    if not ahead.measures or ahead.measures[0].expected.value is None:
        return None
    revenue, start, colour = ahead.measures[0], ahead.path[0][0], SOLID[Tone.SHARED]
    low, expected, high, target = (
        each.value or 0.0 for each in (revenue.low, revenue.expected, revenue.high, revenue.target)
    )
    days, values = [(day - start).days for day, _ in ahead.path], [value for _, value in ahead.path]
    now, last, last_day = values[-1], days[-1], (ahead.end - start).days
    figure, axes = _FAN.axes()
    draw_scale(axes, [low, high, target], _money(story, words), whole=False)
    draw_days(axes, last_day, [words.formats.calendar_day(each) for each in (start, ahead.end)])
    axes.fill([last, last_day, last_day], [now, high, low], color=SOFT[Tone.SHARED], clip_on=False)
    axes.plot([last, last_day], [now, expected], "--", color=colour, linewidth=1.6, clip_on=False)
    axes.plot(days, values, color=colour, linewidth=2, clip_on=False)
    names = {words.text("forecast.fan.expected", amount=revenue.expected.text): (expected, colour)}
    if target:
        axes.axhline(target, color=SOLID[Tone.AMBER], linewidth=1, clip_on=False)
        named = words.text("forecast.fan.target", amount=revenue.target.text)
        names[named] = (target, SOLID[Tone.AMBER])
    name_levels(axes, names, _FAN.room)
    return vector(figure, "fan", revenue.text)


def roi_chart(story: Story, words: Catalogue) -> Markup | None:
    """The ROI week by week, above or below zero, where costs are just paid back."""
    series = story.weeks.series["roi"]
    if not known(series):
        return None
    figure, axes = _ROI.axes()
    draw_scale(axes, list(known(series).values()), words.formats.multiple, whole=False)
    axes.axhline(0, color=MUTED, linewidth=1, clip_on=False)
    draw_calendar(axes, story.weeks.closings, _quarter(words))
    draw_line(axes, series, story.weeks.closings, SOLID[Tone.MARKETING])
    name_last(axes, series)
    return vector(figure, "roi", described(story.weeks, [series], words))


def spark(metric: Metric, weeks: Timeline, words: Catalogue) -> Markup | None:
    """A metric's weeks at a glance; nothing until two of them are known."""
    values = known(metric.trend)
    if len(values) < _TREND:
        return None
    figure, axes = _SPARK.axes()
    low, high = min(values.values()), max(values.values())
    flat = low == high
    axes.set_xlim(0, len(weeks.closings) - 1)
    axes.set_ylim(low - flat, high + flat)
    draw_line(axes, metric.trend, weeks.closings, MUTED, width=1.6)
    return vector(figure, f"spark-{metric.key}", described(weeks, [metric.trend], words))


def described(weeks: Timeline, lines: Sequence[Series], words: Catalogue) -> str:
    """What a chart shows, in words: where each line starts, and where it is."""
    sentences = []
    for line in lines:
        first, last = min(known(line)), max(known(line))
        sentences.append(
            words.text(
                "leadership.described",
                label=line.label,
                first=line.figures[first].text,
                since=weeks.closings[first].label,
                last=line.figures[last].text,
                until=weeks.closings[last].label,
            )
        )
    return " ".join(sentences)


def _quarter(words: Catalogue) -> Callable[[str], str]:
    """How a quarter is called under its weeks."""
    return lambda quarter: words.text("leadership.quarter", number=quarter.rpartition("Q")[2])


def _money(story: Story, words: Catalogue) -> Callable[[float], str]:
    """How an amount is written beside the axis."""
    return lambda amount: words.formats.compact_money(amount, story.currency)


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar in percents of its place: from `start`, so long, the zero at `zero`; `mark` is a value aside."""

    start: float
    length: float
    zero: float
    mark: float | None
    negative: bool


def bars(
    values: Sequence[float | None], marks: Sequence[float | None] = (), *, whole: float = 0.0
) -> list[Bar]:
    """A bar for each value on one scale, of no length where there is none; `marks` are on the same scale.

    The scale goes to `whole` at least.
    """
    aside = list(marks) or [None] * len(values)
    numbers = [0.0, whole, *(each for each in (*values, *aside) if each is not None)]
    low, span = min(numbers), (max(numbers) - min(numbers)) or 1.0

    def at(value: float) -> float:
        return round(_WHOLE * (value - low) / span, 2)

    return [
        Bar(
            start=min(at(value or 0), at(0)),
            length=round(abs(at(value or 0) - at(0)), 2),
            zero=at(0),
            mark=None if mark is None else at(mark),
            negative=(value or 0) < 0,
        )
        for value, mark in zip(values, aside, strict=True)
    ]
