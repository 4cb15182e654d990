"""What a day is about: its quarter, the accounts in scope, and whether anything had begun (§ 3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from abm_sheets.metrics.figures import Period, Span
from abm_sheets.metrics.weeks import NEVER_AFTER, NEVER_BEFORE, Days, Mask, number, numbers
from abm_sheets.tables.model import Tables

_MONTHS_OF_QUARTER = 3
_MONTHS_OF_YEAR = 12


def period_of(day: date, fiscal_year_start: int) -> Period:
    """The quarter of a day, named by the year in which its fiscal year begins."""
    elapsed = (day.month - fiscal_year_start) % _MONTHS_OF_YEAR
    year = day.year - (day.month < fiscal_year_start)
    quarter = elapsed // _MONTHS_OF_QUARTER
    first = year * _MONTHS_OF_YEAR + fiscal_year_start - 1 + quarter * _MONTHS_OF_QUARTER
    end = _first_of_month(first + _MONTHS_OF_QUARTER) - timedelta(days=1)
    return Period(_first_of_month(first), day, end, f"{year}-Q{quarter + 1}")


def _first_of_month(months: int) -> date:
    return date(months // _MONTHS_OF_YEAR, months % _MONTHS_OF_YEAR + 1, 1)


@dataclass(frozen=True)
class Accounts:
    """Who is targeted, and from and until when."""

    targeted: Mask
    since: Days
    until: Days

    @classmethod
    def of(cls, frame: pd.DataFrame) -> Accounts:
        """From the accounts frame."""
        return cls(
            frame["targeted"].to_numpy(bool),
            numbers(frame["targeted_from"], NEVER_BEFORE),
            numbers(frame["targeted_until"], NEVER_AFTER),
        )

    def __len__(self) -> int:
        """How many accounts there are."""
        return len(self.targeted)

    def active(self, day: int) -> Mask:
        """The accounts targeted on a day."""
        return self.targeted & (self.since <= day) & (day <= self.until)

    def in_scope(self, span: Span) -> Mask:
        """The accounts active on at least one of some days."""
        start, end = number(span.start), number(span.end)
        overlaps = (self.since <= end) & (self.until >= start) & (self.since <= self.until)
        return self.targeted & overlaps

    def in_programme(self, day: int) -> Mask:
        """The accounts targeted on a day or before."""
        return self.targeted & (self.since <= day)


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
