"""An explanation as JSON: amounts in units, each row with what it adds or why it does not."""

from __future__ import annotations

import orjson

from abm_sheets.explain import published
from tests.explain.small import explained

COSTS = "date | amount | account\n2026-08-01 | 12.34 | Alizé\n2026-01-01 | 5 | Alizé"


def test_amounts_are_in_units_and_reasons_are_keys() -> None:
    shown = orjson.loads(orjson.dumps(published(explained("roi", marketing_costs=COSTS))))
    costs = next(each for each in shown["sections"] if each["key"] == "marketing_costs")
    assert (shown["kind"], shown["key"], shown["figures"]) == ("metric", "roi", {"roi": -1.0})
    assert costs["tab"] == "marketing_costs"
    assert costs["counted"][0]["terms"] == {"marketing_costs": 12.34, "unallocated": 0}
    assert [line["reason"] for line in costs["left_out"]] == ["before_period"]
    assert shown["sections"][0]["tab"] is None


def test_an_account_comes_with_its_line_of_the_report() -> None:
    shown = orjson.loads(orjson.dumps(published(explained("alize.fr", marketing_costs=COSTS))))
    assert shown["figures"]["marketing_costs"] == 12.34
    assert shown["figures"]["stage"] == "targeted"


def test_velocity_and_influence_come_with_their_inputs() -> None:
    assert "win_rate" in explained("velocity").figures
    assert "revenue_rate" in explained("influence_rate").figures
