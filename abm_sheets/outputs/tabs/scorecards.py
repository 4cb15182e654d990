"""The five shared metrics as cards: value, trend, what it comes from, status, target, benchmark, change."""

from __future__ import annotations

from collections.abc import Sequence

from abm_sheets.language.formats import NO_VALUE
from abm_sheets.metrics.known import SHARED
from abm_sheets.outputs.tabs.stack import metric_style
from abm_sheets.outputs.tabs.trends import has_trend, trend
from abm_sheets.palette import Tone
from abm_sheets.story.standing import Standing, standing_of
from abm_sheets.story.trends import Timeline
from abm_sheets.story.view import View
from abm_sheets.workbook.sheet import Block, Item, Sparkline, Style, Table

SPAN = 3
"""Columns of a card; its trend takes the last one, beside the value."""

HEIGHT = 8
"""Rows of a card."""

BIG = {
    Style.INTEGER: Style.BIG_INTEGER,
    Style.MONEY: Style.BIG_MONEY,
    Style.PERCENT: Style.BIG_PERCENT,
    Style.MULTIPLE: Style.BIG_MULTIPLE,
}


def scorecards(view: View, weeks: Timeline, row: int) -> Block:
    """The cards side by side, each three columns wide and `HEIGHT` rows high."""
    cards = [_card(standing_of(view, metric), has_trend(weeks, metric)) for metric in SHARED]
    rows = [[cell for cells in line for cell in cells] for line in zip(*cards, strict=True)]
    return Block(row, 0, rows)


def small_trends(weeks: Timeline, table: Table, row: int) -> Sequence[Sparkline]:
    """The trends of the cards that begin on a row, drawn from the table of the weeks."""
    return [
        trend(table, metric, row + 1, SPAN * place + SPAN - 1)
        for place, metric in enumerate(SHARED)
        if has_trend(weeks, metric)
    ]


def _card(metric: Standing, drawn: bool) -> Sequence[Sequence[Item | None]]:  # noqa: FBT001 (with a trend)
    return (
        _whole(Item(metric.label, Style.HEADER, span=SPAN, tone=Tone.OUTPUT)),
        _value(metric, drawn),
        _remark(metric.detail),
        _whole(Item(metric.status_text, Style.STATUS, span=SPAN, tone=Tone(metric.status))),
        *map(_remark, (metric.target_text, *_remarks(metric), metric.change)),
    )


def _remarks(metric: Standing) -> Sequence[str]:
    """Two lines that help to read the value."""
    lines = [line for line in (metric.reading, metric.remark, metric.over_a_year) if line]
    return [*lines, "", ""][:2]


def _whole(item: Item) -> Sequence[Item | None]:
    """An item over the whole width of a card."""
    return [item, *[None] * (SPAN - 1)]


def _value(metric: Standing, drawn: bool) -> Sequence[Item | None]:  # noqa: FBT001 (with a trend)
    """The value and, where there is a trend, the blank cell that it is drawn in."""
    value = metric.value.value
    shown, style = NO_VALUE if value is None else value, BIG[metric_style(metric.key)]
    if not drawn:
        return _whole(Item(shown, style, span=SPAN, tone=Tone.NEUTRAL))
    beside = Item(None, Style.MUTED, tone=Tone.NEUTRAL)
    return [Item(shown, style, span=SPAN - 1, tone=Tone.NEUTRAL), *[None] * (SPAN - 2), beside]


def _remark(text: str) -> Sequence[Item | None]:
    return _whole(Item(text, Style.MUTED, span=SPAN, tone=Tone.NEUTRAL))
