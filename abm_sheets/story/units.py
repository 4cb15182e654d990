"""Figures as people read them: cents become units of the currency."""

from __future__ import annotations

from abm_sheets.metrics.known import UNITS
from abm_sheets.metrics.metric import Metrics
from abm_sheets.metrics.values import units
from abm_sheets.tables.targets import Unit


def unit_of(metric: str) -> Unit:
    """What a metric is in; what is no metric is a count."""
    return UNITS.get(metric, Unit.COUNT)


def metric_units(metric: str, value: float | None) -> float | None:
    """A metric's value or target as it is shown: amounts in units, the rest as it is."""
    return units(value) if unit_of(metric).is_money else value


def metric_value(metrics: Metrics, metric: str) -> float | None:
    """A metric's value of one date, as it is shown."""
    return metrics.parts(metric).value
