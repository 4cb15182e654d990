"""Pipeline velocity and its four inputs."""

from __future__ import annotations

import pytest

from abm_sheets.metrics.moment import Moment, Prepared
from abm_sheets.metrics.values import Rate, Velocity
from abm_sheets.metrics.velocity import velocity
from tests.metrics.quarter import D, prepared, settings

HEADER = "account | stage | created | closed | amount"
PIPELINE = """
    Alizé   | Découverte | 2026-08-01 |            | 1000
    Alizé   | Découverte | 2026-08-01 |            | 2000
    Boréal  | Découverte | 2026-08-01 |            |
    Boréal  | Découverte | 2026-09-28 |            | 5000
"""
CLOSED = """
    Alizé   | Gagnée     | 2026-08-01 | 2026-08-11 | 100
    Alizé   | Gagnée     | 2026-08-01 | 2026-08-21 | 100
    Boréal  | Gagnée     | 2026-08-01 | 2026-09-15 | 100
    Boréal  | Perdue     | 2026-08-01 | 2026-08-02 | 100
"""


def speed(*rows: str, accounts: str | None = None, **values: str | int) -> Velocity:
    tabs = {"accounts": accounts} if accounts else {}
    deals = "\n".join([HEADER, *(each.strip() for each in rows)])
    ready = prepared(opportunities=deals, settings=settings(**values), **tabs)
    return found_in(ready)


def found_in(ready: Prepared) -> Velocity:
    return velocity(ready.deals, Moment(ready, D).inputs, ready.tables.settings)


def test_the_average_amount_times_win_rate_times_deals_over_cycle() -> None:
    found = speed(PIPELINE, CLOSED)

    assert (found.deals, found.pipeline_value) == (2, 150_000)
    assert (found.win_rate, found.cycle_days) == (Rate(3, 4), 20)
    assert found.value == 2 * 150_000 * 0.75 / 20
    assert found.reason is None


def test_the_other_reading_takes_the_total() -> None:
    found = speed(PIPELINE, CLOSED, velocity_value="total")

    assert found.pipeline_value == 300_000
    assert found.value == 2 * 300_000 * 0.75 / 20


def test_the_mean_cycle() -> None:
    assert speed(PIPELINE, CLOSED, cycle="mean").cycle_days == 25


def test_an_even_number_of_wins_gives_half_days() -> None:
    assert speed(PIPELINE, *CLOSED.strip().splitlines()[:2]).cycle_days == 15


@pytest.mark.parametrize(
    ("closed", "wins"),
    [
        ("2025-09-28", Rate(1, 1)),
        ("2025-09-27", Rate(0, 0)),
        ("2026-09-27", Rate(1, 1)),
        ("2026-09-28", Rate(0, 0)),
    ],
)
def test_the_win_rate_looks_365_days_back_with_both_ends_in(closed: str, wins: Rate) -> None:
    assert speed(f"Alizé | Gagnée | 2025-09-01 | {closed} | 1").win_rate == wins


def test_the_window_of_the_win_rate_is_a_setting() -> None:
    assert speed(CLOSED, win_rate_window_days=38).win_rate == Rate(2, 2)
    assert speed(CLOSED, win_rate_window_days=13).win_rate == Rate(1, 1)


def test_a_deal_closed_before_it_was_created_is_won_but_tells_no_cycle() -> None:
    early = "Boréal | Gagnée | 2026-08-20 | 2026-08-19 | 1"

    assert speed(PIPELINE, CLOSED, early).cycle_days == 20
    assert speed(PIPELINE, CLOSED, early).win_rate == Rate(4, 5)
    assert speed(PIPELINE, early).value is None
    assert speed(PIPELINE, early).reason == "no_cycle"


def test_a_cycle_is_one_day_at_least() -> None:
    found = speed(PIPELINE, "Alizé | Gagnée | 2026-08-20 | 2026-08-20 | 1")

    assert found.cycle_days == 1
    assert found.value == 300_000


def test_accounts_out_of_the_programme_do_not_count_and_former_targets_do() -> None:
    accounts = """
        account | targeted | targeted_from | targeted_until
        Alizé   |          |               | 2025-01-01
        Boréal  |          | 2026-09-28    |
    """

    found = speed(PIPELINE, CLOSED, accounts=accounts)

    assert (found.deals, found.win_rate, found.cycle_days) == (2, Rate(2, 2), 15)


def test_no_open_deal_gives_zero_and_no_pipeline_value() -> None:
    assert speed(CLOSED) == Velocity(0, None, Rate(3, 4), 20, 0, "no_open_deal")


def test_no_closed_deal_gives_no_value() -> None:
    assert speed(PIPELINE) == Velocity(2, 150_000, Rate(0, 0), None, None, "no_closed_deal")


def test_no_won_deal_gives_no_value() -> None:
    found = speed(PIPELINE, CLOSED.strip().splitlines()[-1])

    assert found == Velocity(2, 150_000, Rate(0, 1), None, None, "no_won_deal")


def test_no_deal_at_all_gives_zero() -> None:
    assert speed() == Velocity(0, None, Rate(0, 0), None, 0, "no_open_deal")


def test_an_amount_in_another_currency_without_a_rate_is_unknown() -> None:
    deals = "account | stage | created | amount | currency\nAlizé | Découverte | 2026-08-01 | 100 | CHF"
    ready = prepared(opportunities=deals)

    found = found_in(ready)

    assert (found.deals, found.value) == (0, 0)
