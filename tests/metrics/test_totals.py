"""The metrics of one date, and what a missing tab takes away."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from abm_sheets.metrics.conversion_rate import CONVERSION_RATE
from abm_sheets.metrics.influence_rate import INFLUENCE_RATE
from abm_sheets.metrics.known import QUANTITIES
from abm_sheets.metrics.metric import Metrics, measured
from abm_sheets.metrics.moment import Moment
from abm_sheets.metrics.values import Rate
from abm_sheets.metrics.velocity import VELOCITY
from tests.metrics.made import values
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


def metrics(*, as_of: date = D, **changed: str | None) -> Metrics:
    return measured(Moment(prepared(**(TABS | changed)), as_of), QUANTITIES)


def test_the_metrics_of_a_date() -> None:
    found = metrics(as_of=date(2026, 7, 19))

    assert values(found, *(each.key for each in QUANTITIES[:8])) == [2, 0, 2, 3, 2, 1, 1, 300]
    assert values(found, "open_pipeline", "marketing_costs", "sales_costs") == [650, 100, 0]
    assert found[CONVERSION_RATE] == Rate(3, 2)
    assert values(found, "roi") == [2]


def test_the_quarter_so_far() -> None:
    found = metrics()

    assert values(found, "roi", "unallocated_costs") == [(90_000 - 17_500) / 17_500, 50]
    velocity, influence = found[VELOCITY], found[INFLUENCE_RATE]
    assert velocity
    assert velocity.deals == 1
    assert influence
    assert influence.all == Rate(0, 4)


@pytest.mark.parametrize(
    ("missing", "gone"),
    [
        ("interactions", {"engaged_accounts", "influence_rate"}),
        (
            "opportunities",
            {
                "opportunities",
                "accounts_in_opportunity",
                "accounts_with_opportunity",
                "won_deals",
                "accounts_won",
                "revenue",
                "open_pipeline",
                "conversion_rate",
                "conversion_rate_12m",
                "average_deal",
                "velocity",
                "influence_rate",
                "roi",
                "roi_12m",
            },
        ),
        ("marketing_costs", {"marketing_costs", "roi", "roi_12m"}),
        ("sales_costs", {"sales_costs", "roi", "roi_12m"}),
    ],
)
def test_a_missing_tab_stops_only_what_needs_it(missing: str, gone: set[str]) -> None:
    found = metrics(**dict[str, Any]({missing: None}))

    assert {key for key, value in found.found.items() if value is None} == gone


def test_without_any_costs_none_is_unallocated() -> None:
    assert values(metrics(marketing_costs=None, sales_costs=None), "unallocated_costs") == [None]
