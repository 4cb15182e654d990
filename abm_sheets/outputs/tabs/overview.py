"""The dashboard: the sentence for leadership, the five metrics, their weeks and their targets."""

from __future__ import annotations

from collections.abc import Sequence

from abm_sheets.metrics.figures import StatusLine
from abm_sheets.metrics.known import METRICS, SHARED
from abm_sheets.outputs.tabs.stack import Frame, metric_style
from abm_sheets.outputs.tabs.trends import (
    HEIGHT,
    SPAN,
    funnel_chart,
    month_table,
    revenue_chart,
    scorecards,
    small_trends,
    week_table,
)
from abm_sheets.palette import Tone
from abm_sheets.story.forecast import Forecast, forecast_of
from abm_sheets.story.sources import source_lines
from abm_sheets.story.summary import last_headline
from abm_sheets.story.trends import captions, week_timeline
from abm_sheets.story.units import metric_units
from abm_sheets.story.view import View
from abm_sheets.story.wording import computed_text, issues_text, period_text, rebuilt_text
from abm_sheets.workbook.sheet import Area, Block, Chart, Highlight, Item, Link, Series, Sheet, Style, Table

_COLUMNS = len(SHARED) * SPAN
_WIDTH = 12.3
_RIGHT = 1 + len(METRICS)
"""Where the charts begin, after the tables."""

_DATES_ROW, _CARDS_ROW = 1, 5
_REBUILT_SPAN, _STALE_SPAN = 2 * SPAN, 3 * SPAN
"""Columns of the labels beside the dates."""

_CHART_ROWS = 14
"""Rows between the tops of the charts, one under the other."""

_CHART_WIDTH, _CHART_HEIGHT, _BESIDE = 352, 284, 12
"""The size of a chart and its distance from the tables, in pixels."""


def overview(view: View) -> Sheet:
    """Lay out the dashboard, on one page."""
    timeline, last = week_timeline(view), last_headline(view.figures, view.tables.settings, view.words)
    more = [*filter(None, [last]), *source_lines(view)]
    cards = _CARDS_ROW + len(more)
    ahead = _forecast(forecast_of(view), cards + HEIGHT + 1)
    weeks = week_table(view, timeline, ahead.row + len(ahead.rows) + 2)
    months = month_table(view, weeks.row + len(view.figures.weeks) + 3)
    targets = _attainment_block(view, months.row + len(view.figures.months) + 3, 0)
    return Sheet(
        key="dashboard",
        title=view.words.title("dashboard"),
        blocks=[
            _opening(view, more),
            scorecards(view, timeline, cards),
            ahead,
            _caption(view, "weeks", weeks.row - 1),
            *_marks(view, weeks),
            _caption(view, "months", months.row - 1),
            _caption(view, "targets", targets.row - 1),
            targets,
        ],
        tables=[weeks, months],
        charts=_charts(view, weeks, targets),
        sparklines=small_trends(timeline, weeks, cards),
        highlights=_highlights(view),
        widths=dict.fromkeys(range(_COLUMNS), _WIDTH),
        one_page=True,
    )


def _opening(view: View, more: Sequence[str]) -> Block:
    """The title, the sentence, what else is to be said, and when, by whom and on what it was computed."""
    words = view.words
    return Block(
        0,
        0,
        [
            [Item(words.title("dashboard"), Style.TITLE, span=_COLUMNS)],
            _dated(view),
            [Item(view.report.headline, Style.HEADLINE, span=_COLUMNS)],
            *([Item(line, Style.TEXT, span=_COLUMNS)] for line in more),
            [_stamp(view), *[None] * (_COLUMNS - SPAN - 1), _issues(view)],
        ],
    )


def _dated(view: View) -> list[Item | None]:
    """The dates of the figures and, beside them, that a past day was rebuilt, or today's are stale."""
    label = _rebuilt(view) or _stale(view)
    room = _COLUMNS - (label.span if label else 0)
    dates = Item(period_text(view), Style.MUTED, span=room)
    return [dates, *[None] * (room - 1), *([label] if label else [])]


def _rebuilt(view: View) -> Item | None:
    text = rebuilt_text(view)
    return Item(text, Style.STATUS, span=_REBUILT_SPAN, tone=Tone.AMBER) if text else None


def _stale(view: View) -> Item | None:
    """The label that shows once the figures are stale, whoever may still write."""
    if view.stale_at is None:
        return None
    sign, since = view.words.text("overview.stale_sign"), view.words.formats.moment(view.computed_at)
    text = view.words.text("overview.stale", sign=sign, moment=since)
    return Item(text, Style.STATUS, span=_STALE_SPAN, shown_after=view.stale_at)


def _highlights(view: View) -> list[Highlight]:
    """What colours that label, once it shows."""
    if view.stale_at is None:
        return []
    area = Area("dashboard", _DATES_ROW, _COLUMNS - _STALE_SPAN, _DATES_ROW, _COLUMNS - 1)
    return [Highlight(area, {view.words.text("overview.stale_sign"): Tone.RED}, begins=True)]


def _stamp(view: View) -> Item:
    return Item(computed_text(view), Style.MUTED, span=_COLUMNS - SPAN)


def _issues(view: View) -> Item:
    """How many issues there are, a click away."""
    return Item(issues_text(view), Style.LINK, Link("quality"), span=SPAN)


def _forecast(found: Forecast, row: int) -> Block:
    """What the quarter will bring, a sentence a line."""
    told = [each.text for each in found.measures] or [found.finding]
    return Block(
        row,
        0,
        [
            [Item(found.title, Style.SUBTITLE)],
            *([Item(each, Style.LABEL, span=_COLUMNS)] for each in told),
            *([Item(each, Style.TEXT, span=_COLUMNS)] for each in found.needed),
        ],
    )


def _caption(view: View, key: str, row: int) -> Block:
    return Block(row, 0, [[Item(view.words.text(f"overview.captions.{key}"), Style.SUBTITLE)]])


def _marks(view: View, weeks: Table) -> list[Block]:
    """Under the weeks, what their marks mean."""
    text = " ".join(captions(view))
    return [Block(weeks.end[0] + 1, 0, [[Item(text, Style.MUTED)]])] if text else []


def _charts(view: View, weeks: Table, targets: Block) -> list[Chart]:
    """The charts one under the other, beside the tables."""
    frames = [
        Frame(weeks.row - 1 + at * _CHART_ROWS, _RIGHT, _CHART_WIDTH, _CHART_HEIGHT, indent=_BESIDE)
        for at in range(3)
    ]
    drawn = (
        funnel_chart(view, weeks, frames[0]),
        revenue_chart(view, weeks, frames[1]),
        _attainment_chart(view, targets, frames[2]),
    )
    return [chart for chart in drawn if chart is not None]


_NAME = 2
"""Columns that a metric's name takes."""

_SHARE = 5
"""The column of the attainment, from that of the name."""


def _with_target(view: View) -> Sequence[StatusLine]:
    """The metrics whose value can be set against a target."""
    return [line for line in view.figures.statuses if line.target and line.value is not None]


def _attainment_block(view: View, row: int, column: int) -> Block:
    """A row per metric with a target, or a sentence that says where to set one."""
    lines = _with_target(view)
    if not lines:
        title = view.words.title("targets")
        advice = Item(view.words.text("overview.set_targets", title=title), Style.MUTED, span=_SHARE + 2)
        return Block(row, column, [[advice]])
    return Block(row, column, [_header(view), *(_row(view, line) for line in lines)])


def _attainment_chart(view: View, block: Block, frame: Frame) -> Chart | None:
    """The share of each target that is reached, if there are targets."""
    lines = len(_with_target(view))
    if not lines:
        return None
    names, shares = (
        Area("dashboard", block.row + 1, block.column + at, block.row + lines, block.column + at)
        for at in (0, _SHARE)
    )
    title = view.words.text("overview.attainment.reached")
    return Chart(
        frame.row,
        frame.column,
        view.words.text("overview.charts.targets.title"),
        [Series(title, names, shares, Tone.SALES)],
        frame.width,
        frame.height,
        style=Style.PERCENT,
        description=view.words.text("overview.charts.targets.description"),
        indent=frame.indent,
    )


def _header(view: View) -> Sequence[Item | None]:
    words = view.words.find("overview.attainment")
    figures = [Item(words[key], Style.HEADER) for key in ("value", "target", "expected", "reached", "status")]
    return [Item(words["metric"], Style.HEADER, span=_NAME), None, *figures]


def _row(view: View, line: StatusLine) -> Sequence[Item | None]:
    style = metric_style(line.metric)
    figures = [
        Item(metric_units(line.metric, figure), style) for figure in (line.value, line.target, line.expected)
    ]
    share = (line.value or 0) / (line.target or 1)
    word = view.words.word("status", line.status)
    return [
        Item(view.words.word("metric", line.metric), span=_NAME),
        None,
        *figures,
        Item(share, Style.PERCENT),
        Item(word, Style.STATUS, tone=Tone(line.status)),
    ]
