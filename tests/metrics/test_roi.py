"""ROI, and who bears which cost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from abm_sheets.metrics import compute
from abm_sheets.metrics.values import Return
from tests.metrics.made import values
from tests.metrics.quarter import D, prepared, settings
from tests.sheets import read

COST = "date | amount | account | industry"
ACCOUNTS = """
    account | industry | targeted | targeted_from | targeted_until
    Alizé   | Acier    |          |               |
    Boréal  | acier    |          | 2026-08-01    |
    Cobalt  | Énergie  |          |               | 2026-08-31
    Dolmen  | Papier   | non      |               |
"""
VISITS = """
    date       | account | type
    2026-07-01 | Alizé   | visite site
    2026-09-27 | Alizé   | visite site
    2026-08-15 | Boréal  | visite site
    2026-06-30 | Cobalt  | visite site
    2026-08-15 | Cobalt  | ouverture e-mail
"""


@dataclass(frozen=True)
class Borne:
    """What each of the four accounts bears, what nobody does, and the rows to look at."""

    accounts: list[int]
    unallocated: int = 0
    outside: tuple[int, ...] = ()
    unknown_industry: tuple[int, ...] = ()


def borne(*lines: str, day: date = D, **values: str | int) -> Borne:
    ready = prepared(
        accounts=ACCOUNTS,
        interactions=VISITS,
        marketing_costs="\n".join([COST, *lines]),
        settings=settings(**values),
    )
    shares = ready.allocate(ready.period(day))["marketing_costs"]
    return Borne(
        shares.by_account.tolist(),
        shares.unallocated,
        tuple(shares.outside),
        tuple(shares.unknown_industry),
    )


def test_a_line_with_an_account_is_its_own() -> None:
    assert borne("2026-07-01 | 10.01 | Boréal | Énergie") == Borne([0, 1_001, 0, 0])


def test_a_line_of_an_account_out_of_scope_is_left_out() -> None:
    assert borne("2026-07-01 | 10 | Dolmen |") == Borne([0, 0, 0, 0], outside=(2,))


def test_a_line_of_an_unknown_account_is_unallocated() -> None:
    assert borne("2026-07-01 | 10 | Inconnu | Acier") == Borne([0, 0, 0, 0], unallocated=1_000)


def test_a_line_with_neither_is_shared_over_those_active_on_its_day() -> None:
    assert borne("2026-07-31 | 1 | |") == Borne([50, 0, 50, 0])
    assert borne("2026-08-01 | 1 | |") == Borne([34, 33, 33, 0])
    assert borne("2026-09-01 | 1 | |") == Borne([50, 50, 0, 0])


def test_a_line_with_an_industry_is_shared_over_its_active_accounts() -> None:
    assert borne("2026-07-31 | 1 | | ACIER") == Borne([100, 0, 0, 0])
    assert borne("2026-08-01 | 1 | | Acier") == Borne([50, 50, 0, 0])


def test_an_industry_with_nobody_active_that_day_is_shared_over_its_accounts_in_scope() -> None:
    assert borne("2026-09-15 | 1 | | energie") == Borne([0, 0, 100, 0])


@pytest.mark.parametrize("industry", ["Papier", "Chimie"], ids=["nobody in scope", "nobody at all"])
def test_an_industry_without_an_account_in_scope_is_unallocated(industry: str) -> None:
    assert borne(f"2026-07-31 | 1 | | {industry}") == Borne([0] * 4, unallocated=100, unknown_industry=(2,))


def test_a_line_with_nobody_active_is_unallocated() -> None:
    ready = prepared(
        accounts="account | targeted_from\nAlizé | 2026-08-01",
        sales_costs=f"{COST}\n2026-07-31 | 5 | |",
    )

    shares = ready.allocate(ready.period(D))["sales_costs"]

    assert (shares.by_account.tolist(), shares.unallocated, shares.unknown_industry) == ([0], 500, [])


@pytest.mark.parametrize(("day", "counts"), [("2026-06-30", 0), ("2026-07-01", 100), ("2026-09-27", 100)])
def test_only_lines_of_the_period_count(day: str, counts: int) -> None:
    assert borne(f"{day} | 1 | Alizé |") == Borne([counts, 0, 0, 0])
    assert sum(borne(f"{day} | 1 | |").accounts) == counts


def test_a_line_after_the_day_waits() -> None:
    assert borne("2026-09-27 | 1 | Alizé |", day=date(2026, 9, 26)) == Borne([0] * 4)


def test_a_credit_is_shared_to_the_cent() -> None:
    assert borne("2026-08-01 | -1 | |") == Borne([-34, -33, -33, 0])


def test_lines_of_a_day_are_shared_one_by_one() -> None:
    assert borne(*["2026-08-01 | 0.01 | |"] * 4) == Borne([4, 0, 0, 0])


def test_shares_may_follow_the_interactions_of_the_period() -> None:
    assert borne("2026-08-15 | 1 | |", cost_allocation="interactions") == Borne([67, 33, 0, 0])
    assert borne("2026-07-15 | 1 | |", cost_allocation="interactions") == Borne([100, 0, 0, 0])


def test_shares_are_equal_where_nobody_has_an_interaction() -> None:
    assert borne("2026-07-15 | 1 | | Énergie", cost_allocation="interactions") == Borne([0, 0, 100, 0])


def test_lines_without_a_date_or_an_amount_are_left_out() -> None:
    assert borne("| 1 | Alizé |", "2026-08-01 | | Alizé |", "2026-08-01 | beaucoup | Alizé |") == Borne(
        [0] * 4
    )


@pytest.mark.parametrize(
    ("revenue", "costs", "expected"),
    [(42_000, 10_000, 3.2), (0, 10_000, -1), (100, 0, None), (100, -1, None), (0, 0, None)],
)
def test_the_return_on_costs(revenue: int, costs: int, expected: float | None) -> None:
    assert Return(revenue, costs).ratio == expected


def test_the_overall_return_counts_the_unallocated_costs_and_not_those_out_of_scope() -> None:
    figures = compute(
        read(
            accounts=ACCOUNTS,
            opportunities="""
                account | stage  | created    | closed     | amount
                Alizé   | Gagnée | 2026-08-01 | 2026-09-01 | 500
                Dolmen  | Gagnée | 2026-08-01 | 2026-09-01 | 900
                Alizé   | Gagnée | 2026-08-01 | 2026-06-30 | 900
                Alizé   | Gagnée | 2026-08-01 | 2026-09-02 |
            """,
            marketing_costs=f"{COST}\n2026-08-01 | 50 | Alizé |\n2026-08-01 | 700 | Dolmen |",
            sales_costs=f"{COST}\n2026-08-01 | 30 | Inconnu |\n2026-08-02 | 20 | | Papier",
        ),
        D,
    )

    now = figures.now
    assert values(now, "revenue", "marketing_costs", "sales_costs") == [500, 50, 50]
    assert values(now, "unallocated_costs", "won_deals", "accounts_won") == [50, 2, 1]
    assert values(now, "roi") == [4]
    assert figures.accounts["roi"].tolist()[0] == 9
    assert figures.accounts["roi"].isna().tolist() == [False, True, True, True]
    assert figures.costs_outside == {"marketing_costs": [3], "sales_costs": []}
    assert figures.costs_unknown_industry == {"marketing_costs": [], "sales_costs": [3]}
