"""A tab as CSV and as JSON: the report's values, in both."""

from __future__ import annotations

import json
from typing import Any

import pytest

from abm_sheets.language import LANGUAGES
from abm_sheets.outputs.files.file import cell_text
from abm_sheets.outputs.files.table import tab_csv, tab_json
from abm_sheets.outputs.tabs import TABS
from tests.outputs.files.table.sample import sample_view
from tests.outputs.files.views import rows_of_csv, viewed

both = pytest.mark.parametrize("language", LANGUAGES)


def tables(tab: str, language: str = "fr") -> dict[str, list[dict[str, Any]]]:
    """The tables of a tab's JSON, by their names."""
    found = json.loads(tab_json(sample_view(language), tab))
    return {table["table"]: table["rows"] for table in found["tables"]}


def shared(rows: list[dict[str, Any]], report: list[Any], skipped: set[str]) -> list[tuple[Any, Any]]:
    """The values that rows have in common with parts of the report, in pairs."""
    names = set(rows[0]) & set(type(report[0]).model_fields) - skipped
    assert len(names) >= 5
    reported = [each.model_dump(mode="json") for each in report]
    return [(row[n], one[n]) for row, one in zip(rows, reported, strict=True) for n in names]


@both
def test_the_account_view_is_the_reports(language: str) -> None:
    view = sample_view(language)
    (rows,) = tables("account_view", language).values()

    pairs = shared(rows, view.report.accounts, {"stage", "stagnating"})

    assert [one for one, other in pairs] == [other for one, other in pairs]
    words = view.words.words("account_stage")
    reported = [each.stage and words[each.stage] for each in view.report.accounts]
    assert [row["stage"] if row["stage"] in words.values() else None for row in rows] == reported
    assert [row["stagnating"] is not None for row in rows] == [e.stagnating for e in view.report.accounts]


@pytest.mark.parametrize("name", ["weeks", "months"])
def test_weeks_and_months_are_the_reports(name: str) -> None:
    pairs = shared(tables("dashboard")[name], getattr(sample_view("fr").report, name), set())

    assert [one for one, other in pairs] == [other for one, other in pairs]


def test_segments_are_the_reports() -> None:
    found = tables("analysis")

    for name, dimension in (("industries", "industry"), ("sizes", "size"), ("tiers", "tier")):
        report = [each for each in sample_view("fr").report.segments if each.dimension == dimension]
        pairs = shared(found[name], report, set())
        assert [one for one, other in pairs] == [other for one, other in pairs]
        assert [row[dimension] for row in found[name]] == [each.segment for each in report]


def test_issues_are_all_there() -> None:
    view = viewed(accounts="account | domains\nAlizé | ???\nBoréal | gmail.com")
    found = json.loads(tab_json(view, "quality"))

    assert {row["advice"] for row in found["tables"][0]["rows"]} == {e.message for e in view.report.issues}


def test_frozen_weeks_are_those_kept() -> None:
    view = sample_view("fr")
    rows = [row for row in tables("history")["frozen"] if row["week"]]

    frozen = {(row["week"], row["metric"]): row["value"] for row in rows}

    assert frozen == {place: each.value for place, each in view.history.past.frozen.items()}
    assert {row["as_of"] for row in rows} == {"2026-09-27"}


def test_json_says_the_tab_the_day_and_the_currency() -> None:
    found = json.loads(tab_json(sample_view("en"), "review"))

    assert {key: found[key] for key in ("tab", "as_of", "currency")} == {
        "tab": "review",
        "as_of": "2026-09-27",
        "currency": "EUR",
    }


@both
@pytest.mark.parametrize("tab", TABS)
def test_csv_has_the_values_of_json(tab: str, language: str) -> None:
    read = [row for row in rows_of_csv(tab_csv(sample_view(language), tab)) if row]
    found = tables(tab, language)
    several = len(found) > 1

    assert len(read) == sum(len(rows) + 1 + several for rows in found.values())
    for rows in found.values():
        _, values = read[several], read[several + 1 : several + 1 + len(rows)]
        assert values == [[cell_text(value) for value in row.values()] for row in rows]
        read = read[several + 1 + len(rows) :]


def test_tables_stand_a_line_apart_under_their_captions() -> None:
    lines = tab_csv(sample_view("fr"), "dashboard").decode().split("\r\n")

    assert lines[0] == "Les indicateurs"
    assert lines[lines.index("Semaine par semaine") - 1] == ""
    assert lines[lines.index("Mois par mois") + 1].startswith("Mois,Provisoire,Comptes ciblés,")


def test_a_tab_without_a_table_is_empty() -> None:
    assert tab_csv(viewed(), "quality") == b""
    assert json.loads(tab_json(viewed(), "quality"))["tables"] == []


def test_texts_are_guarded_in_csv_alone() -> None:
    view = viewed(accounts="account\n'=HYPERLINK(1)")

    assert rows_of_csv(tab_csv(view, "account_view"))[1][0] == "'=HYPERLINK(1)"
    assert json.loads(tab_json(view, "account_view"))["tables"][0]["rows"][0]["account"] == "=HYPERLINK(1)"
