"""A proposal for the win of the week, with the interactions that led to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pandas as pd

from abm_sheets.metrics.figures import units
from abm_sheets.outputs.tabs.stack import Stack
from abm_sheets.palette import Tone
from abm_sheets.story.plain import days
from abm_sheets.story.roster import roster
from abm_sheets.story.view import View
from abm_sheets.workbook.sheet import Style, TableColumn

_STEPS = 5
_STAGES = ("targeted", "engaged", "opportunity", "customer")
_TEAM = 2


@dataclass(frozen=True)
class Win:
    """What to celebrate: a sentence, the account's position and the day it came."""

    sentence: str
    account: int
    day: pd.Timestamp


def add_win(view: View, stack: Stack) -> None:
    """Add the win of the week, whom to thank and what led to it."""
    win = win_of_the_week(view)
    if win is None:
        stack.line(view.words.text("review.win.none"), Style.LABEL)
        return
    stack.line(win.sentence, Style.HEADLINE, Tone.GREEN)
    if thanks := thanks_text(view, win):
        stack.line(thanks, Style.TEXT)
    _add_steps(view, stack, win)


def win_of_the_week(view: View) -> Win | None:
    """The largest deal won this week, else the account that progressed furthest, if any."""
    return _won_deal(view) or _progress(view)


def _won_deal(view: View) -> Win | None:
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
    return Win(_signed(view, best), int(best["account"]), best["closed"])


def _signed(view: View, deal: pd.Series[str]) -> str:
    words, settings = view.words, view.tables.settings
    account = view.tables.accounts["account"].iloc[int(deal["account"])]
    day = words.formats.long_day(pd.Timestamp(deal["closed"]).date())
    if not deal["known"]:
        return words.text("review.win.signed", account=account, day=day)
    amount = words.formats.money(units(int(deal["amount"])), settings.currency)
    return words.text("review.win.signed_for", account=account, day=day, amount=amount)


def _progress(view: View) -> Win | None:
    """The account that reached the furthest stage this week."""
    progressed = list(view.figures.moves.progressed)
    if not progressed:
        return None
    accounts = roster(view)
    best = max(progressed, key=lambda position: _STAGES.index(accounts["stage"].iloc[position]))
    stage = view.words.word("account_stage", accounts["stage"].iloc[best])
    sentence = view.words.text("review.win.progressed", account=accounts["account"].iloc[best], stage=stage)
    return Win(sentence, best, pd.Timestamp(view.figures.period.end))


def thanks_text(view: View, win: Win) -> str:
    """Thanks to the two people who look after the account, to those that are known, or nothing."""
    account = view.tables.accounts.iloc[win.account]
    owners = dict.fromkeys((account["marketing_owner"], account["sales_owner"]))
    names = view.words.text("review.win.and").join(name for name in owners if name)
    return view.words.text("review.win.thanks", names=names) if names else ""


def _add_steps(view: View, stack: Stack, win: Win) -> None:
    """Add the last interactions of either team before the win, the vanity ones left out."""
    steps = steps_before(view, win)
    if steps.empty:
        return
    words = view.words
    team = {True: words.word("role", "marketing"), False: words.word("role", "sales")}
    stack.line(words.text("review.win.steps", len(steps)))
    columns = (
        TableColumn(words.text("review.columns.step"), steps["name"].tolist()),
        TableColumn(words.header("interactions", "date"), days(steps["date"]), Style.DATE),
        TableColumn(words.text("review.columns.team"), steps["marketing"].map(team).tolist(), Style.STATUS),
    )
    stack.table(columns, {_TEAM: {team[True]: Tone.MARKETING, team[False]: Tone.SALES}})


def steps_before(view: View, win: Win) -> pd.DataFrame:
    """Columns `date`, `name` (type and asset) and `marketing`, oldest first."""
    rows, types = view.tables.interactions, view.tables.interaction_types
    if rows is None:
        return pd.DataFrame()
    led = rows[(rows["account"] == win.account) & (rows["date"] <= win.day)]
    kinds = types.iloc[led["type"]].set_index(led.index)
    marketing = kinds["marketing"].astype(bool)
    assets = led["asset"].map(lambda asset: f" · {asset}" if asset else "")
    steps = pd.DataFrame({"date": led["date"], "name": kinds["type"] + assets, "marketing": marketing})
    told = steps[kinds["engagement"].astype(bool) | marketing]
    return told.sort_values("date", kind="stable").tail(_STEPS)
