"""Columns of frames as the plain values that a workbook takes."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd

_CENTS = 100


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
