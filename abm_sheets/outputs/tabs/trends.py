"""The metrics as cards, by week and by month, with the charts and the small trends drawn from the weeks."""

from __future__ import annotations

from collections.abc import Sequence

from abm_sheets.language.formats import NO_VALUE
from abm_sheets.metrics.known import METRICS, SHARED
from abm_sheets.outputs.tabs.stack import Frame, metric_style
from abm_sheets.palette import Tone
from abm_sheets.story.standing import Standing, standing_of
from abm_sheets.story.trends import Series as Trend
from abm_sheets.story.trends import Timeline, month_timeline
from abm_sheets.story.view import View
from abm_sheets.workbook.sheet import Area, Block, Chart, Item, Series, Sparkline, Style, Table, TableColumn

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


_ENOUGH = 2
"""Values without which there is no trend."""

_FUNNEL = {
    "engaged_accounts": Tone.MARKETING,
    "accounts_in_opportunity": Tone.SALES,
    "won_deals": Tone.GREEN,
}


def week_table(view: View, weeks: Timeline, row: int) -> Table:
    """The closed weeks as they were frozen, oldest first, then the current one."""
    return Table(row, 0, _columns(view, "week", weeks))


def month_table(view: View, row: int) -> Table:
    """The closed months, oldest first, then the current one."""
    return Table(row, 0, _columns(view, "month", month_timeline(view)))


def has_trend(weeks: Timeline, metric: str) -> bool:
    """Whether enough weeks have a value of a metric: some are known for frozen weeks only."""
    values = [figure.value for figure in weeks.series[metric].figures]
    return sum(value is not None for value in values) >= _ENOUGH


def trend(weeks: Table, metric: str, row: int, column: int) -> Sparkline:
    """A metric's small trend, drawn in a cell from its weeks."""
    return Sparkline(row, column, _figures(weeks, metric), Tone.NEUTRAL)


def _columns(view: View, key: str, timeline: Timeline) -> list[TableColumn]:
    """The closings and the metrics at each; what says more than its value is marked."""
    labels = [each.label for each in timeline.closings]
    anew = {
        place: Item(each.label, Style.TEXT, note=each.note)
        for place, each in enumerate(timeline.closings)
        if each.note
    }
    first = TableColumn(view.words.text(f"overview.columns.{key}"), labels, special=anew)
    return [first, *(_column(timeline.series[metric]) for metric in METRICS)]


def _column(series: Trend) -> TableColumn:
    style = metric_style(series.key)
    marked = {
        place: Item(figure.value, style, tone=Tone.AMBER, note=figure.note)
        for place, figure in enumerate(series.figures)
        if figure.note
    }
    return TableColumn(series.label, [each.value for each in series.figures], style, special=marked)


def funnel_chart(view: View, table: Table, frame: Frame) -> Chart:
    """Engaged accounts, accounts in opportunity and signed deals, week by week."""
    series = [_series(view, table, metric, tone) for metric, tone in _FUNNEL.items()]
    return _chart(view, "funnel", series, frame)


def revenue_chart(view: View, table: Table, frame: Frame) -> Chart:
    """Revenue as columns and, on the right-hand axis, ROI as a line."""
    revenue = _series(view, table, "revenue", Tone.SHARED)
    roi = _series(view, table, "roi", Tone.MARKETING, line=True)
    return _chart(view, "revenue", [revenue, roi], frame)


def _series(view: View, table: Table, metric: str, tone: Tone, *, line: bool = False) -> Series:
    title = view.words.word("metric", metric)
    return Series(title, _values(table, table.column), _figures(table, metric), tone, line, secondary=line)


def _figures(table: Table, metric: str) -> Area:
    return _values(table, table.column + 1 + METRICS.index(metric))


def _values(table: Table, column: int) -> Area:
    last_row = table.row + len(table.columns[0].values)
    return Area("dashboard", table.row + 1, column, last_row, column)


def _chart(view: View, key: str, series: Sequence[Series], frame: Frame) -> Chart:
    return Chart(
        frame.row,
        frame.column,
        view.words.text(f"overview.charts.{key}.title"),
        series,
        frame.width,
        frame.height,
        style=metric_style("revenue" if key == "revenue" else "opportunities"),
        description=view.words.text(f"overview.charts.{key}.description"),
        indent=frame.indent,
    )
