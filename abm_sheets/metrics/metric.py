"""What a metric is: one value that says how it is computed, shown, compared with a target and explained."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Generic, TypeVar, cast

from abm_sheets.metrics.deals import Deals
from abm_sheets.metrics.figures import Part
from abm_sheets.metrics.moment import Moment
from abm_sheets.metrics.values import Found, Measure, Said
from abm_sheets.metrics.weeks import Days, Mask, positions
from abm_sheets.tables.accounts import POPULATION
from abm_sheets.tables.model import Tables
from abm_sheets.tables.targets import Unit

Computed = TypeVar("Computed")


class Better(StrEnum):
    """Which way a metric is better."""

    MORE = "more"
    LESS = "less"


@dataclass(frozen=True, slots=True)
class Benchmark:
    """The share that others reach, from and to; `judged_by` names the words for a share beside it."""

    low: float
    high: float
    judged_by: str = "benchmark"

    def place(self, share: float) -> str:
        """Where a share stands: below, within (both ends in) or above."""
        if share < self.low:
            return "below"
        return "above" if share > self.high else "within"


@dataclass(frozen=True, kw_only=True)
class Quantity(Generic[Computed]):
    """What can be computed as of a date.

    `inputs` are the tabs that it is computed from, each with those of its columns that may be missing and
    without whose header it has no value; `settings` those that it depends on, where they do not decide
    what is read.
    """

    key: str
    compute: Callable[[Moment], Computed | None]
    inputs: Mapping[str, Sequence[str]]
    settings: frozenset[str] = frozenset()

    def at(self, moment: Moment) -> Computed | None:
        """Its value at a date, None where a tab or a column that it needs is missing."""
        return None if self.missing(moment.tables) else self.compute(moment)

    def missing(self, tables: Tables) -> Sequence[str]:
        """The tabs that it needs and that are missing, or lost the header of a column that it needs."""
        return [tab for tab, columns in self.inputs.items() if not tables.know(tab, *columns)]


Change = Callable[[Moment, Moment], Sequence[Part]]
"""What leads from a metric's value at one date to that at a later one, as parts that add up."""


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


@dataclass(frozen=True, kw_only=True)
class Metric(Quantity[Computed]):
    """A quantity that may have a target.

    `owners` are the roles that answer for it, `detail` says what a value comes from. `shared`: marketing and
    sales share it; `prorated`: it grows through the quarter, so that its target is compared pro rata of
    the days elapsed; `quarterly`: it starts again with the quarter. `benchmark` is what its share (its
    numerator over its denominator) is judged by; `awaits_deal`: it says nothing in the first half of a
    quarter in which nobody signed; `over_a_year` the same over twelve months, shown beside it.
    """

    unit: Unit
    owners: Sequence[str]
    detail: Callable[[Computed], Said] | None = None
    better: Better = Better.MORE
    shared: bool = False
    prorated: bool = False
    quarterly: bool = True
    awaits_deal: bool = False
    benchmark: Benchmark | None = None
    change: Change | None = None
    over_a_year: Quantity[Computed] | None = None


STAGES = Quantity(
    key="stages",
    compute=lambda moment: moment.stages,
    inputs={"accounts": POPULATION},
    settings=frozenset({"engagement_min_interactions", "engagement_window_days"}),
)
"""The accounts' stages: no figure, and yet they depend on settings."""


@dataclass(frozen=True)
class Metrics:
    """What was found of one date, by the quantities' keys."""

    as_of: date
    found: Mapping[str, Found | None]

    def __getitem__(self, quantity: Quantity[Computed]) -> Computed | None:
        """What was found of a quantity: None where a tab that it needs is missing, or nobody asked."""
        return cast("Computed | None", self.found.get(quantity.key))

    def measure(self, key: str) -> Measure:
        """A value, in the units that people read, with what it is a share of."""
        found = self.found.get(key)
        return found.measure if found else Measure(None)


@dataclass(frozen=True, slots=True)
class ClosingMetrics:
    """The metrics as of a closing date, labelled by its week or month."""

    label: str
    provisional: bool
    metrics: Metrics


def measured(moment: Moment, quantities: Sequence[Quantity[Any]]) -> Metrics:
    """Some quantities at a date."""
    return Metrics(moment.as_of, {each.key: each.at(moment) for each in quantities})
