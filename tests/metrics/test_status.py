"""Each metric against its quarter's target: green, amber, red, or grey with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from abm_sheets.metrics import compute
from abm_sheets.metrics.figures import StatusLine
from abm_sheets.metrics.known import METRICS
from abm_sheets.metrics.metric import Metrics
from abm_sheets.metrics.scope import period_of
from abm_sheets.metrics.status import statuses
from abm_sheets.metrics.values import Amount, Count, Influence, Rate, Return, Velocity
from tests.metrics.made import changed, metrics
from tests.metrics.quarter import D, settings
from tests.sheets import read

NOTHING = Rate(0, 0)
NOW = metrics(
    D,
    target_accounts=Count(50),
    engaged_accounts=Count(18, 50),
    opportunities=Count(89),
    won_deals=Count(2),
    revenue=Amount(18_000_000),
    conversion_rate=Rate(7, 50),
    roi=Return(130, 100),
    velocity=Velocity(7, 100.0, Rate(1, 3), 30.0, 110_010.0, None),
    influence_rate=Influence(Rate(3, 7), NOTHING, NOTHING, NOTHING, None),
)


def lines(*targets: str, now: Metrics = NOW, day: date = D, **values: Any) -> Sequence[StatusLine]:
    table = "\n".join(["metric | quarter | target | alert", *targets])
    tables = read(targets=table, settings=settings(**values))
    return statuses(now, tables.targets, period_of(day, tables.settings.fiscal_year_start), tables.settings)


def line(metric: str, target: str, now: Metrics = NOW, **values: Any) -> StatusLine:
    found = lines(f"{metric} | 2026-T3 | {target}", now=now, **values)
    return next(each for each in found if each.metric == metric)


def test_a_line_per_metric_in_order_grey_without_a_target() -> None:
    found = lines()

    assert [each.metric for each in found] == list(METRICS)
    assert {(each.status, each.reason) for each in found} == {("grey", "no_target")}
    assert found[0].value == 50


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("18 |", "green"),
        ("19 |", "amber"),
        ("22 |", "amber"),
        ("23 |", "red"),
        ("19 | 18", "amber"),
        ("40 | 19", "red"),
        ("40 | 18", "amber"),
        ("18 | 30", "green"),
    ],
)
def test_the_target_then_the_alert_threshold(target: str, status: str) -> None:
    assert line("engaged_accounts", target).status == status


def test_the_default_alert_is_80_percent_of_the_target_exactly() -> None:
    assert line("engaged_accounts", "22.5 |").status == "amber"
    assert line("engaged_accounts", "22.51 |").status == "red"


@pytest.mark.parametrize(
    ("metric", "target", "status"),
    [
        ("opportunities", "92 |", "green"),
        ("opportunities", "92.01 |", "amber"),
        ("opportunities", "200 | 92", "amber"),
        ("opportunities", "200 | 92.01", "red"),
        ("target_accounts", "50 |", "green"),
        ("target_accounts", "50.1 |", "amber"),
        ("won_deals", "2.06 |", "green"),
        ("won_deals", "2.07 |", "amber"),
        ("revenue", "186067.41 |", "green"),
        ("revenue", "186067.42 |", "amber"),
        ("conversion_rate", "'14 % |", "green"),
        ("conversion_rate", "0.1447 |", "green"),
        ("conversion_rate", "0.1448 |", "amber"),
    ],
)
def test_what_grows_through_the_quarter_is_prorated_by_its_days(
    metric: str, target: str, status: str
) -> None:
    # 89 of 92 days are over: 89 opportunities meet 92, and 180 000 meets 186 067.415…
    assert line(metric, target).status == status


@pytest.mark.parametrize(
    ("metric", "target", "status"),
    [
        ("influence_rate", "0.4286 |", "amber"),
        ("influence_rate", "0.4285 |", "green"),
        ("velocity", "1100.1 |", "green"),
        ("velocity", "1100.11 |", "amber"),
        ("roi", "0.3 |", "green"),
        ("roi", "0.31 | 0.3", "amber"),
        ("roi", "-0.5 |", "green"),
    ],
)
def test_the_others_are_compared_with_the_target_itself(metric: str, target: str, status: str) -> None:
    assert line(metric, target).status == status


def test_a_target_that_is_just_met_is_not_missed_by_a_rounding() -> None:
    tables = read(
        accounts="account\nAlizé",
        opportunities="""
            account | stage      | created    | closed     | amount
            Alizé   | Gagnée     | 2026-08-01 | 2026-08-31 | 130
            Alizé   | Découverte | 2026-08-01 |            | 66.1
        """,
        marketing_costs="date | amount | account\n2026-08-01 | 100 | Alizé",
        targets="metric | quarter | target\nroi | 2026-T3 | 0.3\nvelocity | 2026-T3 | 2.2033333333333333",
    )
    found = {each.metric: each.status for each in compute(tables, D).statuses}

    assert (found["roi"], found["velocity"]) == ("green", "green")


def test_the_levels_of_a_prorated_metric() -> None:
    found = line("revenue", "92000 | 46000")

    assert found == StatusLine("revenue", 18_000_000, 9_200_000, 8_900_000, 4_450_000, "green", None)


def test_a_rate_on_a_small_sample_is_grey() -> None:
    few = changed(
        NOW, conversion_rate=Rate(4, 4), influence_rate=Influence(Rate(5, 5), NOTHING, NOTHING, NOTHING, None)
    )

    small = line("conversion_rate", "0.1 |", few)
    assert (small.status, small.reason, small.value) == ("grey", "small_sample", 1)
    assert line("influence_rate", "0.1 |", few).status == "green"
    assert line("influence_rate", "0.1 |", few, small_sample=6).status == "grey"
    assert line("conversion_rate", "0.1 |", few, small_sample=4).status == "green"


@pytest.mark.parametrize("metric", ["conversion_rate", "influence_rate", "velocity", "roi", "revenue"])
def test_a_metric_without_a_value_is_grey(metric: str) -> None:
    none = changed(NOW, conversion_rate=None, influence_rate=None, velocity=None, roi=None, revenue=None)

    found = line(metric, "0.5 |", none)

    assert (found.status, found.reason) == ("grey", "no_value")
    assert found.value is None
    assert found.target is not None


def test_a_rate_of_nothing_has_no_value_rather_than_a_small_sample() -> None:
    found = line("conversion_rate", "0.5 |", changed(NOW, conversion_rate=NOTHING))

    assert (found.status, found.reason) == ("grey", "no_value")


def test_only_the_targets_of_the_quarter_count() -> None:
    found = lines("roi | 2026-T2 | 9", "roi | 2026-Q3 | 0.1", "roi | 2026-T4 | 9")

    assert found[-1].status == "green"


def test_quarters_are_those_of_the_fiscal_year() -> None:
    found = lines("roi | 2025-Q4 | 0.1", day=date(2026, 2, 10), fiscal_year_start=4)

    assert found[-1].status == "green"
