"""The check of the size against Google's limit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from abm_sheets.upkeep.doctor.spreadsheet import size
from abm_sheets.workbook.google.present import PresentTab
from tests.upkeep.doctor.small_facts import content, facts


@pytest.mark.parametrize(
    ("rows", "level"),
    [(599_900, "ok"), (600_000, "warning"), (899_999, "warning"), (900_000, "error"), (1_100_000, "error")],
)
def test_warned_from_six_tenths_of_the_limit(rows: int, level: str) -> None:
    known = content()
    tabs = [PresentTab(7, "Interactions", rows, 10)]

    [finding] = size(facts(), replace(known, present=replace(known.present, tabs=tabs)))

    assert finding.level.value == level
    assert ("Interactions" in finding.next) is (level != "ok")


def test_the_largest_tabs_are_named_first() -> None:
    known = content()
    tabs = [PresentTab(n, f"T{n}", n * 100_000, 10) for n in (1, 4, 2, 3)]

    [finding] = size(facts("en"), replace(known, present=replace(known.present, tabs=tabs)))

    assert finding.found == (
        "10,000,000 cells, 100% of Google's limit (10,000,000). "
        "The largest tabs: “T4” (4,000,000), “T3” (3,000,000), “T2” (2,000,000)."
    )
    assert "“T4”" in finding.next
