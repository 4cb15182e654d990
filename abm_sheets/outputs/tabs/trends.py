"""The funnel week by week and month by month, with the charts drawn from the weeks."""

from __future__ import annotations

from collections.abc import Sequence

from abm_sheets.metrics.metric import Snapshot
from abm_sheets.outputs.tabs.stack import Frame
from abm_sheets.outputs.tabs.week_marks import marked_cells, marked_labels
from abm_sheets.palette import Tone
from abm_sheets.story.units import metric_style, metric_value
from abm_sheets.story.view import View
from abm_sheets.workbook.sheet import Area, Chart, Series, Table, TableColumn

METRICS = ("target_accounts", "engaged_accounts", "opportunities", "won_deals", "revenue", "roi")
"""The columns after the week or the month."""

_FUNNEL = {"engaged_accounts": Tone.MARKETING, "opportunities": Tone.SALES, "won_deals": Tone.GREEN}


def week_table(view: View, row: int) -> Table:
    """The closed weeks as they were frozen, oldest first, then the current one; see `marked_cells`."""
    return Table(row, 0, week_columns(view, METRICS))


def week_columns(view: View, metrics: Sequence[str]) -> list[TableColumn]:
    """The weeks and some metrics at each; see `marked_cells`."""
    weeks = view.figures.weeks
    labels = [week_text(view, each) for each in weeks]
    return _columns(view, "week", labels, weeks, metrics)


def month_table(view: View, row: int) -> Table:
    """The closed months, oldest first, then the current one."""
    labels = [month_text(view, each) for each in view.figures.months]
    return Table(row, 0, _columns(view, "month", labels, view.figures.months, METRICS))


def week_text(view: View, snapshot: Snapshot) -> str:
    """A week by its number, marked while it is not over."""
    number = int(snapshot.label.rpartition("W")[2])
    return _marked(view, snapshot, view.words.text("overview.week", number=number))


def month_text(view: View, snapshot: Snapshot) -> str:
    """A month in figures, marked while it is not over."""
    year, _, month = snapshot.label.partition("-")
    return _marked(view, snapshot, f"{month}/{year}")


def _marked(view: View, snapshot: Snapshot, label: str) -> str:
    """A label with the sign that the caption explains, while the week or the month is not over."""
    return view.words.text("overview.provisional", label=label) if snapshot.provisional else label


def _columns(
    view: View, key: str, labels: Sequence[str], rows: Sequence[Snapshot], metrics: Sequence[str]
) -> list[TableColumn]:
    marked = marked_cells(view) if key == "week" else {}
    figures = [
        TableColumn(
            view.words.word("metric", metric),
            [shown_value(view, each, metric) for each in rows],
            metric_style(metric),
            special={
                place: marked[each.label, metric]
                for place, each in enumerate(rows)
                if (each.label, metric) in marked
            },
        )
        for metric in metrics
    ]
    names = marked_labels(view, {each.label: label for each, label in zip(rows, labels, strict=True)})
    special = {place: names[each.label] for place, each in enumerate(rows) if each.label in names}
    return [TableColumn(view.words.text(f"overview.columns.{key}"), labels, special=special), *figures]


def shown_value(view: View, snapshot: Snapshot, metric: str) -> float | None:
    """The frozen value of a closed week that has one; months are never frozen."""
    frozen = None if snapshot.provisional else view.history.frozen(snapshot.label, metric)
    return frozen.value if frozen else metric_value(snapshot.metrics, metric)


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
    column = table.column + 1 + METRICS.index(metric)
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
