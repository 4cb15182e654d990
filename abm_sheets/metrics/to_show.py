"""What winners had seen, and each open deal has not (§ 4.6)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from abm_sheets.metrics.figures import SeenByWinners, ToShow
from abm_sheets.metrics.influence_rate import INFLUENCE_RATE
from abm_sheets.metrics.metric import Quantity
from abm_sheets.metrics.moment import Moment
from abm_sheets.metrics.weeks import Days, number

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
