"""Account to opportunity conversion."""

from __future__ import annotations

from abm_sheets.metrics.conversion_rate import CONVERSION_RATE
from abm_sheets.metrics.known import QUANTITIES
from abm_sheets.metrics.metric import measured
from abm_sheets.metrics.moment import Moment
from abm_sheets.metrics.values import Rate
from tests.metrics.quarter import D, prepared

ACCOUNTS = """
    account | targeted
    Alizé   |
    Boréal  |
    Cobalt  |
    Dolmen  | non
"""


def found(opportunities: str, accounts: str = ACCOUNTS) -> tuple[float | None, Rate | None]:
    """The accounts with an opportunity, and the rate."""
    result = measured(Moment(prepared(accounts=accounts, opportunities=opportunities), D), QUANTITIES)
    return result.measure("accounts_with_opportunity").value, result[CONVERSION_RATE]


def test_opportunities_created_in_the_period_over_accounts_in_scope() -> None:
    result = found(
        """
        account | stage      | created    | closed
        Alizé   | Découverte | 2026-07-01 |
        Alizé   | Perdue     | 2026-08-01 | 2026-08-02
        Boréal  | Gagnée     | 2026-09-27 |
        Boréal  | Découverte | 2026-09-28 |
        Cobalt  | Découverte | 2026-06-30 |
        Dolmen  | Découverte | 2026-08-01 |
        """
    )

    assert result == (2, Rate(3, 3))


def test_the_same_id_counts_once() -> None:
    result = found(
        """
        id   | account | stage      | created
        D-1  | Alizé   | Découverte | 2026-08-01
        D-1  | Boréal  | Découverte | 2026-08-01
             | Boréal  | Découverte | 2026-08-01
             | Boréal  | Découverte | 2026-08-01
        """
    )

    assert result == (2, Rate(3, 3))


def test_no_account_in_scope_gives_no_rate() -> None:
    result = found(
        "account | stage | created\nAlizé | Découverte | 2026-08-01", "account | targeted\nAlizé | non"
    )

    assert result == (0, Rate(0, 0))
