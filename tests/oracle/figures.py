"""The JSON object of a run, without its headline (§ 8)."""

from datetime import date
from fractions import Fraction
from typing import Any, TypeAlias

from tests.oracle.beside import (
    average,
    closed_deals,
    comparison,
    conversion_12m,
    funnel,
    in_opportunity,
    losses,
    people,
    roi_12m,
)
from tests.oracle.book import Book, fold
from tests.oracle.forecast import forecast
from tests.oracle.periods import months, weeks
from tests.oracle.rates import Velocity, influence, ratio, revenue_influence, roi, velocity
from tests.oracle.rules import (
    counted_days,
    engaged_until,
    in_programme,
    in_window,
    is_active,
    is_engaged,
    is_open,
    is_stagnating,
    moves,
    period_start,
    stage,
    stage_since,
)
from tests.oracle.statuses import statuses
from tests.oracle.totals import Totals, money, totals

Json: TypeAlias = dict[str, Any]


def figures(book: Book, day: date) -> Json:
    """Compute the whole object of § 8, without its headline."""
    now, speed, influenced = totals(book, day), velocity(book, day), influence(book, day)
    return {
        "as_of": day.isoformat(),
        "period": {"start": period_start(book, day).isoformat(), "end": day.isoformat()},
        "currency": book.settings.currency,
        "metrics": metrics(book, day, now, speed),
        "velocity": {
            "deals": speed.deals,
            "pipeline_value": euros(speed.pipeline_value),
            "win_rate": number(speed.win_rate),
            "cycle_days": number(speed.cycle_days),
        },
        "influence": {
            **{
                kind: {"influenced": k, "deals": n, "rate": number(ratio(k, n))}
                for kind, (k, n) in influenced.items()
            },
            "revenue_rate": number(revenue_influence(book, day)),
        },
        "accounts": [account(book, position, day, now) for position in range(len(book.accounts))],
        "moves": moves(book, day),
        "segments": [
            row for dimension in ("industry", "size", "tier") for row in segments(book, dimension, now)
        ],
        "status": status(book, day, now, speed),
        "funnel": funnel(book, day),
        "comparison": comparison(book, day),
        "losses": losses(book, day),
        "forecast": forecast(book, day, now),
        "weeks": [
            {"week": f"{at:%G-W%V}", **period_row(book, at, provisional=late)} for at, late in weeks(day)
        ],
        "months": [
            {"month": f"{at:%Y-%m}", **period_row(book, at, provisional=late)} for at, late in months(day)
        ],
    }


def metrics(book: Book, day: date, now: Totals, speed: Velocity) -> Json:
    """Give the metrics (§ 4 and 8)."""
    programme, (influenced, deals) = in_programme(book, day), influence(book, day)["all"]
    pipeline = [deal for deal in book.deals if deal.account in programme and is_open(deal, day)]
    return {
        "target_accounts": len(now.scope),
        "engaged_accounts": len(now.engaged),
        "opportunities": len(now.created),
        "accounts_with_opportunity": len({deal.account for deal in now.created}),
        "won_deals": len(now.won),
        "accounts_won": len({deal.account for deal in now.won}),
        "revenue": euros(now.revenue),
        "open_pipeline": euros(money(pipeline)),
        "marketing_costs": euros(now.marketing.total()),
        "sales_costs": euros(now.sales.total()),
        "unallocated_costs": euros(now.marketing.unallocated + now.sales.unallocated),
        "conversion_rate": number(now.conversion),
        "velocity": euros(speed.value),
        "influence_rate": number(ratio(influenced, deals)),
        "roi": number(now.roi),
        "accounts_in_opportunity": in_opportunity(book, day, now),
        "conversion_rate_12m": number(conversion_12m(book, day)),
        "roi_12m": number(roi_12m(book, day)),
        "average_deal": euros(average(closed_deals(book, day))),
    }


def account(book: Book, position: int, day: date, now: Totals) -> Json:
    """Give the figures of one account (§ 8)."""
    scoped = position in now.scope
    won = [deal for deal in now.won if deal.account == position]
    opened = [deal for deal in book.deals if deal.account == position and is_open(deal, day)]
    counted = counted_days(book, position, day)
    return {
        "account": book.accounts[position].name,
        "active": is_active(book.accounts[position], day),
        "in_scope": scoped,
        "stage": stage(book, position, day),
        "stage_since": iso(stage_since(book, position, day)),
        "stagnating": is_stagnating(book, position, day),
        "engaged": is_engaged(book, position, day),
        "interactions": in_window(book, position, day),
        "last_interaction": iso(counted[-1] if counted else None),
        "engaged_until": iso(engaged_until(book, position, day)),
        "opportunities": sum(deal.account == position for deal in now.created),
        "open_amount": euros(money(opened)),
        "revenue": euros(money(won)),
        "marketing_costs": euros(now.marketing.of(position)),
        "sales_costs": euros(now.sales.of(position)),
        "roi": number(roi(money(won), now.account_costs(position))),
        **people(book, position, day),
    }


def segments(book: Book, dimension: str, now: Totals) -> list[Json]:
    """Give the figures of the accounts in scope by the folded text of a dimension (§ 8)."""
    groups: dict[str, list[int]] = {}
    for position in now.scope:
        groups.setdefault(fold(getattr(book.accounts[position], dimension)), []).append(position)
    rows = []
    for segment, members in groups.items():
        revenue = money([deal for deal in now.won if deal.account in members])
        costs = sum(now.account_costs(position) for position in members)
        rows.append(
            {
                "dimension": dimension,
                "segment": segment,
                "accounts": len(members),
                "engaged": sum(position in now.engaged for position in members),
                "opportunities": sum(deal.account in members for deal in now.created),
                "won_deals": sum(deal.account in members for deal in now.won),
                "revenue": euros(revenue),
                "costs": euros(costs),
                "roi": number(roi(revenue, costs)),
            }
        )
    return rows


def status(book: Book, day: date, now: Totals, speed: Velocity) -> dict[str, str]:
    """Give the status of every metric (§ 4); amounts are compared in the currency, not in cents."""
    influenced, deals = influence(book, day)["all"]
    values: dict[str, Fraction | int | None] = {
        "target_accounts": len(now.scope),
        "engaged_accounts": len(now.engaged),
        "accounts_in_opportunity": in_opportunity(book, day, now),
        "opportunities": len(now.created),
        "won_deals": len(now.won),
        "revenue": Fraction(now.revenue, 100),
        "conversion_rate": now.conversion,
        "velocity": None if speed.value is None else speed.value / 100,
        "influence_rate": ratio(influenced, deals),
        "roi": now.roi,
    }
    return statuses(book, day, values, {"conversion_rate": len(now.scope), "influence_rate": deals})


def period_row(book: Book, at: date, *, provisional: bool) -> Json:
    """Give a row of the weekly or monthly table, recomputed (§ 5 and 8)."""
    then = totals(book, at)
    return {
        "as_of": at.isoformat(),
        "provisional": provisional,
        "target_accounts": len(then.scope),
        "engaged_accounts": len(then.engaged),
        "accounts_in_opportunity": in_opportunity(book, at, then),
        "opportunities": len(then.created),
        "won_deals": len(then.won),
        "revenue": euros(then.revenue),
        "conversion_rate": number(then.conversion),
        "velocity": euros(velocity(book, at).value),
        "influence_rate": number(ratio(*influence(book, at)["all"])),
        "roi": number(then.roi),
    }


def number(value: Fraction | int | None) -> float | None:
    """Give an exact number as JSON shows it."""
    return None if value is None else float(value)


def euros(cents: Fraction | int | None) -> float | None:
    """Give cents as an amount."""
    return None if cents is None else float(Fraction(cents) / 100)


def iso(day: date | None) -> str | None:
    """Give a date as JSON shows it."""
    return None if day is None else day.isoformat()
