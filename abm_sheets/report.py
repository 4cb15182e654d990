"""What a run found: the object that `--json` prints and that `refresh` returns (§ 8).

Amounts are in units of the workbook's currency, rates are shares (0.14 for 14 %), and a figure that
has no value is null.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from abm_sheets.issues import Issue

Status = Literal["green", "amber", "red", "grey"]
AccountStage = Literal["customer", "opportunity", "engaged", "targeted"]
Dimension = Literal["industry", "size", "tier"]


class _Published(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Period(_Published):
    """The quarter from its first day to the as-of date, both included."""

    start: date
    end: date


class Metrics(_Published):
    """The shared metrics and the counts they come from; any other metric comes after them."""

    model_config = ConfigDict(frozen=True, extra="allow")
    __pydantic_extra__: dict[str, int | float | None]

    target_accounts: int
    engaged_accounts: int | None
    opportunities: int | None
    accounts_with_opportunity: int | None
    accounts_in_opportunity: int | None
    won_deals: int | None
    accounts_won: int | None
    revenue: float | None
    open_pipeline: float | None
    marketing_costs: float | None
    sales_costs: float | None
    unallocated_costs: float | None
    conversion_rate: float | None
    velocity: float | None
    influence_rate: float | None
    roi: float | None
    conversion_rate_12m: float | None
    roi_12m: float | None
    average_deal: float | None


class Velocity(_Published):
    """The four inputs of the pipeline's velocity, which is in currency per day."""

    deals: int | None
    pipeline_value: float | None
    win_rate: float | None
    cycle_days: float | None


class Influenced(_Published):
    """Influenced deals over deals."""

    influenced: int | None
    deals: int | None
    rate: float | None


class Influence(_Published):
    """Marketing influence on all deals, by outcome, and weighted by revenue."""

    all: Influenced
    won: Influenced
    lost: Influenced
    open: Influenced
    revenue_rate: float | None


class Account(_Published):
    """One account's figures at the as-of date."""

    account: str
    active: bool
    in_scope: bool
    stage: AccountStage | None
    stage_since: date | None
    stagnating: bool
    engaged: bool
    interactions: int
    last_interaction: date | None
    engaged_until: date | None
    opportunities: int
    open_amount: float
    revenue: float
    marketing_costs: float
    sales_costs: float
    roi: float | None
    contacts: int
    single_contact: bool
    engaged_if_by: date | None


class Moves(_Published):
    """Accounts whose stage or list membership differs from a week before."""

    progressed: list[str]
    regressed: list[str]
    joined: list[str]
    left: list[str]


class Segment(_Published):
    """The in-scope accounts that share an industry, a size or a tier (blank is an empty text)."""

    dimension: Dimension
    segment: str
    accounts: int
    engaged: int
    opportunities: int
    won_deals: int
    revenue: float
    costs: float
    roi: float | None


class FunnelStep(_Published):
    """How many accounts of the last 365 days reached a stage, of those of the stage before, in how long."""

    stage: AccountStage
    accounts: int
    rate: float | None
    median_days: float | None


class Side(_Published):
    """Closed deals: how many, won, how fast, how large."""

    deals: int
    won: int
    win_rate: float | None
    cycle_days: float | None
    average_amount: float | None


class Comparison(_Published):
    """The closed deals that marketing influenced, and the others."""

    influenced: Side
    others: Side


class Loss(_Published):
    """The deals lost for a reason ("" where none was given)."""

    reason: str
    deals: int
    amount: float
    influenced: int | None


class Slow(_Published):
    """A stage with deals that have been there for more than one and a half times the usual days."""

    stage: str
    deals: int
    amount: float
    usual_days: float


class Expectation(_Published):
    """A measure at the end of the quarter, between the 10th and the 90th percentile, and its target."""

    expected: float | None
    low: float | None
    high: float | None
    target: float | None
    probability: float | None


class Forecast(_Published):
    """What the quarter will bring by its end; `reason` says why nobody knows."""

    end: date
    revenue: Expectation
    won_deals: Expectation
    reason: Literal["small_sample", "no_value"] | None


class Source(_Published):
    """The records of one kind of another system: how many are here, how many of others, read on which day."""

    source: str
    kind: str
    records: int
    aside: int
    synchronised: date | None


class _ClosingMetrics(_Published):
    """The metrics as of one closing date; provisional when the week or the month is not over."""

    model_config = ConfigDict(frozen=True, extra="allow")
    __pydantic_extra__: dict[str, int | float | None]

    as_of: date
    provisional: bool
    target_accounts: int
    engaged_accounts: int | None
    accounts_in_opportunity: int | None
    opportunities: int | None
    won_deals: int | None
    revenue: float | None
    conversion_rate: float | None
    velocity: float | None
    influence_rate: float | None
    roi: float | None


class Week(_ClosingMetrics):
    """An ISO week (`2026-W39`)."""

    week: str


class Month(_ClosingMetrics):
    """A calendar month (`2026-09`)."""

    month: str


class Report(_Published):
    """Everything a run found, oldest weeks first, accounts in the order of their tab."""

    as_of: date
    period: Period
    currency: str
    headline: str
    metrics: Metrics
    velocity: Velocity
    influence: Influence
    accounts: list[Account]
    moves: Moves
    segments: list[Segment]
    status: dict[str, Status]
    funnel: list[FunnelStep]
    comparison: Comparison | None
    losses: list[Loss]
    slow: list[Slow]
    forecast: Forecast
    sources: list[Source]
    weeks: list[Week]
    months: list[Month]
    issues: list[Issue]
