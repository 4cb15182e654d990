"""The deals at a day: which exist, which are open, won or lost (§ 3)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from abm_sheets.metrics.weeks import NEVER_AFTER, Days, Mask, numbers

ENDS = ("closed",)
"""The column of the deals, of those that may be missing, that says when they ended."""

MONEY = (*ENDS, "amount", "currency")
"""Those that say what deals brought, or may bring."""


@dataclass(frozen=True)
class Deals:
    """The opportunities as arrays; `closed` is NEVER_AFTER where there is no date."""

    account: Days
    created: Days
    closed: Days
    won_kind: Mask
    lost_kind: Mask
    cents: Days
    known: Mask

    @classmethod
    def of(cls, opportunities: pd.DataFrame | None) -> Deals:
        """From the opportunities frame; no tab is no deal."""
        if opportunities is None:
            return cls(*[np.empty(0, kind) for kind in (int, int, int, bool, bool, int, bool)])
        kind = opportunities["kind"].to_numpy(object)
        return cls(
            opportunities["account"].to_numpy(np.int64),
            numbers(opportunities["created"]),
            numbers(opportunities["closed"]),
            kind == "won",
            kind == "lost",
            opportunities["amount"].to_numpy(np.int64),
            opportunities["known"].to_numpy(bool),
        )

    def created_between(self, first: int, last: int) -> Mask:
        """The deals created from a day to another, both included."""
        return (first <= self.created) & (self.created <= last)

    def closed_between(self, first: int, last: int) -> Mask:
        """The deals won or lost from a day to another, both included."""
        return (self.won_kind | self.lost_kind) & (first <= self.closed) & (self.closed <= last)

    def won(self, day: int) -> Mask:
        """The deals signed by a day."""
        return self.won_kind & (self.closed <= day)

    def lost(self, day: int) -> Mask:
        """The deals lost by a day."""
        return self.lost_kind & (self.closed <= day)

    def open(self, day: int) -> Mask:
        """The deals that exist on a day and are not over; one over without a date is never open."""
        dateless = (self.won_kind | self.lost_kind) & (self.closed == NEVER_AFTER)
        going: Mask = (self.created <= day) & ~self.won(day) & ~self.lost(day) & ~dateless
        return going

    def spells(self, day: int) -> tuple[Days, Days, Days]:
        """The stretches of days up to a day on which deals were open: account, first, last."""
        over = self.won_kind | self.lost_kind
        dateless = over & (self.closed == NEVER_AFTER)
        last = np.minimum(np.where(over, self.closed - 1, day), day)
        real = (self.created <= last) & ~dateless
        return self.account[real], self.created[real], last[real]

    def cents_by_account(self, where: Mask, accounts: int) -> Days:
        """The known amounts of some deals, added up by account."""
        totals = np.zeros(accounts, np.int64)
        chosen = where & self.known
        np.add.at(totals, self.account[chosen], self.cents[chosen])
        return totals

    def count_by_account(self, where: Mask, accounts: int) -> Days:
        """How many of some deals each account has."""
        return np.bincount(self.account[where], minlength=accounts)

    def total(self, where: Mask) -> int:
        """The known amounts of some deals, in cents."""
        return int(self.cents[where & self.known].sum())


@dataclass(frozen=True)
class Inputs:
    """The deals behind the velocity's inputs: the pipeline, those closed, the won, of them the measured."""

    pipeline: Mask
    closed: Mask
    won: Mask
    measured: Mask

    @classmethod
    def of(cls, deals: Deals, ours: Mask, day: int, window: int) -> Inputs:
        """Of some deals as of a day; a cycle that ends before it began is no cycle."""
        closed = ours & deals.closed_between(day - window + 1, day)
        won = closed & deals.won_kind
        return cls(ours & deals.open(day) & deals.known, closed, won, won & (deals.closed >= deals.created))
