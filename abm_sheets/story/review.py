"""What a meeting goes through: the metrics against their targets, and what the last ones left to do."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from abm_sheets.metrics.figures import StatusLine
from abm_sheets.metrics.scope import period_of
from abm_sheets.metrics.status import statuses
from abm_sheets.metrics.weeks import baseline
from abm_sheets.story.units import metric_units
from abm_sheets.story.view import View
from abm_sheets.story.wording import metric_text

_TURNS = frozenset({"green", "red"})
_MONTH = pd.Timedelta(days=30)


def turned_lines(view: View) -> Sequence[str]:
    """A line for each metric that reached its target or fell under its alert threshold since last Monday.

    None where the quarter began meanwhile, whose targets are others, or where there was nothing to count.
    """
    figures, settings = view.figures, view.tables.settings
    if figures.before is None:
        return []
    period = period_of(figures.before.as_of, settings.fiscal_year_start)
    if period.quarter != figures.period.quarter:
        return []
    lines = statuses(figures.before, view.tables.targets, period, settings)
    before = {line.metric: line.status for line in lines}
    return [
        _turned(view, line, before[line.metric])
        for line in figures.statuses
        if line.status in _TURNS and line.status != before[line.metric]
    ]


def _turned(view: View, line: StatusLine, before: str) -> str:
    words = view.words
    return words.text(
        "message.status",
        None,
        metric=words.word("metric", line.metric),
        before=words.word("status", before),
        now=words.word("status", line.status),
        value=line_text(view, line, "value"),
        target=line_text(view, line, "target"),
    )


def line_text(view: View, line: StatusLine, field: str) -> str:
    """A field of a metric's line (`value`, `target` or `expected`), in the metric's unit."""
    return metric_text(view, line.metric, metric_units(line.metric, getattr(line, field)))


def targets_wanting(view: View) -> Sequence[str]:
    """A sentence for the metrics without a target, and for those whose target nobody reviews."""
    words = view.words
    return [
        words.text(
            f"review.targets.{key}",
            names=words.formats.listed([words.word("metric", each) for each in metrics]),
        )
        for key, metrics in (("without", _without(view)), ("not_reviewed", _not_reviewed(view)))
        if metrics
    ]


def _without(view: View) -> list[str]:
    """The metrics that have no target this quarter."""
    return [line.metric for line in view.figures.statuses if line.target is None]


def _not_reviewed(view: View) -> list[str]:
    """The metrics whose target of this quarter nobody has looked at for a month."""
    targets, period = view.tables.targets, view.figures.period
    month_ago = pd.Timestamp(period.end) - _MONTH
    reviewed = pd.to_datetime(targets["reviewed"])
    stale = (targets["quarter"] == period.quarter) & ~(reviewed >= month_ago)
    metrics: list[str] = targets["metric"][stale].tolist()
    return metrics


def open_tasks(view: View, kind: str) -> pd.DataFrame:
    """The actions (or the blockers) that are not done, by due date, those without one last."""
    actions = view.tables.actions
    unfinished = actions[(actions["kind"] == kind) & (actions["status"] != "done")]
    return _judged(view, unfinished.sort_values("due", kind="stable", na_position="last"))


def done_actions(view: View) -> pd.DataFrame:
    """The actions done that were decided or due since the last meeting."""
    actions, last = view.tables.actions, pd.Timestamp(baseline(view.figures.period.end))
    recent = (pd.to_datetime(actions["date"]) > last) | (pd.to_datetime(actions["due"]) > last)
    return _judged(view, actions[(actions["kind"] == "action") & (actions["status"] == "done") & recent])


def late_text(view: View) -> str:
    """How many actions are late, and whose they are; nothing where none is."""
    actions, words = open_tasks(view, "action"), view.words
    late = actions[actions["late"]]
    owners = late["owner"].fillna("").value_counts()
    names = [f"{owner or words.text('review.nobody')} ({count})" for owner, count in owners.items()]
    return words.text("review.late_by_owner", len(late), names=words.formats.listed(names)) if names else ""


def _judged(view: View, tasks: pd.DataFrame) -> pd.DataFrame:
    """Tasks with whether each is `late`."""
    late = (tasks["due"] < pd.Timestamp(view.figures.period.end)) & (tasks["status"] != "done")
    return tasks.assign(late=late)
