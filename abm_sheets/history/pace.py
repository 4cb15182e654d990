"""Where the pipeline slows: how long open deals have been in their stage, and how long is usual (§ 4.6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from statistics import median

import pandas as pd

from abm_sheets.history.stages import StageHistory, deal_keys, entry_on
from abm_sheets.language import fold
from abm_sheets.metrics.compute import Figures
from abm_sheets.tables.model import Tables

SLOWNESS = 1.5
ENOUGH_STAYS = 3
BEFORE = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Stay:
    """A deal's stay in a stage: from a day to another (None: it is there), and where it went.

    `whole` where the deal was seen to come to the stage.
    """

    entered: date
    left: date | None
    into: str | None
    whole: bool


@dataclass(frozen=True, slots=True)
class OpenDeal:
    """A deal open at the date: its position, the days it has been in its stage, its known amount in cents.

    It is slow beyond one and a half times the usual days of its stage.
    """

    position: int
    days: int
    amount: int
    slow: bool


@dataclass(frozen=True)
class Pace:
    """A stage of the pipeline, its team, the deals open there and the usual days of a stay.

    `usual` is the median of the stays that are over and were seen whole, where they are at least three,
    else the median cycle of won deals; `by_stays` says which, None where there is neither. `days_before`
    and `usual_before` are the medians of ninety days earlier, by stays only. `moved_on` over `left` is the
    share of the deals that left it for a later stage or a signature.
    """

    stage: str
    team: str
    deals: Sequence[OpenDeal]
    usual: float | None
    by_stays: bool
    days_before: float | None
    usual_before: float | None
    moved_on: int
    left: int

    @cached_property
    def slow(self) -> Sequence[OpenDeal]:
        """The slow deals, the one that has been there longest first."""
        return sorted((deal for deal in self.deals if deal.slow), key=lambda deal: -deal.days)

    @cached_property
    def amount(self) -> int:
        """What is known of the deals' amounts, in cents."""
        return sum(deal.amount for deal in self.deals)

    @cached_property
    def slow_amount(self) -> int:
        """The same of the slow deals."""
        return sum(deal.amount for deal in self.slow)

    @cached_property
    def days(self) -> float | None:
        """The median of the days that the deals have been there."""
        return _median([deal.days for deal in self.deals])


def paces(history: StageHistory, tables: Tables, figures: Figures) -> Sequence[Pace]:
    """The pace of each open stage in order, then, by name, of the others that deals are in."""
    stages, day = tables.stages, figures.period.end
    opened = stages[stages["kind"] == "open"]
    teams = dict(zip(opened["stage"], opened["team"], strict=True))
    there = _open_deals(history, tables, figures)
    stays, order = _stays_by_stage(history), _Order.of(stages)
    return [
        _pace(
            (name, teams.get(name, "")), there.get(name, []), stays.get(fold(name), []), day, figures, order
        )
        for name in [*teams, *sorted(there.keys() - teams.keys(), key=lambda each: (fold(each), each))]
    ]


def slow_stages(found: Sequence[Pace]) -> Sequence[Pace]:
    """The stages in which a deal is slow, the largest amount of slow deals first, then by name."""
    slow = [each for each in found if each.slow]
    return sorted(slow, key=lambda each: (-each.slow_amount, fold(each.stage)))


def _open_deals(
    history: StageHistory, tables: Tables, figures: Figures
) -> Mapping[str, list[tuple[int, int, int]]]:
    """By stage, each open deal's position, the days that it has been there and its amount."""
    deals, day = tables.opportunities, figures.period.end
    found: dict[str, list[tuple[int, int, int]]] = {}
    if deals is None or not figures.open_deals:
        return found
    rows = deals.iloc[list(figures.open_deals)]
    amounts = rows["amount"].where(rows["known"], 0)
    created = rows["created"].to_numpy("datetime64[D]").astype(object)
    keys = deal_keys(rows, tables.accounts)
    each_deal = zip(figures.open_deals, keys, rows["stage"], created, amounts, strict=True)
    for position, key, typed, begun, amount in each_deal:
        entry = entry_on(history.entries.get(key, ()), day)
        # The tab says where a deal is today; of another day, only the stage history can.
        stage = entry.stage if entry and day != tables.today else typed
        known = entry and entry.seen and fold(entry.stage) == fold(stage)
        since = entry.day if entry and known else begun
        found.setdefault(stage, []).append((position, (day - since).days, int(amount)))
    return found


def _stays_by_stage(history: StageHistory) -> Mapping[str, Sequence[Stay]]:
    """The stays by folded stage: skipped stages have none, and a stage come back to has two."""
    found: dict[str, list[Stay]] = {}
    for entries in history.entries.values():
        for entry, after in zip(entries, [*entries[1:], None], strict=True):
            stay = Stay(entry.day, after.day if after else None, after.stage if after else None, entry.seen)
            found.setdefault(fold(entry.stage), []).append(stay)
    return found


@dataclass(frozen=True)
class _Order:
    """The rank and the kind of each folded stage."""

    ranks: Mapping[str, int]
    kinds: Mapping[str, str]

    @classmethod
    def of(cls, stages: pd.DataFrame) -> _Order:
        names = [fold(name) for name in stages["stage"]]
        return cls(
            {name: rank for rank, name in enumerate(names)}, dict(zip(names, stages["kind"], strict=True))
        )

    def is_forward(self, stage: str, into: str | None) -> bool:
        """Whether a deal went on: to a later open stage, or to a signature."""
        here, there = fold(stage), fold(into or "")
        if self.kinds.get(there) in {"won", "lost"}:
            return self.kinds[there] == "won"
        return self.ranks.get(there, -1) > self.ranks.get(here, -1)


def _pace(
    named: tuple[str, str],
    there: Sequence[tuple[int, int, int]],
    stays: Sequence[Stay],
    day: date,
    figures: Figures,
    order: _Order,
) -> Pace:
    stage, team = named
    gone = [stay for stay in stays if stay.left is not None and stay.left <= day]
    by_stays = _usual(stays, day)
    usual = figures.cycle_days if by_stays is None else by_stays
    limit = float("inf") if usual is None else SLOWNESS * usual
    return Pace(
        stage=stage,
        team=team,
        deals=[OpenDeal(position, days, amount, days > limit) for position, days, amount in there],
        usual=usual,
        by_stays=by_stays is not None,
        days_before=_median(list(_running(stays, day - BEFORE))),
        usual_before=_usual(stays, day - BEFORE),
        moved_on=sum(order.is_forward(stage, stay.into) for stay in gone),
        left=len(gone),
    )


def _running(stays: Sequence[Stay], day: date) -> Iterator[int]:
    """The days of the stays seen to begin and running on a day."""
    for stay in stays:
        if stay.whole and stay.entered <= day and (stay.left is None or stay.left > day):
            yield (day - stay.entered).days


def _usual(stays: Sequence[Stay], day: date) -> float | None:
    """The median of the whole stays over by a day, once there are enough."""
    over = [
        (stay.left - stay.entered).days
        for stay in stays
        if stay.whole and stay.left is not None and stay.left <= day
    ]
    return _median(over) if len(over) >= ENOUGH_STAYS else None


def _median(days: Sequence[int]) -> float | None:
    return float(median(days)) if days else None
