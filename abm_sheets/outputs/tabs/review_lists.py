"""The lists of the review: the accounts to talk about, the actions and the blockers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from abm_sheets.outputs.tabs.account_view import account_links, stage_tones
from abm_sheets.outputs.tabs.stack import Stack
from abm_sheets.palette import Tone
from abm_sheets.story.accounts import (
    MOVES,
    duration_text,
    leaving_accounts,
    moved_accounts,
    one_short_accounts,
    stage_words,
    still_accounts,
)
from abm_sheets.story.review import done_actions, open_tasks
from abm_sheets.story.units import days, texts
from abm_sheets.story.view import View
from abm_sheets.workbook.sheet import Link, Style, TableColumn

MOST = 15
"""Rows of a list that a meeting has time for."""

MOST_SHORT = 10
"""Accounts named of those that one more interaction makes engaged."""

_OWNERS = {"marketing_owner": 2, "sales_owner": 3}
"""Who looks after an account, and how many columns of the tab each name takes."""

_NAME = 2
"""Columns of the tab that a name takes in the lists of actions."""

_LATE = 5
_TONES = {"progressed": Tone.GREEN, "joined": Tone.SHARED, "regressed": Tone.AMBER, "left": Tone.GREY}


def add_moves(view: View, stack: Stack) -> None:
    """Add the accounts that changed stage, or joined or left the list, since a week before."""
    moved = moved_accounts(view)
    shown = moved.head(MOST)
    words = {move: view.words.text(f"review.moves.{move}") for move in MOVES}
    middle = (
        TableColumn(_header(view, "move"), shown["move"].map(words).tolist(), Style.STATUS),
        TableColumn(_header(view, "stage"), stage_words(view, shown), Style.STATUS),
        TableColumn(_header(view, "since"), days(shown["stage_since"]), Style.DATE),
    )
    tones = {1: {words[move]: _TONES[move] for move in MOVES}, 2: stage_tones(view)}
    stack.list_title(view.words.text("review.moves.title", len(moved)), rows=len(moved) > 0)
    _add_accounts(view, stack, moved, middle, tones)


def add_stagnation(view: View, stack: Stack) -> None:
    """Add the accounts that have not moved for too long, the longest first."""
    still = still_accounts(view)
    shown = still.head(MOST)
    middle = (
        TableColumn(_header(view, "stage"), stage_words(view, shown), Style.STATUS),
        TableColumn(_header(view, "since"), days(shown["stage_since"]), Style.DATE),
        TableColumn(_header(view, "age"), [duration_text(view, age) for age in shown["age"]]),
    )
    limit = view.tables.settings.stagnation_days
    title = view.words.text("review.stagnation.title", len(still), days=limit)
    stack.list_title(title, rows=len(still) > 0)
    _add_accounts(view, stack, still, middle, {1: stage_tones(view)})


def add_leaving(view: View, stack: Stack) -> None:
    """Add the engaged accounts that will no longer be so within a week, the soonest first."""
    _add_due(view, stack, "leaving", leaving_accounts(view), "engaged_until")


def add_one_short(view: View, stack: Stack) -> None:
    """Add the accounts that one more interaction makes engaged, the soonest too late first."""
    _add_due(view, stack, "one_short", one_short_accounts(view), "engaged_if_by", MOST_SHORT)


def _add_due(view: View, stack: Stack, key: str, accounts: pd.DataFrame, day: str, most: int = MOST) -> None:
    """Add accounts whose engagement hangs on what they do until a day."""
    shown = accounts.head(most)
    counts = [view.words.formats.integer(count) for count in shown["interactions"]]
    middle = (
        TableColumn(_header(view, day), days(shown[day]), Style.DATE),
        TableColumn(_header(view, "last_interaction"), days(shown["last_interaction"]), Style.DATE),
        TableColumn(_header(view, "interactions"), counts),
    )
    stack.list_title(view.words.text(f"review.{key}.title", len(accounts)), rows=len(accounts) > 0)
    _add_accounts(view, stack, accounts, middle, {}, most)


def _add_accounts(
    view: View,
    stack: Stack,
    accounts: pd.DataFrame,
    middle: Sequence[TableColumn],
    tones: Mapping[int, Mapping[str, Tone]],
    most: int = MOST,
) -> None:
    """Add a table of the first accounts between their names and their owners, and how many more."""
    shown, words = accounts.head(most), view.words
    if shown.empty:
        return
    name = TableColumn(
        words.header("accounts", "account"), texts(shown["account"]), links=account_links(view, shown)
    )
    owners = [
        TableColumn(words.header("accounts", owner), texts(shown[owner]), span=span)
        for owner, span in _OWNERS.items()
    ]
    stack.table((name, *middle, *owners), tones)
    if len(accounts) > most:
        more = words.text("review.more_accounts", len(accounts) - most)
        stack.line(more, Style.LINK, link=Link("account_view"))


def add_tasks(view: View, stack: Stack, kind: str) -> None:
    """Add the actions (or the blockers) that are not done."""
    tasks = open_tasks(view, kind)
    stack.list_title(view.words.text(f"review.{kind}s.count", len(tasks)), rows=len(tasks) > 0)
    if len(tasks):
        _add_tasks(view, stack, tasks.head(MOST))
    if len(tasks) > MOST:
        more = view.words.text("review.more_tasks", len(tasks) - MOST)
        stack.line(more, Style.LINK, link=Link("actions", source=True))


def add_done(view: View, stack: Stack) -> None:
    """Add the actions done that were decided or due since the last meeting."""
    done = done_actions(view)
    if len(done):
        stack.list_title(view.words.text("review.actions.done", len(done)), rows=True)
        _add_tasks(view, stack, done.head(MOST))


def _add_tasks(view: View, stack: Stack, tasks: pd.DataFrame) -> None:
    words, header = view.words, view.words.header
    late = {True: words.text("review.late"), False: ""}
    statuses, lateness = tasks["status"].map(words.words("action_status")), tasks["late"].map(late).tolist()
    links = [Link("actions", row, source=True) for row in tasks["row"].tolist()]
    columns = (
        TableColumn(header("actions", "description"), texts(tasks["description"]), Style.WRAPPED),
        TableColumn(header("actions", "account"), texts(tasks["account"]), span=_NAME),
        TableColumn(header("actions", "owner"), texts(tasks["owner"]), span=_NAME),
        TableColumn(header("actions", "due"), days(tasks["due"]), Style.DATE),
        TableColumn(header("actions", "status"), texts(statuses), links=links),
        TableColumn(words.text("review.columns.late"), lateness, Style.STATUS, span=2),
    )
    stack.table(columns, {_LATE: {late[True]: Tone.RED}})


def _header(view: View, key: str) -> str:
    return view.words.text(f"review.columns.{key}")
