"""The five shared metrics as cards: value, trend, what it comes from, status, target, benchmark, change."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from abm_sheets.language.formats import NO_VALUE
from abm_sheets.metrics.figures import Metrics
from abm_sheets.metrics.status import SHARED
from abm_sheets.outputs.tabs.pulse import has_trend, trend
from abm_sheets.palette import Tone
from abm_sheets.story.units import metric_style, metric_value
from abm_sheets.story.view import View
from abm_sheets.story.wording import change_text, money, status_line, status_text, target_text
from abm_sheets.workbook.sheet import Block, Item, Sparkline, Style

SPAN = 3
"""Columns of a card; its trend takes the last one, beside the value."""

BIG = {
    Style.INTEGER: Style.BIG_INTEGER,
    Style.MONEY: Style.BIG_MONEY,
    Style.PERCENT: Style.BIG_PERCENT,
    Style.MULTIPLE: Style.BIG_MULTIPLE,
}


def scorecards(view: View, row: int) -> Block:
    """The cards side by side, each three columns wide and seven rows high."""
    cards = [_card(view, metric) for metric in SHARED]
    rows = [[cell for cells in line for cell in cells] for line in zip(*cards, strict=True)]
    return Block(row, 0, rows)


def small_trends(view: View, row: int) -> Sequence[Sparkline]:
    """The trends of the cards that begin on a row."""
    return [
        trend(view, metric, row + 1, SPAN * place + SPAN - 1)
        for place, metric in enumerate(SHARED)
        if has_trend(view, metric)
    ]


def _card(view: View, metric: str) -> Sequence[Sequence[Item | None]]:
    line = status_line(view, metric)
    return (
        _whole(Item(view.words.word("metric", metric), Style.HEADER, span=SPAN, tone=Tone.OUTPUT)),
        _value(view, metric),
        _remark(detail_text(view, metric)),
        _whole(Item(status_text(view, line), Style.STATUS, span=SPAN, tone=Tone(line.status))),
        _remark(target_text(view, line)),
        _remark(remark_text(view, metric)),
        _remark(change_text(view, metric)),
    )


def _whole(item: Item) -> Sequence[Item | None]:
    """An item over the whole width of a card."""
    return [item, *[None] * (SPAN - 1)]


def _value(view: View, metric: str) -> Sequence[Item | None]:
    """The value and, where there is a trend, the blank cell that it is drawn in."""
    value = metric_value(view.figures.now, metric)
    shown, style = NO_VALUE if value is None else value, BIG[metric_style(metric)]
    if not has_trend(view, metric):
        return _whole(Item(shown, style, span=SPAN, tone=Tone.NEUTRAL))
    beside = Item(None, Style.MUTED, tone=Tone.NEUTRAL)
    return [Item(shown, style, span=SPAN - 1, tone=Tone.NEUTRAL), *[None] * (SPAN - 2), beside]


def _remark(text: str) -> Sequence[Item | None]:
    return _whole(Item(text, Style.MUTED, span=SPAN, tone=Tone.NEUTRAL))


def remark_text(view: View, metric: str) -> str:
    """The benchmark where there is one, else what helps to read the value."""
    now, settings = view.figures.now, view.tables.settings
    return view.words.text(
        f"overview.remark.{metric}",
        minimum=settings.engagement_min_interactions,
        days=settings.engagement_window_days,
        pipeline=money(view, now.open_pipeline),
        marketing=money(view, now.marketing_costs),
        sales=money(view, now.sales_costs),
    )


def detail_text(view: View, metric: str) -> str:
    """What a value comes from; why there is none, where there is none."""
    return _DETAILS[metric](view, view.figures.now)


def _engaged(view: View, now: Metrics) -> str:
    if now.engaged_accounts is None:
        return _missing(view, "interactions")
    total = view.words.formats.integer(now.target_accounts)
    return view.words.text("overview.detail.engaged_accounts", now.engaged_accounts, total=total)


def _conversion(view: View, now: Metrics) -> str:
    rate = now.conversion
    if rate is None:
        return _missing(view, "opportunities")
    total = view.words.formats.integer(rate.denominator)
    return view.words.text("overview.detail.conversion_rate", rate.numerator, total=total)


def _velocity(view: View, now: Metrics) -> str:
    speed, formats = now.velocity, view.words.formats
    if speed is None:
        return _missing(view, "opportunities")
    if speed.reason is not None:
        return view.words.text(f"overview.no_velocity.{speed.reason}")
    return view.words.text(
        "overview.detail.velocity",
        speed.deals,
        value=money(view, speed.pipeline_value),
        rate=formats.percent(speed.win_rate.value),
        cycle=formats.decimal(speed.cycle_days),
    )


def _influence(view: View, now: Metrics) -> str:
    if now.influence is None:
        return _missing(view, "interactions")
    rate = now.influence.all
    total = view.words.formats.integer(rate.denominator)
    return view.words.text("overview.detail.influence_rate", rate.numerator, total=total)


def _roi(view: View, now: Metrics) -> str:
    parts = (now.marketing_costs, now.sales_costs)
    costs = None if None in parts else sum(filter(None, parts))
    if now.revenue is None or costs is None:
        return _missing(view, "opportunities" if now.revenue is None else "marketing_costs")
    key = "roi" if now.roi is not None else "no_roi"
    return view.words.text(
        f"overview.detail.{key}", revenue=money(view, now.revenue), costs=money(view, costs)
    )


def _missing(view: View, tab: str) -> str:
    return view.words.text("overview.missing", title=view.words.title(tab))


_DETAILS: Mapping[str, Callable[[View, Metrics], str]] = {
    "engaged_accounts": _engaged,
    "conversion_rate": _conversion,
    "velocity": _velocity,
    "influence_rate": _influence,
    "roi": _roi,
}
"""What each of the five metrics comes from."""
