"""The stage of an account, since when, whether it stagnates, and who moved in a week."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import pytest

from abm_sheets.metrics import compute
from abm_sheets.metrics.compute import Figures
from abm_sheets.metrics.figures import Moves
from tests.metrics.quarter import D, settings
from tests.sheets import read

DEAL = "account | stage | created | closed"
TOUCH = "date | account | type | contact"
SIDE_BY_SIDE = "account | targeted | targeted_from | targeted_until\nAlizé | {} | {} | {}"


def visits(*days: str) -> str:
    """Three visits on each day: enough to engage by themselves."""
    return "\n".join(f"{day} | Alizé | visite site | {who}" for day in days for who in "abc")


def figures(
    deals: str = "", touches: str = "", account: tuple[str, str, str] = ("", "", ""), **values: str | int
) -> Figures:
    tables = read(
        accounts=SIDE_BY_SIDE.format(*account),
        opportunities=f"{DEAL}\n{deals.strip()}".strip(),
        interactions=f"{TOUCH}\n{touches}".strip(),
        settings=settings(**values),
    )
    return compute(tables, D)


def stage(
    deals: str = "", touches: str = "", account: tuple[str, str, str] = ("", "", "")
) -> tuple[str | None, date | None]:
    """The stage and its first day."""
    row = figures(deals, touches, account).accounts.iloc[0]
    since = row["stage_since"]
    return row["stage"], None if pd.isna(since) else since.date()


@pytest.mark.parametrize(
    ("deals", "touches", "expected", "since"),
    [
        ("", "", "targeted", D - timedelta(365)),
        ("", visits("2026-09-01"), "engaged", date(2026, 9, 1)),
        ("Alizé | Découverte | 2026-09-05 |", visits("2026-09-01"), "opportunity", date(2026, 9, 5)),
        (
            "Alizé | Gagnée | 2026-08-01 | 2026-09-10\nAlizé | Découverte | 2026-09-05 |",
            visits("2026-09-01"),
            "customer",
            date(2026, 9, 10),
        ),
        ("Alizé | Perdue | 2026-08-01 | 2026-09-10", "", "targeted", date(2026, 9, 10)),
        ("Alizé | Perdue | 2026-08-01 | 2026-09-10", visits("2026-09-01"), "engaged", date(2026, 9, 10)),
        ("Alizé | Gagnée | 2026-08-01 |", "", "targeted", D - timedelta(365)),
        ("Alizé | Gagnée | 2026-09-01 | 2026-09-28", "", "opportunity", date(2026, 9, 1)),
        ("", visits("2026-08-01"), "targeted", date(2026, 8, 31)),
    ],
    ids=[
        "nothing",
        "engaged",
        "open deal",
        "signed",
        "lost",
        "lost, still engaged",
        "won without a date",
        "won tomorrow",
        "no longer engaged",
    ],
)
def test_the_first_stage_that_holds(deals: str, touches: str, expected: str, since: date) -> None:
    assert stage(deals, touches) == (expected, since)


@pytest.mark.parametrize(
    ("touches", "since"),
    [
        (("2026-07-01", "2026-07-31", "2026-08-30"), "2026-07-01"),
        (("2026-07-01", "2026-07-31", "2026-08-31"), "2026-08-31"),
        (("2026-07-01", "2026-08-01", "2026-08-30"), "2026-08-01"),
        (("2026-09-01", "2026-09-28"), "2026-09-01"),
    ],
    ids=["touching", "gap at the end", "gap at the start", "after D"],
)
def test_engagement_without_a_day_of_interruption(touches: tuple[str, ...], since: str) -> None:
    assert stage("", visits(*touches)) == ("engaged", date.fromisoformat(since))


@pytest.mark.parametrize(
    ("first", "second", "since"),
    [
        ("2026-09-10", "2026-09-10", "2026-08-01"),
        ("2026-09-10", "2026-09-11", "2026-09-11"),
        ("2026-09-10", "2026-09-01", "2026-08-01"),
    ],
    ids=["the day the other closes", "a day later", "overlapping"],
)
def test_deals_that_follow_one_another(first: str, second: str, since: str) -> None:
    deals = f"Alizé | Perdue | 2026-08-01 | {first}\nAlizé | Découverte | {second} |"

    assert stage(deals) == ("opportunity", date.fromisoformat(since))


def test_a_long_deal_covers_a_shorter_one_inside_it() -> None:
    deals = """
        Alizé | Découverte | 2026-07-01 |
        Alizé | Perdue     | 2026-07-02 | 2026-07-05
        Alizé | Découverte | 2026-09-01 |
    """

    assert stage(deals) == ("opportunity", date(2026, 7, 1))


def test_an_open_deal_interrupts_engagement() -> None:
    deals = "Alizé | Perdue | 2026-09-05 | 2026-09-08"

    assert stage(deals, visits("2026-09-01")) == ("engaged", date(2026, 9, 8))


def test_the_first_signature_makes_a_customer() -> None:
    deals = "Alizé | Gagnée | 2026-08-01 | 2026-09-10\nAlizé | Gagnée | 2026-07-01 | 2026-07-02"

    assert stage(deals) == ("customer", date(2026, 7, 2))


@pytest.mark.parametrize(
    ("since", "expected"),
    [("2026-09-03", date(2026, 9, 3)), ("2026-08-01", date(2026, 9, 1)), ("", date(2026, 9, 1))],
)
def test_a_stage_does_not_begin_before_the_account_is_targeted(since: str, expected: date) -> None:
    assert stage("", visits("2026-09-01"), account=("", since, "")) == ("engaged", expected)


def test_a_stage_is_not_dated_further_back_than_365_days() -> None:
    assert stage("Alizé | Gagnée | 2020-01-01 | 2020-02-01") == ("customer", date(2025, 9, 27))


@pytest.mark.parametrize("account", [("non", "", ""), ("", "2026-09-28", ""), ("", "", "2026-09-26")])
def test_an_account_that_is_not_active_has_no_stage(account: tuple[str, str, str]) -> None:
    assert stage("Alizé | Découverte | 2026-09-01 |", account=account) == (None, None)


@pytest.mark.parametrize(
    ("deals", "touches", "stagnating"),
    [
        ("Alizé | Découverte | 2026-09-06 |", "", True),
        ("Alizé | Découverte | 2026-09-07 |", "", False),
        ("", visits("2026-09-06"), True),
        ("", visits("2026-09-07"), False),
        ("", "", False),
        ("Alizé | Gagnée | 2026-01-01 | 2026-02-01", "", False),
    ],
)
def test_engaged_and_opportunity_accounts_stagnate(deals: str, touches: str, *, stagnating: bool) -> None:
    assert figures(deals, touches).accounts["stagnating"].tolist() == [stagnating]


def test_the_limit_of_stagnation_is_a_setting() -> None:
    deals = "Alizé | Découverte | 2026-09-20 |"

    assert figures(deals, stagnation_days=7).accounts["stagnating"].tolist() == [True]
    assert figures(deals, stagnation_days=8).accounts["stagnating"].tolist() == [False]


def test_who_moved_in_a_week() -> None:
    tables = read(
        accounts="""
            account    | targeted_from | targeted_until
            Progressed |               |
            Regressed  |               |
            Joined     | 2026-09-21    |
            Left       |               | 2026-09-20
            Same       |               |
            Outside    | 2026-09-28    |
        """,
        opportunities=f"""
            {DEAL}
            Progressed | Découverte | 2026-09-21 |
            Regressed  | Perdue     | 2026-09-20 | 2026-09-21
            Joined     | Découverte | 2026-09-21 |
            Same       | Découverte | 2026-09-20 |
        """,
    )

    assert compute(tables, D).moves == Moves(progressed=[0], regressed=[1], joined=[2], left=[3])
