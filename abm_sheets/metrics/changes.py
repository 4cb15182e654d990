"""What changed since last Monday, as parts that add up to the difference (§ 5)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from abm_sheets.metrics.deals import Deals
from abm_sheets.metrics.figures import Part
from abm_sheets.metrics.moment import Moment
from abm_sheets.metrics.weeks import Days, Mask, positions

_DAY = timedelta(days=1)


def baseline(as_of: date) -> date:
    """The Sunday before last Monday: a Monday looks back on the whole week that it follows."""
    monday = as_of - _DAY - timedelta(days=(as_of - _DAY).weekday())
    return monday - _DAY


@dataclass(frozen=True)
class Added:
    """The change of what deals add up to through a quarter: which deals, of which day, how much they are."""

    which: Callable[[Moment], Mask]
    day: Callable[[Deals], Days]
    amount: Callable[[Deals, Mask], float]

    def __call__(self, before: Moment, now: Moment) -> Sequence[Part]:
        """What was added since, the quarter that began anew, and what the list of accounts changed."""
        deals, counted = now.deals, self.which(now)
        was, value = self.amount(deals, self.which(before)), self.amount(deals, counted)
        added = counted & (self.day(deals) > before.day)
        amount = self.amount(deals, added)
        base = 0.0 if now.start > before.day else was
        found = [
            Part("quarter", base - was),
            Part("new", amount, deals=positions(added)),
            # Amounts are cents: what is less is the noise of floating numbers.
            Part("scope", round(value - base - amount, 2)),
        ]
        return [part for part in found if part.amount or part.deals]


def counted(_: Deals, chosen: Mask) -> float:
    """How many deals."""
    return int(chosen.sum())
