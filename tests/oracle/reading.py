"""Reading a workbook row by row into plain data, with its issues (§ 2 and 7)."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

from tests.oracle.catalogue import KINDS, METRICS, ROLES, VANITY
from tests.oracle.cells import is_blank, named_currency, to_cents
from tests.oracle.folding import fold, fold_name, is_free_mail, registrable
from tests.oracle.grid import Grids, Line, Locale, open_grids
from tests.oracle.matching import locate, shared_domains
from tests.oracle.rows import Account, Book, Cost, Deal, Interaction, Target
from tests.oracle.settings import check_team, locale_of, read_settings


@dataclass
class Reading:
    """A reading under way: the rows so far, and the vocabulary of the workbook."""

    grids: Grids
    book: Book
    locale: Locale
    run_day: date
    types: dict[str, tuple[bool, bool]] = field(default_factory=dict)
    stages: dict[str, str] = field(default_factory=dict)
    seen: set[tuple[object, ...]] = field(default_factory=set)

    def each(self, key: str, read: Callable[[Line], None]) -> None:
        """Read every row of a tab."""
        for line in self.grids.lines(key, self.locale):
            read(line)

    def account(self, line: Line) -> int | None:
        """Find the account that a row names, or report why there is none (§ 2.5)."""
        text = line.text("account")
        if not text:
            return None
        position, rule = locate(text, self.book.accounts)
        if rule is not None:
            line.issue(rule)
        return position

    def past_date(self, line: Line, column: str) -> date | None:
        """Read the date of something that happened: one after the run's day is an issue (§ 7)."""
        day = line.date(column)
        if day is not None and day > self.run_day:
            line.issue("future_date")
        return day


def read_workbook(path: str, run_day: date | None = None) -> Book:
    """Read a workbook; the run's day matters only to `future_date`."""
    grids = open_grids(path)
    settings = read_settings(grids)
    book = Book(settings=settings, issues=grids.issues)
    reading = Reading(grids, book, locale_of(settings), run_day or datetime.now(UTC).date())
    reading.each("accounts", lambda line: read_account(reading, line))
    grids.issues.extend(("shared_domain", "accounts", None) for _ in shared_domains(book.accounts))
    reading.each("interaction_types", lambda line: read_type(reading, line))
    reading.each("stages", lambda line: read_stage(reading, line))
    reading.each("interactions", lambda line: read_interaction(reading, line))
    reading.each("opportunities", lambda line: read_deal(reading, line))
    reading.each("marketing_costs", lambda line: read_cost(reading, line, book.marketing_costs))
    reading.each("sales_costs", lambda line: read_cost(reading, line, book.sales_costs))
    reading.each("targets", lambda line: read_target(reading, line))
    reading.each("team", lambda line: check_team(line, ROLES))
    report_many_metrics(book)
    return book


def read_account(reading: Reading, line: Line) -> None:
    """Read a row of the accounts tab (§ 2.1, 2.5)."""
    name = line.text("account")
    targeted = line.boolean("targeted")
    account = Account(
        name=name,
        folded=fold_name(name),
        domains=read_domains(line),
        industry=line.text("industry"),
        size=line.text("size"),
        tier=line.text("tier"),
        targeted=targeted is not False,
        start=line.date("targeted_from"),
        end=line.date("targeted_until"),
    )
    if not line.complete:
        return
    if account.folded in {other.folded for other in reading.book.accounts}:
        line.issue("duplicate_account")
    else:
        reading.book.accounts.append(account)


def read_domains(line: Line) -> tuple[str, ...]:
    """Read the domains of an account, separated by commas, semicolons or spaces (§ 2.5)."""
    domains = [registrable(part) for part in re.split(r"[,;\s]+", line.text("domains")) if part]
    if "" in domains:
        line.issue("invalid_domain")
    elif any(is_free_mail(domain) for domain in domains):
        line.issue("free_mail_domain")
    return tuple(domain for domain in domains if domain and not is_free_mail(domain))


def read_type(reading: Reading, line: Line) -> None:
    """Read a row of the interaction types: a blank or unreadable yes/no is a no."""
    name, engagement, marketing = (
        fold(line.text("type")),
        line.boolean("engagement"),
        line.boolean("marketing"),
    )
    if line.complete:
        reading.types.setdefault(name, (engagement is True, marketing is True))


def read_stage(reading: Reading, line: Line) -> None:
    """Read a row of the stages tab."""
    name, word = fold(line.text("stage")), fold(line.text("kind"))
    if word and word not in KINDS:
        line.issue("invalid_kind")
    elif line.complete:
        reading.stages.setdefault(name, KINDS[word])


def read_interaction(reading: Reading, line: Line) -> None:
    """Read an interaction; rows left out take no part in the search for duplicates (§ 4, metric 1)."""
    day, account, name = reading.past_date(line, "date"), reading.account(line), fold(line.text("type"))
    asset, contact, source, key = (line.text(column) for column in ("asset", "contact", "source", "id"))
    if name and name not in reading.types:
        line.issue("unknown_type")
        return
    if day is None or account is None or not name:
        return
    same = (
        ("interaction", key)
        if key
        else ("interaction", day, account, name, fold(asset), fold(contact), fold(source))
    )
    if same in reading.seen:
        line.issue("duplicate_interaction")
        return
    reading.seen.add(same)
    engagement, marketing = reading.types[name]
    reading.book.interactions.append(Interaction(day, account, engagement, marketing, fold(asset) or name))


def read_deal(reading: Reading, line: Line) -> None:
    """Read an opportunity (§ 3 and 4)."""
    account, stage = reading.account(line), fold(line.text("stage"))
    created, closed = reading.past_date(line, "created"), reading.past_date(line, "closed")
    amount, key = read_amount(reading, line), line.text("id")
    if stage and stage not in reading.stages:
        line.issue("unknown_stage")
    kind = reading.stages.get(stage, "open")
    if kind != "open" and is_blank(line.raw.get("closed")):
        line.issue("missing_closed_date")
    if created is not None and closed is not None and closed < created:
        line.issue("closed_before_created")
    if created is None or account is None or not line.complete:
        return
    if key and ("deal", key) in reading.seen:
        line.issue("duplicate_opportunity")
        return
    reading.seen.add(("deal", key))
    reading.book.deals.append(Deal(account, amount, kind, created, closed))


def read_amount(reading: Reading, line: Line) -> int | None:
    """Read a deal's amount, in cents of the workbook's currency; nothing when unknown (§ 4)."""
    if is_blank(line.raw.get("amount")):
        line.issue("missing_amount")
    return convert(reading, line, line.number("amount"))


def convert(reading: Reading, line: Line, amount: Decimal | None) -> int | None:
    """Convert an amount of the row's currency, or of the one that it names itself (§ 2.4)."""
    settings = reading.book.settings
    stated, named = line.text("currency").upper(), named_currency(line.raw.get("amount"))
    currency = stated or named or settings.currency
    if amount is None:
        return None
    untold = named and not stated and currency != settings.currency and currency not in settings.rates
    if amount < 0 and not untold:  # One issue for a cell: the missing rate is the more telling.
        line.issue("negative_amount")
    if stated and named and stated != named:
        line.issue("currency_conflict")
        return None
    if currency == settings.currency:
        return to_cents(amount)
    if currency not in settings.rates:
        line.issue("missing_fx_rate")
        return None
    rate = settings.rates[currency]
    return to_cents(amount * Decimal(rate.numerator) / Decimal(rate.denominator))


def read_cost(reading: Reading, line: Line, lines: list[Cost]) -> None:
    """Read a cost line (§ 4, metric 5)."""
    day, amount = reading.past_date(line, "date"), line.number("amount")
    account, industry = reading.account(line), fold(line.text("industry"))
    cents = convert(reading, line, amount)
    if day is not None and cents is not None:
        named = not is_blank(line.raw.get("account"))
        lines.append(Cost(day, cents, named, account, industry))


def read_target(reading: Reading, line: Line) -> None:
    """Read a target (§ 2.1)."""
    text, quarter_text, target, alert = (
        line.text("metric"),
        line.text("quarter"),
        line.number("target"),
        line.number("alert"),
    )
    line.date("reviewed")
    metric = metric_of(text)
    if text and not metric:
        line.issue("vanity_metric" if VANITY & set(fold(text).split()) else "unknown_metric")
    match = re.fullmatch(r"(\d{4})-[TQ]([1-4])", quarter_text.upper())
    if quarter_text and match is None:
        line.issue("invalid_quarter")
    if metric in ("conversion_rate", "influence_rate") and target is not None and target > 1:
        line.fail("invalid_number", required=True)
    if not line.complete or not metric or match is None or target is None:
        return
    quarter = int(match[1]), int(match[2])
    if ("target", metric, quarter) in reading.seen:
        line.issue("duplicate_target")
        return
    reading.seen.add(("target", metric, quarter))
    reading.book.targets.append(
        Target(metric, quarter, Fraction(target), None if alert is None else Fraction(alert))
    )


def metric_of(text: str) -> str:
    """Give the key of a metric named by its key or its label, or nothing."""
    for key, label in METRICS.items():
        if fold(text) in (fold(key), fold(label)):
            return key
    return ""


def report_many_metrics(book: Book) -> None:
    """Report a quarter with more than seven targets' metrics (§ 7)."""
    quarters = [target.quarter for target in book.targets]
    book.issues.extend(
        ("too_many_metrics", "targets", None) for quarter in set(quarters) if quarters.count(quarter) > 7
    )
