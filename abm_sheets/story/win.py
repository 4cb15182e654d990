"""The win of the week: what to celebrate, whom to thank, and the interactions that led to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

import pandas as pd

from abm_sheets.story.accounts import roster
from abm_sheets.story.units import days
from abm_sheets.story.view import View
from abm_sheets.story.wording import money

_STEPS = 5
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
    """What is celebrated, the account's position and the day it came."""

    sentence: str
    account: int
    day: pd.Timestamp


def win_of_the_week(view: View) -> Win:
    """The largest deal won this week, else the account that progressed furthest, if any."""
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
        thanks=_thanks(view, found.account),
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
    known = won["known"].astype(bool)
    best = won.loc[won["amount"].where(known, -1).astype("int64").idxmax()]
    return _Found(_signed(view, best), int(best["account"]), best["closed"])


def _signed(view: View, deal: pd.Series[str]) -> str:
    account = view.tables.accounts["account"].iloc[int(deal["account"])]
    day = view.words.formats.long_day(pd.Timestamp(deal["closed"]).date())
    if not deal["known"]:
        return view.words.text("review.win.signed", account=account, day=day)
    amount = money(view, int(deal["amount"]))
    return view.words.text("review.win.signed_for", account=account, day=day, amount=amount)


def _progress(view: View) -> _Found | None:
    """The account that reached the furthest stage this week."""
    progressed = list(view.figures.moves.progressed)
    if not progressed:
        return None
    accounts = roster(view)
    best = max(progressed, key=lambda position: _STAGES.index(accounts["stage"].iloc[position]))
    stage = view.words.word("account_stage", accounts["stage"].iloc[best])
    sentence = view.words.text("review.win.progressed", account=accounts["account"].iloc[best], stage=stage)
    return _Found(sentence, best, pd.Timestamp(view.figures.period.end))


def _thanks(view: View, account: int) -> str:
    """Thanks to the two people who look after an account, to those that are known, or nothing."""
    row = view.tables.accounts.iloc[account]
    owners = dict.fromkeys((row["marketing_owner"], row["sales_owner"]))
    names = view.words.text("review.win.and").join(name for name in owners if name)
    return view.words.text("review.win.thanks", names=names) if names else ""


def _steps(view: View, found: _Found) -> Sequence[Step]:
    """The last interactions of either team before the win, the vanity ones left out, oldest first."""
    rows, types = view.tables.interactions, view.tables.interaction_types
    if rows is None:
        return []
    led = rows[(rows["account"] == found.account) & (rows["date"] <= found.day)]
    kinds = types.iloc[led["type"]].set_index(led.index)
    marketing = kinds["marketing"].astype(bool)
    names = kinds["type"] + led["asset"].map(lambda asset: f" · {asset}" if asset else "")
    steps = pd.DataFrame({"date": led["date"], "name": names, "marketing": marketing})
    counted = steps[kinds["engagement"].astype(bool) | marketing]
    last = counted.sort_values("date", kind="stable").tail(_STEPS)
    teams = ["marketing" if marketing else "sales" for marketing in last["marketing"]]
    return [
        Step(name, day, view.words.formats.day(day), team, view.words.word("role", team))
        for name, day, team in zip(last["name"], days(last["date"]), teams, strict=True)
        if day is not None
    ]
