"""The metrics of one date: the funnel and the ROI of any week, and all five at the as-of date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from abm_sheets.metrics.conversion import conversion
from abm_sheets.metrics.days import Mask, number
from abm_sheets.metrics.deals import Deals
from abm_sheets.metrics.figures import Influence, Metrics, Period, Snapshot
from abm_sheets.metrics.prepared import COST_TABS, Prepared
from abm_sheets.metrics.roi import Shares, ratio
from abm_sheets.metrics.velocity import velocity
from abm_sheets.metrics.weeks import Closing

ENDS = ("closed",)
"""The column of the deals, of those that may be missing, that says when they ended."""

MONEY = (*ENDS, "amount", "currency")
"""Those that say what deals brought, or may bring."""


def funnel(prepared: Prepared, as_of: date) -> Metrics:
    """The counts, the conversion and the ROI as of a date, without sharing any cost."""
    period, day = prepared.period(as_of), number(as_of)
    in_scope = prepared.accounts.in_scope(period)
    tables = prepared.tables
    deals, ends = tables.know("opportunities"), tables.know("opportunities", *ENDS)
    money = tables.know("opportunities", *MONEY)
    engaged = in_scope & prepared.accounts.active(day) & prepared.engagement.engaged(day)
    found = conversion(prepared.deals, in_scope, period)
    won = won_in_scope(prepared.deals, in_scope, period)
    revenue = prepared.deals.total(won) if money else None
    costs = {name: _spent(prepared, name, in_scope, period) for name in COST_TABS}
    return Metrics(
        as_of=as_of,
        target_accounts=int(in_scope.sum()),
        engaged_accounts=int(engaged.sum()) if tables.know("interactions") else None,
        opportunities=found.opportunities if deals else None,
        accounts_with_opportunity=found.accounts_with_opportunity if deals else None,
        won_deals=int(won.sum()) if ends else None,
        accounts_won=len(np.unique(prepared.deals.account[won])) if ends else None,
        revenue=revenue,
        open_pipeline=_open_pipeline(prepared, day) if money else None,
        marketing_costs=costs["marketing_costs"],
        sales_costs=costs["sales_costs"],
        conversion=found.rate if deals else None,
        roi=_roi(revenue, *costs.values()),
    )


def won_in_scope(deals: Deals, in_scope: Mask, period: Period) -> Mask:
    """The deals signed in a period on accounts in scope."""
    closed = deals.closed_between(number(period.start), number(period.end))
    return deals.won_kind & closed & in_scope[deals.account]


def _open_pipeline(prepared: Prepared, day: int) -> int:
    programme = prepared.accounts.in_programme(day)
    return prepared.deals.total(prepared.deals.open(day) & programme[prepared.deals.account])


def _spent(prepared: Prepared, name: str, in_scope: Mask, period: Period) -> int | None:
    """A team's costs of a period; how they are shared does not change their sum."""
    lines = prepared.costs.get(name)
    return None if lines is None else int(lines.between(period).counted(in_scope).cents.sum())


def _roi(revenue: int | None, marketing: int | None, sales: int | None) -> float | None:
    if revenue is None or marketing is None or sales is None:
        return None
    return ratio(revenue, marketing + sales)


def whole(prepared: Prepared, as_of: date, influence: Influence, costs: Mapping[str, Shares]) -> Metrics:
    """The funnel with velocity, influence and the unallocated costs."""
    day, tables = number(as_of), prepared.tables
    programme = prepared.accounts.in_programme(day)
    money, seen = tables.know("opportunities", *MONEY), tables.know("interactions", "asset")
    return replace(
        funnel(prepared, as_of),
        unallocated_costs=sum(shares.unallocated for shares in costs.values()) if costs else None,
        velocity=velocity(prepared.deals, programme, day, tables.settings) if money else None,
        influence=influence if seen and tables.know("opportunities", *ENDS) else None,
    )


def snapshots(prepared: Prepared, closings: Sequence[Closing]) -> list[Snapshot]:
    """The funnel of each week or month."""
    return [Snapshot(each.label, each.provisional, funnel(prepared, each.as_of)) for each in closings]
