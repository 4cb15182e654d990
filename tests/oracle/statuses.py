"""The status of each metric against its target (§ 4, status)."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from tests.oracle.book import METRICS, Book, Target
from tests.oracle.periods import quarter_end, quarter_name
from tests.oracle.rules import period_start

PRORATED = ("opportunities", "won_deals", "revenue", "conversion_rate")


def statuses(
    book: Book, day: date, values: Mapping[str, Fraction | int | None], denominators: Mapping[str, int]
) -> dict[str, str]:
    """Give green, amber, red or grey for every metric that may have a target."""
    found = {}
    for metric in METRICS:
        target, value = target_of(book, metric, day), values[metric]
        small = metric in denominators and denominators[metric] < book.settings.small_sample
        early = metric == "roi" and not values["won_deals"] and elapsed(book, day) < Fraction(1, 2)
        grey = target is None or value is None or small or early
        found[metric] = (
            "grey" if grey or target is None or value is None else colour(target, value, elapsed(book, day))
        )
    return found


def target_of(book: Book, metric: str, day: date) -> Target | None:
    """Find the target of a metric for the quarter of D."""
    quarter = quarter_name(day, book.settings.fiscal_year_start)
    for target in book.targets:
        if target.metric == metric and target.quarter == quarter:
            return target
    return None


def elapsed(book: Book, day: date) -> Fraction:
    """Give the elapsed share of the quarter: days from S to D, both in, over days of the quarter."""
    first, last = period_start(book, day), quarter_end(day, book.settings.fiscal_year_start)
    return Fraction((day - first).days + 1, (last - first).days + 1)


def colour(target: Target, value: Fraction | int, share: Fraction) -> str:
    """Compare a value with its target, then with its alert threshold (80 % of the target by default)."""
    part = share if target.metric in PRORATED else Fraction(1)
    alert = target.alert if target.alert is not None else target.target * Fraction(8, 10)
    if value >= target.target * part:
        return "green"
    return "amber" if value >= alert * part else "red"
