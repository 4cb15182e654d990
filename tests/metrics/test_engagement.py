"""Engaged accounts: the window, what counts, and until when it lasts."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from abm_sheets.metrics import compute
from abm_sheets.metrics.engagement import Engagement
from abm_sheets.metrics.moment import Prepared
from abm_sheets.metrics.weeks import number
from abm_sheets.tables.settings import Settings
from tests.metrics.made import values
from tests.metrics.quarter import DAY, D, prepared, settings
from tests.sheets import read

HEADER = "date | account | type | asset | contact | source | id"
TWO = """
    2026-09-10 | Alizé | visite site   | | | |
    2026-09-20 | Alizé | visite site   | | | |
"""


def with_rows(rows: str, **tabs: str) -> Prepared:
    return prepared(interactions=f"{HEADER}\n{rows.strip()}", **tabs)


@pytest.mark.parametrize(
    ("third", "engaged"),
    [
        ("2026-08-29", True),
        ("2026-08-28", False),
        ("2026-09-27", True),
        ("2026-09-28", False),
    ],
)
def test_the_window_is_thirty_days_with_both_ends_in(third: str, *, engaged: bool) -> None:
    ready = with_rows(f"{TWO.strip()}\n{third} | Alizé | visite site | | | |")

    assert ready.engagement.engaged(DAY).tolist() == [engaged, False]
    assert ready.engagement.in_window(DAY).tolist() == [2 + engaged, 0]


@pytest.mark.parametrize(
    "third",
    [
        "2026-09-15 | Alizé    | ouverture e-mail | | | |",
        "2026-09-15 | Inconnu  | visite site      | | | |",
        "2026-09-15 | Alizé    | pigeon voyageur  | | | |",
        "2026-09-20 | ALIZE SA | Visite Site      | | | |",
        "bientôt    | Alizé    | visite site      | | | |",
        "           | Alizé    | visite site      | | | |",
        "|",
    ],
    ids=[
        "not engagement",
        "unknown account",
        "unknown type",
        "same row",
        "no date",
        "blank date",
        "blank row",
    ],
)
def test_what_is_not_counted(third: str) -> None:
    assert with_rows(f"{TWO.strip()}\n{third}").engagement.in_window(DAY).tolist() == [2, 0]


@pytest.mark.parametrize(
    "third",
    [
        "2026-09-20 | Alizé | visite site    |       | Jo |     |",
        "2026-09-20 | Alizé | visite site    | Guide |    |     |",
        "2026-09-20 | Alizé | visite site    |       |    | CRM |",
        "2026-09-20 | Alizé | visite site    |       |    |     | e1",
        "2026-09-20 | Alizé | réponse e-mail |       |    |     |",
        "2026-09-21 | Alizé | visite site    |       |    |     |",
        "2026-09-20 | x@alize.fr | visite site | Guide | | |",
    ],
    ids=["contact", "asset", "source", "id", "type", "date", "e-mail address"],
)
def test_rows_that_differ_in_anything_both_count(third: str) -> None:
    assert with_rows(f"{TWO.strip()}\n{third}").engagement.in_window(DAY).tolist() == [3, 0]


def test_the_same_id_counts_once_and_the_first_row_is_kept() -> None:
    ready = with_rows(
        """
        2026-09-10 | Alizé  | visite site | | | | e1
        2026-09-20 | Boréal | visite site | | | | e1
        2026-09-21 | Boréal | visite site | | | | e2
        """
    )

    assert ready.engagement.in_window(DAY).tolist() == [1, 1]


def test_engaged_until_is_the_third_latest_interaction_plus_twenty_nine_days() -> None:
    ready = with_rows(
        """
        2026-09-01 | Alizé | visite site | | | |
        2026-09-04 | Alizé | visite site | | | |
        2026-09-10 | Alizé | visite site | | | |
        2026-09-20 | Alizé | visite site | | | |
        """
    )

    until = ready.engagement.until(DAY)[0]

    assert until - number(D.replace(day=4)) == 29
    assert ready.engagement.engaged(until)[0]
    assert not ready.engagement.engaged(until + 1)[0]


def test_the_settings_change_the_number_and_the_window() -> None:
    rules = settings(engagement_min_interactions=2, engagement_window_days=8)
    ready = with_rows(f"{TWO.strip()}\n2026-09-27 | Alizé | visite site | | | |", settings=rules)

    assert ready.engagement.engaged(DAY)[0]
    assert not ready.engagement.engaged(DAY - 1)[0]
    assert ready.engagement.until(DAY)[0] - number(D.replace(day=20)) == 7


def test_the_latest_interaction_ignores_what_comes_later() -> None:
    ready = with_rows(f"{TWO.strip()}\n2026-09-28 | Alizé | visite site | | | |")

    days, known = ready.engagement.last(DAY)

    assert known.tolist() == [True, False]
    assert days[0] == number(D.replace(day=20))


def test_stretches_of_engagement() -> None:
    rules = settings(engagement_min_interactions=2, engagement_window_days=10)
    ready = with_rows(f"{TWO.strip()}\n2026-09-11 | Alizé | visite site | | | |", settings=rules)

    who, first, last = ready.engagement.spells(DAY)

    day = [number(D.replace(day=day)) for day in (11, 19, 20, 20)]
    assert who.tolist() == [0, 0]
    assert list(zip(first.tolist(), last.tolist(), strict=True)) == [(day[0], day[1]), (day[2], day[3])]


def test_stretches_end_at_the_day_asked_and_none_begins_after_it() -> None:
    rules = settings(engagement_min_interactions=1)
    _, first, last = with_rows(TWO, settings=rules).engagement.spells(number(D.replace(day=15)))

    assert first.tolist() == [number(D.replace(day=10))]
    assert last.tolist() == [number(D.replace(day=15))]


def test_engaged_accounts_are_those_in_scope_and_active() -> None:
    rows = [
        f"{D - timedelta(days=back)} | {account} | visite site | | | |"
        for account in ("Alizé", "Boréal", "Cobalt")
        for back in range(3)
    ]
    accounts = """
        account | targeted | targeted_until
        Alizé   |          |
        Boréal  |          | 2026-09-26
        Cobalt  | non      |
    """

    figures = compute(read(accounts=accounts, interactions="\n".join([HEADER, *rows])), D)

    assert values(figures.now, "target_accounts", "engaged_accounts") == [2, 1]
    assert figures.accounts["interactions"].tolist() == [3, 3, 3]
    assert figures.accounts["engaged"].tolist() == [True, False, False]


def test_without_the_tab_nobody_is_engaged() -> None:
    engagement = prepared(interactions=None).engagement

    assert engagement.in_window(DAY).tolist() == [0, 0]
    assert engagement.last(DAY)[1].tolist() == [False, False]


@given(st.lists(st.integers(-40, 0), max_size=6), st.integers(2, 4), st.integers(1, 30))
def test_one_more_interaction_engages_until_the_day_said_and_not_after(
    back: list[int], needed: int, window: int
) -> None:
    own = Settings(engagement_min_interactions=needed, engagement_window_days=window)
    before = [DAY + days for days in back]
    until, short = interacting(before, own).one_short(DAY)
    last = int(until[0])

    assert bool(short[0]) == (interacting(before, own).in_window(DAY)[0] == needed - 1)
    if short[0]:
        assert last >= DAY
        for day in (DAY, last):
            assert interacting([*before, day], own).engaged(day)[0]
        assert not interacting([*before, last + 1], own).engaged(last + 1)[0]


def interacting(days: list[int], own: Settings) -> Engagement:
    """The counted interactions of one account."""
    keys = np.sort(np.array(days, np.int64))
    return Engagement(
        keys, np.array([0, len(keys)]), own.engagement_min_interactions, own.engagement_window_days
    )
