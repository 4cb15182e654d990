"""The rows that prove each account's figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from abm_sheets.metrics import compute
from tests.metrics.quarter import D
from tests.sheets import read


def proofs(**tabs: Any) -> Mapping[str, pd.DataFrame]:
    return compute(read(**tabs), D).proofs


def pairs(frame: pd.DataFrame) -> list[tuple[int, ...]]:
    return [tuple(row) for row in frame.to_numpy().tolist()]


def test_the_interactions_counted_in_the_window() -> None:
    found = proofs(
        interactions="""
            date       | account | type
            2026-09-01 | Boréal  | visite site
            2026-08-29 | Alizé   | visite site
            2026-08-28 | Alizé   | visite site
            2026-09-27 | Alizé   | visite site
            2026-09-28 | Alizé   | visite site
            2026-09-27 | Alizé   | ouverture e-mail
        """
    )

    assert pairs(found["interactions"]) == [(0, 3), (0, 5), (1, 2)]


def test_the_deals_created_or_closed_in_the_period_or_open() -> None:
    found = proofs(
        opportunities="""
            account | stage      | created    | closed
            Boréal  | Découverte | 2026-01-01 |
            Alizé   | Gagnée     | 2026-01-01 | 2026-06-30
            Alizé   | Gagnée     | 2026-01-01 | 2026-07-01
            Alizé   | Gagnée     | 2026-08-01 |
            Alizé   | Découverte | 2026-09-28 |
        """
    )

    assert pairs(found["opportunities"]) == [(0, 4), (0, 5), (1, 2)]


def test_an_accounts_own_costs_then_one_row_for_all_that_it_shares() -> None:
    found = proofs(
        accounts="account | targeted\nAlizé |\nBoréal |\nCobalt | non",
        marketing_costs="""
            date       | amount | account
            2026-08-02 | 3      |
            2026-08-01 | 10     | Boréal
            2026-08-01 | 1.01   |
            2026-08-01 | 20     | Cobalt
            2026-06-30 | 20     | Boréal
            2026-08-01 | 40     | Inconnu
        """,
    )["marketing_costs"]

    assert found.columns.tolist() == ["account", "row", "amount", "shared"]
    assert pairs(found) == [(0, 2, 201, 2), (1, 3, 1_000, 0), (1, 2, 200, 2)]


def test_tabs_that_are_missing_prove_nothing() -> None:
    assert proofs(interactions=None, opportunities=None, marketing_costs=None, sales_costs=None) == {}
