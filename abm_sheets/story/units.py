"""Figures as people read them: cents become units of the currency, and each metric has its style."""

from __future__ import annotations

from collections.abc import Mapping

from abm_sheets.metrics.known import UNITS
from abm_sheets.metrics.metric import Metrics
from abm_sheets.metrics.values import units
from abm_sheets.tables.targets import Unit
from abm_sheets.workbook.sheet import Style

_STYLES: Mapping[Unit, Style] = {
    Unit.COUNT: Style.INTEGER,
    Unit.MONEY: Style.MONEY,
    Unit.MONEY_A_DAY: Style.MONEY,
    Unit.SHARE: Style.PERCENT,
    Unit.MULTIPLE: Style.MULTIPLE,
    Unit.DAYS: Style.INTEGER,
}


def metric_style(metric: str) -> Style:
    """How a metric's value is shown."""
    return _STYLES[unit_of(metric)]


def unit_of(metric: str) -> Unit:
    """What a metric is in; what is no metric is a count."""
    return UNITS.get(metric, Unit.COUNT)


def metric_units(metric: str, value: float | None) -> float | None:
    """A metric's value or target as it is shown: amounts in units, the rest as it is."""
    return units(value) if unit_of(metric).is_money else value


def metric_value(metrics: Metrics, metric: str) -> float | None:
    """A metric's value of one date, as it is shown."""
    return metrics.parts(metric).value
