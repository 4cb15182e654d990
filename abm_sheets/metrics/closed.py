"""The deals that are over: with and without marketing, why they are lost, what winners had seen (§ 4.6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from abm_sheets.language import fold
from abm_sheets.metrics.deals import MONEY, Deals
from abm_sheets.metrics.figures import Comparison, Loss, SeenByWinners, Side, ToShow
from abm_sheets.metrics.influence_rate import INFLUENCE_RATE
from abm_sheets.metrics.metric import Quantity
from abm_sheets.metrics.moment import Moment
from abm_sheets.metrics.values import Mean, Rate
from abm_sheets.metrics.velocity import median_cycle
from abm_sheets.metrics.weeks import Days, Mask, number
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


MOST = 3
"""How many assets are proposed for a deal."""

TIMES = 2
"""How much oftener winners must have seen an asset than losers."""


def to_show(moment: Moment) -> ToShow:
    """Over the deals closed in the year; nothing is proposed where fewer than `small_sample` were won."""
    deals, ours = moment.deals, moment.ours
    closed = ours & deals.closed_between(number(moment.year.start), moment.day)
    found = moment.prepared.influence_on(np.flatnonzero(closed), moment.day)
    won, lost = (int(found.outcomes[name].sum()) for name in ("won", "lost"))
    if won < moment.settings.small_sample:
        return ToShow(won, lost, {})
    seen = found.seen
    # Shares are compared as products: won assets / won deals >= twice lost assets / lost deals.
    striking = (seen["won"] > 0) & (seen["won"] * max(lost, 1) >= TIMES * seen["lost"] * won)
    ranked = np.flatnonzero(striking)[np.lexsort((seen["lost"][striking], -seen["won"][striking]))].tolist()
    opened = np.flatnonzero(ours & deals.open(moment.day))
    by_deal: dict[int, list[SeenByWinners]] = {deal: [] for deal in opened.tolist()}
    for asset, unseen in _unseen(moment, ranked, opened):
        counts = (int(seen[outcome][asset]) for outcome in ("won", "lost"))
        each = SeenByWinners(moment.prepared.touches.names[asset], *counts)
        for deal in unseen:
            by_deal[deal].append(each)
    return ToShow(won, lost, {deal: shown for deal, shown in by_deal.items() if shown})


def _unseen(moment: Moment, ranked: list[int], opened: Days) -> Iterator[tuple[int, list[int]]]:
    """For each asset in order, the deals whose account has not touched it, until each has enough."""
    touches, account = moment.prepared.touches, moment.deals.account[opened]
    past = touches.day <= moment.day
    who, what = touches.account[past], touches.asset[past]
    proposed = np.zeros(len(opened), np.int64)
    for asset in ranked:
        unseen = (proposed < MOST) & ~np.isin(account, who[what == asset])
        proposed += unseen
        yield asset, opened[unseen].tolist()
        if (proposed >= MOST).all():
            return


TO_SHOW = Quantity(
    key="to_show",
    compute=to_show,
    inputs={**INFLUENCE_RATE.inputs, "stages": ()},
    settings=frozenset({"influence_lookback_days", "small_sample"}),
)
