"""Sharing an amount to the cent: the shares always add up to it (largest remainder)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from abm_sheets.language import fold
from abm_sheets.metrics.engagement import Engagement
from abm_sheets.metrics.figures import Period, Span
from abm_sheets.metrics.scope import Accounts
from abm_sheets.metrics.weeks import Days, Mask, number, numbers
from abm_sheets.tables.matching import BLANK, UNKNOWN


def share(cents: int, weights: Days) -> Days:
    """Share an amount by weights (at least one above zero), cents left going to the largest remainders.

    Remainders are those of the absolute amount; ties go in the order of the weights.
    """
    amount, total = abs(cents), int(weights.sum())
    # Dividing first keeps the products far from the limits of 64 bits.
    scaled = (amount % total) * weights
    shares = (amount // total) * weights + scaled // total
    left = amount - int(shares.sum())
    shares[np.argsort(-(scaled % total), kind="stable")[:left]] += 1
    return shares if cents >= 0 else -shares


def share_all(amounts: Days, weights: Days) -> Days:
    """What each member gets when each of several amounts is shared by the same weights."""
    if (weights == weights[0]).all():
        return _share_all_equally(amounts, len(weights))
    totals = np.zeros(len(weights), np.int64)
    for cents in amounts:
        totals += share(int(cents), weights)
    return totals


def _share_all_equally(amounts: Days, members: int) -> Days:
    """The same without a share of each amount: the r cents left of an amount go to the first r members."""
    signs, sizes = np.sign(amounts), np.abs(amounts)
    whole = int((signs * (sizes // members)).sum())
    left = np.zeros(members + 1, np.int64)
    np.add.at(left, sizes % members, signs)
    return whole + left[::-1].cumsum()[::-1][1:]


_NO_INDUSTRY = -1


@dataclass(frozen=True)
class CostLines:
    """One team's cost lines as arrays; `industry` is a number shared with the accounts', -1 if blank."""

    row: Days
    day: Days
    cents: Days
    account: Days
    industry: Days

    @classmethod
    def of(cls, frame: pd.DataFrame, industries: dict[str, int]) -> CostLines:
        """From a costs frame; an industry that no account has gets a number that no account has."""
        codes = [
            industries.get(fold(text), len(industries)) if text else _NO_INDUSTRY
            for text in frame["industry"]
        ]
        return cls(
            frame["row"].to_numpy(np.int64),
            numbers(frame["date"]),
            frame["amount"].to_numpy(np.int64),
            frame["account"].to_numpy(np.int64),
            np.array(codes, np.int64),
        )

    def between(self, span: Span) -> CostLines:
        """The lines of some days."""
        chosen = (number(span.start) <= self.day) & (self.day <= number(span.end))
        return self.where(chosen)

    def where(self, chosen: Mask) -> CostLines:
        """Some of the lines."""
        arrays = (self.row, self.day, self.cents, self.account, self.industry)
        return CostLines(*(array[chosen] for array in arrays))

    def counted(self, in_scope: Mask) -> CostLines:
        """The lines that the overall costs include: all but those of known accounts out of scope."""
        return self.where(~self.outside(in_scope))

    def outside(self, in_scope: Mask) -> Mask:
        """The lines of known accounts that are out of scope."""
        known = self.account >= 0
        outside: Mask = known & ~np.append(in_scope, False)[np.where(known, self.account, -1)]
        return outside


def industry_numbers(accounts: pd.DataFrame) -> tuple[Days, dict[str, int]]:
    """Each account's industry as a number (-1 if blank), and the number of each folded industry."""
    known: dict[str, int] = {}
    codes = [
        known.setdefault(fold(text), len(known)) if text else _NO_INDUSTRY for text in accounts["industry"]
    ]
    return np.array(codes, np.int64), known


@dataclass
class Shares:
    """A period's costs of one team: each account's, direct and shared, and what nobody bears.

    `shared_lines` counts the lines that each account shares, `shared_row` is the first of them.
    `outside` and `unknown_industry` are the rows of lines to look at.
    """

    lines: CostLines
    direct: Days
    shared: Days
    shared_lines: Days
    shared_row: Days
    unallocated: int = 0
    outside: Sequence[int] = ()
    unknown_industry: list[int] = field(default_factory=list)

    @property
    def by_account(self) -> Days:
        """What each account bears."""
        return self.direct + self.shared


@dataclass(frozen=True)
class Sharing:
    """Who shares a line: the accounts in scope, their industries, and the weights in force."""

    accounts: Accounts
    in_scope: Mask
    industries: Days
    weights: Days

    def members(self, day: int, industry: int) -> Days:
        """The accounts that share a line of a day, in tab order."""
        active = self.in_scope & self.accounts.active(day)
        if industry == _NO_INDUSTRY:
            return np.flatnonzero(active)
        same = self.in_scope & (self.industries == industry)
        return np.flatnonzero(active & same if (active & same).any() else same)

    def weights_of(self, members: Days) -> Days:
        """The members' weights, equal where none has any."""
        weights = self.weights[members]
        return weights if weights.any() else np.ones(len(members), np.int64)


def cost_weights(engagement: Engagement, period: Period, allocation: str) -> Days:
    """What shared costs are split by: one each, or each account's counted interactions of the period."""
    counts = engagement.counts(number(period.start), number(period.end))
    return counts if allocation == "interactions" else np.ones(len(counts), np.int64)


def allocate(lines: CostLines, sharing: Sharing, period: Period) -> Shares:
    """Give each line of a period to its account, to those that share it, or to nobody."""
    lines = lines.between(period)
    outside = lines.outside(sharing.in_scope)
    blank = np.zeros(len(sharing.in_scope), np.int64)
    shares = Shares(
        lines, blank, blank.copy(), blank.copy(), blank.copy(), outside=lines.row[outside].tolist()
    )
    own = (lines.account >= 0) & ~outside
    np.add.at(shares.direct, lines.account[own], lines.cents[own])
    shares.unallocated = int(lines.cents[lines.account == UNKNOWN].sum())
    for group, members in shared_groups(lines, sharing):
        _share_group(shares, sharing, group, members)
    return shares


def _share_group(shares: Shares, sharing: Sharing, group: Days, members: Days) -> None:
    """Share lines of one day and one industry."""
    lines = shares.lines
    if len(members):
        shares.shared[members] += share_all(lines.cents[group], sharing.weights_of(members))
        first, met = lines.row[group].min(), shares.shared_lines[members] > 0
        shares.shared_row[members] = np.where(met, np.minimum(shares.shared_row[members], first), first)
        shares.shared_lines[members] += len(group)
    else:
        shares.unallocated += int(lines.cents[group].sum())
        if lines.industry[group[0]] != _NO_INDUSTRY:
            shares.unknown_industry.extend(lines.row[group].tolist())


def shared_groups(lines: CostLines, sharing: Sharing) -> Iterator[tuple[Days, Days]]:
    """The positions of the lines of one day and one industry, with the accounts that share them, if any."""
    positions = np.flatnonzero(lines.account == BLANK)
    frame = pd.DataFrame({"day": lines.day[positions], "industry": lines.industry[positions]})
    for group in frame.groupby(["day", "industry"]).indices.values():
        first = positions[group[0]]
        yield positions[group], sharing.members(int(lines.day[first]), int(lines.industry[first]))
