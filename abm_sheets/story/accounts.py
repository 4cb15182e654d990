"""The accounts with their figures, and those to talk about: who moves, who stands still, who leaves."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd

from abm_sheets.metrics.stage import LONGEST
from abm_sheets.story.units import texts
from abm_sheets.story.view import View

WHO = ("row", "account", "marketing_owner", "sales_owner", "industry", "size", "tier")
"""What the people's tab says of an account."""

MOVES = ("progressed", "joined", "regressed", "left")
"""What an account may do in a week, in the order in which a meeting hears of it."""

GONE = {True: "account_view.left", False: "account_view.outside"}
"""The words for an account without a stage, in scope or not."""

_DAYS_AHEAD = 7


def roster(view: View) -> pd.DataFrame:
    """`figures.accounts` plus the columns of `WHO`, in tab order, indexed by the account's position."""
    who = view.tables.accounts.reset_index(drop=True)
    figures = view.figures.accounts.reset_index(drop=True)
    return figures.assign(**{column: who[column] for column in WHO})


def stage_words(view: View, accounts: pd.DataFrame) -> list[str]:
    """Each account's stage in words, or why it has none."""
    words = view.words.words("account_stage")
    gone = {in_scope: view.words.text(key) for in_scope, key in GONE.items()}
    return texts(accounts["stage"].map(words).fillna(accounts["in_scope"].map(gone)))


def moved_accounts(view: View) -> pd.DataFrame:
    """The roster's accounts that changed stage, joined or left since a week before, with their `move`."""
    accounts, moves = roster(view), view.figures.moves
    return pd.concat([accounts.iloc[list(getattr(moves, move))].assign(move=move) for move in MOVES])


def still_accounts(view: View) -> pd.DataFrame:
    """The roster's accounts that stagnate, the longest still first, with their days in the stage (`age`)."""
    accounts = roster(view)
    still = accounts[accounts["stagnating"].astype(bool)].sort_values("stage_since", kind="stable")
    since = pd.to_datetime(still["stage_since"])
    return still.assign(age=(pd.Timestamp(view.figures.period.end) - since).dt.days)


def leaving_accounts(view: View) -> pd.DataFrame:
    """The roster's engaged accounts that will no longer be so within a week, the soonest first."""
    accounts = roster(view)
    limit = pd.Timestamp(view.figures.period.end + timedelta(days=_DAYS_AHEAD))
    soon = accounts["engaged"].astype(bool) & (accounts["engaged_until"] < limit)
    return accounts[soon].sort_values("engaged_until", kind="stable")


def one_short_accounts(view: View) -> pd.DataFrame:
    """The roster's accounts that one more interaction makes engaged, the soonest too late first."""
    accounts = roster(view)
    return accounts[accounts["engaged_if_by"].notna()].sort_values("engaged_if_by", kind="stable")


def duration_text(view: View, age: int) -> str:
    """Days in a stage, at least so many where nobody looks further back."""
    days_in_stage = view.words.text("review.days", age)
    return days_in_stage if age < LONGEST else view.words.text("review.at_least", days=days_in_stage)
