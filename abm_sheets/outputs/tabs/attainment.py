"""The metrics that have a target this quarter, how much of it is reached, and the chart of it."""

from __future__ import annotations

from collections.abc import Sequence

from abm_sheets.metrics.figures import StatusLine
from abm_sheets.outputs.tabs.stack import Frame, metric_style
from abm_sheets.palette import Tone
from abm_sheets.story.units import metric_units
from abm_sheets.story.view import View
from abm_sheets.workbook.sheet import Area, Block, Chart, Item, Series, Style

_NAME = 2
"""Columns that a metric's name takes."""

_SHARE = 5
"""The column of the attainment, from that of the name."""


def with_target(view: View) -> Sequence[StatusLine]:
    """The metrics whose value can be set against a target."""
    return [line for line in view.figures.statuses if line.target and line.value is not None]


def attainment_block(view: View, row: int, column: int) -> Block:
    """A row per metric with a target, or a sentence that says where to set one."""
    lines = with_target(view)
    if not lines:
        title = view.words.title("targets")
        advice = Item(view.words.text("overview.set_targets", title=title), Style.MUTED, span=_SHARE + 2)
        return Block(row, column, [[advice]])
    return Block(row, column, [_header(view), *(_row(view, line) for line in lines)])


def attainment_chart(view: View, block: Block, frame: Frame) -> Chart | None:
    """The share of each target that is reached, if there are targets."""
    lines = len(with_target(view))
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
