"""The five shared metrics week by week, and the small trends that the cards draw from them."""

from __future__ import annotations

from abm_sheets.metrics.known import SHARED
from abm_sheets.outputs.tabs.stack import Stack
from abm_sheets.outputs.tabs.trends import shown_value, week_columns
from abm_sheets.outputs.tabs.week_marks import captions
from abm_sheets.palette import Tone
from abm_sheets.story.view import View
from abm_sheets.workbook.sheet import Area, Sparkline

TAB = "analysis"
"""The tab that holds the table."""

ROW = 4
"""The row of the table's header: it is the first of its tab, where its trends find it."""

_ENOUGH = 2
"""Values without which there is no trend."""


def add_pulse(view: View, stack: Stack) -> None:
    """Add the table, where there are weeks, and how many of its cells are restated."""
    if not view.figures.weeks:
        return
    columns = week_columns(view, SHARED)
    stack.heading(view.words.text("analysis.weeks"))
    stack.table(columns)
    for text in captions(view, SHARED):
        stack.line(text)


def has_trend(view: View, metric: str) -> bool:
    """Whether enough weeks have a value of a metric: some are known for frozen weeks only."""
    values = [shown_value(view, each, metric) for each in view.figures.weeks]
    return sum(value is not None for value in values) >= _ENOUGH


def trend(view: View, metric: str, row: int, column: int) -> Sparkline:
    """A metric's small trend in a cell of another tab."""
    place = 1 + SHARED.index(metric)
    values = Area(TAB, ROW + 1, place, ROW + len(view.figures.weeks), place)
    return Sparkline(row, column, values, Tone.NEUTRAL)
