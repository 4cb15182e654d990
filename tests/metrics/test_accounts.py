"""Each account's figures, one row per account in the order of the tab."""

from __future__ import annotations

import pandas as pd
import pytest

from abm_sheets.metrics import compute
from tests.metrics.quarter import D
from tests.sheets import read

ACCOUNTS = """
    account | targeted | targeted_from | targeted_until
    Boréal  |          |               |
    Alizé   | non      |               |
    Cobalt  |          |               | 2026-08-31
    ALIZE   |          |               |
"""


@pytest.fixture(scope="module")
def accounts() -> pd.DataFrame:
    tables = read(
        accounts=ACCOUNTS,
        interactions="""
            date       | account | type        | contact
            2026-07-01 | Boréal  | visite site |
            2026-09-02 | Boréal  | visite site |
            2026-09-03 | Boréal  | visite site | a
            2026-09-03 | Boréal  | visite site | b
            2026-09-28 | Boréal  | visite site |
            2026-09-01 | Cobalt  | visite site | a
            2026-09-01 | Cobalt  | visite site | b
            2026-09-01 | Cobalt  | visite site | c
        """,
        opportunities="""
            account | stage      | created    | closed     | amount
            Boréal  | Découverte | 2026-08-01 |            | 100.10
            Boréal  | Découverte | 2026-01-01 |            | 200
            Boréal  | Gagnée     | 2026-01-01 | 2026-09-01 | 1000
            Alizé   | Gagnée     | 2026-08-01 | 2026-09-01 | 9000
            Alizé   | Découverte | 2026-08-01 |            | 300
        """,
        marketing_costs="date | amount | account\n2026-08-01 | 100 | Boréal\n2026-08-01 | 5 | Cobalt",
        sales_costs="date | amount | account\n2026-08-01 | 150 | Boréal\n2026-08-01 | 7 | Alizé",
    )
    return compute(tables, D).accounts.set_index("account")


def test_every_account_that_counts_in_the_order_of_the_tab(accounts: pd.DataFrame) -> None:
    assert accounts.index.tolist() == ["Boréal", "Alizé", "Cobalt"]


def test_an_account_in_full(accounts: pd.DataFrame) -> None:
    assert accounts.loc["Boréal"].to_dict() == {
        "active": True,
        "in_scope": True,
        "stage": "customer",
        "stage_since": pd.Timestamp("2026-09-01"),
        "stagnating": False,
        "engaged": True,
        "interactions": 3,
        "last_interaction": pd.Timestamp("2026-09-03"),
        "engaged_until": pd.Timestamp("2026-10-01"),
        "opportunities": 1,
        "won_deals": 1,
        "open_amount": 30_010,
        "revenue": 100_000,
        "marketing_costs": 10_000,
        "sales_costs": 15_000,
        "roi": 3,
        "contacts": 2,
        "single_contact": False,
        "engaged_if_by": pd.NaT,
    }


def test_out_of_scope_an_account_has_open_deals_but_neither_opportunities_nor_money(
    accounts: pd.DataFrame,
) -> None:
    alize = accounts.loc["Alizé"]

    assert not alize["active"]
    assert not alize["in_scope"]
    assert not alize[["opportunities", "won_deals", "revenue", "sales_costs"]].any()
    assert alize["open_amount"] == 30_000
    assert pd.isna(alize["roi"])


def test_an_account_no_longer_active_is_in_scope_without_a_stage(accounts: pd.DataFrame) -> None:
    (cobalt,) = accounts.loc[["Cobalt"]].to_dict("records")

    assert cobalt["in_scope"]
    assert cobalt["stage"] is None
    assert not cobalt["engaged"]
    assert cobalt["interactions"] == 3
    assert pd.isna(cobalt["stage_since"])
    assert pd.isna(cobalt["engaged_until"])
    assert (cobalt["marketing_costs"], cobalt["roi"]) == (500, -1)


def test_missing_tabs_leave_zeros() -> None:
    tables = read(interactions=None, opportunities=None, marketing_costs=None, sales_costs=None)

    accounts = compute(tables, D).accounts

    assert accounts[["interactions", "opportunities", "revenue", "marketing_costs"]].to_numpy().sum() == 0
    assert accounts["stage"].tolist() == ["targeted", "targeted"]
    assert accounts["last_interaction"].isna().all()
