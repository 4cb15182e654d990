"""All the figures of a date: what goes with what."""

from __future__ import annotations

from datetime import timedelta

from abm_sheets.metrics import Figures, compute
from abm_sheets.metrics.known import METRICS
from tests.metrics.made import values
from tests.metrics.quarter import D
from tests.sheets import read


def figures() -> Figures:
    return compute(
        read(
            opportunities="""
                account | stage  | created    | closed     | amount
                Alizé   | Gagnée | 2026-08-01 | 2026-09-25 | 9
            """,
            marketing_costs="date | amount | account\n2026-09-22 | 1 | Alizé",
        ),
        D,
    )


def test_the_week_before_is_computed_too() -> None:
    found = figures()

    assert found.before is not None
    assert found.before.as_of == D - timedelta(days=7)
    assert (*values(found.before, "revenue"), *values(found.now, "revenue")) == (0, 9)


def test_the_last_week_of_the_table_is_the_date_itself_on_a_sunday() -> None:
    found = figures()

    assert len(found.weeks) == 13
    assert values(found.weeks[-1].metrics, *METRICS) == values(found.now, *METRICS)
    assert found.months[-1].label == "2026-09"
    assert found.months[-1].provisional
