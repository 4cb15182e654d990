"""The values that metrics have: money in cents, rates as the counts that they come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple, Protocol

from abm_sheets.tables.targets import Unit


def units(cents: float | None) -> float | None:
    """An amount in units of the currency."""
    return None if cents is None else cents / 100


def decimal(number: float | None) -> Fraction | None:
    """The shortest decimal of a number, not its binary value: 0.3 is no less than a target of 0.3."""
    return None if number is None else Fraction(str(number))


def exact_target(typed: float, unit: Unit) -> Fraction:
    """A target as exact as it was typed, in cents where it is an amount."""
    return Fraction(repr(float(typed))) * (100 if unit.is_money else 1)


class Measure(NamedTuple):
    """A value with the numerator and the denominator that it comes from, as people read them.

    Amounts are in units of the currency, the velocity in units a day, rates are shares.
    """

    value: float | None
    numerator: float | None = None
    denominator: float | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence by its key in the catalogues, with its numbers, to be worded in a language.

    A number is in a unit, amounts in cents.
    """

    key: str
    count: float | None = None
    numbers: Mapping[str, tuple[float | None, Unit]] = field(default_factory=dict)


class Found(Protocol):
    """What a quantity is at a date."""

    @property
    def measure(self) -> Measure:
        """As people read it."""

    @property
    def exact(self) -> Fraction | None:
        """What is compared with a target, in cents where it is an amount; None where there is no value."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many, and of how many where that is to be shown."""

    number: int
    total: int | None = None

    @property
    def measure(self) -> Measure:
        """The number, over the total."""
        return Measure(self.number) if self.total is None else Measure(self.number, self.number, self.total)

    @property
    def exact(self) -> Fraction:
        """The number."""
        return Fraction(self.number)


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money."""

    cents: int

    @property
    def measure(self) -> Measure:
        """In units of the currency."""
        return Measure(units(self.cents))

    @property
    def exact(self) -> Fraction:
        """In cents."""
        return Fraction(self.cents)


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of some amounts, in cents; no value where there is none."""

    cents: int
    number: int

    @property
    def value(self) -> float | None:
        """In cents."""
        return self.cents / self.number if self.number else None

    @property
    def measure(self) -> Measure:
        """The mean, their sum and how many they are."""
        return Measure(units(self.value), units(self.cents), self.number)

    @property
    def exact(self) -> Fraction | None:
        """In cents."""
        return Fraction(self.cents, self.number) if self.number else None


@dataclass(frozen=True, slots=True)
class Rate:
    """A count over another; no value where there is nothing to divide by."""

    numerator: int
    denominator: int

    @property
    def value(self) -> float | None:
        """The share, if any."""
        return self.numerator / self.denominator if self.denominator else None

    @property
    def measure(self) -> Measure:
        """The share with its counts."""
        return Measure(self.value, self.numerator, self.denominator)

    @property
    def exact(self) -> Fraction | None:
        """The fraction that it is."""
        return Fraction(self.numerator, self.denominator) if self.denominator else None


@dataclass(frozen=True, slots=True)
class Velocity:
    """Pipeline velocity and its inputs; `reason` names why there is no value (cents per day)."""

    deals: int
    pipeline_value: float | None
    win_rate: Rate
    cycle_days: float | None
    value: float | None
    reason: str | None

    @property
    def measure(self) -> Measure:
        """What the pipeline brings in a cycle, over the days of the cycle."""
        if self.value is None or self.cycle_days is None:
            return Measure(units(self.value))
        return Measure(units(self.value), units(self.value * self.cycle_days), self.cycle_days)

    @property
    def exact(self) -> Fraction | None:
        """In cents a day."""
        return decimal(self.value)


@dataclass(frozen=True, slots=True)
class Influence:
    """Influenced deals over deals: all, and by outcome; `revenue_rate` weighs the won by amount."""

    all: Rate
    won: Rate
    lost: Rate
    open: Rate
    revenue_rate: float | None

    @property
    def measure(self) -> Measure:
        """The rate of all the deals."""
        return self.all.measure

    @property
    def exact(self) -> Fraction | None:
        """The rate of all the deals."""
        return self.all.exact


@dataclass(frozen=True, slots=True)
class Return:
    """What came in and what was spent, in cents."""

    revenue: int
    costs: int

    @property
    def ratio(self) -> float | None:
        """The return on the costs; none where nothing was spent."""
        return (self.revenue - self.costs) / self.costs if self.costs > 0 else None

    @property
    def measure(self) -> Measure:
        """The return, what is left once the costs are paid, and the costs."""
        return Measure(self.ratio, units(self.revenue - self.costs), units(self.costs))

    @property
    def exact(self) -> Fraction | None:
        """The return."""
        return decimal(self.ratio)
