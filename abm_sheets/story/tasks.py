"""What the meetings left to do: corrective actions and blockers, the late ones first."""

from __future__ import annotations

import pandas as pd

from abm_sheets.metrics.weeks import baseline
from abm_sheets.story.view import View


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
    return words.text("review.late_by_owner", len(late), names=", ".join(names)) if names else ""


def _judged(view: View, tasks: pd.DataFrame) -> pd.DataFrame:
    """Tasks with whether each is `late`."""
    late = (tasks["due"] < pd.Timestamp(view.figures.period.end)) & (tasks["status"] != "done")
    return tasks.assign(late=late)
