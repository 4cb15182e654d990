"""Open deals to work on: those that hang on one person, and what winners had seen (§ 4.6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from abm_sheets.metrics.engaged_accounts import ENGAGED_ACCOUNTS
from abm_sheets.metrics.figures import SeenByWinners, ToShow
from abm_sheets.metrics.revenue import OPEN_PIPELINE
from abm_sheets.story.units import joined
from abm_sheets.story.view import View
from abm_sheets.story.wording import Figure, amount_figure, count_figure, missing_text

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

    @property
    def title(self) -> str:
        """Its account, and its name where that says more."""
        return joined(dict.fromkeys((self.account, self.name)))


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


def _largest_first(view: View, positions: Iterable[int]) -> list[int]:
    """Deals by their known amounts; there may be thousands, of which a few are shown."""
    deals = view.tables.opportunities
    if deals is None:
        return []
    amounts = deals["amount"].where(deals["known"], 0).to_numpy()
    return sorted(positions, key=lambda position: -amounts[position])


def people_of(view: View) -> People:
    """The people reached in the active accounts, and the deals that hang on one of them at most."""
    text, accounts, settings = view.words.text, view.figures.accounts, view.tables.settings
    title, days = text("people.title"), settings.engagement_window_days
    if not accounts["contacts"].any():
        column = view.words.header("interactions", "contact")
        none = missing_text(view, ENGAGED_ACCOUNTS) or text("people.none", days, column=column)
        return People(title, none, [], "", [], "", "")
    hanging, missing = _hanging(view), missing_text(view, OPEN_PIPELINE)
    rest = len(hanging) - MOST_DEALS
    return People(
        title=title,
        finding="",
        reach=list(_reach(view, deals_known=not missing)),
        hanging_title=missing or text("people.hanging", len(hanging)),
        hanging=[_hanging_deal(view, position) for position in hanging[:MOST_DEALS]],
        more=text("people.more", rest) if rest > 0 else "",
        note=text("people.note", days),
    )


def _reach(view: View, *, deals_known: bool) -> Iterator[Reach]:
    """A row for nobody, one person, two, and three or more."""
    accounts = view.figures.accounts.reset_index(drop=True)
    opened = set(_accounts(view, view.figures.open_deals))
    reached = accounts["contacts"].clip(upper=_THREE)
    for people in range(_THREE + 1):
        those = accounts[accounts["active"] & (reached == people)]
        yield Reach(
            people=view.words.text(f"people.reached.{people}"),
            accounts=count_figure(view, len(those)),
            with_deal=count_figure(view, int(those.index.isin(opened).sum()) if deals_known else None),
            amount=amount_figure(view, int(those["open_amount"].sum()) if deals_known else None),
        )


def _accounts(view: View, positions: Sequence[int]) -> Sequence[int]:
    """Whose some deals are."""
    deals = view.tables.opportunities
    return [] if deals is None else deals["account"].to_numpy()[list(positions)].tolist()


def _hanging(view: View) -> Sequence[int]:
    """The open deals of accounts in which one person at most was reached, the largest first."""
    single = view.figures.accounts["single_contact"].to_numpy()
    opened = view.figures.open_deals
    alone = [position for position, at in zip(opened, _accounts(view, opened), strict=True) if single[at]]
    return _largest_first(view, alone)


def _hanging_deal(view: View, position: int) -> HangingDeal:
    (account,) = _accounts(view, [position])
    people = count_figure(view, int(view.figures.accounts["contacts"].iloc[account]))
    return HangingDeal(**deal_fields(view, position), people=people)


def showing_of(view: View) -> Showing:
    """What winners had seen, and each open deal has not."""
    found, text = view.figures.to_show, view.words.text
    if found is None or not view.figures.open_deals:
        return Showing("", [], "", "")
    enough = view.tables.settings.small_sample
    if found.won < enough:
        return Showing(text("to_show.few", found.won, enough=enough), [], "", "")
    deals = _largest_first(view, found.by_deal)
    rest = len(deals) - MOST_DEALS
    return Showing(
        title=text("to_show.title", len(deals)),
        deals=[_to_show(view, position, found) for position in deals[:MOST_DEALS]],
        more=text("to_show.more", rest) if rest > 0 else "",
        note=text("to_show.note") if deals else "",
    )


def _to_show(view: View, position: int, found: ToShow) -> DealToShow:
    said = [_asset(view, each, found) for each in found.by_deal[position]]
    return DealToShow(**deal_fields(view, position), assets=said)


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
