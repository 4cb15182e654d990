"""What the deals signed in the period brought, and what the open ones may bring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from abm_sheets.metrics.deals import MONEY
from abm_sheets.metrics.metric import Added, Metric, Quantity
from abm_sheets.metrics.moment import Moment
from abm_sheets.metrics.values import Amount, units
from abm_sheets.tables.accounts import POPULATION
from abm_sheets.tables.targets import Unit

_INPUTS: Mapping[str, Sequence[str]] = {"accounts": POPULATION, "opportunities": MONEY, "stages": ()}


def _open(moment: Moment) -> Amount:
    """Over the accounts of the programme."""
    deals = moment.deals
    return Amount(deals.total(deals.open(moment.day) & moment.ours))


REVENUE = Metric(
    key="revenue",
    unit=Unit.MONEY,
    compute=lambda moment: Amount(moment.deals.total(moment.won)),
    inputs=_INPUTS,
    settings=frozenset({"fiscal_year_start"}),
    owners=("sales",),
    prorated=True,
    change=Added(
        lambda moment: moment.won,
        lambda deals: deals.closed,
        lambda deals, chosen: units(deals.total(chosen)) or 0.0,
    ),
)

OPEN_PIPELINE = Quantity(key="open_pipeline", compute=_open, inputs=_INPUTS)
