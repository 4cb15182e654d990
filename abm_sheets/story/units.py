"""Cells and metrics in the units that people read: columns as plain values, a metric's own unit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from abm_sheets.metrics.known import UNITS
from abm_sheets.metrics.metric import Metrics
from abm_sheets.metrics.values import units
from abm_sheets.tables.targets import Unit

_CENTS = 100
_BETWEEN = " · "


def joined(parts: Iterable[str]) -> str:
    """Texts with a dot between them, the blank ones dropped."""
    return _BETWEEN.join(part for part in parts if part)


def days(column: pd.Series[Any]) -> list[date | None]:
    """A `datetime64` column as dates, None where it has none."""
    values: list[date | None] = column.to_numpy("datetime64[D]").astype(object).tolist()
    return values


def amounts(column: pd.Series[Any]) -> list[float | None]:
    """A column of cents as units of the currency, None where unknown."""
    return numbers(pd.to_numeric(column) / _CENTS)


def numbers(column: pd.Series[Any]) -> list[float | None]:
    """A column of numbers, None where there is none."""
    values = pd.to_numeric(column).to_numpy(dtype=float, na_value=np.nan).astype(object)
    values[pd.isna(values)] = None
    plain: list[float | None] = values.tolist()
    return plain


def texts(column: pd.Series[Any]) -> list[str]:
    """A column of texts, blank where there is none."""
    return column.fillna("").tolist()


def unit_of(metric: str) -> Unit:
    """What a metric is in; what is no metric is a count."""
    return UNITS.get(metric, Unit.COUNT)


def metric_units(metric: str, value: float | None) -> float | None:
    """A metric's value or target as it is shown: amounts in units, the rest as it is."""
    return units(value) if unit_of(metric).is_money else value


def metric_value(metrics: Metrics, metric: str) -> float | None:
    """A metric's value of one date, as it is shown."""
    return metrics.measure(metric).value
