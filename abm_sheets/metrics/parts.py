"""A metric by its key: its value, and what it is a share of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from abm_sheets.metrics.figures import Metrics, Rate, Velocity, units


class Parts(NamedTuple):
    """A value with the numerator and the denominator that it comes from, as people read them.

    Amounts are in units of the currency, the velocity in units a day, rates are shares.
    """

    value: float | None
    numerator: float | None = None
    denominator: float | None = None


def parts(metrics: Metrics, metric: str) -> Parts:
    """The value of a metric at a date, and what it is a share of."""
    return _PARTS[metric](metrics) if metric in _PARTS else Parts(getattr(metrics, metric))


def _rate(rate: Rate | None) -> Parts:
    return Parts(rate.value, rate.numerator, rate.denominator) if rate else Parts(None)


def _velocity(found: Velocity | None) -> Parts:
    if found is None or found.value is None or found.cycle_days is None:
        return Parts(units(found.value) if found else None)
    return Parts(units(found.value), units(found.value * found.cycle_days), found.cycle_days)


def _roi(metrics: Metrics) -> Parts:
    if metrics.revenue is None or metrics.marketing_costs is None or metrics.sales_costs is None:
        return Parts(metrics.roi)
    costs = metrics.marketing_costs + metrics.sales_costs
    return Parts(metrics.roi, units(metrics.revenue - costs), units(costs))


_PARTS: Mapping[str, Callable[[Metrics], Parts]] = {
    "engaged_accounts": lambda at: Parts(at.engaged_accounts, at.engaged_accounts, at.target_accounts),
    "revenue": lambda at: Parts(units(at.revenue)),
    "conversion_rate": lambda at: _rate(at.conversion),
    "velocity": lambda at: _velocity(at.velocity),
    "influence_rate": lambda at: _rate(at.influence.all if at.influence else None),
    "roi": _roi,
}
"""The metrics that are more than a count."""
