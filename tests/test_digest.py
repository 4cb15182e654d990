"""The digest of a run: what the dashboard says, in either language, in a form that can be kept."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from unittest.mock import Mock

import pytest

from abm_sheets.issues import RULES, Issue, Severity
from abm_sheets.language import LANGUAGES, catalogue
from abm_sheets.metrics.figures import Moves
from abm_sheets.metrics.known import SHARED
from abm_sheets.refresh import examine
from abm_sheets.report import Report
from abm_sheets.story.digest import MOST, Digest, digest
from abm_sheets.story.view import View
from abm_sheets.story.wording import figure_text, shortened
from abm_sheets.workbook.opener import open_workbook
from tests.outputs.tabs.small_view import dates, small_view
from tests.sheets import NOW

GOLDEN = Path(__file__).parent / "golden"
DAYS = {"article": date(2026, 9, 27), "edges": date(2026, 5, 20), "edges-en": date(2026, 3, 1)}

every_golden = pytest.mark.parametrize("name", DAYS)


@cache
def golden(name: str) -> View:
    return examine(open_workbook(GOLDEN / f"{name}.xlsx"), DAYS[name], now=NOW)


def issue(rule: str = "invalid_date", row: int | None = 2, value: str = "x") -> Issue:
    return Issue(
        rule=rule,
        severity=RULES[rule],
        tab="interactions",
        row=row,
        column="date",
        value=value,
        message="Corrigez.",
    )


def small(*issues: Issue, language: str = "fr", view: View | None = None) -> Digest:
    return digest(replace(view or small_view(), report=Mock(spec=Report, issues=list(issues))), language)


@every_golden
@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_are_those_of_the_report(name: str, language: str) -> None:
    report, found = golden(name).report, digest(golden(name), language)

    words = catalogue(language)
    values = [figure_text(words, report.currency, each, getattr(report.metrics, each)) for each in SHARED]
    assert [each.value for each in found.metrics] == values
    assert [each.status for each in found.metrics] == [report.status[each] for each in SHARED]
    assert (found.as_of, found.currency) == (report.as_of, report.currency)
    still = Counter((each.account, each.stage_since) for each in report.accounts if each.stagnating)
    assert Counter((each.account, each.since) for each in found.stagnating) == still
    assert found.stagnating_count == still.total()
    severities = Counter(each.severity for each in report.issues)
    assert (found.issue_count, found.error_count) == (len(report.issues), severities[Severity.ERROR])


@every_golden
def test_the_sentence_is_the_reports_in_its_language(name: str) -> None:
    view = golden(name)

    assert digest(view, view.words.language).headline == view.report.headline


@every_golden
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_can_be_kept_as_json(name: str, language: str) -> None:
    found = digest(golden(name), language)

    assert Digest.model_validate_json(found.model_dump_json()) == found


def test_the_rest_of_the_run_in_words() -> None:
    found = digest(golden("article"), "en")

    assert (found.source, found.rows) == ("article.xlsx", 307)
    assert found.win == "Indigo signed for €120,000 on September 24, 2026."
    first = found.stagnating[0]
    assert (first.account, first.stage, first.since) == ("Jalon SAS", "in opportunity", date(2026, 6, 10))
    assert (first.days, first.duration) == (109, "109 days")


def test_nobody_looks_further_back_than_a_year() -> None:
    accounts = small_view().figures.accounts
    since = dates("2025-09-27", *accounts["stage_since"].astype(str)[1:5].replace("NaT", None), None)
    view = small_view(accounts=accounts.assign(stage_since=since))

    assert small(view=view).stagnating[0].duration == "365 jours ou plus"


def test_a_metric_without_a_target_has_no_target_text() -> None:
    targets = {each.key: each.target.replace("\u00a0", " ") for each in small().metrics}

    assert targets["velocity"] == ""
    assert targets["conversion_rate"] == "Objectif : 10 %"


def test_a_week_without_win_has_none() -> None:
    view = small_view(tables={"opportunities": None}, moves=Moves([], [], [], []))

    assert small(view=view).win == ""


def test_issues_are_the_gravest_ones_by_the_names_that_people_know() -> None:
    found = small(issue("text_date", 9), issue("future_date", 4), issue(value="y" * 100), language="en")

    assert [(each.severity, each.row) for each in found.issues] == [("error", 2), ("warning", 4), ("info", 9)]
    assert {(each.tab, each.column) for each in found.issues} == {("Interactions", "Date")}
    assert found.issues[0].value == "y" * 79 + "…"
    assert (found.issue_count, found.error_count) == (3, 1)


def test_headers_are_those_of_the_sheet_whatever_the_language() -> None:
    found = digest(golden("edges"), "en")

    assert "Montant" in {each.column for each in found.issues}
    assert "Amount" not in {each.column for each in found.issues}


def test_a_tab_that_is_not_there_and_a_column_that_is_not_ours_keep_their_names() -> None:
    foreign = issue("vanity_metric", None).model_copy(update={"tab": "MQL 2026", "column": "Clics"})
    lacking = issue("missing_tab", None).model_copy(update={"tab": "opportunities", "column": None})
    noted = [(each.tab, each.row, each.column) for each in small(foreign, lacking).issues]

    assert noted == [("Opportunités", None, ""), ("MQL 2026", None, "Clics")]


def test_the_lists_are_cut_and_the_counts_are_not() -> None:
    found = small(*[issue(row=row) for row in range(2, 302)])

    assert len(found.issues) == MOST
    assert (found.issue_count, found.error_count) == (300, 300)


@pytest.mark.parametrize(
    ("text", "expected"), [("Alizé", "Alizé"), ("Alizés", "Alizés"), ("Alizé et", "Alizé…"), ("", "")]
)
def test_a_text_too_long_ends_with_an_ellipsis(text: str, expected: str) -> None:
    assert shortened(text, 6) == expected
