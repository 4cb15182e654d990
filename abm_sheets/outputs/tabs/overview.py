"""The dashboard: the sentence for leadership, the five metrics, their weeks and their targets."""

from __future__ import annotations

from abm_sheets.metrics.known import SHARED
from abm_sheets.outputs.tabs.attainment import attainment_block, attainment_chart
from abm_sheets.outputs.tabs.scorecards import SPAN, scorecards, small_trends
from abm_sheets.outputs.tabs.stack import Frame
from abm_sheets.outputs.tabs.trends import (
    funnel_chart,
    month_table,
    revenue_chart,
    week_table,
)
from abm_sheets.palette import Tone
from abm_sheets.story.trends import DASHBOARD, captions, week_timeline
from abm_sheets.story.view import View
from abm_sheets.story.wording import computed_text, issues_text, period_text, rebuilt_text
from abm_sheets.workbook.sheet import Area, Block, Chart, Highlight, Item, Link, Sheet, Style, Table

_COLUMNS = len(SHARED) * SPAN
_WIDTH = 12.3
_RIGHT = 8
"""Where the charts begin, a column after the tables."""

_DATES_ROW, _CARDS_ROW, _TABLES_ROW = 1, 5, 13
_REBUILT_SPAN, _STALE_SPAN = 2 * SPAN, 3 * SPAN
"""Columns of the labels beside the dates."""

_CHART_ROWS = 12
"""Rows that the two charts side by side take."""

_ROW = 21
"""The height of a row in pixels."""


def overview(view: View) -> Sheet:
    """Lay out the dashboard, on one page."""
    timeline = week_timeline(view)
    weeks = week_table(view, timeline, _TABLES_ROW + 1)
    months = month_table(view, weeks.row + len(view.figures.weeks) + 3)
    targets = attainment_block(view, months.row + 4, _RIGHT)
    return Sheet(
        key="dashboard",
        title=view.words.title("dashboard"),
        blocks=[
            _opening(view),
            scorecards(view, timeline, _CARDS_ROW),
            _caption(view, "weeks", weeks.row - 1, 0),
            *_marks(view, weeks),
            _caption(view, "months", months.row - 1, 0),
            _caption(view, "targets", targets.row - 1, _RIGHT),
            targets,
        ],
        tables=[weeks, months],
        charts=_charts(view, weeks, targets),
        sparklines=small_trends(timeline, _CARDS_ROW),
        highlights=_highlights(view),
        widths=dict.fromkeys(range(_COLUMNS), _WIDTH),
        one_page=True,
    )


def _opening(view: View) -> Block:
    """The title, the sentence, and when, by whom and on what it was computed."""
    words = view.words
    return Block(
        0,
        0,
        [
            [Item(words.title("dashboard"), Style.TITLE, span=_COLUMNS)],
            _dated(view),
            [Item(view.report.headline, Style.HEADLINE, span=_COLUMNS)],
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


def _caption(view: View, key: str, row: int, column: int) -> Block:
    return Block(row, column, [[Item(view.words.text(f"overview.captions.{key}"), Style.SUBTITLE)]])


def _marks(view: View, weeks: Table) -> list[Block]:
    """Under the weeks, what their marks mean."""
    text = " ".join(captions(view, DASHBOARD))
    return [Block(weeks.end[0] + 1, 0, [[Item(text, Style.MUTED)]])] if text else []


def _charts(view: View, weeks: Table, targets: Block) -> list[Chart]:
    """Two charts side by side, and that of the targets above their table."""
    top, middle = weeks.row - 1, weeks.row + _CHART_ROWS
    room = _ROW * (targets.row - 1 - middle) + _ROW // 2
    drawn = (
        funnel_chart(view, weeks, Frame(top, _RIGHT, 313, 285)),
        revenue_chart(view, weeks, Frame(top, _RIGHT + 3, 313, 285, indent=51)),
        attainment_chart(view, targets, Frame(middle, _RIGHT, 637, room)),
    )
    return [chart for chart in drawn if chart is not None]
