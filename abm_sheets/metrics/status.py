"""Each metric against its quarter's target: on target, to watch, behind, or not applicable (SPEC 4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import pandas as pd

from abm_sheets.metrics.figures import Metrics, Period, Rate, StatusLine
from abm_sheets.tables.settings import Settings
from abm_sheets.tables.targets import IN_MONEY, SHARES

METRICS = (
    "target_accounts",
    "engaged_accounts",
    "opportunities",
    "won_deals",
    "revenue",
    "conversion_rate",
    "velocity",
    "influence_rate",
    "roi",
)
"""The metrics that may have a target, in the order they are shown."""

SHARED = ("engaged_accounts", "conversion_rate", "velocity", "influence_rate", "roi")
"""The five that marketing and sales share, in the order they are shown."""

PRORATED = frozenset({"opportunities", "won_deals", "revenue"})
"""Metrics that grow through the quarter: their target is compared pro rata of the days elapsed."""

SOURCES: Mapping[str, Sequence[str]] = {
    "target_accounts": ("accounts",),
    "engaged_accounts": ("accounts", "interactions", "interaction_types"),
    "opportunities": ("accounts", "opportunities"),
    "won_deals": ("accounts", "opportunities", "stages"),
    "revenue": ("accounts", "opportunities", "stages"),
    "conversion_rate": ("accounts", "opportunities"),
    "velocity": ("accounts", "opportunities", "stages"),
    "influence_rate": ("accounts", "opportunities", "interactions", "interaction_types"),
    "roi": ("accounts", "opportunities", "marketing_costs", "sales_costs"),
}
"""The tabs that each metric is computed from."""

DEFAULT_ALERT = Fraction(8, 10)


def statuses(
    metrics: Metrics, targets: pd.DataFrame, period: Period, settings: Settings
) -> Sequence[StatusLine]:
    """A line per metric, in the order of METRICS."""
    ours = targets[targets["quarter"] == period.quarter].set_index("metric")
    rows = {str(metric): row for metric, row in ours.iterrows()}
    return [_line(metric, metrics, rows.get(metric), period, settings) for metric in METRICS]


def _line(
    metric: str, metrics: Metrics, target: pd.Series | None, period: Period, settings: Settings
) -> StatusLine:
    value = _value(metric, metrics)
    shown = None if value is None else float(value)
    if target is None:
        return StatusLine(metric, shown, None, None, None, "grey", "no_target")
    goal, alert = _levels(metric, target)
    share = period.elapsed if metric in PRORATED else Fraction(1)
    reason = _reason(metric, value, metrics, settings)
    status = "grey" if reason or value is None else _status(value, goal * share, alert * share)
    return StatusLine(metric, shown, float(goal), float(goal * share), float(alert * share), status, reason)


def _levels(metric: str, target: pd.Series) -> tuple[Fraction, Fraction]:
    """The target and the alert threshold in the metric's own unit, as exact as they were typed."""
    unit = 100 if metric in IN_MONEY else 1
    goal = Fraction(repr(float(target["target"]))) * unit
    if pd.isna(target["alert"]):
        return goal, goal * DEFAULT_ALERT
    return goal, Fraction(repr(float(target["alert"]))) * unit


def _status(value: Fraction, goal: Fraction, alert: Fraction) -> str:
    if value >= goal:
        return "green"
    return "amber" if value >= alert else "red"


def _value(metric: str, metrics: Metrics) -> Fraction | None:
    """A metric's value, exact: a rate is compared as the fraction it is."""
    if metric in SHARES:
        rate = _rate(metric, metrics)
        return Fraction(rate.numerator, rate.denominator) if rate and rate.denominator else None
    found = metrics.velocity and metrics.velocity.value if metric == "velocity" else getattr(metrics, metric)
    # The shortest decimal of a ratio, not its binary value: 0.3 is no less than a target of 0.3.
    return None if found is None else Fraction(str(found))


def _rate(metric: str, metrics: Metrics) -> Rate | None:
    if metric == "conversion_rate":
        return metrics.conversion
    return metrics.influence.all if metrics.influence else None


def _reason(metric: str, value: Fraction | None, metrics: Metrics, settings: Settings) -> str | None:
    """Why a metric with a target is grey all the same."""
    if value is None:
        return "no_value"
    rate = _rate(metric, metrics) if metric in SHARES else None
    return "small_sample" if rate and rate.denominator < settings.small_sample else None
