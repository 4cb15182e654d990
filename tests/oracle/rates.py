"""Velocity, influence and ROI (§ 4, metrics 3 to 5)."""

from datetime import date
from fractions import Fraction
from statistics import mean, median
from typing import NamedTuple

from tests.oracle.book import Book, Deal
from tests.oracle.periods import DAY
from tests.oracle.rules import closed_between, exists, in_programme, is_closed_as, is_open, period_start


class Velocity(NamedTuple):
    """The four inputs of the velocity and its value; amounts in cents."""

    deals: int
    pipeline_value: Fraction | None
    win_rate: Fraction | None
    cycle_days: Fraction | None
    value: Fraction | None


def velocity(book: Book, day: date) -> Velocity:
    """§ 4, metric 3, over programme accounts."""
    settings, programme = book.settings, in_programme(book, day)
    deals = [deal for deal in book.deals if deal.account in programme]
    amounts = [deal.amount for deal in deals if is_open(deal, day) and deal.amount is not None]
    first = day - (settings.win_rate_window_days - 1) * DAY
    won = [deal for deal in deals if closed_between(deal, "won", first, day)]
    lost = [deal for deal in deals if closed_between(deal, "lost", first, day)]
    pipeline = (
        Fraction(sum(amounts), len(amounts) if settings.velocity_value == "average" else 1)
        if amounts
        else None
    )
    win_rate = Fraction(len(won), len(won) + len(lost)) if won or lost else None
    cycle = cycle_days(book, won)
    value: Fraction | None = None
    if pipeline is None:
        value = Fraction(0)
    elif won and win_rate is not None and cycle is not None:
        value = pipeline * win_rate * len(amounts) / cycle
    return Velocity(len(amounts), pipeline, win_rate, cycle, value)


def cycle_days(book: Book, won: list[Deal]) -> Fraction | None:
    """§ 4, metric 3: median or mean days from creation to closing, at least 1."""
    lengths = [
        Fraction((deal.closed - deal.created).days)
        for deal in won
        if deal.closed is not None and deal.closed >= deal.created
    ]
    if not lengths:
        return None
    return max(Fraction(1), Fraction(median(lengths) if book.settings.cycle == "median" else mean(lengths)))


def influence_deals(book: Book, day: date) -> list[tuple[str, Deal]]:
    """§ 4, metric 4: programme deals that exist at D, open at D or closed in S..D, with what they are."""
    first, programme, found = period_start(book, day), in_programme(book, day), []
    for deal in book.deals:
        if deal.account not in programme or not exists(deal, day):
            continue
        if is_open(deal, day):
            found.append(("open", deal))
        found.extend((kind, deal) for kind in ("won", "lost") if closed_between(deal, kind, first, day))
    return found


def is_influenced(book: Book, deal: Deal, day: date) -> bool:
    """§ 4, metric 4: enough assets before the cut-off: the closing date, exclusive, else D, inclusive."""
    settings = book.settings
    finished = is_closed_as(deal, "won", day) or is_closed_as(deal, "lost", day)
    cut_off = deal.closed if finished and deal.closed is not None else day
    assets = set()
    for row in book.interactions:
        before = row.day < cut_off or (row.day == cut_off and not finished)
        recent = (
            settings.influence_lookback_days is None
            or (cut_off - row.day).days <= settings.influence_lookback_days
        )
        if row.account == deal.account and row.marketing and before and recent:
            assets.add(row.asset)
    return len(assets) >= settings.influence_min_assets


def influence(book: Book, day: date) -> dict[str, tuple[int, int]]:
    """§ 4, metric 4: influenced deals and deals, in all and for won, lost and open ones."""
    found = influence_deals(book, day)
    result = {}
    for kind in ("all", "won", "lost", "open"):
        deals = [deal for what, deal in found if kind in ("all", what)]
        result[kind] = sum(is_influenced(book, deal, day) for deal in deals), len(deals)
    return result


def revenue_influence(book: Book, day: date) -> Fraction | None:
    """§ 4, metric 4: the revenue-weighted share for won deals."""
    won = [deal for what, deal in influence_deals(book, day) if what == "won" and deal.amount is not None]
    total = sum(deal.amount or 0 for deal in won)
    if total <= 0:
        return None
    return Fraction(sum(deal.amount or 0 for deal in won if is_influenced(book, deal, day)), total)


def roi(revenue: int, costs: int) -> Fraction | None:
    """§ 4, metric 5: no ROI when the costs are zero or less."""
    return Fraction(revenue - costs, costs) if costs > 0 else None


def ratio(part: int, whole: int) -> Fraction | None:
    """Divide, unless by nothing."""
    return Fraction(part, whole) if whole else None
