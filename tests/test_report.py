"""The published object: its shape and its JSON schema."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from abm_sheets.report import Moves, Report

GOLDEN = Path(__file__).parent / "golden"
PARTS = [
    "as_of",
    "period",
    "currency",
    "headline",
    "metrics",
    "velocity",
    "influence",
    "accounts",
    "moves",
    "segments",
    "status",
    "funnel",
    "comparison",
    "losses",
    "slow",
    "forecast",
    "sources",
    "weeks",
    "months",
    "issues",
]


def golden() -> dict[str, object]:
    expected: dict[str, object] = json.loads((GOLDEN / "article.json").read_text(encoding="utf-8"))
    measure = dict.fromkeys(("expected", "low", "high", "target", "probability"))
    ahead = {"end": "2026-09-30", "revenue": measure, "won_deals": measure, "reason": "no_value"}
    return expected | {"headline": "…", "slow": [], "forecast": ahead, "sources": [], "issues": []}


def test_the_parts_in_the_order_they_are_published() -> None:
    assert list(Report.model_fields) == PARTS
    assert list(Report.model_json_schema()["properties"]) == PARTS


def test_a_golden_report_fits_the_model_with_nothing_left_over() -> None:
    report = Report.model_validate(golden())

    assert report.metrics.target_accounts == 50
    assert json.loads(report.model_dump_json())["accounts"] == golden()["accounts"]


def test_every_part_is_required_and_described() -> None:
    schema = Report.model_json_schema()

    assert schema["required"] == PARTS
    assert all(part.get("description") or "enum" in part for part in schema["$defs"].values())


@pytest.mark.parametrize("part", PARTS)
def test_a_report_lacks_nothing(part: str) -> None:
    lacking = {name: value for name, value in golden().items() if name != part}

    with pytest.raises(ValidationError, match=part):
        Report.model_validate(lacking)


def test_a_part_takes_nothing_more() -> None:
    with pytest.raises(ValidationError, match="extra"):
        Moves.model_validate({"progressed": [], "regressed": [], "joined": [], "left": [], "slept": []})
