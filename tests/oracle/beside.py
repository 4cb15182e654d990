"""What stands beside the five metrics (§ 4.6), by walking through the days of the year."""

from datetime import date
from fractions import Fraction
from statistics import median
from typing import Any

from tests.oracle.book import Book, Deal, fold
from tests.oracle.periods import DAY, days_between
from tests.oracle.rates import is_influenced, ratio, roi
from tests.oracle.rules import (
    RANKS,
    closed_between,
    counted_days,
    in_programme,
    is_active,
    is_open,
    stage,
)
from tests.oracle.totals import Totals, money


def in_opportunity(book: Book, day: date, now: Totals) -> int:
    """How many accounts in scope have a deal open at D, or won in S..D."""
    opened = {deal.account for deal in book.deals if deal.account in now.scope and is_open(deal, day)}
    return len(opened | {deal.account for deal in now.won})


def year(day: date) -> list[date]:
    """Give W."""
    return days_between(day - 364 * DAY, day)


def of_year(book: Book, day: date) -> list[int]:
    """The positions of the accounts active on at least one day of W."""
    return [
        position
        for position, account in enumerate(book.accounts)
        if any(is_active(account, each) for each in year(day))
    ]


def conversion_12m(book: Book, day: date) -> Fraction | None:
    """Opportunities created in W on the accounts of W ÷ them."""
    accounts, first = of_year(book, day), year(day)[0]
    return ratio(
        sum(deal.account in accounts and first <= deal.created <= day for deal in book.deals), len(accounts)
    )


def roi_12m(book: Book, day: date) -> Fraction | None:
    """Revenue of the deals won in W on the accounts of W, against the costs dated in W."""
    accounts, first = of_year(book, day), year(day)[0]
    won = [
        deal for deal in book.deals if deal.account in accounts and closed_between(deal, "won", first, day)
    ]
    lines = [line for line in (*book.marketing_costs, *book.sales_costs) if first <= line.day <= day]
    left_out = [line for line in lines if line.account is not None and line.account not in accounts]
    return roi(money(won), sum(line.cents for line in lines if line not in left_out))


def closed_deals(book: Book, day: date) -> list[Deal]:
    """The deals that the win rate counts."""
    first, programme = day - (book.settings.win_rate_window_days - 1) * DAY, in_programme(book, day)
    return [
        deal
        for deal in book.deals
        if deal.account in programme
        and any(closed_between(deal, kind, first, day) for kind in ("won", "lost"))
    ]


def average(deals: list[Deal]) -> Fraction | None:
    """The mean known amount of the won ones, in cents."""
    amounts = [deal.amount for deal in deals if deal.kind == "won" and deal.amount is not None]
    return Fraction(sum(amounts), len(amounts)) if amounts else None


def funnel(book: Book, day: date) -> list[dict[str, Any]]:
    """Each account's first day of W at each stage at least, then counts, rates and median days."""
    reached: list[dict[int, date]] = [{} for _ in RANKS]
    for position in range(len(book.accounts)):
        for each in year(day):
            now = stage(book, position, each)
            for rank in range(RANKS.index(now) + 1 if now else 0):
                reached[rank].setdefault(position, each)
            if position in reached[-1]:
                break
    rows: list[dict[str, Any]] = []
    for rank, name in enumerate(RANKS):
        before = reached[rank - 1] if rank else {}
        waits = [(each - before[position]).days for position, each in reached[rank].items() if rank]
        rate = ratio(len(waits), len(before)) if rank else None
        rows.append(
            {
                "stage": name,
                "accounts": len(reached[rank]),
                "rate": None if rate is None else float(rate),
                "median_days": median(waits) if waits else None,
            }
        )
    return rows


def side(deals: list[Deal]) -> dict[str, Any]:
    """One side of the comparison; amounts in units."""
    won = [deal for deal in deals if deal.kind == "won"]
    cycles = [
        (deal.closed - deal.created).days for deal in won if deal.closed and deal.closed >= deal.created
    ]
    mean = average(won)
    return {
        "deals": len(deals),
        "won": len(won),
        "win_rate": len(won) / len(deals) if deals else None,
        "cycle_days": max(1, median(cycles)) if cycles else None,
        "average_amount": None if mean is None else float(mean / 100),
    }


def comparison(book: Book, day: date) -> dict[str, Any]:
    """With marketing's influence and without."""
    deals = closed_deals(book, day)
    influenced = [deal for deal in deals if is_influenced(book, deal, day)]
    return {
        "influenced": side(influenced),
        "others": side([each for each in deals if each not in influenced]),
    }


def losses(book: Book, day: date) -> list[dict[str, Any]]:
    """The lost deals by folded reason."""
    found: dict[str, list[Deal]] = {}
    for deal in closed_deals(book, day):
        if deal.kind == "lost":
            found.setdefault(fold(deal.loss_reason), []).append(deal)
    return [
        {
            "reason": reason,
            "deals": len(deals),
            "amount": money(deals) / 100,
            "influenced": sum(is_influenced(book, deal, day) for deal in deals),
        }
        for reason, deals in found.items()
    ]


def people(book: Book, position: int, day: date) -> dict[str, Any]:
    """Contacts, the deal that hangs on one, and until when one more interaction engages the account."""
    window, needed = book.settings.engagement_window_days, book.settings.engagement_min_interactions
    first = day - (window - 1) * DAY
    counted = [
        row
        for row in book.interactions
        if row.account == position and row.engagement and first <= row.day <= day
    ]
    contacts = {row.contact for row in counted} - {""}
    opened = any(deal.account == position and is_open(deal, day) for deal in book.deals)
    days = [each for each in counted_days(book, position, day) if each >= first]
    short = is_active(book.accounts[position], day) and 1 <= len(days) == needed - 1
    return {
        "contacts": len(contacts),
        "single_contact": opened and len(contacts) <= 1,
        "engaged_if_by": (days[0] + (window - 1) * DAY).isoformat() if short else None,
    }
