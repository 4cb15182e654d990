"""The funnel: how many accounts of the year reached each stage, and in how many days (§ 4.6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from abm_sheets.metrics.deals import ENDS
from abm_sheets.metrics.figures import FunnelStep
from abm_sheets.metrics.metric import Quantity
from abm_sheets.metrics.moment import Moment
from abm_sheets.metrics.stage import STAGES
from abm_sheets.metrics.values import Rate
from abm_sheets.metrics.weeks import NEVER_AFTER, Days, number
from abm_sheets.tables.accounts import POPULATION


def funnel(moment: Moment) -> Sequence[FunnelStep]:
    """A step per stage, from the first to the furthest, over the accounts active in the year."""
    days = first_days(moment)
    reached = [int((day < NEVER_AFTER).sum()) for day in days]
    first = FunnelStep(STAGES[0], reached[0], None, None)
    return [first, *_later_steps(days, reached)]


def _later_steps(days: Sequence[Days], reached: Sequence[int]) -> Iterator[FunnelStep]:
    later = zip(STAGES[1:], pairwise(reached), pairwise(days), strict=True)
    for stage, (of, accounts), (before, day) in later:
        there = day < NEVER_AFTER
        waited = float(np.median((day - before)[there])) if accounts else None
        yield FunnelStep(stage, accounts, Rate(accounts, of).value, waited)


def first_days(moment: Moment) -> Sequence[Days]:
    """For each stage, each account's first day of the year on which it was there or further.

    NEVER_AFTER where there is none. An account has a stage on the days that it is active.
    """
    prepared, accounts = moment.prepared, moment.prepared.accounts
    first = np.maximum(accounts.since, number(moment.year.start))
    last = np.minimum(accounts.until, moment.day)
    targeted = np.where(moment.of_year, first, NEVER_AFTER)

    def reached(who: Days, begins: Days, ends: Days) -> Days:
        """The first active day of some stretches of days."""
        met = np.maximum(begins, targeted[who])
        real = met <= np.minimum(ends, last[who])
        found = np.full(len(accounts), NEVER_AFTER)
        np.minimum.at(found, who[real], met[real])
        return found

    deals, won = moment.deals, moment.deals.won(moment.day)
    signed = deals.account[won], deals.closed[won], np.full(int(won.sum()), moment.day)
    customer = reached(*signed)
    opportunity = np.minimum(customer, reached(*deals.spells(moment.day)))
    engaged = np.minimum(opportunity, reached(*prepared.engagement.spells(moment.day)))
    return targeted, engaged, opportunity, customer


FUNNEL = Quantity(
    key="funnel",
    compute=funnel,
    inputs={
        "accounts": POPULATION,
        "interactions": (),
        "interaction_types": (),
        "opportunities": ENDS,
        "stages": (),
    },
    settings=frozenset({"engagement_min_interactions", "engagement_window_days"}),
)
