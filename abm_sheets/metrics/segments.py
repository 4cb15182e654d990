"""The funnel and the ROI of the accounts in scope, by industry, size and tier."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from abm_sheets.language import fold
from abm_sheets.metrics.figures import Segment
from abm_sheets.metrics.values import Return

DIMENSIONS = ("industry", "size", "tier")
_SUMMED = ["engaged", "opportunities", "won_deals", "revenue", "costs"]


def segments(accounts: pd.DataFrame, figures: pd.DataFrame) -> list[Segment]:
    """Each segment in the order of the accounts tab, named as its first account is.

    `figures` has the accounts' `in_scope`, `engaged`, `opportunities`, `won_deals`, `revenue`,
    `marketing_costs` and `sales_costs`, in cents, row for row with `accounts`.
    """
    costs = figures["marketing_costs"] + figures["sales_costs"]
    counted = figures.assign(costs=costs)[figures["in_scope"]]
    return [
        segment
        for dimension in DIMENSIONS
        for segment in _of_dimension(dimension, accounts.loc[counted.index, dimension], counted)
    ]


def _of_dimension(dimension: str, names: pd.Series, counted: pd.DataFrame) -> Iterator[Segment]:
    keys = names.map(lambda name: fold(name) if name else "")
    for key, group in counted.groupby(keys, sort=False):
        sums = group[_SUMMED].sum()
        yield Segment(
            dimension=dimension,
            segment=str(names[keys == key].iloc[0]),
            accounts=len(group),
            **{name: int(sums[name]) for name in _SUMMED},
            roi=Return(int(sums["revenue"]), int(sums["costs"])).ratio,
        )
