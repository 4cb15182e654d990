"""Which deals exist, and are open, won or lost, on a day."""

from __future__ import annotations

import numpy as np
import pytest

from abm_sheets.metrics.weeks import Mask, number
from tests.metrics.quarter import DAY, D, prepared

DEALS = prepared(
    opportunities="""
        name              | account | stage     | created    | closed     | amount
        open              | Alizé   | Découverte| 2026-09-27 |            | 10
        tomorrow          | Alizé   | Découverte| 2026-09-28 |            | 20
        expected          | Alizé   | Découverte| 2026-07-01 | 2026-08-01 | 40
        won               | Boréal  | Gagnée    | 2026-07-01 | 2026-09-27 | 80
        won later         | Boréal  | gagnee    | 2026-07-01 | 2026-09-28 | 160
        won, no date      | Boréal  | Gagnée    | 2026-07-01 |            | 320
        lost              | Alizé   | Perdue    | 2026-07-01 | 2026-09-26 |
        lost, no date     | Alizé   | Perdue    | 2026-07-01 |            | 640
        unknown stage     | Boréal  | Rêve      | 2026-07-01 |            |
    """
)


def named(where: Mask) -> list[str]:
    opportunities = DEALS.tables.opportunities
    assert opportunities is not None
    return opportunities["name"][where].tolist()


def test_open_deals_exist_and_are_not_over() -> None:
    assert named(DEALS.deals.open(DAY)) == ["open", "expected", "won later", "unknown stage"]


def test_won_and_lost_deals_are_closed_by_the_day() -> None:
    assert named(DEALS.deals.won(DAY)) == ["won"]
    assert named(DEALS.deals.lost(DAY)) == ["lost"]
    assert named(DEALS.deals.won(DAY + 1)) == ["won", "won later"]


def test_a_deal_is_open_until_the_day_before_it_closes() -> None:
    assert "won" in named(DEALS.deals.open(DAY - 1))
    assert "won" not in named(DEALS.deals.open(DAY))


def test_deals_created_and_closed_between_two_days() -> None:
    deals, yesterday = DEALS.deals, DAY - 1

    assert named(deals.created_between(DAY, DAY)) == ["open"]
    assert named(deals.closed_between(yesterday, DAY)) == ["won", "lost"]


def test_sums_and_counts_by_account() -> None:
    deals = DEALS.deals
    everything = np.ones(len(deals.account), bool)

    assert deals.total(deals.open(DAY)) == 21_000
    assert deals.cents_by_account(everything, 2).tolist() == [71_000, 56_000]
    assert deals.count_by_account(everything, 2).tolist() == [5, 4]


def test_stretches_of_days_with_an_open_deal() -> None:
    who, first, last = DEALS.deals.spells(DAY)

    july, august = number(D.replace(month=7, day=1)), number(D.replace(month=9, day=26))
    assert list(zip(who.tolist(), first.tolist(), last.tolist(), strict=True)) == [
        (0, DAY, DAY),
        (0, july, DAY),
        (1, july, august),
        (1, july, DAY),
        (0, july, august - 1),
        (1, july, DAY),
    ]


@pytest.mark.parametrize("day", [DAY, 0])
def test_without_the_tab_there_is_no_deal(day: int) -> None:
    deals = prepared(opportunities=None).deals

    assert not deals.open(day).any()
    assert deals.total(deals.won(day)) == 0
