"""The funnel by industry, size and tier."""

from __future__ import annotations

from abm_sheets.metrics import compute
from abm_sheets.metrics.figures import Segment
from tests.metrics.quarter import D
from tests.sheets import read

FIGURES = compute(
    read(
        accounts="""
            account | industry | size   | tier | targeted
            Alizé   | Énergie  | 50-249 | A    |
            Boréal  | Acier    |        | a    |
            Cobalt  | energie  | 50-249 |      |
            Dolmen  | Acier    | 250+   | A    | non
        """,
        interactions="""
            date       | account | type        | contact
            2026-09-01 | Cobalt  | visite site | a
            2026-09-01 | Cobalt  | visite site | b
            2026-09-01 | Cobalt  | visite site | c
        """,
        opportunities="""
            account | stage      | created    | closed     | amount
            Alizé   | Gagnée     | 2026-08-01 | 2026-09-01 | 300
            Cobalt  | Découverte | 2026-08-01 |            | 900
            Dolmen  | Gagnée     | 2026-08-01 | 2026-09-01 | 900
        """,
        marketing_costs="date | amount | account\n2026-08-01 | 100 | Alizé",
        sales_costs="date | amount | account | industry\n2026-08-01 | 50 | | énergie",
    ),
    D,
)


def of(dimension: str) -> list[Segment]:
    return [segment for segment in FIGURES.segments if segment.dimension == dimension]


def test_accounts_in_scope_are_grouped_by_folded_text_and_named_as_the_first() -> None:
    assert of("industry") == [
        Segment("industry", "Énergie", 2, 1, 2, 1, revenue=30_000, costs=15_000, roi=1.0),
        Segment("industry", "Acier", 1, 0, 0, 0, revenue=0, costs=0, roi=None),
    ]


def test_blank_is_a_segment_of_its_own() -> None:
    assert [(each.segment, each.accounts) for each in of("size")] == [("50-249", 2), ("", 1)]
    assert [(each.segment, each.accounts, each.roi) for each in of("tier")] == [("A", 2, 1.4), ("", 1, -1)]


def test_no_account_in_scope_gives_no_segment() -> None:
    figures = compute(read(accounts="account | targeted\nAlizé | non"), D)

    assert figures.segments == []
