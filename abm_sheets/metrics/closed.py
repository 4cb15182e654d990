"""The deals that the win rate counts: with and without marketing, and why they are lost (§ 4.6)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from abm_sheets.language import fold
from abm_sheets.metrics.deals import MONEY, Deals
from abm_sheets.metrics.figures import Comparison, Loss, Side
from abm_sheets.metrics.influence_rate import INFLUENCE_RATE
from abm_sheets.metrics.metric import Quantity
from abm_sheets.metrics.moment import Moment
from abm_sheets.metrics.values import Mean, Rate
from abm_sheets.metrics.velocity import median_cycle
from abm_sheets.metrics.weeks import Mask
from abm_sheets.tables.accounts import POPULATION

_WINDOW = frozenset({"win_rate_window_days"})


def _average(deals: Deals, won: Mask) -> Mean:
    """Of the known amounts of some deals."""
    return Mean(deals.total(won), int((won & deals.known).sum()))


def comparison(moment: Moment) -> Comparison:
    """The two sides add up to the deals that the win rate counts."""
    closed, influenced = moment.inputs.closed, moment.influenced_closed
    return Comparison(_side(moment, influenced), _side(moment, closed & ~influenced))


def _side(moment: Moment, chosen: Mask) -> Side:
    deals, won = moment.deals, chosen & moment.inputs.won
    count, signed = int(chosen.sum()), int(won.sum())
    cycle = median_cycle(deals, chosen & moment.inputs.measured)
    return Side(count, signed, Rate(signed, count).value, cycle, _average(deals, won).value)


def losses(moment: Moment) -> Sequence[Loss]:
    """The lost deals by folded reason, the largest amount first; all of them are in one."""
    deals, opportunities = moment.deals, moment.tables.opportunities
    if opportunities is None:
        return []
    lost = moment.inputs.closed & deals.lost_kind
    known = not INFLUENCE_RATE.missing(moment.tables)
    reasons = opportunities["loss_reason"][lost]
    frame = pd.DataFrame(
        {
            "reason": reasons,
            "key": reasons.map(fold),
            "amount": np.where(deals.known, deals.cents, 0)[lost],
            "influenced": moment.influenced_closed[lost],
        }
    )
    found = [
        Loss(
            str(group["reason"].iloc[0]),
            len(group),
            int(group["amount"].sum()),
            int(group["influenced"].sum()) if known else None,
        )
        for _, group in frame.groupby("key", sort=False)
    ]
    return sorted(found, key=lambda each: (-each.amount, -each.deals, fold(each.reason)))


COMPARISON = Quantity(
    key="comparison",
    compute=comparison,
    inputs={**INFLUENCE_RATE.inputs, "opportunities": MONEY, "stages": ()},
    settings=_WINDOW | {"influence_lookback_days", "influence_min_assets"},
)

LOSSES = Quantity(
    key="losses",
    compute=losses,
    inputs={"accounts": POPULATION, "opportunities": (*MONEY, "loss_reason"), "stages": ()},
    settings=COMPARISON.settings,
)

AVERAGE_DEAL = Quantity(
    key="average_deal",
    compute=lambda moment: _average(moment.deals, moment.inputs.won),
    inputs={"accounts": POPULATION, "opportunities": MONEY, "stages": ()},
    settings=_WINDOW,
)
