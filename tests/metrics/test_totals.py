"""The metrics of one date, and what a missing tab takes away."""

from __future__ import annotations

from datetime import date

import pytest

from abm_sheets.metrics.figures import Metrics, Rate
from abm_sheets.metrics.totals import funnel, snapshots, whole
from abm_sheets.metrics.weeks import Closing
from tests.metrics.quarter import D, prepared

TABS: dict[str, str] = {
    "accounts": "account | targeted_until\nAlizé |\nBoréal | 2026-08-31",
    "opportunities": """
        account | stage      | created    | closed     | amount
        Alizé   | Gagnée     | 2026-06-01 | 2026-07-15 | 300
        Boréal  | Gagnée     | 2026-07-02 | 2026-09-15 | 600
        Boréal  | Découverte | 2026-07-02 |            | 50
        Alizé   | Découverte | 2026-07-02 |            |
    """,
    "marketing_costs": "date | amount | account\n2026-07-10 | 100 |\n2026-09-01 | 50 | Inconnu",
    "sales_costs": "date | amount | account\n2026-07-20 | 25 | Boréal",
}


def metrics(**changed: str | None) -> Metrics:
    ready = prepared(**(TABS | changed))
    period = ready.period(D)
    influence = ready.influenced_deals(period).influence()
    return whole(ready, D, influence, ready.allocate(period))


def test_the_funnel_of_a_date() -> None:
    found = funnel(prepared(**TABS), date(2026, 7, 19))

    assert found == Metrics(
        as_of=date(2026, 7, 19),
        target_accounts=2,
        engaged_accounts=0,
        opportunities=3,
        accounts_with_opportunity=2,
        won_deals=1,
        accounts_won=1,
        revenue=30_000,
        open_pipeline=65_000,
        marketing_costs=10_000,
        sales_costs=0,
        conversion=Rate(3, 2),
        roi=2,
    )


def test_the_whole_adds_velocity_influence_and_unallocated_costs() -> None:
    found = metrics()

    assert found.roi == (90_000 - 17_500) / 17_500
    assert found.unallocated_costs == 5_000
    assert found.velocity is not None
    assert found.velocity.deals == 1
    assert found.influence is not None
    assert found.influence.all == Rate(0, 4)


@pytest.mark.parametrize(
    ("missing", "gone"),
    [
        ("interactions", {"engaged_accounts", "influence"}),
        (
            "opportunities",
            {
                "opportunities",
                "accounts_with_opportunity",
                "won_deals",
                "accounts_won",
                "revenue",
                "open_pipeline",
                "conversion",
                "velocity",
                "influence",
                "roi",
            },
        ),
        ("marketing_costs", {"marketing_costs", "roi"}),
        ("sales_costs", {"sales_costs", "roi"}),
    ],
)
def test_a_missing_tab_stops_only_what_needs_it(missing: str, gone: set[str]) -> None:
    found = metrics(**{missing: None})

    assert {name for name in Metrics.__slots__ if getattr(found, name) is None} == gone


def test_without_any_costs_none_is_unallocated() -> None:
    assert metrics(marketing_costs=None, sales_costs=None).unallocated_costs is None


def test_a_snapshot_for_each_closing() -> None:
    closing = Closing("2026-W29", date(2026, 7, 19), provisional=False)

    (found,) = snapshots(prepared(**TABS), [closing])

    assert (found.label, found.provisional) == ("2026-W29", False)
    assert found.metrics.revenue == 30_000
