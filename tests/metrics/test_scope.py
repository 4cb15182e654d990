"""The quarter of a day, and who is active, in scope and in the programme on it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from abm_sheets.metrics.figures import Period
from abm_sheets.metrics.scope import period_of
from tests.metrics.quarter import DAY, D, prepared, settings

QUARTERS = [
    ("2026-09-27", 1, "2026-07-01", "2026-09-30", "2026-Q3"),
    ("2026-01-01", 1, "2026-01-01", "2026-03-31", "2026-Q1"),
    ("2026-12-31", 1, "2026-10-01", "2026-12-31", "2026-Q4"),
    ("2024-02-29", 1, "2024-01-01", "2024-03-31", "2024-Q1"),
    ("2026-02-10", 4, "2026-01-01", "2026-03-31", "2025-Q4"),
    ("2026-04-01", 4, "2026-04-01", "2026-06-30", "2026-Q1"),
    ("2026-01-31", 2, "2025-11-01", "2026-01-31", "2025-Q4"),
    ("2026-02-01", 2, "2026-02-01", "2026-04-30", "2026-Q1"),
    ("2026-02-28", 12, "2025-12-01", "2026-02-28", "2025-Q1"),
]

ACCOUNTS = """
    account   | targeted | targeted_from | targeted_until
    Always    |          |               |
    Never     | non      |               |
    Before    | oui      |               | 2026-06-30
    First day | oui      |               | 2026-07-01
    Today     | oui      | 2026-09-27    | 2026-09-27
    Tomorrow  | oui      | 2026-09-28    |
    Backwards | oui      | 2026-08-10    | 2026-08-01
"""


@pytest.mark.parametrize(("day", "start", "first", "last", "name"), QUARTERS)
def test_the_quarter_of_a_day(day: str, start: int, first: str, last: str, name: str) -> None:
    on = date.fromisoformat(day)

    assert period_of(on, start) == Period(date.fromisoformat(first), on, date.fromisoformat(last), name)


def test_the_share_of_a_quarter_that_is_over_counts_both_ends() -> None:
    assert period_of(D, 1).elapsed == Fraction(89, 92)
    assert period_of(date(2026, 7, 1), 1).elapsed == Fraction(1, 92)
    assert period_of(date(2026, 9, 30), 1).elapsed == 1


def test_the_settings_say_when_quarters_start() -> None:
    assert prepared(settings=settings(fiscal_year_start=2)).period(D).start == date(2026, 8, 1)


def test_who_is_active_in_scope_and_in_the_programme() -> None:
    ready = prepared(accounts=ACCOUNTS)
    names = ready.tables.accounts["account"]
    accounts = ready.accounts

    assert names[accounts.active(DAY)].tolist() == ["Always", "Today"]
    assert names[accounts.in_scope(ready.period(D))].tolist() == ["Always", "First day", "Today"]
    assert names[accounts.in_programme(DAY)].tolist() == [
        "Always",
        "Before",
        "First day",
        "Today",
        "Backwards",
    ]
