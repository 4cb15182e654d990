"""The closed deals: why they are lost, whatever the order of the rows and the spelling of the reasons."""

from __future__ import annotations

import pytest

from abm_sheets.metrics import compute
from abm_sheets.metrics.figures import Loss
from tests.metrics.quarter import D
from tests.sheets import read

HEADER = "account | stage | created | closed | amount | loss_reason"
LOST = "Alizé | Perdue | 2026-08-01 | 2026-09-01"
ROWS = [f"{LOST} | 10 | Prix", f"{LOST} | 20 | prix !", f"{LOST} | 30 | Délai", f"{LOST} | |"]


def losses(*rows: str) -> list[Loss]:
    return list(compute(read(opportunities="\n".join([HEADER, *rows])), D).losses)


def test_one_reason_in_two_spellings_is_one_as_first_typed() -> None:
    assert losses(*ROWS[:2]) == [Loss("Prix", 2, 3_000, 0)]
    assert losses(*reversed(ROWS[:2])) == [Loss("prix !", 2, 3_000, 0)]


@pytest.mark.parametrize("turn", range(4))
def test_the_order_of_rows_never_changes_that_of_the_reasons(turn: int) -> None:
    rows = ROWS[turn:] + ROWS[:turn]

    assert [(each.reason.lower()[:4], each.deals, each.amount) for each in losses(*rows)] == [
        ("prix", 2, 3_000),
        ("déla", 1, 3_000),
        ("", 1, 0),
    ]
