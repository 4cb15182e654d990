"""What is wrong with tabs themselves, and one issue for each cell."""

from __future__ import annotations

from abm_sheets.issues import RULES, Issue
from abm_sheets.tables.layout import one_per_cell
from tests.sheets import places, read


def _issue(rule: str, row: int | None = 2, column: str | None = "amount", tab: str = "sales_costs") -> Issue:
    return Issue(rule=rule, severity=RULES[rule], tab=tab, row=row, column=column, message="")


def _rules(*issues: Issue) -> list[str]:
    return [issue.rule for issue in one_per_cell(issues)]


def test_of_two_issues_about_a_cell_the_gravest_stays() -> None:
    assert _rules(_issue("future_date"), _issue("invalid_number")) == ["invalid_number"]
    assert _rules(_issue("invalid_number"), _issue("future_date")) == ["invalid_number"]
    assert _rules(_issue("future_date"), _issue("negative_amount")) == ["future_date"]


def test_how_a_cell_is_typed_stands_beside_what_it_means() -> None:
    assert _rules(_issue("text_number"), _issue("negative_amount")) == ["text_number", "negative_amount"]


def test_issues_of_whole_tabs_all_stay() -> None:
    assert _rules(*[_issue("missing_column", None, "date")] * 2, *[_issue("vanity_metric", 1, None)] * 2) == [
        "missing_column",
        "missing_column",
        "vanity_metric",
        "vanity_metric",
    ]


def test_issues_go_by_tab_and_row() -> None:
    issues = [
        _issue("missing_value", 9),
        _issue("missing_value", 3, tab="targets"),
        _issue("invalid_date", 4),
    ]
    assert [(each.tab, each.row) for each in one_per_cell(issues)] == [
        ("sales_costs", 4),
        ("sales_costs", 9),
        ("targets", 3),
    ]


def test_tabs_with_defaults_may_be_missing() -> None:
    assert places(read()) == []


def test_a_missing_column_is_named_in_the_words_of_the_workbook() -> None:
    (issue,) = read(interactions="date | account").issues
    assert "«\u00a0Type\u00a0»" in issue.message
    assert (issue.row, issue.value) == (None, None)
