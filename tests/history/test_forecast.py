"""The forecast of the quarter: which deals come, when, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from itertools import product
from math import prod

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from abm_sheets.history.forecast import DRAWS, Forecast, draws
from abm_sheets.history.weeks import read_past
from abm_sheets.refresh import examine, refresh
from abm_sheets.workbook.interface import Snapshot
from abm_sheets.workbook.memory import MemoryWorkbook
from tests.history.test_stages import STAGES, followed
from tests.history.test_weeks_that_stay import at, content
from tests.sheets import snapshot

MONDAY = "2026-09-07"
HEADER = "id | account | amount | stage | created | expected | closed\n"
SETTINGS = "setting | value\nsmall_sample | 2"
CLOSED = """
    W1 | Alizé | 1000 | Gagnée | 2026-06-01 |  | 2026-06-21
    W2 | Alizé | 1000 | Gagnée | 2026-06-01 |  | 2026-07-31
    L1 | Alizé | 1000 | Perdue | 2026-06-01 |  | 2026-06-10
    L2 | Alizé | 1000 | Perdue | 2026-06-01 |  | 2026-06-10
"""
"""Of four deals two were won, after twenty and after sixty days."""


def forecast(*opened: str, closed: str = CLOSED, **tabs: str) -> Forecast:
    """On a Monday, 23 days before the end of the quarter, with one deal of 1,000 signed in it."""
    given = {"stages": STAGES, "settings": SETTINGS, **tabs}
    held = content(opportunities=HEADER + "\n".join([*opened, *closed.strip().splitlines()]), **given)
    return examine(MemoryWorkbook(held), now=at(MONDAY)).forecast


CASES = {
    "expected within the quarter": ("2026-08-31 | 2026-09-30", 0.5),
    "expected after it": ("2026-08-31 | 2026-10-01", 0.0),
    "expected today: no longer to come": ("2026-08-31 | 2026-09-07", 0.25),
    "overdue: a week old, one cycle in two ends in time": ("2026-08-31 | 2026-09-01", 0.25),
    "no day expected": ("2026-08-31 |", 0.25),
    "older than one cycle: the other ends in time": ("2026-08-01 |", 0.5),
    "older than one cycle: the other ends too late": ("2026-08-02 |", 0.0),
    "as old as the longest cycle": ("2026-07-09 |", 0.0),
}


@pytest.mark.parametrize("what", CASES)
def test_a_deal_counts_by_the_chance_that_it_is_signed_in_time(what: str) -> None:
    days, chance = CASES[what]

    found = forecast(f"O1 | Boréal | 400 | Proposition | {days} |")

    assert found.won_deals.expected == pytest.approx(1 + chance)
    assert found.revenue.expected == pytest.approx(1000 + 400 * chance)


def test_a_deal_of_unknown_amount_is_a_deal_and_no_money() -> None:
    found = forecast("O1 | Boréal | | Proposition | 2026-08-31 | 2026-09-30 |")

    assert (found.won_deals.expected, found.revenue.expected) == (1.5, 1000)


def test_the_team_may_say_the_chances_of_a_stage() -> None:
    stages = "stage | kind | probability\nProposition | ouverte | 80 %\nGagnée | gagnée |\nPerdue | perdue |"

    found = forecast("O1 | Boréal | 400 | PROPOSITION | 2026-08-31 | 2026-09-30 |", stages=stages)

    assert found.won_deals.expected == 1.8


PATHS = [
    ("Négociation", "Gagnée"),
    ("Négociation", "Gagnée"),
    ("Négociation", "Perdue"),
    ("Proposition", "Perdue"),
    ("Découverte", "Perdue"),
]
"""Of three deals seen in Négociation two were won; others were lost before they came there."""


def week(number: int, *opened: str) -> Snapshot:
    """The tab on the first or the second Monday, with the deals of PATHS."""
    closed = "2026-08-24" if number else ""
    paths = [f"P{at} | Alizé | 9 | {path[number]} | 2026-08-03 | | {closed}" for at, path in enumerate(PATHS)]
    rows = "\n".join([*opened, *paths])
    return content(stages=STAGES, settings=SETTINGS, opportunities=HEADER + rows)


@pytest.mark.parametrize(("stage", "chance"), [("Négociation", 2 / 3), ("Proposition", 2 / 5)])
def test_else_closed_deals_that_were_in_the_stage_show_them(stage: str, chance: float) -> None:
    book = followed(("2026-08-17", week(0)), ("2026-08-24", week(1)))
    book.snapshot = week(1, f"O1 | Boréal | 400 | {stage} | 2026-08-31 | 2026-09-30 |")

    assert examine(book, now=at(MONDAY)).forecast.won_deals.expected == pytest.approx(2 + chance)


def test_of_a_past_day_nothing_is_known_that_came_later() -> None:
    """On the first Monday the deals were in their first stages, and none had been closed."""
    book = followed(("2026-08-17", week(0)), ("2026-08-24", week(1)))

    assert examine(book, date(2026, 8, 17), now=at(MONDAY)).forecast.reason == "small_sample"


def test_too_few_closed_deals_are_no_base_for_a_forecast() -> None:
    found = forecast(
        "O1 | Boréal | 400 | Proposition | 2026-08-31 | 2026-09-30 |",
        settings="setting | value\nsmall_sample | 5",
        targets="metric | quarter | target\nRevenus | 2026-T3 | 2000",
    )

    assert (found.reason, found.revenue.expected, found.revenue.target) == ("small_sample", None, 2000)


def test_without_the_deals_there_is_no_forecast() -> None:
    found = examine(MemoryWorkbook(snapshot(opportunities=None)), now=at(MONDAY)).forecast

    assert (found.reason, found.end) == ("no_value", date(2026, 9, 30))


def test_bounds_and_chances_of_the_target_are_drawn() -> None:
    found = forecast(
        "O1 | Boréal | 400 | Proposition | 2026-08-31 | 2026-09-30 |",
        targets="metric | quarter | target\nRevenus | 2026-T3 | 1400\nDeals signés | 2026-T3 | 1",
    )

    assert (found.revenue.low, found.revenue.high) == (1000, 1400)
    assert found.revenue.probability == pytest.approx(0.5, abs=0.025)
    assert found.won_deals.probability == 1


def promised(book: MemoryWorkbook) -> dict[str, tuple[float | None, float | None, float | None]]:
    """The forecast of signed deals by week, as it was frozen."""
    frozen = read_past(book.read()).frozen.items()
    return {
        week: (each.value, each.numerator, each.denominator)
        for (week, metric), each in frozen
        if metric == "forecast_won_deals"
    }


def test_each_closed_week_freezes_its_forecast_for_good() -> None:
    """On Sunday the deal was in Négociation, of which two in three were won; on Monday it is lost."""
    book = followed(("2026-08-17", week(0)), ("2026-08-24", week(1)))
    book.snapshot = week(1, "O1 | Boréal | 400 | Négociation | 2026-08-31 | 2026-09-30 |")
    refresh(book, now=at("2026-09-04"))
    book.snapshot = week(1, "O1 | Boréal | 400 | Perdue | 2026-08-31 | 2026-09-30 | 2026-09-07")
    refresh(book, now=at("2026-09-07"))
    book.snapshot = week(1)
    refresh(book, now=at("2026-09-14"))

    found = promised(book)
    assert list(found) == ["2026-W33", "2026-W34", "2026-W35", "2026-W36", "2026-W37"]
    assert found["2026-W33"] == (None, None, None)
    assert found["2026-W36"] == pytest.approx((2 + 2 / 3, 2, 3))
    assert found["2026-W37"] == (2, 2, 2)


def enumerated(chances: Sequence[float], amounts: Sequence[int]) -> dict[int, float]:
    """The chance of each sum, from every way in which the deals may end."""
    sums: dict[int, float] = {}
    for ends in product((False, True), repeat=len(chances)):
        total = sum(amount for amount, won in zip(amounts, ends, strict=True) if won)
        odds = prod(chance if won else 1 - chance for chance, won in zip(chances, ends, strict=True))
        sums[total] = sums.get(total, 0.0) + odds
    return sums


deals = st.tuples(st.one_of(st.floats(0, 1), st.sampled_from((0.0, 1.0))), st.integers(-100, 100_000))


@given(st.lists(deals, max_size=8))
def test_draws_fall_as_an_enumeration_says(drawn: list[tuple[float, int]]) -> None:
    chances, amounts = [chance for chance, _ in drawn], [amount for _, amount in drawn]
    exact = enumerated(chances, amounts)

    (sums,) = draws(np.array(chances, float), [np.array(amounts, np.int64)])

    # Five standard deviations of a share of so many draws.
    margin = 5 * 0.5 / DRAWS**0.5
    for level in exact:
        share = sum(odds for total, odds in exact.items() if total >= level)
        assert (sums >= level).mean() == pytest.approx(share, abs=margin)


def test_the_order_of_the_deals_changes_nothing() -> None:
    chances, amounts = np.linspace(0, 1, 50), np.arange(50) ** 2
    first, last = draws(chances, [amounts]), draws(chances[::-1], [amounts[::-1]])

    assert (first[0] == last[0]).all()


def test_the_draws_are_the_same_on_every_machine() -> None:
    count, sums = draws(np.linspace(0, 1, 200), [np.ones(200, np.int64), np.arange(200) * 1_001])

    told = sha256(count.astype("<i8").tobytes() + sums.astype("<i8").tobytes()).hexdigest()
    assert told.startswith("2798cc74e5464c3e")
