"""The accounts to talk about: which ones depends on who reads, and each line says why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice, zip_longest

import pandas as pd

from abm_sheets.metrics.stage import LONGEST
from abm_sheets.story.accounts import (
    duration_text,
    leaving_accounts,
    roster,
    stage_words,
    still_accounts,
)
from abm_sheets.story.view import View
from abm_sheets.story.wording import money

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
