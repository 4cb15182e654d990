"""The open deals by stage, how old they are, and where they slow."""

from __future__ import annotations

import pytest

from abm_sheets.metrics import compute
from abm_sheets.metrics.figures import StageAge
from tests.metrics.quarter import D
from tests.sheets import read

HEADER = "account | stage | created | closed | amount"
STAGES = """
    stage       | kind    | order | team
    Proposition | ouverte | 2     | Ventes
    Contact     | ouverte | 1     | Marketing
    Gagnée      | gagnée  | 3     |
"""
CYCLE = "Alizé | Gagnée | 2026-08-01 | 2026-08-21 | 1"
"""A won deal of 20 days: a stage is slow beyond 30."""


def ages(*deals: str) -> list[StageAge]:
    return list(compute(read(stages=STAGES, opportunities="\n".join([HEADER, *deals])), D).stage_ages)


def test_the_open_stages_in_order_then_those_that_nobody_listed() -> None:
    found = ages(
        "Alizé  | proposition | 2026-09-17 | | 10",
        "Boréal | Proposition | 2026-09-07 | | 20",
        "Boréal | Proposition | 2026-08-28 | |",
        "Boréal | En pause    | 2026-09-26 | | 40",
        "Boréal | Proposition | 2026-09-28 | | 80",
    )

    assert found == [
        StageAge("Contact", "Marketing", 0, 0, 0.0, 0, slow=False),
        StageAge("Proposition", "Ventes", 3, 3_000, 20.0, 30, slow=False),
        StageAge("En pause", "", 1, 4_000, 1.0, 1, slow=False),
    ]


@pytest.mark.parametrize(
    ("created", "deals", "slow"),
    [("2026-08-27", 5, True), ("2026-08-28", 5, False), ("2026-08-27", 4, False)],
)
def test_a_stage_is_slow_beyond_one_and_a_half_cycles(created: str, deals: int, *, slow: bool) -> None:
    assert ages(CYCLE, *[f"Alizé | Contact | {created} | | 1"] * deals)[0].slow is slow


def test_without_a_cycle_no_stage_is_slow() -> None:
    assert not ages(*["Alizé | Contact | 2025-01-01 | | 1"] * 5)[0].slow


def test_without_the_tab_there_is_no_stage() -> None:
    assert compute(read(opportunities=None), D).stage_ages == []
