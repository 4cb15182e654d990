"""What counts of the rows that people typed, read without the product (§ 2.1, 2.4, 2.5 and 4).

The cells are clean ones, as `tests/small_books.py` makes them up: how texts, dates and amounts are read is
the ground of `tests/tables`.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from typing import Any, TypeAlias

Row: TypeAlias = Mapping[str, Any]

METRICS: dict[str, str] = {
    "target_accounts": "Comptes ciblés",
    "engaged_accounts": "Comptes engagés",
    "opportunities": "Opportunités",
    "won_deals": "Deals signés",
    "revenue": "Revenus",
    "conversion_rate": "Taux de conversion",
    "velocity": "Vélocité",
    "influence_rate": "Influence marketing",
    "roi": "ROI",
}
KINDS = {"ouverte": "open", "gagnee": "won", "perdue": "lost"}
WORDS = {"mediane": "median", "moyenne": "mean"}


@dataclass(frozen=True)
class Account:
    """A row of the accounts tab."""

    name: str
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
    contact: str


@dataclass(frozen=True)
class Deal:
    """A row of the opportunities tab; its amount is in cents of the workbook's currency."""

    account: int
    amount: int | None
    kind: str
    created: date
    closed: date | None
    loss_reason: str
    expected: date | None
    probability: Fraction | None


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


def book_of(rows: Mapping[str, Sequence[Row]]) -> Book:
    """Read the rows of each tab."""
    book = Book()
    for row in rows["settings"]:
        set_one(book.settings, row["setting"], row["value"])
    book.accounts = [read_account(row) for row in rows["accounts"]]
    book.interactions = read_interactions(book, rows["interactions"], rows["interaction_types"])
    stages = {fold(row["stage"]): row for row in rows["stages"]}
    book.deals = [
        read_deal(book, row, stages) for row in rows["opportunities"] if found(book, row) is not None
    ]
    book.marketing_costs = [read_cost(book, row) for row in rows["marketing_costs"]]
    book.sales_costs = [read_cost(book, row) for row in rows["sales_costs"]]
    book.targets = [target for row in rows["targets"] if (target := read_target(row))]
    return book


def set_one(settings: Settings, key: str, value: Any) -> None:
    """Put a value in force."""
    if key.startswith("fx_"):
        settings.rates[key[3:]] = Fraction(str(value))
    else:
        setattr(settings, key, WORDS.get(fold(value), value) if isinstance(value, str) else value)


def read_account(row: Row) -> Account:
    """Read a row of the accounts tab: a blank `targeted` is a yes."""
    domains = re.split(r"[,; ]+", row["domains"] or "")
    industry, size, tier = (str(row[name] or "") for name in ("industry", "size", "tier"))
    targeted = row["targeted"] in (None, True, "oui")
    dates = row["targeted_from"], row["targeted_until"]
    return Account(row["account"], tuple(domains), industry, size, tier, targeted, *dates)


def found(book: Book, row: Row) -> int | None:
    """Find the position of the account that a row names: by its name, or by a domain of its (§ 2.5)."""
    text = str(row["account"] or "")
    host = re.sub(r"^(.*@|https?://)?(www\.)?|/.*$", "", text.lower())
    for position, account in enumerate(book.accounts):
        if text and (fold_name(account.name) == fold_name(text) or host in account.domains):
            return position
    return None


def read_interactions(book: Book, rows: Sequence[Row], types: Sequence[Row]) -> list[Interaction]:
    """Read the interactions, each once, of known accounts and types (§ 4, metric 1)."""
    kinds = {fold(row["type"]): (bool(row["engagement"]), bool(row["marketing"])) for row in types}
    kept: dict[object, Interaction] = {}
    for row in rows:
        account, name = found(book, row), fold(row["type"])
        if account is None or name not in kinds:
            continue
        asset, contact, source = (fold(row.get(column) or "") for column in ("asset", "contact", "source"))
        same = row.get("id") or (row["date"], account, name, asset, contact, source)
        kept.setdefault(same, Interaction(row["date"], account, *kinds[name], asset or name, contact))
    return list(kept.values())


def read_deal(book: Book, row: Row, stages: Mapping[str, Row]) -> Deal:
    """Read an opportunity of a known account; a stage that nobody knows is an open one."""
    account, amount = found(book, row), row["amount"]
    assert account is not None
    cents = None if amount is None else convert(book, amount, row.get("currency"))
    stage = stages.get(fold(row["stage"]), {"kind": "open"})
    kind = KINDS.get(fold(stage["kind"]), str(stage["kind"]))
    chance = None if stage.get("probability") is None else share(stage["probability"])
    reason = row.get("loss_reason") or ""
    return Deal(account, cents, kind, row["created"], row["closed"], reason, row.get("expected"), chance)


def convert(book: Book, amount: float, currency: str | None) -> int | None:
    """Round an amount to cents of the workbook's currency, or to nothing without a rate (§ 2.4)."""
    if currency in (None, book.settings.currency):
        return to_cents(Decimal(repr(amount)))
    rate = book.settings.rates.get(str(currency))
    return None if rate is None else to_cents(Decimal(repr(amount)) * rate.numerator / rate.denominator)


def to_cents(amount: Decimal) -> int:
    """Round an amount to the cent, halves away from zero (§ 4)."""
    return int((amount * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def read_cost(book: Book, row: Row) -> Cost:
    """Read a cost line (§ 4, metric 5)."""
    cents, industry = to_cents(Decimal(repr(row["amount"]))), fold(row["industry"] or "")
    return Cost(row["date"], cents, bool(row["account"]), found(book, row), industry)


def read_target(row: Row) -> Target | None:
    """Read a target; a share of more than all is none (§ 2.1)."""
    (metric,) = [key for key, label in METRICS.items() if row["metric"] in (key, label)]
    year, rank = re.split("-[TQ]", row["quarter"])
    target, alert = share(row["target"]), None if row.get("alert") is None else share(row["alert"])
    if metric in ("conversion_rate", "influence_rate") and target > 1:
        return None
    return Target(metric, (int(year), int(rank)), target, alert)


def share(value: Any) -> Fraction:
    """Give a number, or a percentage typed as a text."""
    text = str(value)
    return Fraction(text.removesuffix(" %")) / 100 if text.endswith("%") else Fraction(text)


@cache
def fold(text: str) -> str:
    """Drop case, accents, and spaces around (§ 2.5)."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).strip()


def fold_name(text: str) -> str:
    """Fold a company's name, its legal form dropped (§ 2.5, rule 1)."""
    return fold(text).removesuffix(" sas")
