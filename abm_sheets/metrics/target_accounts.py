"""The accounts that the programme aims at."""

from __future__ import annotations

from abm_sheets.metrics.metric import Metric
from abm_sheets.metrics.values import Count
from abm_sheets.tables.accounts import POPULATION
from abm_sheets.tables.targets import Unit

TARGET_ACCOUNTS = Metric(
    key="target_accounts",
    unit=Unit.COUNT,
    compute=lambda moment: Count(int(moment.in_scope.sum())),
    inputs={"accounts": POPULATION},
    settings=frozenset({"fiscal_year_start"}),
    owners=("marketing", "sales"),
    quarterly=False,
)
