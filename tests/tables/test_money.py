"""Amounts in cents."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from abm_sheets.tables.converting import convert, to_cents


@given(st.integers(-(10**14), 10**14))
def test_a_cent_is_never_lost(cents: int) -> None:
    assert to_cents(np.array([cents / 100])).tolist() == [cents]


@pytest.mark.parametrize(
    ("amount", "cents"),
    [(1.005, 101), (-1.005, -101), (2.675, 268), (0.005, 1), (0.0049, 0), (1e12, 10**14), (np.nan, 0)],
)
def test_halves_go_away_from_zero(amount: float, cents: int) -> None:
    assert to_cents(np.array([amount])).tolist() == [cents]


@pytest.mark.parametrize(
    ("amount", "rate", "cents"),
    [(1.25, 0.9, 113), (-1.25, 0.9, -113), (1.05, 0.1, 11), (100, 0.92, 9200), (0.1, 3, 30)],
)
def test_a_conversion_is_exact(amount: float, rate: float, cents: int) -> None:
    assert convert(amount, rate) == cents


@given(st.decimals(-1000, 1000, places=2), st.decimals("0.01", 100, places=4))
def test_a_conversion_is_within_half_a_cent(amount: Decimal, rate: Decimal) -> None:
    assert abs(convert(float(amount), float(rate)) - amount * rate * 100) <= Decimal("0.5")
