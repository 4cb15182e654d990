"""The day on which there was something to count, before which figures mean nothing."""

from __future__ import annotations

from datetime import date

import pandas as pd

from abm_sheets.tables.model import Tables

_DATED = {
    "interactions": "date",
    "opportunities": "created",
    "marketing_costs": "date",
    "sales_costs": "date",
}
"""The tabs whose rows have a date of their own, and its column."""


def first_day(tables: Tables) -> date | None:
    """The first day by which an account was targeted and a row was dated, None where there is none yet."""
    targeted = tables.accounts.loc[tables.accounts["targeted"], "targeted_from"]
    frames = ((getattr(tables, tab), column) for tab, column in _DATED.items())
    dated = [frame[column].min() for frame, column in frames if frame is not None]
    first = min((day for day in dated if pd.notna(day)), default=None)
    if targeted.empty or first is None:
        return None
    # An account without a date has always been one.
    since = first if targeted.isna().any() else targeted.min()
    begun: date = max(first, since).date()
    return begun
