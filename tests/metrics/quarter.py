"""The quarter that the metrics are tested on: its dates, and small workbooks made ready for them."""

from __future__ import annotations

from datetime import date
from typing import Any

from abm_sheets.metrics.moment import Prepared
from abm_sheets.metrics.weeks import number
from tests.sheets import read

D = date(2026, 9, 27)
"""The as-of date, a Sunday: the period is 2026-07-01 to it, the window of engagement 2026-08-29 to it."""

DAY = number(D)


def prepared(**tabs: Any) -> Prepared:
    """Text tables made ready for the metrics."""
    return Prepared.of(read(**tabs))


def settings(**values: str | int) -> str:
    """A settings tab."""
    return "\n".join(["setting | value", *(f"{name} | {value}" for name, value in values.items())])
