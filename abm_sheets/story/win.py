"""The win of the week: what to celebrate, whom to thank, and the interactions that led to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

import pandas as pd

from abm_sheets.story.accounts import roster
from abm_sheets.story.units import days
from abm_sheets.story.view import View
from abm_sheets.story.wording import money

_STEPS = 5
_TEAMS = ("marketing", "sales")
_STAGES = ("targeted", "engaged", "opportunity", "customer")


@dataclass(frozen=True, slots=True)
class Step:
    """An interaction that came before a win; `team` is `marketing` or `sales`."""

    name: str
    day: date
    day_text: str
    team: str
    team_text: str


@dataclass(frozen=True, slots=True)
class Win:
    """The win of the week; where `found` is false the sentence says that there is none yet.

    `thanks` is "" where nobody is known who looks after the account.
    """

    title: str
    found: bool
    sentence: str
    thanks: str
    steps_title: str
    steps: Sequence[Step]


class _Found(NamedTuple):
    """What is celebrated, the account's position and the day it came, and who takes part in what."""

    sentence: str
    account: int
    day: pd.Timestamp
    parts: _Parts


def win_of_the_week(view: View) -> Win:
    """The largest deal won this week, else the account that progressed furthest, if any.

    Among those that both teams took part in, where there is one.
    """
    text = view.words.text
    title, found = text("review.win.title"), _won_deal(view) or _progress(view)
    if found is None:
        return Win(title, found=False, sentence=text("review.win.none"), thanks="", steps_title="", steps=[])
    steps = _steps(view, found)
    steps_title = text("review.win.steps", len(steps)) if steps else ""
    return Win(
        title=title,
        found=True,
        sentence=found.sentence,
        thanks=_thanks(view, found),
        steps_title=steps_title,
        steps=steps,
    )


def _won_deal(view: View) -> _Found | None:
    """The largest deal that an account in scope signed in the last seven days."""
    deals, end = view.tables.opportunities, view.figures.period.end
    if deals is None:
        return None
    first, last = pd.Timestamp(end - timedelta(days=6)), pd.Timestamp(end)
    in_scope = view.figures.accounts["in_scope"].to_numpy(dtype=bool)[deals["account"].to_numpy()]
    won = deals[(deals["kind"] == "won") & deals["closed"].between(first, last) & in_scope]
    if won.empty:
        return None
    parts = _Parts.of(view, dict(zip(won["account"], won["closed"], strict=True)))
    shared = won["account"].map(parts.shared).astype(bool)
    pool = won[shared] if shared.any() else won
    best = pool.loc[pool["amount"].where(pool["known"].astype(bool), -1).astype("int64").idxmax()]
    return _Found(_signed(view, best), int(best["account"]), best["closed"], parts)


def _signed(view: View, deal: pd.Series[str]) -> str:
    account = view.tables.accounts["account"].iloc[int(deal["account"])]
    day = view.words.formats.long_day(pd.Timestamp(deal["closed"]).date())
    if not deal["known"]:
        return view.words.text("review.win.signed", account=account, day=day)
    amount = money(view, int(deal["amount"]))
    return view.words.text("review.win.signed_for", account=account, day=day, amount=amount)


def _progress(view: View) -> _Found | None:
    """The account that reached the furthest stage this week."""
    progressed, day = list(view.figures.moves.progressed), pd.Timestamp(view.figures.period.end)
    if not progressed:
        return None
    accounts, parts = roster(view), _Parts.of(view, dict.fromkeys(progressed, day))
    pool = [position for position in progressed if parts.shared(position)] or progressed
    best = max(pool, key=lambda position: _STAGES.index(accounts["stage"].iloc[position]))
    stage = view.words.word("account_stage", accounts["stage"].iloc[best])
    sentence = view.words.text("review.win.progressed", account=accounts["account"].iloc[best], stage=stage)
    return _Found(sentence, best, day, parts)


@dataclass(frozen=True)
class _Parts:
    """The interactions of some accounts up to a day of each, vanity left out, and by team where it took part.

    A deal is the sales' doing, as their interactions are.
    """

    interactions: pd.DataFrame
    accounts: Mapping[str, frozenset[int]]

    @classmethod
    def of(cls, view: View, until: Mapping[int, pd.Timestamp]) -> _Parts:
        """With each interaction's `team` and what it is called (`name`), oldest first."""
        deals = view.tables.opportunities
        sold = frozenset[int]() if deals is None else frozenset(_by(deals, until, "created")["account"])
        rows, types = view.tables.interactions, view.tables.interaction_types
        if rows is None:
            return cls(pd.DataFrame(columns=["account", "date", "team", "name"]), {"sales": sold})
        led = _by(rows, until, "date")
        kinds = types.iloc[led["type"]].set_index(led.index)
        marketing = kinds["marketing"].astype(bool)
        name = kinds["type"] + led["asset"].map(lambda asset: f" · {asset}" if asset else "")
        team = marketing.map({True: "marketing", False: "sales"})
        counted = led.assign(team=team, name=name)[kinds["engagement"].astype(bool) | marketing]
        met = {each: frozenset(counted["account"][counted["team"] == each]) for each in _TEAMS}
        return cls(counted.sort_values("date", kind="stable"), {**met, "sales": met["sales"] | sold})

    def of_account(self, account: int) -> pd.DataFrame:
        """Its interactions."""
        return self.interactions[self.interactions["account"] == account]

    def teams(self, account: int) -> Sequence[str]:
        """The teams that took part."""
        return [team for team in _TEAMS if account in self.accounts.get(team, ())]

    def shared(self, account: int) -> bool:
        """Whether both took part."""
        return len(self.teams(account)) == len(_TEAMS)


def _by(rows: pd.DataFrame, until: Mapping[int, pd.Timestamp], column: str) -> pd.DataFrame:
    """The rows of some accounts dated up to a day of each."""
    theirs = rows[rows["account"].isin(list(until))]
    return theirs[theirs[column] <= theirs["account"].map(until)]


def _thanks(view: View, found: _Found) -> str:
    """Thanks to those who look after an account, of the teams that took part, or nothing."""
    row = view.tables.accounts.iloc[found.account]
    owners = dict.fromkeys(row[f"{team}_owner"] for team in found.parts.teams(found.account))
    names = view.words.formats.listed([name for name in owners if name])
    return view.words.text("review.win.thanks", names=names) if names else ""


def _steps(view: View, found: _Found) -> Sequence[Step]:
    """The last interactions of either team before the win, oldest first."""
    last = found.parts.of_account(found.account).tail(_STEPS)
    return [
        Step(name, day, view.words.formats.day(day), team, view.words.word("role", team))
        for name, day, team in zip(last["name"], days(last["date"]), last["team"], strict=True)
        if day is not None
    ]
