"""The opportunities created in the period, and the accounts that they are on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from abm_sheets.metrics.deals import ENDS
from abm_sheets.metrics.metric import Added, Metric, Quantity, counted
from abm_sheets.metrics.values import Count
from abm_sheets.tables.accounts import POPULATION
from abm_sheets.tables.targets import Unit

_INPUTS: Mapping[str, Sequence[str]] = {"accounts": POPULATION, "opportunities": ()}
_SETTINGS = frozenset({"fiscal_year_start"})

OPPORTUNITIES = Metric(
    key="opportunities",
    unit=Unit.COUNT,
    compute=lambda moment: Count(int(moment.created.sum())),
    inputs=_INPUTS,
    settings=_SETTINGS,
    owners=("sales",),
    prorated=True,
    change=Added(lambda moment: moment.created, lambda deals: deals.created, counted),
)

ACCOUNTS_IN_OPPORTUNITY = Metric(
    key="accounts_in_opportunity",
    unit=Unit.COUNT,
    compute=lambda moment: Count(len(np.unique(moment.deals.account[moment.in_opportunity]))),
    inputs={"accounts": POPULATION, "opportunities": ENDS, "stages": ()},
    settings=_SETTINGS,
    owners=("marketing", "sales"),
    quarterly=False,
)

ACCOUNTS_WITH_OPPORTUNITY = Quantity(
    key="accounts_with_opportunity",
    compute=lambda moment: Count(len(np.unique(moment.deals.account[moment.created]))),
    inputs=_INPUTS,
    settings=_SETTINGS,
)
