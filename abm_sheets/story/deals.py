"""Open deals to work on: those that hang on one person, and what winners had seen (§ 4.6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from abm_sheets.metrics.figures import SeenByWinners, ToShow
from abm_sheets.story.view import View
from abm_sheets.story.wording import Figure, amount_figure, count_figure

MOST_DEALS = 10
"""Deals of a list that are named; the others are counted."""

_THREE = 3
"""So many people in an account, or more, are counted together."""


@dataclass(frozen=True, slots=True)
class Deal:
    """An open deal: its row, whose it is, how much, and who sells to that account ("" where nobody)."""

    row: int
    account: str
    name: str
    amount: Figure
    owner: str


@dataclass(frozen=True, slots=True)
class HangingDeal(Deal):
    """A deal whose account nobody is known of, or one person only, of late."""

    people: Figure


@dataclass(frozen=True, slots=True)
class DealToShow(Deal):
    """A deal with what its account has not seen, each asset with how many winners and losers had."""

    assets: Sequence[str]


@dataclass(frozen=True, slots=True)
class Reach:
    """The accounts of which so many people interacted of late, and those of them with an open deal."""

    people: str
    accounts: Figure
    with_deal: Figure
    amount: Figure


@dataclass(frozen=True, slots=True)
class People:
    """How many people are reached in the accounts; no row where nobody is named, and `finding` says so.

    `hanging` are the deals that hang on one person at most, the largest first, and `more` counts the others.
    """

    title: str
    finding: str
    reach: Sequence[Reach]
    hanging_title: str
    hanging: Sequence[HangingDeal]
    more: str
    note: str


@dataclass(frozen=True, slots=True)
class Showing:
    """What each open deal could still be shown, the largest first; `more` counts the others.

    Without any, `title` says why; `note` says how to read it.
    """

    title: str
    deals: Sequence[DealToShow]
    more: str
    note: str


def deal_fields(view: View, position: int) -> Mapping[str, Any]:
    """The fields of `Deal` of a deal by its position."""
    row = _row(view, position)
    account = view.tables.accounts.iloc[int(row["account"])]
    return {
        "row": int(row["row"]),
        "account": account["account"],
        "name": row["name"],
        "amount": amount_figure(view, int(row["amount"]) if row["known"] else None),
        "owner": account["sales_owner"],
    }


def _row(view: View, position: int) -> pd.Series:
    deals = view.tables.opportunities
    return pd.Series() if deals is None else deals.iloc[position]


def people_of(view: View) -> People:
    """The people reached in the active accounts, and the deals that hang on one of them at most."""
    text, accounts, settings = view.words.text, view.figures.accounts, view.tables.settings
    title, days = text("people.title"), settings.engagement_window_days
    if not accounts["contacts"].any():
        column = view.words.header("interactions", "contact")
        return People(title, text("people.none", days, column=column), [], "", [], "", "")
    hanging = sorted(_hanging(view), key=_size)
    rest = len(hanging) - MOST_DEALS
    return People(
        title=title,
        finding="",
        reach=list(_reach(view)),
        hanging_title=text("people.hanging", len(hanging)),
        hanging=hanging[:MOST_DEALS],
        more=text("people.more", rest) if rest > 0 else "",
        note=text("people.note", days),
    )


def _size(deal: Deal) -> float:
    """Puts the largest first, and those of unknown amount last."""
    return -(deal.amount.value or 0)


def _reach(view: View) -> Iterator[Reach]:
    """A row for nobody, one person, two, and three or more."""
    accounts = view.figures.accounts.reset_index(drop=True)
    opened = {int(_row(view, position)["account"]) for position in view.figures.open_deals}
    reached = accounts["contacts"].clip(upper=_THREE)
    for people in range(_THREE + 1):
        those = accounts[accounts["active"] & (reached == people)]
        yield Reach(
            people=view.words.text(f"people.reached.{people}"),
            accounts=count_figure(view, len(those)),
            with_deal=count_figure(view, int(those.index.isin(opened).sum())),
            amount=amount_figure(view, int(those["open_amount"].sum())),
        )


def _hanging(view: View) -> Iterator[HangingDeal]:
    for position in view.figures.open_deals:
        account = view.figures.accounts.iloc[int(_row(view, position)["account"])]
        if account["single_contact"]:
            people = count_figure(view, int(account["contacts"]))
            yield HangingDeal(**deal_fields(view, position), people=people)


def showing_of(view: View) -> Showing:
    """What winners had seen, and each open deal has not."""
    found, text = view.figures.to_show, view.words.text
    if found is None or not view.figures.open_deals:
        return Showing("", [], "", "")
    enough = view.tables.settings.small_sample
    if found.won < enough:
        return Showing(text("to_show.few", found.won, enough=enough), [], "", "")
    deals = sorted(_to_show(view, found), key=_size)
    rest = len(deals) - MOST_DEALS
    return Showing(
        title=text("to_show.title", len(deals)),
        deals=deals[:MOST_DEALS],
        more=text("to_show.more", rest) if rest > 0 else "",
        note=text("to_show.note") if deals else "",
    )


def _to_show(view: View, found: ToShow) -> Iterator[DealToShow]:
    for position, assets in found.by_deal.items():
        said = [_asset(view, each, found) for each in assets]
        yield DealToShow(**deal_fields(view, position), assets=said)


def _asset(view: View, seen: SeenByWinners, of: ToShow) -> str:
    """An asset, with how many of the winners and of the losers had seen it."""
    integer = view.words.formats.integer
    return view.words.text(
        "to_show.asset" if of.lost else "to_show.asset_no_loser",
        asset=seen.asset,
        won=integer(seen.won),
        winners=integer(of.won),
        lost=integer(seen.lost),
        losers=integer(of.lost),
    )
