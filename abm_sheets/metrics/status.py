"""Each metric against its quarter's target: on target, to watch, behind, or not applicable (§ 4)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from operator import ge, le
from typing import Any

import pandas as pd

from abm_sheets.metrics.figures import Period, StatusLine
from abm_sheets.metrics.known import BY_KEY
from abm_sheets.metrics.metric import Better, Metric, Metrics
from abm_sheets.metrics.values import Found, exact_target
from abm_sheets.metrics.won_deals import WON_DEALS
from abm_sheets.tables.settings import Settings
from abm_sheets.tables.targets import Unit

DEFAULT_ALERT = Fraction(8, 10)

_HALF = Fraction(1, 2)


def statuses(
    metrics: Metrics, targets: pd.DataFrame, period: Period, settings: Settings
) -> Sequence[StatusLine]:
    """A line per metric, in the order they are shown."""
    ours = targets[targets["quarter"] == period.quarter].set_index("metric")
    rows = {str(metric): row for metric, row in ours.iterrows()}
    return [
        _line(metric, metrics.found[key], rows.get(key), period, _reason(metric, metrics, period, settings))
        for key, metric in BY_KEY.items()
    ]


def _line(
    metric: Metric[Any], found: Found | None, target: pd.Series | None, period: Period, reason: str | None
) -> StatusLine:
    value = found.exact if found else None
    shown = None if value is None else float(value)
    if target is None:
        return StatusLine(metric.key, shown, None, None, None, "grey", "no_target")
    goal, alert = _levels(metric, target)
    share = period.elapsed if metric.prorated else Fraction(1)
    expected, least = goal * share, alert * share
    status = "grey" if reason or value is None else _status(metric, value, expected, least)
    return StatusLine(metric.key, shown, float(goal), float(expected), float(least), status, reason)


def _levels(metric: Metric[Any], target: pd.Series) -> tuple[Fraction, Fraction]:
    """The target and the alert threshold in the metric's own unit, as exact as they were typed."""
    goal = exact_target(target["target"], metric.unit)
    if pd.isna(target["alert"]):
        return goal, goal * DEFAULT_ALERT if metric.better is Better.MORE else goal / DEFAULT_ALERT
    return goal, exact_target(target["alert"], metric.unit)


def _status(metric: Metric[Any], value: Fraction, goal: Fraction, alert: Fraction) -> str:
    meets = ge if metric.better is Better.MORE else le
    if meets(value, goal):
        return "green"
    return "amber" if meets(value, alert) else "red"


def _reason(metric: Metric[Any], metrics: Metrics, period: Period, settings: Settings) -> str | None:
    """Why a metric with a target is grey all the same."""
    found, won = metrics.found[metric.key], metrics[WON_DEALS]
    if found is None or found.exact is None:
        return "no_value"
    if metric.awaits_deal and won and not won.number and period.elapsed < _HALF:
        return "too_early"
    sample = found.measure.denominator if metric.unit is Unit.SHARE else None
    return "small_sample" if sample is not None and sample < settings.small_sample else None
