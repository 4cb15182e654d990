"""The rows of a workbook that count, as plain data."""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TypeAlias

Issue: TypeAlias = tuple[str, str, int | None]
"""A rule, the key of a tab and a row as people see it (none when any row would do)."""


@dataclass(frozen=True)
class Account:
    """A row of the accounts tab."""

    name: str
    folded: str
    domains: tuple[str, ...]
    industry: str
    size: str
    tier: str
    targeted: bool
    start: date | None
    end: date | None


@dataclass(frozen=True)
class Interaction:
    """A row of the interactions tab; its account is a position among the accounts."""

    day: date
    account: int
    engagement: bool
    marketing: bool
    asset: str


@dataclass(frozen=True)
class Deal:
    """A row of the opportunities tab; its amount is in cents of the workbook's currency."""

    account: int
    amount: int | None
    kind: str
    created: date
    closed: date | None


@dataclass(frozen=True)
class Cost:
    """A line of one of the two costs tabs, in cents."""

    day: date
    cents: int
    names_account: bool
    account: int | None
    industry: str


@dataclass(frozen=True)
class Target:
    """A row of the targets tab."""

    metric: str
    quarter: tuple[int, int]
    target: Fraction
    alert: Fraction | None


@dataclass
class Settings:
    """The settings in force (§ 2.1)."""

    engagement_min_interactions: int = 3
    engagement_window_days: int = 30
    influence_min_assets: int = 2
    influence_lookback_days: int | None = None
    win_rate_window_days: int = 365
    cycle: str = "median"
    velocity_value: str = "average"
    cost_allocation: str = "equal"
    stagnation_days: int = 21
    small_sample: int = 5
    currency: str = "EUR"
    fiscal_year_start: int = 1
    language: str = ""
    locale: str = ""
    time_zone: str = ""
    rates: dict[str, Fraction] = field(default_factory=dict)


@dataclass
class Book:
    """What a workbook says."""

    settings: Settings = field(default_factory=Settings)
    accounts: list[Account] = field(default_factory=list)
    interactions: list[Interaction] = field(default_factory=list)
    deals: list[Deal] = field(default_factory=list)
    marketing_costs: list[Cost] = field(default_factory=list)
    sales_costs: list[Cost] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
