"""Shares to the cent, by largest remainder."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from abm_sheets.metrics.costs import share, share_all

AMOUNTS = st.integers(-10_000_000, 10_000_000)
WEIGHTS = st.lists(st.integers(0, 50), min_size=1, max_size=12).filter(any)


@pytest.mark.parametrize(
    ("cents", "weights", "shares"),
    [
        (100, [1, 1, 1], [34, 33, 33]),
        (101, [1, 1, 1], [34, 34, 33]),
        (-100, [1, 1, 1], [-34, -33, -33]),
        (0, [1, 1], [0, 0]),
        (1, [1, 1, 1], [1, 0, 0]),
        (100, [2, 1], [67, 33]),
        (100, [1, 2], [33, 67]),
        (100, [3, 3, 1], [43, 43, 14]),
        (100, [0, 1, 0], [0, 100, 0]),
        (5, [1, 1, 2], [1, 1, 3]),
        (-5, [1, 1, 2], [-1, -1, -3]),
        (10, [6, 1, 1], [8, 1, 1]),
    ],
)
def test_cents_left_go_to_the_largest_remainders_then_in_order(
    cents: int, weights: list[int], shares: list[int]
) -> None:
    assert share(cents, np.array(weights)).tolist() == shares


@given(AMOUNTS, WEIGHTS)
def test_shares_add_up_and_nobody_is_a_cent_away(cents: int, weights: list[int]) -> None:
    shares = share(cents, np.array(weights))

    exact = [cents * weight / sum(weights) for weight in weights]
    assert shares.sum() == cents
    assert all(abs(ours - theirs) < 1 for ours, theirs in zip(shares.tolist(), exact, strict=True))


@given(AMOUNTS, WEIGHTS)
def test_a_credit_is_shared_as_a_charge_is(cents: int, weights: list[int]) -> None:
    assert (share(-cents, np.array(weights)) == -share(cents, np.array(weights))).all()


@given(st.lists(AMOUNTS, min_size=1, max_size=8), WEIGHTS)
def test_amounts_shared_together_are_shared_as_one_by_one(amounts: list[int], weights: list[int]) -> None:
    expected = sum(share(cents, np.array(weights)) for cents in amounts)

    assert (share_all(np.array(amounts), np.array(weights)) == expected).all()


@given(st.lists(AMOUNTS, min_size=1, max_size=8), st.integers(1, 12), st.integers(1, 9))
def test_equal_weights_too(amounts: list[int], members: int, weight: int) -> None:
    expected = sum(share(cents, np.ones(members, np.int64)) for cents in amounts)

    assert (share_all(np.array(amounts), np.full(members, weight)) == expected).all()


def test_large_amounts_by_large_weights_stay_exact() -> None:
    weights = np.array([500_000, 499_999, 1])

    assert share(10**14 + 1, weights).sum() == 10**14 + 1
