"""What the metrics compute, as plain values: money in cents, dates as dates, no value as None."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import pandas as pd


def units(cents: float | None) -> float | None:
    """An amount in units of the currency."""
    return None if cents is None else cents / 100


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
class Rate:
    """A count over another; no value where there is nothing to divide by."""

    numerator: int
    denominator: int

    @property
    def value(self) -> float | None:
        """The share, if any."""
        return self.numerator / self.denominator if self.denominator else None


@dataclass(frozen=True, slots=True)
class Velocity:
    """Pipeline velocity and its inputs; `reason` names why there is no value (cents per day)."""

    deals: int
    pipeline_value: float | None
    win_rate: Rate
    cycle_days: float | None
    value: float | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Influence:
    """Influenced deals over deals: all, and by outcome; `revenue_rate` weighs the won by amount."""

    all: Rate
    won: Rate
    lost: Rate
    open: Rate
    revenue_rate: float | None


@dataclass(frozen=True, slots=True)
class Metrics:
    """Every figure of one as-of date; None where the tab that it needs is missing.

    `unallocated_costs`, `velocity` and `influence` are computed for the as-of date of a run and that
    which it is compared with, not for each week and month of the tables.
    """

    as_of: date
    target_accounts: int
    engaged_accounts: int | None
    opportunities: int | None
    accounts_with_opportunity: int | None
    won_deals: int | None
    accounts_won: int | None
    revenue: int | None
    open_pipeline: int | None
    marketing_costs: int | None
    sales_costs: int | None
    conversion: Rate | None
    roi: float | None
    unallocated_costs: int | None = None
    velocity: Velocity | None = None
    influence: Influence | None = None


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
class Snapshot:
    """The funnel as of a closing date, labelled by its week or month."""

    label: str
    provisional: bool
    metrics: Metrics


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


@dataclass(frozen=True)
class Figures:
    """All that a dashboard shows at an as-of date.

    `accounts` has a row per account that counts, in tab order, with the columns of SPEC section 8
    in cents and `datetime64` (`stage`, `stage_since`, `stagnating`, `active`, `in_scope`, `engaged`,
    `interactions`, `last_interaction`, `engaged_until`, `opportunities`, `open_amount`, `revenue`,
    `marketing_costs`, `sales_costs`, `roi`). `before` are the metrics of the evening before last Monday,
    and `changes` what changed since: None where there was nothing to count yet.
    `proofs` maps `interactions`, `opportunities`, `marketing_costs` and `sales_costs` to frames of
    the rows counted: see `metrics/evidence.py`. `costs_outside` and `costs_unknown_industry` are the
    rows, by tab, of lines of accounts out of scope and of lines shared by nobody. `closed` are the
    metrics of the closing dates asked for, in order.
    """

    period: Period
    now: Metrics
    before: Metrics | None
    accounts: pd.DataFrame
    segments: Sequence[Segment]
    statuses: Sequence[StatusLine]
    moves: Moves
    weeks: Sequence[Snapshot]
    months: Sequence[Snapshot]
    stage_ages: Sequence[StageAge]
    assets: Sequence[AssetCount]
    proofs: Mapping[str, pd.DataFrame]
    costs_outside: Mapping[str, Sequence[int]]
    costs_unknown_industry: Mapping[str, Sequence[int]]
    closed: Sequence[Metrics] = ()
    changes: Changes | None = None
