"""What the metrics compute, as plain values: money in cents, dates as dates, no value as None."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Span:
    """The days from one to another, both included."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Period(Span):
    """The quarter of an as-of date: `start`..`end` is what counts, `quarter_end` its last day."""

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
    `no_target`, `no_value`, `small_sample` or `too_early`.
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
class FunnelStep:
    """How many accounts of the year reached a stage, of those of the stage before, in how many days.

    `rate` and `median_days` are None for the first stage and where nobody reached this one.
    """

    stage: str
    accounts: int
    rate: float | None
    median_days: float | None


@dataclass(frozen=True, slots=True)
class Side:
    """Closed deals, those that marketing influenced or the others; the average is of known amounts."""

    deals: int
    won: int
    win_rate: float | None
    cycle_days: float | None
    average_amount: float | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The closed deals with and without marketing: what goes together, not what causes what."""

    influenced: Side
    others: Side


@dataclass(frozen=True, slots=True)
class Loss:
    """The deals lost for a reason, as it was first typed ("" where there is none), their known amount.

    `influenced` of them saw what metric 4 asks for, None where that is not known.
    """

    reason: str
    deals: int
    amount: int
    influenced: int | None


@dataclass(frozen=True, slots=True)
class SeenByWinners:
    """An asset, with how many of the deals won and of those lost in a year had seen it."""

    asset: str
    won: int
    lost: int


@dataclass(frozen=True)
class ToShow:
    """What winners had seen and an open deal has not, by the deal's position; of how many won and lost."""

    won: int
    lost: int
    by_deal: Mapping[int, Sequence[SeenByWinners]]


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
