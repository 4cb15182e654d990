"""Days as whole numbers, and back."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from abm_sheets.metrics.weeks import NEVER_AFTER, NEVER_BEFORE, number, numbers, to_dates

FIRST, LAST = date(1990, 1, 1), date(2100, 12, 31)


def test_every_day_of_a_workbook_stands_between_the_bounds() -> None:
    assert NEVER_BEFORE < number(FIRST) < number(LAST) < NEVER_AFTER


def test_days_follow_one_another() -> None:
    assert number(date(2024, 3, 1)) - number(date(2024, 2, 28)) == 2


def test_a_column_of_dates_becomes_numbers_and_blanks_what_is_asked() -> None:
    dates = pd.Series([np.datetime64("2026-09-27", "s"), np.datetime64("NaT", "s")])

    assert numbers(dates).tolist() == [number(date(2026, 9, 27)), NEVER_AFTER]
    assert numbers(dates, NEVER_BEFORE).tolist() == [number(date(2026, 9, 27)), NEVER_BEFORE]


def test_numbers_become_dates_where_they_are_known() -> None:
    days = np.array([number(date(2026, 9, 27)), 0])

    dates = to_dates(days, np.array([True, False]))

    assert dates[0] == np.datetime64("2026-09-27")
    assert np.isnat(dates[1])
