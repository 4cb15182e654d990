"""Figures as people read them: cents become units of the currency, and each metric has its style."""

from __future__ import annotations

from abm_sheets.metrics.figures import Metrics, units
from abm_sheets.metrics.parts import parts
from abm_sheets.tables.targets import IN_MONEY
from abm_sheets.workbook.sheet import Style

_STYLES = {
    "revenue": Style.MONEY,
    "velocity": Style.MONEY,
    "conversion_rate": Style.PERCENT,
    "influence_rate": Style.PERCENT,
    "roi": Style.MULTIPLE,
}


def metric_style(metric: str) -> Style:
    """How a metric's value is shown; what is neither an amount nor a ratio is a count."""
    return _STYLES.get(metric, Style.INTEGER)


def metric_units(metric: str, value: float | None) -> float | None:
    """A metric's value or target as it is shown: amounts in units, the rest as it is."""
    return units(value) if metric in IN_MONEY else value


def metric_value(metrics: Metrics, metric: str) -> float | None:
    """A metric's value of one date, as it is shown."""
    return parts(metrics, metric).value
