"""The product gives the numbers of an independent reading of the definitions, on whatever is made up."""

from __future__ import annotations

import json
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.golden.compare import compare
from tests.metrics.quarter import D
from tests.oracle.book import book_of
from tests.oracle.figures import figures
from tests.sheets import NOW
from tests.small_books import SETTINGS, Book, books, snapshot_of
from tests.soak.company import Company
from tests.test_properties import report
from tests.trying import one_in

WEEK = timedelta(days=7)
days = st.one_of(st.just(D), st.integers(-100, 10).map(lambda back: D + timedelta(days=back)))


def differences(book: Book, day: date) -> list[str]:
    found = json.loads(report(snapshot_of(book), day).model_dump_json())
    expected = figures(book_of(book), day)
    if day == NOW.date():
        # The run of the day notes the stages that deals are in, which the oracle knows nothing of.
        del expected["forecast"]
    return compare(expected, found)


@one_in(2)
@given(books(), days)
def test_the_product_agrees_with_the_oracle(book: Book, day: date) -> None:
    assert differences(book, day) == []


@pytest.mark.parametrize("seed", range(12))
def test_it_agrees_after_a_year_of_a_company_too(seed: int) -> None:
    chance = Random(seed)  # noqa: S311 (no secret)
    company, first = Company(chance), D - timedelta(days=D.weekday()) - 50 * WEEK
    company.begin(first)
    for number in range(51):
        company.moves(first + number * WEEK)
        company.week(first + number * WEEK)
    asked = chance.sample(sorted(SETTINGS), 4)
    settings = [{"setting": name, "value": chance.choice(SETTINGS[name])} for name in asked]
    day = D - timedelta(days=chance.choice((0, 0, 1, 40, 88)))

    assert differences({**company.content(), "settings": settings}, day) == []
