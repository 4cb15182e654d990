"""What a forecast of the quarter starts from: what is signed, the open deals, how deals closed (§ 4.8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import numpy as np

from abm_sheets.metrics.deals import MONEY
from abm_sheets.metrics.metric import Quantity
from abm_sheets.metrics.moment import Moment
from abm_sheets.metrics.revenue import REVENUE
from abm_sheets.metrics.weeks import Days, Mask, numbers
from abm_sheets.metrics.won_deals import WON_DEALS
from abm_sheets.tables.accounts import POPULATION


@dataclass(frozen=True)
class Outlook:
    """A date, the last day of its quarter, and what is known of deals on accounts of the programme.

    `revenue`, in cents, and `won_deals` are the quarter's up to the date, each beside its target. `open`
    are the positions of the deals open at the date, with the days of their creation and of their expected
    close (NEVER_AFTER where there is none) and their known amounts in cents. `closed` are those that
    the win rate counts, `signed` says which of them were won, and `cycles` how many days these took,
    the shortest first.
    """

    as_of: date
    end: date
    revenue: int
    won_deals: int
    revenue_target: Fraction | None
    deals_target: Fraction | None
    open: Days
    created: Days
    expected: Days
    cents: Days
    closed: Days
    signed: Mask
    cycles: Days


def _outlook(moment: Moment) -> Outlook:
    deals, inputs, opportunities = moment.deals, moment.inputs, moment.tables.opportunities
    opened = np.flatnonzero(deals.open(moment.day) & moment.ours)
    closed = np.flatnonzero(inputs.closed)
    expected = opportunities["expected"].iloc[opened] if opportunities is not None else None
    return Outlook(
        as_of=moment.as_of,
        end=moment.period.quarter_end,
        revenue=deals.total(moment.won),
        won_deals=int(moment.won.sum()),
        revenue_target=moment.target(REVENUE.key, REVENUE.unit),
        deals_target=moment.target(WON_DEALS.key, WON_DEALS.unit),
        open=opened,
        created=deals.created[opened],
        expected=np.empty(0, np.int64) if expected is None else numbers(expected),
        cents=np.where(deals.known, deals.cents, 0)[opened],
        closed=closed,
        signed=deals.won_kind[closed],
        cycles=np.sort((deals.closed - deals.created)[inputs.measured]),
    )


OUTLOOK = Quantity(
    key="outlook",
    compute=_outlook,
    inputs={"accounts": POPULATION, "opportunities": (*MONEY, "expected"), "stages": ()},
    settings=frozenset({"fiscal_year_start", "win_rate_window_days", "small_sample"}),
)
