"""The forecast for the end of the quarter (§ 4.8), of a day on which no run noted any stage."""

from datetime import date
from fractions import Fraction
from typing import Any

from tests.oracle.beside import closed_deals
from tests.oracle.book import Book, Deal
from tests.oracle.periods import quarter_end
from tests.oracle.rates import ratio
from tests.oracle.rules import in_programme, is_open
from tests.oracle.statuses import target_of
from tests.oracle.totals import Totals


def forecast(book: Book, day: date, now: Totals) -> dict[str, Any]:
    """Give what is expected, target and reason; bounds and chances of a target are drawn, not computed."""
    end, closed = quarter_end(day, book.settings.fiscal_year_start), closed_deals(book, day)
    revenue, deals = Fraction(now.revenue, 100), Fraction(len(now.won))
    for deal in book.deals:
        if deal.account in in_programme(book, day) and is_open(deal, day):
            chance = probability(deal, closed) * timing(book, deal, closed, day)
            revenue += chance * Fraction(deal.amount or 0, 100)
            deals += chance
    few = len(closed) < max(book.settings.small_sample, 1)
    return {
        "end": end.isoformat(),
        "revenue": measure(book, "revenue", day, None if few else revenue),
        "won_deals": measure(book, "won_deals", day, None if few else deals),
        "reason": "small_sample" if few else None,
    }


def measure(book: Book, metric: str, day: date, expected: Fraction | None) -> dict[str, float | None]:
    """Give one of the two measures."""
    target = target_of(book, metric, day)
    return {
        "expected": None if expected is None else float(expected),
        "target": None if target is None else float(target.target),
    }


def probability(deal: Deal, closed: list[Deal]) -> Fraction:
    """Give p: what the stage of an open deal says, else the win rate; of one since closed, nobody knows."""
    if deal.kind == "open" and deal.probability is not None:
        return deal.probability
    return ratio(sum(each.kind == "won" for each in closed), len(closed)) or Fraction(0)


def timing(book: Book, deal: Deal, closed: list[Deal], day: date) -> Fraction:
    """Give t: by the expected day, else by the cycles that are longer than the deal's age."""
    end = quarter_end(day, book.settings.fiscal_year_start)
    if deal.expected is not None and deal.expected > day:
        return Fraction(deal.expected <= end)
    cycles = [
        each.closed - each.created
        for each in closed
        if each.kind == "won" and each.closed is not None and each.closed >= each.created
    ]
    longer = [cycle for cycle in cycles if cycle > day - deal.created]
    if len(cycles) < book.settings.small_sample or not longer:
        return Fraction(0)
    return Fraction(sum(deal.created + cycle <= end for cycle in longer), len(longer))
