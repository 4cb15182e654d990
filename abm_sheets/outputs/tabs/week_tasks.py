"""What the meeting left to do: corrective actions and blockers, the late ones first."""

from __future__ import annotations

import pandas as pd

from abm_sheets.metrics.changes import baseline
from abm_sheets.outputs.tabs.stack import Stack
from abm_sheets.palette import Tone
from abm_sheets.story.plain import days, texts
from abm_sheets.story.view import View
from abm_sheets.workbook.sheet import Link, Style, TableColumn

MOST = 15
"""Rows of a list that a meeting has time for."""

_LATE = 5


def add_tasks(view: View, stack: Stack, kind: str) -> None:
    """Add the actions (or the blockers) that are not done, by due date, those without one last."""
    tasks = _open_tasks(view, kind)
    stack.line(view.words.text(f"review.{kind}s.count", len(tasks)), Style.LABEL)
    if len(tasks):
        _add_table(view, stack, tasks.head(MOST))
    if len(tasks) > MOST:
        more = view.words.text("review.more_tasks", len(tasks) - MOST)
        stack.line(more, Style.LINK, link=Link("actions", source=True))


def add_done(view: View, stack: Stack) -> None:
    """Add the actions done that were decided or due since the last meeting."""
    actions, last = view.tables.actions, pd.Timestamp(baseline(view.figures.period.end))
    recent = (pd.to_datetime(actions["date"]) > last) | (pd.to_datetime(actions["due"]) > last)
    done = actions[(actions["kind"] == "action") & (actions["status"] == "done") & recent]
    if len(done):
        stack.gap()
        stack.line(view.words.text("review.actions.done", len(done)), Style.LABEL)
        _add_table(view, stack, done.head(MOST))


def _open_tasks(view: View, kind: str) -> pd.DataFrame:
    actions = view.tables.actions
    unfinished = actions[(actions["kind"] == kind) & (actions["status"] != "done")]
    return unfinished.sort_values("due", kind="stable", na_position="last")


def _add_table(view: View, stack: Stack, tasks: pd.DataFrame) -> None:
    words, header = view.words, view.words.header
    late = {True: words.text("review.late"), False: ""}
    overdue = (tasks["due"] < pd.Timestamp(view.figures.period.end)) & (tasks["status"] != "done")
    statuses = tasks["status"].map(words.words("action_status"))
    links = [Link("actions", row, source=True) for row in tasks["row"].tolist()]
    columns = (
        TableColumn(header("actions", "description"), texts(tasks["description"]), Style.WRAPPED),
        TableColumn(header("actions", "account"), texts(tasks["account"])),
        TableColumn(header("actions", "owner"), texts(tasks["owner"])),
        TableColumn(header("actions", "due"), days(tasks["due"]), Style.DATE),
        TableColumn(header("actions", "status"), texts(statuses), links=links),
        TableColumn(words.text("review.columns.late"), overdue.map(late).tolist(), Style.STATUS),
    )
    stack.table(columns, {_LATE: {late[True]: Tone.RED}})
