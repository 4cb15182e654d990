"""The accounts to talk about: those that moved, those that stagnate, those about to disengage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

import pandas as pd

from abm_sheets.metrics.stage import LONGEST
from abm_sheets.outputs.tabs.stack import Stack
from abm_sheets.palette import Tone
from abm_sheets.story.plain import days, texts
from abm_sheets.story.roster import account_links, roster, stage_tones, stage_words
from abm_sheets.story.view import View
from abm_sheets.workbook.sheet import Link, Style, TableColumn

MOST = 15
"""Rows of a list that a meeting has time for."""

_MOVES = {
    "progressed": Tone.GREEN,
    "joined": Tone.SHARED,
    "regressed": Tone.AMBER,
    "left": Tone.GREY,
}
_DAYS_AHEAD = 7


def add_moves(view: View, stack: Stack) -> None:
    """Add the accounts that changed stage, or joined or left the list, since a week before."""
    accounts, moves = roster(view), view.figures.moves
    moved = pd.concat([accounts.iloc[list(getattr(moves, move))].assign(move=move) for move in _MOVES])
    shown = moved.head(MOST)
    words = {move: view.words.text(f"review.moves.{move}") for move in _MOVES}
    middle = (
        TableColumn(_header(view, "move"), shown["move"].map(words).tolist(), Style.STATUS),
        TableColumn(_header(view, "stage"), stage_words(view, shown), Style.STATUS),
        TableColumn(_header(view, "since"), days(shown["stage_since"]), Style.DATE),
    )
    tones = {1: {words[move]: tone for move, tone in _MOVES.items()}, 2: stage_tones(view)}
    stack.line(view.words.text("review.moves.title", len(moved)), Style.LABEL)
    _add(view, stack, moved, middle, tones)


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
    stack.gap()
    stack.line(view.words.text("review.stagnation.title", len(still), days=limit), Style.LABEL)
    _add(view, stack, still, middle, {1: stage_tones(view)})


def still_accounts(view: View) -> pd.DataFrame:
    """The roster's accounts that stagnate, the longest still first, with their days in the stage (`age`)."""
    accounts = roster(view)
    still = accounts[accounts["stagnating"].astype(bool)].sort_values("stage_since", kind="stable")
    since = pd.to_datetime(still["stage_since"])
    return still.assign(age=(pd.Timestamp(view.figures.period.end) - since).dt.days)


def add_leaving(view: View, stack: Stack) -> None:
    """Add the engaged accounts that will no longer be so within a week, the soonest first."""
    leaving = leaving_accounts(view)
    shown = leaving.head(MOST)
    counts = [view.words.formats.integer(count) for count in shown["interactions"]]
    middle = (
        TableColumn(_header(view, "engaged_until"), days(shown["engaged_until"]), Style.DATE),
        TableColumn(_header(view, "last_interaction"), days(shown["last_interaction"]), Style.DATE),
        TableColumn(_header(view, "interactions"), counts),
    )
    stack.gap()
    stack.line(view.words.text("review.leaving.title", len(leaving)), Style.LABEL)
    _add(view, stack, leaving, middle, {})


def leaving_accounts(view: View) -> pd.DataFrame:
    """The roster's engaged accounts that will no longer be so within a week, the soonest first."""
    accounts = roster(view)
    limit = pd.Timestamp(view.figures.period.end + timedelta(days=_DAYS_AHEAD))
    soon = accounts["engaged"].astype(bool) & (accounts["engaged_until"] < limit)
    return accounts[soon].sort_values("engaged_until", kind="stable")


def _add(
    view: View,
    stack: Stack,
    accounts: pd.DataFrame,
    middle: Sequence[TableColumn],
    tones: Mapping[int, Mapping[str, Tone]],
) -> None:
    """Add a table of the first accounts between their names and their owners, and how many more."""
    shown, words = accounts.head(MOST), view.words
    if shown.empty:
        return
    name = TableColumn(
        words.header("accounts", "account"), texts(shown["account"]), links=account_links(shown)
    )
    owners = [
        TableColumn(words.header("accounts", owner), texts(shown[owner]))
        for owner in ("marketing_owner", "sales_owner")
    ]
    stack.table((name, *middle, *owners), tones)
    if len(accounts) > MOST:
        more = words.text("review.more_accounts", len(accounts) - MOST)
        stack.line(more, Style.LINK, link=Link("account_view"))


def duration_text(view: View, age: int) -> str:
    """Days in a stage, at least so many where nobody looks further back."""
    days_in_stage = view.words.text("review.days", age)
    return days_in_stage if age < LONGEST else view.words.text("review.at_least", days=days_in_stage)


def _header(view: View, key: str) -> str:
    return view.words.text(f"review.columns.{key}")
