"""Metric 5: ROI, (revenue - costs) / costs (§ 4.5), and the costs that it counts."""

from __future__ import annotations

from abm_sheets.metrics.deals import MONEY
from abm_sheets.metrics.metric import Metric, Quantity
from abm_sheets.metrics.moment import COST_TABS, Moment
from abm_sheets.metrics.values import Amount, Return, Said
from abm_sheets.metrics.weeks import number
from abm_sheets.tables.accounts import POPULATION
from abm_sheets.tables.targets import Unit

_SETTINGS = frozenset({"fiscal_year_start"})


def _return(moment: Moment) -> Return:
    return Return(moment.deals.total(moment.won), sum(map(moment.spent, COST_TABS)))


def _detail(found: Return) -> Said:
    key = "no_roi" if found.ratio is None else "roi"
    amounts = {"revenue": (found.revenue, Unit.MONEY), "costs": (found.costs, Unit.MONEY)}
    return Said(f"overview.detail.{key}", None, amounts)


def _return_of_year(moment: Moment) -> Return:
    deals = moment.deals
    closed = deals.closed_between(number(moment.year.start), moment.day)
    won = deals.won_kind & closed & moment.of_year[deals.account]
    return Return(deals.total(won), sum(map(moment.spent_in_year, COST_TABS)))


_INPUTS = {"accounts": POPULATION, "opportunities": MONEY, **dict.fromkeys(COST_TABS, ())}

ROI_12M = Quantity(key="roi_12m", compute=_return_of_year, inputs=_INPUTS)

ROI = Metric(
    key="roi",
    unit=Unit.MULTIPLE,
    compute=_return,
    inputs=_INPUTS,
    settings=_SETTINGS,
    owners=("leadership",),
    detail=_detail,
    shared=True,
    awaits_deal=True,
    over_a_year=ROI_12M,
)

MARKETING_COSTS = Quantity(
    key="marketing_costs",
    compute=lambda moment: Amount(moment.spent("marketing_costs")),
    inputs={"accounts": POPULATION, "marketing_costs": ()},
    settings=_SETTINGS,
)

SALES_COSTS = Quantity(
    key="sales_costs",
    compute=lambda moment: Amount(moment.spent("sales_costs")),
    inputs={"accounts": POPULATION, "sales_costs": ()},
    settings=_SETTINGS,
)


def _unallocated(moment: Moment) -> Amount | None:
    """Of the costs that can be read, what nobody bears."""
    shares = moment.shares.values()
    return Amount(sum(each.unallocated for each in shares)) if shares else None


UNALLOCATED_COSTS = Quantity(
    key="unallocated_costs",
    compute=_unallocated,
    inputs={"accounts": POPULATION},
    settings=_SETTINGS | {"cost_allocation", "engagement_min_interactions", "engagement_window_days"},
)
