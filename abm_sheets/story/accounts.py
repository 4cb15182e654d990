"""The accounts with their figures, and those to talk about: which ones depends on who reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import chain, islice, zip_longest

import pandas as pd

from abm_sheets.metrics.stage import LONGEST
from abm_sheets.story.units import texts
from abm_sheets.story.view import View
from abm_sheets.story.wording import money

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


MOST = 3
"""Accounts that are named."""

_FIRST: Mapping[str | None, Sequence[str]] = {
    "marketing": ("leaving", "waiting"),
    "sales": ("blocked",),
    "leadership": ("at_stake",),
    None: ("still", "leaving", "progressed"),
}
"""The lists that a reader's accounts come from, each list in its turn; the others only fill up."""

_REASONS: Mapping[str | None, Sequence[str]] = {
    "marketing": ("leaving", "waiting", "progressed", "still"),
    "sales": ("still", "progressed", "leaving"),
    "leadership": ("still", "leaving", "progressed"),
    None: ("still", "leaving", "progressed"),
}
"""Of the reasons to talk about an account, the first that holds is given."""

_OWNERS: Mapping[str | None, str] = {"marketing": "marketing_owner", "sales": "sales_owner"}


def account_lines(view: View, role: str | None) -> Sequence[str]:
    """A line for each account to talk about with a role, None for everybody; at most `MOST`."""
    accounts, lists = roster(view), _lists(view)
    main = _in_turn(lists[name] for name in _FIRST[role])
    others = _in_turn(lists[name] for name in _REASONS[role])
    found = islice(dict.fromkeys(chain(main, others)), MOST)
    return [_line(view, accounts.loc[[position]], role, lists) for position in found]


def _lists(view: View) -> Mapping[str, Sequence[int]]:
    """The accounts that there is a reason to talk about, as positions, the most pressing first."""
    accounts, still = roster(view), still_accounts(view)
    waiting = accounts[accounts["stage"] == "engaged"].sort_values(
        "interactions", ascending=False, kind="stable"
    )
    at_stake = accounts[accounts["open_amount"] > 0].sort_values(
        "open_amount", ascending=False, kind="stable"
    )
    return {
        "still": still.index.tolist(),
        "blocked": still.index[still["stage"] == "opportunity"].tolist(),
        "leaving": leaving_accounts(view).index.tolist(),
        "waiting": waiting.index.tolist(),
        "at_stake": at_stake.index.tolist(),
        "progressed": list(view.figures.moves.progressed),
    }


def _in_turn(lists: Iterator[Sequence[int]]) -> Iterator[int]:
    """The first of each list, then the second of each."""
    for row in zip_longest(*lists):
        yield from (position for position in row if position is not None)


def _line(view: View, account: pd.DataFrame, role: str | None, lists: Mapping[str, Sequence[int]]) -> str:
    row, words = account.iloc[0], view.words
    why = _why(view, account, role, lists)
    if role != "marketing" and row["open_amount"] > 0:
        why = words.text("message.at_stake", why=why, amount=money(view, int(row["open_amount"])))
    owner = row[_OWNERS[role]] if role in _OWNERS else ""
    key = "message.account_of" if owner else "message.account"
    return words.text(key, account=row["account"], owner=owner, why=why)


def _why(view: View, account: pd.DataFrame, role: str | None, lists: Mapping[str, Sequence[int]]) -> str:
    """The reason to talk about an account; what it is, where there is no other."""
    row, words, position = account.iloc[0], view.words, account.index[0]
    since, until = row["stage_since"], row["engaged_until"]
    usual = "out" if pd.isna(since) else "stage"
    reason = next((each for each in _REASONS[role] if position in lists[each]), usual)
    return words.text(
        f"message.why.{reason}",
        int(row["interactions"]),
        stage=stage_words(view, account)[0],
        since="" if pd.isna(since) else _since(view, since),
        until="" if pd.isna(until) else words.formats.long_day(until.date()),
    )


def _since(view: View, day: pd.Timestamp) -> str:
    """Since when an account has been in its stage; nobody looks further back than a year."""
    age = (pd.Timestamp(view.figures.period.end) - day).days
    if age >= LONGEST:
        return view.words.text("message.for", duration=duration_text(view, age))
    return view.words.text("message.since", day=view.words.formats.long_day(day.date()))
