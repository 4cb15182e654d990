"""What the metrics compute, as plain values: money in cents, dates as dates, no value as None."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Period:
    """The quarter of an as-of date: `start`..`end` is what counts, `quarter_end` its last day."""

    start: date
    end: date
    quarter_end: date
    quarter: str

    @property
    def elapsed(self) -> Fraction:
        """The share of the quarter's days that are over, both ends included."""
        return Fraction((self.end - self.start).days + 1, (self.quarter_end - self.start).days + 1)


@dataclass(frozen=True, slots=True)
class StatusLine:
    """A metric against its quarter's target.

    `value`, `target`, `alert` and `expected` (the target prorated to the as-of date) are in the
    metric's own unit: cents, cents per day, shares or counts. `reason` says why a status is grey:
    `no_target`, `no_value` or `small_sample`.
    """

    metric: str
    value: float | None
    target: float | None
    expected: float | None
    alert: float | None
    status: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class Segment:
    """The in-scope accounts of one value of a dimension."""

    dimension: str
    segment: str
    accounts: int
    engaged: int
    opportunities: int
    won_deals: int
    revenue: int
    costs: int
    roi: float | None


@dataclass(frozen=True, slots=True)
class Moves:
    """Positions of the accounts (in the accounts frame) that moved since a week before."""

    progressed: Sequence[int]
    regressed: Sequence[int]
    joined: Sequence[int]
    left: Sequence[int]


@dataclass(frozen=True, slots=True)
class StageAge:
    """The open deals now in one stage of the pipeline: how many, how much, how old.

    Ages are days since the deal was created; `slow` when their median exceeds one and a half times
    the median cycle of won deals, over at least five deals.
    """

    stage: str
    team: str
    deals: int
    amount: int
    median_age: float
    oldest_age: int
    slow: bool


@dataclass(frozen=True, slots=True)
class AssetCount:
    """How many won, lost and open deals of the period had seen an asset before their cut-off."""

    asset: str
    won: int
    lost: int
    open: int


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a metric's change: why (`new`, `joined`, `window`, `left`, `scope`, `quarter`) and how much.

    `accounts` and `deals` are the positions, in their frames, of what makes it.
    """

    reason: str
    amount: float
    accounts: Sequence[int] = ()
    deals: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A metric at the baseline, as today's data give it, and the parts that lead to its value now."""

    metric: str
    before: float | None
    now: float | None
    parts: Sequence[Part]


@dataclass(frozen=True)
class Changes:
    """What changed from the evening of `since` to the as-of date; costs are in units of the currency.

    `created`, `signed` and `lost` are positions of deals on accounts of the programme.
    """

    since: date
    changes: Sequence[Change]
    created: Sequence[int]
    signed: Sequence[int]
    lost: Sequence[int]
    costs: dict[str, float]
