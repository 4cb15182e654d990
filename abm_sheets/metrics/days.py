"""Calendar days as whole numbers, so that dates compare, subtract and sort as fast as integers."""

from __future__ import annotations

from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

Days = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

NEVER_BEFORE = 0
NEVER_AFTER = (1 << 20) - 1
"""Bounds of every day a workbook may hold (1990 to 2100 is 7305 to 47847)."""

_EPOCH = date(1970, 1, 1)


def number(day: date) -> int:
    """A day's number: days since 1970-01-01."""
    return (day - _EPOCH).days


def numbers(dates: pd.Series, blank: int = NEVER_AFTER) -> Days:
    """The numbers of a column of dates, `blank` where there is none."""
    days = dates.to_numpy("datetime64[D]")
    return np.where(np.isnat(days), blank, days.astype(np.int64))


def to_dates(days: Days, known: Mask) -> npt.NDArray[np.datetime64]:
    """Days as `datetime64[s]`, NaT where they are not known."""
    dates = days.astype("datetime64[D]").astype("datetime64[s]")
    return np.where(known, dates, np.datetime64("NaT", "s"))


def positions(mask: Mask) -> list[int]:
    """Where a mask holds."""
    return np.flatnonzero(mask).tolist()
