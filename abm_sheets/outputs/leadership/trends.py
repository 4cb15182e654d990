"""The weeks and the months of the story: what was frozen, as the dashboard shows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from abm_sheets.metrics.known import METRICS
from abm_sheets.metrics.metric import Snapshot
from abm_sheets.metrics.scope import period_of
from abm_sheets.outputs.leadership.model import Closing, Series, Timeline
from abm_sheets.outputs.tabs.trends import month_text, shown_value, week_text
from abm_sheets.outputs.tabs.week_marks import marked_cells
from abm_sheets.story.figures import metric_figure, unit_of
from abm_sheets.story.view import View

FUNNEL = ("target_accounts", "engaged_accounts", "opportunities", "won_deals")
"""The metrics of the way that accounts go, in its order."""


def week_timeline(view: View) -> Timeline:
    """The closed weeks, then the current one."""
    return _timeline(view, view.figures.weeks, week_text)


def month_timeline(view: View) -> Timeline:
    """The closed months, then the current one."""
    return _timeline(view, view.figures.months, month_text)


def _timeline(view: View, snapshots: Sequence[Snapshot], label: Callable[[View, Snapshot], str]) -> Timeline:
    notes = {place: cell.note or "" for place, cell in marked_cells(view).items()}
    series = [
        Series(
            metric,
            view.words.word("metric", metric),
            unit_of(metric),
            [
                metric_figure(
                    view, metric, shown_value(view, each, metric), notes.get((each.label, metric), "")
                )
                for each in snapshots
            ],
        )
        for metric in METRICS
    ]
    closings = [_closing(view, each, label(view, each)) for each in snapshots]
    return Timeline(closings, {each.key: each for each in series})


def _closing(view: View, snapshot: Snapshot, label: str) -> Closing:
    as_of = snapshot.metrics.as_of
    quarter = period_of(as_of, view.tables.settings.fiscal_year_start).quarter
    return Closing(label, as_of, snapshot.provisional, quarter)
