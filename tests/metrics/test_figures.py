"""The values that the metrics are given as."""

from __future__ import annotations

from abm_sheets.metrics.values import Rate


def test_a_rate_is_a_share() -> None:
    assert Rate(7, 50).value == 0.14


def test_a_rate_of_nothing_has_no_value() -> None:
    assert Rate(0, 0).value is None
