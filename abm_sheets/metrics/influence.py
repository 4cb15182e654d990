"""Metric 4: marketing influence, deals whose account touched enough distinct assets before the cut-off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from abm_sheets.metrics.deals import Deals
from abm_sheets.metrics.figures import AssetCount, Period
from abm_sheets.metrics.values import Influence, Rate
from abm_sheets.metrics.weeks import NEVER_AFTER, NEVER_BEFORE, Days, Mask, number, numbers
from abm_sheets.tables.settings import Settings

_STRIDE = NEVER_AFTER + 1

_PAIRS_AT_ONCE = 4_000_000
"""Deals are crossed with their account's touches in batches of at most this many pairs."""


@dataclass(frozen=True)
class Touches:
    """Marketing interactions by account: distinct (account, asset, day), sorted by account.

    `starts` says where each account's begin, one more for the end; `names` maps an asset's number
    to the text that people typed.
    """

    asset: Days
    day: Days
    starts: Days
    names: dict[int, str]

    @property
    def account(self) -> Days:
        """Whose each is."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))

    @classmethod
    def of(
        cls, interactions: pd.DataFrame | None, types: pd.DataFrame, accounts: int, *, firsts_only: bool
    ) -> Touches:
        """From the interactions whose type is a marketing asset; `firsts_only` keeps first touches."""
        if interactions is None:
            return cls(np.empty(0, int), np.empty(0, int), np.zeros(accounts + 1, int), {})
        marketing = interactions["marketing"].to_numpy(bool)
        touched = interactions[["account", "type", "asset_key", "date"]][marketing]
        asset = touched["asset_key"].to_numpy(np.int64)
        assets = int(asset.max(initial=0)) + 1
        pair = touched["account"].to_numpy(np.int64) * assets + asset
        # One number says account, asset and day, so that one sort orders and thins them all.
        keys = np.sort(pair * _STRIDE + numbers(touched["date"]))
        same = keys // _STRIDE if firsts_only else keys
        keys = keys[np.append(True, same[1:] != same[:-1])[: len(keys)]]
        pair, day = np.divmod(keys, _STRIDE)
        starts = np.searchsorted(pair, np.arange(accounts + 1) * assets)
        first = interactions.loc[touched["asset_key"].drop_duplicates().index]
        return cls(pair % assets, day, starts, _names(first, types))


def _names(first: pd.DataFrame, types: pd.DataFrame) -> dict[int, str]:
    """What people typed where each asset first stands: its name, or its type where it has none."""
    typed = types["type"].to_numpy(object)[first["type"].to_numpy(np.intp)]
    shown = np.where(first["asset"] == "", typed, first["asset"].to_numpy(object))
    return dict(zip(first["asset_key"].tolist(), shown.tolist(), strict=True))


@dataclass(frozen=True)
class Seen:
    """The stretches of days on which accounts have an asset in sight, an asset's own never overlapping.

    `starts` and `ends` are account * stride + day, sorted: how many assets an account has in sight on a day
    is two binary searches.
    """

    starts: Days
    ends: Days

    @classmethod
    def of(cls, touches: Touches, lasting: int | None) -> Seen:
        """Assets stay in sight on the day of a touch and so many days after it; None is for ever."""
        owner = touches.account * _STRIDE
        if lasting is None:
            lasting = NEVER_AFTER
        begins = np.diff(touches.day, prepend=-_STRIDE) > lasting
        for of in (owner, touches.asset):
            begins |= np.diff(of, prepend=-1) != 0
        lasts = np.append(begins[1:], True)[: len(begins)]
        ends = owner + np.minimum(touches.day + lasting, NEVER_AFTER)
        return cls(np.sort((owner + touches.day)[begins]), np.sort(ends[lasts]))

    def assets(self, account: Days, day: Days) -> Days:
        """How many assets each account has in sight on the day beside it."""
        keys = account * _STRIDE + day
        return np.searchsorted(self.starts, keys, "right") - np.searchsorted(self.ends, keys)


@dataclass(frozen=True)
class Sights:
    """What accounts have in sight on a day that is over, and before one that is not counted itself."""

    by: Seen
    before: Seen

    @classmethod
    def of(cls, touches: Touches, lookback: int | None) -> Sights:
        """Under a look-back in days, None where it has no bound."""
        # Of a day that is not counted itself, the one before is looked from.
        return cls(Seen.of(touches, lookback), Seen.of(touches, None if lookback is None else lookback - 1))


@dataclass(frozen=True)
class Spans:
    """The days on which a touch counts for each deal: from `first` to before `end`."""

    first: Days
    end: Days

    def hold(self, deal: Days, day: Days) -> Mask:
        """Whether each day counts for the deal beside it."""
        within: Mask = (self.first[deal] <= day) & (day < self.end[deal])
        return within


@dataclass(frozen=True)
class InfluencedDeals:
    """The deals of a period (their positions), when touches count, and how many assets each saw."""

    deals: Deals
    touches: Touches
    chosen: Days
    spans: Spans
    outcomes: dict[str, Mask]
    assets_seen: Days
    minimum: int

    @property
    def influenced(self) -> Mask:
        """Which of the deals chosen are influenced."""
        return self.assets_seen >= self.minimum

    @cached_property
    def seen(self) -> Mapping[str, Days]:
        """By outcome, how many of the deals had seen each asset by its number."""
        size = max(self.touches.names, default=-1) + 1
        seen = {name: np.zeros(size, np.int64) for name in self.outcomes}
        for deal, asset in _pairs(self.touches, self.deals.account[self.chosen], self.spans):
            for name, where in self.outcomes.items():
                seen[name] += np.bincount(asset[where[deal]], minlength=size)
        return seen

    def influence(self) -> Influence:
        """The rates, all and by outcome (§ 4.4)."""
        groups = {"all": np.ones(len(self.chosen), bool), **self.outcomes}
        rates = {
            name: Rate(int((self.influenced & where).sum()), int(where.sum()))
            for name, where in groups.items()
        }
        cents = np.where(self.deals.known, self.deals.cents, 0)[self.chosen]
        total = int(cents[self.outcomes["won"]].sum())
        weighted = int(cents[self.outcomes["won"] & self.influenced].sum())
        return Influence(**rates, revenue_rate=weighted / total if total > 0 else None)

    def asset_counts(self) -> Sequence[AssetCount]:
        """How many deals of each outcome had seen each asset, the most seen before wins first."""
        seen, names = self.seen, self.touches.names
        counts = [
            AssetCount(names[asset], *(int(seen[name][asset]) for name in ("won", "lost", "open")))
            for asset in np.flatnonzero(sum(seen.values())).tolist()
        ]
        return sorted(counts, key=lambda count: (-count.won, -count.lost, -count.open, count.asset))


def deals_of(deals: Deals, programme: Mask, period: Period) -> Days:
    """The positions of the deals open at the end of a period or closed in it."""
    start, day = number(period.start), number(period.end)
    existing = programme[deals.account] & (deals.created <= day)
    return np.flatnonzero(existing & (deals.open(day) | deals.closed_between(start, day)))


def influence_on(
    deals: Deals, touches: Touches, sights: Sights, chosen: Days, day: int, settings: Settings
) -> InfluencedDeals:
    """Some deals as of a day, and the assets seen before each cut-off."""
    outcomes = {
        "won": deals.won(day)[chosen],
        "lost": deals.lost(day)[chosen],
        "open": deals.open(day)[chosen],
    }
    # A closing day is exclusive, an open deal's day inclusive.
    reference = np.where(outcomes["open"], day, deals.closed[chosen])
    end = reference + outcomes["open"]
    lookback = settings.influence_lookback_days
    first = np.full(len(chosen), NEVER_BEFORE) if lookback is None else reference - lookback
    account, over = deals.account[chosen], ~outcomes["open"]
    everybody = np.arange(len(touches.starts) - 1)
    seen = sights.by.assets(everybody, np.full_like(everybody, day))[account]
    seen[over] = sights.before.assets(account[over], reference[over] - 1)
    spans, minimum = Spans(first, end), settings.influence_min_assets
    return InfluencedDeals(deals, touches, chosen, spans, outcomes, seen, minimum)


def rows_in_spans(found: InfluencedDeals, interactions: pd.DataFrame) -> pd.DataFrame:
    """Each deal chosen with the interactions that count for it: `deal`, `touch`, `asset_key`, `first`.

    `deal` is a position in the deals chosen, `touch` in the interactions; `first` says whether the asset
    is met for the first time. Rows are by deal, then by day.
    """
    deals = pd.DataFrame({"account": found.deals.account[found.chosen], "deal": np.arange(len(found.chosen))})
    marketing = np.flatnonzero(interactions["marketing"].to_numpy(bool))
    rows = interactions[["account", "asset_key"]].iloc[marketing]
    rows = rows.assign(touch=marketing, day=numbers(interactions["date"])[marketing])
    pairs = deals.merge(rows, on="account")
    pairs = pairs[found.spans.hold(pairs["deal"].to_numpy(), pairs["day"].to_numpy())]
    pairs = pairs.sort_values(["deal", "day", "touch"])
    return pairs.assign(first=~pairs.duplicated(["deal", "asset_key"]))


def _pairs(touches: Touches, accounts: Days, spans: Spans) -> Iterator[tuple[Days, Days]]:
    """Each deal with each distinct asset that its account touched on the days that count, in batches."""
    sizes = touches.starts[accounts + 1] - touches.starts[accounts]
    batches = np.cumsum(sizes) // _PAIRS_AT_ONCE
    for batch in np.unique(batches):
        members = np.flatnonzero(batches == batch)
        repeats = sizes[members]
        deal = np.repeat(members, repeats)
        offsets = np.arange(len(deal)) - np.repeat(np.cumsum(repeats) - repeats, repeats)
        touch = np.repeat(touches.starts[accounts[members]], repeats) + offsets
        within = spans.hold(deal, touches.day[touch])
        assets = int(touches.asset.max(initial=0)) + 1
        yield np.divmod(pd.unique(deal[within] * assets + touches.asset[touch[within]]), assets)
