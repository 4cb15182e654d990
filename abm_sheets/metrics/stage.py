"""The stage of each account and since when, and who moved since a week before (§ 4)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from abm_sheets.metrics.deals import Deals
from abm_sheets.metrics.engagement import Engagement
from abm_sheets.metrics.figures import Moves
from abm_sheets.metrics.scope import Accounts
from abm_sheets.metrics.weeks import NEVER_AFTER, NEVER_BEFORE, Days, Mask

TARGETED, ENGAGED, OPPORTUNITY, CUSTOMER = range(4)
STAGES = ("targeted", "engaged", "opportunity", "customer")
"""The stages from the first to the furthest; their positions rank them."""

LONGEST = 365
"""A stage is not dated further back than this many days."""

_STRIDE = NEVER_AFTER + 1


@dataclass(frozen=True)
class Stages:
    """Each account's stage (a position in STAGES) and its first day, meaningful where active."""

    active: Mask
    stage: Days
    since: Days

    def stagnating(self, day: int, limit: int) -> Mask:
        """The active accounts engaged or in opportunity for too long."""
        waiting = (self.stage == ENGAGED) | (self.stage == OPPORTUNITY)
        stagnating: Mask = self.active & waiting & (day - self.since >= limit)
        return stagnating


@dataclass(frozen=True)
class Runs:
    """Of each account, its first signature and its last unbroken runs of days open and engaged."""

    signed: Days
    open_first: Days
    open_last: Days
    engaged_first: Days
    engaged_last: Days


def runs(engagement: Engagement, deals: Deals, day: int, size: int) -> Runs:
    """What the stages of a day come from; a run of no day is before every day."""
    signed = _earliest(deals.account[deals.won(day)], deals.closed[deals.won(day)], size)
    opened, engaged = _last_run(*deals.spells(day), size), _last_run(*engagement.spells(day), size)
    return Runs(signed, *opened, *engaged)


def stages(accounts: Accounts, engagement: Engagement, deals: Deals, day: int) -> Stages:
    """The stages at a day, the first that holds of customer, opportunity, engaged, targeted."""
    found = runs(engagement, deals, day, len(accounts))
    stage = np.select(
        [found.signed <= day, found.open_last == day, found.engaged_last == day],
        [CUSTOMER, OPPORTUNITY, ENGAGED],
        TARGETED,
    )
    since = np.select(
        [stage == CUSTOMER, stage == OPPORTUNITY, stage == ENGAGED],
        [found.signed, found.open_first, np.maximum(found.engaged_first, found.open_last + 1)],
        np.maximum(found.engaged_last, found.open_last) + 1,
    )
    floor = np.maximum(accounts.since, day - LONGEST)
    return Stages(accounts.active(day), stage, np.maximum(since, floor))


def _earliest(who: Days, days: Days, size: int) -> Days:
    earliest = np.full(size, NEVER_AFTER)
    np.minimum.at(earliest, who, days)
    return earliest


def _last_run(who: Days, first: Days, last: Days, size: int) -> tuple[Days, Days]:
    """The last unbroken run of days that each account's stretches make: its first and last day.

    Both are before every day where the account has none.
    """
    # Adding account * stride lets one sort and one running maximum serve all accounts.
    order = np.argsort(who * _STRIDE + first, kind="stable")
    who, first, last = who[order], first[order], last[order]
    reach = np.maximum.accumulate(who * _STRIDE + last)
    breaks = np.ones(len(who), bool)
    breaks[1:] = who[1:] * _STRIDE + first[1:] > reach[:-1] + 1
    begins = np.maximum.accumulate(np.where(breaks, np.arange(len(who)), 0))
    run_first = np.full(size, NEVER_BEFORE - 1)
    run_last = np.full(size, NEVER_BEFORE - 1)
    # Later stretches overwrite earlier ones: each account keeps its last.
    run_first[who] = first[begins]
    run_last[who] = reach % _STRIDE
    return run_first, run_last


def moves(now: Stages, before: Stages) -> Moves:
    """Who progressed, regressed, joined or left between two days."""
    both = now.active & before.active
    return Moves(
        progressed=np.flatnonzero(both & (now.stage > before.stage)).tolist(),
        regressed=np.flatnonzero(both & (now.stage < before.stage)).tolist(),
        joined=np.flatnonzero(now.active & ~before.active).tolist(),
        left=np.flatnonzero(before.active & ~now.active).tolist(),
    )
