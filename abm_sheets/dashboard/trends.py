"""The funnel week by week and month by month, with the charts drawn from the weeks."""

from __future__ import annotations

from collections.abc import Sequence

from abm_sheets.dashboard.frame import Frame
from abm_sheets.dashboard.units import metric_style, metric_value
from abm_sheets.dashboard.view import View
from abm_sheets.metrics.figures import Snapshot
from abm_sheets.palette import Tone
from abm_sheets.workbook.sheet import Area, Chart, Series, Table, TableColumn

_METRICS = ("target_accounts", "engaged_accounts", "opportunities", "won_deals", "revenue", "roi")
"""The columns after the week or the month."""

_FUNNEL = {"engaged_accounts": Tone.MARKETING, "opportunities": Tone.SALES, "won_deals": Tone.GREEN}


def week_table(view: View, row: int) -> Table:
    """The closed weeks, oldest first, then the current one."""
    labels = [_week(view, each) for each in view.figures.weeks]
    return _table(view, row, "week", labels, view.figures.weeks)


def month_table(view: View, row: int) -> Table:
    """The closed months, oldest first, then the current one."""
    labels = [_month(view, each) for each in view.figures.months]
    return _table(view, row, "month", labels, view.figures.months)


def _week(view: View, snapshot: Snapshot) -> str:
    number = int(snapshot.label.rpartition("W")[2])
    return _marked(view, snapshot, view.words.text("overview.week", number=number))


def _month(view: View, snapshot: Snapshot) -> str:
    year, _, month = snapshot.label.partition("-")
    return _marked(view, snapshot, f"{month}/{year}")


def _marked(view: View, snapshot: Snapshot, label: str) -> str:
    """A label with the sign that the caption explains, while the week or the month is not over."""
    return view.words.text("overview.provisional", label=label) if snapshot.provisional else label


def _table(view: View, row: int, key: str, labels: Sequence[str], rows: Sequence[Snapshot]) -> Table:
    figures = [
        TableColumn(
            view.words.word("metric", metric),
            [metric_value(each.metrics, metric) for each in rows],
            metric_style(metric),
        )
        for metric in _METRICS
    ]
    return Table(row, 0, [TableColumn(view.words.text(f"overview.columns.{key}"), labels), *figures])


def funnel_chart(view: View, table: Table, frame: Frame) -> Chart:
    """Engaged accounts, opportunities and signed deals, week by week."""
    series = [_series(view, table, metric, tone) for metric, tone in _FUNNEL.items()]
    return _chart(view, "funnel", series, frame)


def revenue_chart(view: View, table: Table, frame: Frame) -> Chart:
    """Revenue as columns and, on the right-hand axis, ROI as a line."""
    revenue = _series(view, table, "revenue", Tone.SHARED)
    roi = _series(view, table, "roi", Tone.MARKETING, line=True)
    return _chart(view, "revenue", [revenue, roi], frame)


def _series(view: View, table: Table, metric: str, tone: Tone, *, line: bool = False) -> Series:
    column = table.column + 1 + _METRICS.index(metric)
    title = view.words.word("metric", metric)
    return Series(title, _values(table, table.column), _values(table, column), tone, line, secondary=line)


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
