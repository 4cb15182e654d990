"""Amounts in cents of the workbook's currency: exact, halves away from zero."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import numpy.typing as npt

_NOISE = 6
"""Decimals of a cent beyond which a float's own error begins (1.005 is stored a hair below)."""


def to_cents(amounts: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """Amounts as whole cents; unknown ones (NaN) are 0."""
    exact = np.round(np.abs(np.nan_to_num(amounts)) * 100, _NOISE)
    return (np.sign(np.nan_to_num(amounts)) * np.floor(exact + 0.5)).astype(np.int64)


def convert(amount: float, rate: float) -> int:
    """An amount of another currency in cents, at so many of ours for one of theirs."""
    exact = Decimal(repr(float(amount))) * Decimal(repr(float(rate))) * 100
    return int(exact.to_integral_value(ROUND_HALF_UP))
