"""The five shared metrics as cards: value, trend, what it comes from, status, target, benchmark, change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from abm_sheets.language.formats import NO_VALUE
from abm_sheets.metrics.known import BY_KEY, SHARED
from abm_sheets.metrics.metric import Metric
from abm_sheets.metrics.values import Amount
from abm_sheets.outputs.tabs.pulse import has_trend, trend
from abm_sheets.palette import Tone
from abm_sheets.story.units import metric_style, metric_value
from abm_sheets.story.view import View
from abm_sheets.story.wording import change_text, money, said_text, status_line, status_text, target_text
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
    words, benchmark = view.words, BY_KEY[metric].benchmark
    if benchmark:
        low, high = (words.formats.decimal(share * 100) for share in benchmark)
        return words.text("overview.benchmark", low=low, high=high)
    amounts = {
        key: money(view, found.cents if isinstance(found, Amount) else None)
        for key, found in view.figures.now.found.items()
    }
    return words.text(f"overview.remark.{metric}", None, **asdict(view.tables.settings), **amounts)


def detail_text(view: View, metric: str) -> str:
    """What a value comes from; why there is none, where there is none."""
    return _detail(view, BY_KEY[metric])


def _detail(view: View, metric: Metric[Any]) -> str:
    found = view.figures.now[metric]
    if found is None:
        missing = next(iter(metric.missing(view.tables)), "accounts")
        return view.words.text("overview.missing", title=view.words.title(missing))
    return said_text(view, metric.detail(found)) if metric.detail else ""
