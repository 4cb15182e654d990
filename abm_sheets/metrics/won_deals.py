"""The deals signed in the period, and the accounts that signed them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from abm_sheets.metrics.deals import ENDS
from abm_sheets.metrics.metric import Added, Metric, Quantity, counted
from abm_sheets.metrics.values import Count
from abm_sheets.tables.accounts import POPULATION
from abm_sheets.tables.targets import Unit

_INPUTS: Mapping[str, Sequence[str]] = {"accounts": POPULATION, "opportunities": ENDS, "stages": ()}
_SETTINGS = frozenset({"fiscal_year_start"})

WON_DEALS = Metric(
    key="won_deals",
    unit=Unit.COUNT,
    compute=lambda moment: Count(int(moment.won.sum())),
    inputs=_INPUTS,
    settings=_SETTINGS,
    owners=("sales",),
    prorated=True,
    change=Added(lambda moment: moment.won, lambda deals: deals.closed, counted),
)

ACCOUNTS_WON = Quantity(
    key="accounts_won",
    compute=lambda moment: Count(len(np.unique(moment.deals.account[moment.won]))),
    inputs=_INPUTS,
    settings=_SETTINGS,
)
