"""The closing dates of the weekly and monthly tables."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abm_sheets.metrics.weeks import Closing, months, week_label, weeks


def test_a_sunday_closes_its_week() -> None:
    found = weeks(date(2026, 9, 27))

    assert len(found) == 13
    assert found[0] == Closing("2026-W27", date(2026, 7, 5), provisional=False)
    assert found[-1] == Closing("2026-W39", date(2026, 9, 27), provisional=False)


@pytest.mark.parametrize("day", [date(2026, 9, 28), date(2026, 10, 3)])
def test_another_day_adds_the_running_week(day: date) -> None:
    found = weeks(day)

    assert len(found) == 14
    assert found[-2:] == [
        Closing("2026-W39", date(2026, 9, 27), provisional=False),
        Closing("2026-W40", day, provisional=True),
    ]


@pytest.mark.parametrize(
    ("day", "label"),
    [
        (date(2026, 12, 31), "2026-W53"),
        (date(2027, 1, 3), "2026-W53"),
        (date(2027, 1, 4), "2027-W01"),
        (date(2024, 12, 30), "2025-W01"),
        (date(2021, 1, 1), "2020-W53"),
    ],
)
def test_weeks_are_iso_weeks(day: date, label: str) -> None:
    assert week_label(day) == label


def test_a_year_of_53_weeks_loses_none() -> None:
    labels = [each.label for each in weeks(date(2027, 1, 6))]

    assert labels[-4:] == ["2026-W51", "2026-W52", "2026-W53", "2027-W01"]


def test_the_end_of_a_month_closes_it() -> None:
    found = months(date(2024, 2, 29))

    assert len(found) == 12
    assert found[0] == Closing("2023-03", date(2023, 3, 31), provisional=False)
    assert found[-1] == Closing("2024-02", date(2024, 2, 29), provisional=False)


def test_another_day_adds_the_running_month() -> None:
    found = months(date(2024, 2, 28))

    assert len(found) == 13
    assert found[0].label == "2023-02"
    assert found[-2:] == [
        Closing("2024-01", date(2024, 1, 31), provisional=False),
        Closing("2024-02", date(2024, 2, 28), provisional=True),
    ]


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_every_table_ends_at_its_day_or_before(day: date) -> None:
    closed = [each for each in weeks(day) if not each.provisional]

    assert {each.as_of.isoweekday() for each in closed} == {7}
    assert day - closed[-1].as_of < timedelta(days=7)
    assert weeks(day)[-1].as_of == day
    assert months(day)[-1].as_of == day
    assert all((each.as_of + timedelta(days=1)).day == 1 for each in months(day) if not each.provisional)
