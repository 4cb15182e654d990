"""Which figures change, which one most, and which settings change nothing."""

from __future__ import annotations

import pytest

from abm_sheets.explain.simulate.findings import changing, most_changing, status_changing
from tests.explain.simulate.trying import tried


def test_the_figures_that_change() -> None:
    found = tried("engagement_min_interactions=1,3")

    assert changing(found) == ["engaged_accounts"]
    assert status_changing(found) == ["engaged_accounts"]
    assert most_changing(found) == "engaged_accounts"


def test_today_s_rule_counts_among_what_changes() -> None:
    found = tried("engagement_min_interactions=1")

    assert changing(found) == ["engaged_accounts"]
    assert most_changing(found) is None


def test_a_status_may_change_without_its_value() -> None:
    found = tried("small_sample=5,6")

    assert changing(found) == []
    assert status_changing(found) == ["conversion_rate"]
    assert found.idle == []


def test_a_shared_metric_is_shown_before_another_that_changes_more() -> None:
    found = tried("influence_min_assets=2,3", "stagnation_days=1,90")

    assert changing(found) == ["influence_rate", "stagnating_accounts"]
    assert most_changing(found) == "influence_rate"
    assert most_changing(tried("stagnation_days=1,90")) == "stagnating_accounts"


def test_losing_the_value_is_the_widest_change() -> None:
    assert most_changing(tried("win_rate_window_days=1,365", "engagement_min_interactions=2,3")) == "velocity"


@pytest.mark.parametrize(
    ("options", "idle"),
    [
        (["cost_allocation=equal,interactions"], ["cost_allocation"]),
        (["cost_allocation=interactions"], ["cost_allocation"]),
        (["engagement_min_interactions=1,3", "fx_GBP=0.9,1.1"], ["fx_GBP"]),
        (["engagement_min_interactions=1,3", "fx_USD=0.9"], []),
        (["engagement_min_interactions=3"], []),
        (["locale=fr_FR,fr_CA", "win_rate_window_days=1"], ["locale"]),
        (["engagement_min_interactions=5,6", "engagement_window_days=30,90"], [
            "engagement_min_interactions",
            "engagement_window_days",
        ]),
    ],
)  # fmt: skip
def test_the_settings_that_change_nothing(options: list[str], idle: list[str]) -> None:
    assert tried(*options).idle == idle
