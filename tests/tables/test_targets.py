"""The targets tab."""

from __future__ import annotations

import numpy as np
import pytest

from abm_sheets.language import LANGUAGES, catalogue
from abm_sheets.tables.targets import Quarter, parse_quarter
from tests.sheets import places, read

HEAD = "metric | quarter | target | alert\n"


@pytest.mark.parametrize(
    "text", ["2026-T3", "2026-Q3", "2026 t3", "2026T3", "T3 2026", "Q3-2026", "q3/2026", " 2026–T3 "]
)
def test_a_quarter_is_typed_in_many_ways(text: str) -> None:
    assert parse_quarter(text) == Quarter(2026, 3)
    assert str(parse_quarter(text)) == "2026-Q3"


@pytest.mark.parametrize("text", ["2026-T5", "2026-T0", "2026", "T3", "T3 26", "2026-09", "été 2026", ""])
def test_what_is_no_quarter(text: str) -> None:
    assert parse_quarter(text) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_metric_is_named_by_its_key_or_its_label(language: str) -> None:
    for key, label in catalogue(language).words("metric").items():
        targets = read(targets=f"{HEAD}{key}|2026-T3|1|\n{label.upper()}|2026-T4|1|").targets
        assert targets["metric"].tolist() == [key, key]


def test_a_rate_is_a_share_and_a_ratio_is_not() -> None:
    tables = read(
        targets=HEAD
        + "conversion_rate|2026-T3|'10 %|0.05\n"
        + "influence_rate|2026-T3|1|\n"
        + "roi|2026-T3|3.2|2\n"
        + "revenue|2026-T3|'1,2 M€|"
    )
    assert tables.targets["target"].tolist() == [0.1, 1, 3.2, 1_200_000]
    assert np.isnan(tables.targets["alert"].tolist()[1])
    assert {rule for rule, _, _, _ in places(tables)} == {"text_number"}


def test_a_rate_above_one_is_no_target_and_no_threshold() -> None:
    tables = read(targets=HEAD + "conversion_rate|2026-T3|10|5\ninfluence_rate|2026-T3|0.6|60")
    assert tables.targets["metric"].tolist() == ["influence_rate"]
    assert tables.targets["alert"].isna().all()
    assert places(tables) == [
        ("invalid_number", "targets", 2, "target"),
        ("invalid_number", "targets", 2, "alert"),
        ("invalid_number", "targets", 3, "alert"),
    ]


def test_an_unreadable_threshold_is_no_threshold() -> None:
    targets = read(targets=HEAD + "roi|2026-T3|3|bas\nrevenue|2026-T3|5|#N/A").targets
    assert targets["alert"].isna().all()
    assert targets["target"].tolist() == [3, 5]


def test_a_target_without_its_parts_is_left_out() -> None:
    tables = read(targets=HEAD + "|2026-T3|3|\nroi||3|\nroi|2026-T3||\nroi|2026-T3|3|")
    assert tables.targets["row"].tolist() == [5]
    assert [column for _, _, _, column in places(tables, "missing_value")] == ["metric", "quarter", "target"]


def test_each_quarter_may_follow_seven_metrics() -> None:
    keys = list(catalogue("fr").words("metric"))
    lines = [f"{key}|{quarter}|1|" for quarter in ("2026-T3", "2026-T4") for key in keys[:7]]
    assert places(read(targets=HEAD + "\n".join(lines))) == []


def test_without_the_tab_there_is_no_target() -> None:
    targets = read().targets
    assert targets.empty
    assert list(targets.columns) == ["row", "metric", "quarter", "target", "alert", "reviewed"]


MONEY = "metric | quarter | target | alert\nRevenus | 2026-T3 | {} | {}"


@pytest.mark.parametrize(
    ("typed", "target"),
    [("$500 000", 450_000), ("500 k€", 500_000), ("1 M USD", 900_000)],
)
def test_a_target_in_dollars_is_converted(typed: str, target: float) -> None:
    tables = read(targets=MONEY.format(typed, typed), settings="setting | value\nfx_USD | 0.9")

    assert tables.targets[["target", "alert"]].to_numpy().tolist() == [[target, target]]
    assert places(tables, "missing_fx_rate", "invalid_number") == []


def test_a_target_in_a_currency_without_a_rate_is_no_target() -> None:
    tables = read(targets=MONEY.format("CHF 500 000", "3 zorkmids"))

    assert tables.targets.empty
    assert places(tables, "missing_fx_rate", "unknown_currency") == [
        ("missing_fx_rate", "targets", 2, "target"),
        ("unknown_currency", "targets", 2, "alert"),
    ]


def test_a_count_of_something_unknown_is_no_number() -> None:
    tables = read(targets="metric | quarter | target\nDeals signés | 2026-T3 | 5 lots")

    assert places(tables, "invalid_number") == [("invalid_number", "targets", 2, "target")]
    assert tables.targets.empty


def test_a_total_of_targets_is_left_out() -> None:
    tables = read(targets=MONEY.format(100, "") + "\nTotal | 2026-T3 | 100 |")

    assert places(tables) == [("total_row", "targets", 3, "metric")]
