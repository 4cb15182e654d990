"""Every rule of the quality tab: a small workbook that breaks it, and the cell that its issue names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from abm_sheets.issues import RULES, Issue, Severity, has_errors
from abm_sheets.refresh import examine
from abm_sheets.workbook.memory import MemoryWorkbook
from tests.sheets import NOW, Grid, snapshot

WARNINGS = """
    duplicate_column duplicate_tab total_row invalid_boolean future_date invalid_domain unknown_stage
    unknown_setting invalid_setting
    unknown_industry closed_before_created overdue_expected missing_amount negative_amount stale_source
    cost_outside_targets vanity_metric
    too_many_metrics access_drift unreadable_time_zone edited_history lost_history foreign_history
"""
INFOS = """
    repeated_header merged_cells text_date text_number duplicate_interaction access_unchecked
    differs_from_source
"""

ACCOUNTS = "account | domains | industry | targeted | targeted_from\n"
TOUCHES = "date | account | type | asset | id\n"
DEALS = "id | account | amount | currency | stage | created | closed | expected\n"
OVERDUE = DEALS + "|Alizé|5||Proposition|2026-08-01||2026-09-26"
COSTS = "date | label | amount | account | industry\n"
TARGETS = "metric | quarter | target | alert\n"
EIGHT = "target_accounts engaged_accounts opportunities won_deals revenue conversion_rate velocity roi"


@dataclass(frozen=True)
class Case:
    """A workbook with one issue: the rule it breaks, and the tab, row and column that the issue names."""

    rule: str
    tab: str
    row: int | None
    column: str | None
    grid: Grid | None
    accounts: Grid = ACCOUNTS + "Alizé|alize.fr\nBoréal|boreal.fr"


CASES = [
    Case("missing_tab", "interactions", None, None, None),
    Case("missing_column", "interactions", None, "type", "date | account"),
    Case("duplicate_column", "interactions", 1, "account", TOUCHES.strip() + "| Société"),
    Case("missing_value", "sales_costs", 2, "amount", COSTS + "2026-08-01|Salon"),
    Case("data_above_header", "sales_costs", 1, None, "2026-08-01|Salon|10\n" + COSTS + "2026-08-02||10"),
    Case("repeated_header", "sales_costs", 2, None, COSTS + "Date|Libellé|Montant|Compte|Secteur"),
    Case("total_row", "sales_costs", 2, "label", COSTS + "|Total|10"),
    Case("invalid_date", "sales_costs", 2, "date", COSTS + "'31/02/2026||10"),
    Case("invalid_date", "sales_costs", 2, "date", COSTS + "1989-12-31||10"),
    Case("invalid_date", "sales_costs", 2, "date", COSTS + "TRUE||10"),
    Case("invalid_number", "sales_costs", 2, "amount", COSTS + "2026-08-01||gratuit"),
    Case("invalid_number", "sales_costs", 2, "amount", COSTS + "2026-08-01||2026-08-01"),
    Case("invalid_number", "sales_costs", 2, "amount", COSTS + "2026-08-01||1e13"),
    Case("invalid_number", "targets", 2, "target", TARGETS + "conversion_rate|2026-T3|10"),
    Case("invalid_number", "targets", 2, "alert", TARGETS + "Influence marketing|2026-T3|0.6|60"),
    Case("invalid_number", "stages", 2, "probability", "stage|kind|probability\nProposition|ouverte|30"),
    Case("invalid_number", "stages", 2, "probability", "stage|kind|probability\nProposition|ouverte|-0.1"),
    Case("invalid_number", "stages", 2, "probability", "stage|kind|probability\nProposition|ouverte|forte"),
    Case("invalid_number", "workshop", 2, "priority", "participant|metric|priority\nAna|roi|4"),
    Case("ambiguous_number", "sales_costs", 2, "amount", COSTS + "2026-08-01||'1.234"),
    Case("formula_error", "interactions", 2, "account", TOUCHES + "2026-09-01|#REF!|LinkedIn"),
    Case("formula_error", "interactions", 2, "type", TOUCHES + "2026-09-01|Alizé|'#N/A (VLOOKUP)"),
    Case("formula_error", "sales_costs", 2, "amount", COSTS + "2026-08-01||#DIV/0!"),
    Case("formula_error", "settings", 2, "value", "setting|value\nstagnation_days|#N/A"),
    Case("uncomputed_formula", "interactions", 2, "account", TOUCHES + "2026-09-01|=Comptes!A2|LinkedIn"),
    Case("uncomputed_formula", "sales_costs", 2, "amount", COSTS + "2026-08-01||=B2*2"),
    Case("uncomputed_formula", "settings", 2, "value", "setting|value\ncurrency|=A9"),
    Case("text_date", "sales_costs", 2, "date", COSTS + "'1 août 2026||10"),
    Case("text_number", "sales_costs", 2, "amount", COSTS + "2026-08-01||'1 234,50 €"),
    Case("future_date", "sales_costs", 2, "date", COSTS + "2026-09-29||10"),
    Case("future_date", "interactions", 2, "date", TOUCHES + "2027-09-01|Alizé|LinkedIn"),
    Case("future_date", "opportunities", 2, "created", DEALS + "|Alizé|5||Proposition|2026-10-01"),
    Case("future_date", "opportunities", 2, "closed", DEALS + "|Alizé|5||Gagnée|2026-09-01|2026-10-01"),
    Case("unknown_account", "sales_costs", 2, "account", COSTS + "2026-08-01||10|Zéphyr"),
    Case("unknown_account", "interactions", 2, "account", TOUCHES + "2026-09-01|zephyr.fr|LinkedIn"),
    Case("unknown_account", "opportunities", 2, "account", DEALS + "|Alisé|5||Proposition|2026-08-01"),
    Case("free_mail_domain", "interactions", 2, "account", TOUCHES + "2026-09-01|ana@gmail.com|LinkedIn"),
    Case("unknown_type", "interactions", 2, "type", TOUCHES + "2026-09-01|Alizé|Pigeon"),
    Case("unknown_stage", "opportunities", 2, "stage", DEALS + "|Alizé|5||Rêverie|2026-08-01"),
    Case("invalid_kind", "stages", 2, "kind", "stage|kind\nRêverie|peut-être"),
    Case("invalid_kind", "actions", 2, "kind", "kind|description\nrêve|Relancer"),
    Case("unknown_metric", "targets", 2, "metric", TARGETS + "Bonheur|2026-T3|5"),
    Case("invalid_quarter", "targets", 2, "quarter", TARGETS + "roi|2026-T5|5"),
    Case("unknown_setting", "settings", 2, "setting", "setting|value\ncouleur|bleu"),
    Case("invalid_setting", "settings", 2, "value", "setting|value\nstagnation_days|-1"),
    Case("unreadable_time_zone", "settings", 2, "value", "setting|value\ntime_zone|Paris"),
    Case("unknown_role", "team", 2, "role", "email|name|role\nana@alize.fr|Ana|stagiaire"),
    Case("invalid_email", "team", 2, "email", "email|name|role\nana@|Ana|marketing"),
    Case("unknown_industry", "sales_costs", 2, "industry", COSTS + "2026-08-01||10||Banque"),
    Case("duplicate_target", "targets", 3, "metric", TARGETS + "roi|2026-T3|5\nROI|2026 Q3|6"),
    Case("missing_closed_date", "opportunities", 2, "closed", DEALS + "|Alizé|5||Gagnée|2026-08-01"),
    Case(
        "closed_before_created",
        "opportunities",
        2,
        "closed",
        DEALS + "|Alizé|5||Perdue|2026-08-02|2026-08-01",
    ),
    Case("overdue_expected", "opportunities", 2, "expected", OVERDUE),
    Case("overdue_expected", "opportunities", 2, "expected", OVERDUE),
    Case("missing_amount", "opportunities", 2, "amount", DEALS + "|Alizé|||Proposition|2026-08-01"),
    Case("negative_amount", "opportunities", 2, "amount", DEALS + "|Alizé|-5||Proposition|2026-08-01"),
    Case("negative_amount", "marketing_costs", 2, "amount", COSTS + "2026-08-01||-10"),
    Case("missing_fx_rate", "opportunities", 2, "currency", DEALS + "|Alizé|5|USD|Proposition|2026-08-01"),
    Case(
        "unknown_currency", "opportunities", 2, "currency", DEALS + "|Alizé|5|Zorkmid|Proposition|2026-08-01"
    ),
    Case(
        "duplicate_opportunity",
        "opportunities",
        3,
        "id",
        DEALS + "D1|Alizé|5||Proposition|2026-08-01\nD1|Boréal|6||Proposition|2026-08-01",
    ),
    Case(
        "duplicate_interaction",
        "interactions",
        3,
        "id",
        TOUCHES + "2026-09-01|Alizé|LinkedIn||7\n2026-09-02|Boréal|LinkedIn||7",
    ),
    Case(
        "duplicate_interaction",
        "interactions",
        3,
        "date",
        TOUCHES + "2026-09-01|Alizé|LinkedIn|Démo\n2026-09-01|alize.fr|linkedin|DEMO",
    ),
    Case(
        "cost_outside_targets",
        "marketing_costs",
        2,
        "account",
        COSTS + "2026-08-01||10|Boréal",
        accounts=ACCOUNTS + "Alizé\nBoréal|||non",
    ),
    Case("vanity_metric", "interactions", 1, None, TOUCHES.strip() + "|Nombre de leads"),
    Case("vanity_metric", "targets", 2, "metric", TARGETS + "MQL|2026-T3|50"),
    Case("vanity_metric", "Impressions par mois", None, None, "Mois|Vues"),
    Case(
        "too_many_metrics",
        "targets",
        9,
        "metric",
        TARGETS + "\n".join(f"{metric}|2026-T3|1" for metric in EIGHT.split()),
    ),
]

ACCOUNT_CASES = [
    Case("missing_value", "accounts", 2, "account", ACCOUNTS + "|alize.fr"),
    Case("invalid_date", "accounts", 2, "targeted_from", ACCOUNTS + "Alizé||||'31/02/2026"),
    Case("invalid_boolean", "accounts", 2, "targeted", ACCOUNTS + "Alizé|||peut-être"),
    Case("uncomputed_formula", "accounts", 2, "targeted", ACCOUNTS + "Alizé|||=FALSE()"),
    Case("formula_error", "accounts", 2, "targeted", ACCOUNTS + "Alizé|||#NAME?"),
    Case("free_mail_domain", "accounts", 2, "domains", ACCOUNTS + "Alizé|alize.fr yahoo.co.uk"),
    Case("duplicate_account", "accounts", 3, "account", ACCOUNTS + "Alizé\nALIZE S.A.S."),
    Case("invalid_domain", "accounts", 2, "domains", ACCOUNTS + "Alizé|alize.fr, alizé"),
]


def issues_of(**tabs: Any) -> list[Issue]:
    book = MemoryWorkbook(snapshot(**tabs))
    return list(examine(book, date(2026, 9, 27), now=NOW).report.issues)


def _severity(rule: str) -> Severity:
    if rule in INFOS.split():
        return Severity.INFO
    return Severity.WARNING if rule in WARNINGS.split() else Severity.ERROR


@pytest.mark.parametrize("case", [*CASES, *ACCOUNT_CASES], ids=lambda case: f"{case.rule}-{case.tab}")
def test_a_broken_rule_is_the_only_issue_and_names_its_cell(case: Case) -> None:
    found = issues_of(**{"accounts": case.accounts, case.tab: case.grid})
    assert [(each.rule, each.tab, each.row, each.column) for each in found] == [
        (case.rule, case.tab, case.row, case.column)
    ]
    assert found[0].severity is _severity(case.rule)
    assert found[0].message
    assert "{" not in found[0].message


def test_a_shared_domain_is_noted_on_each_account_and_on_who_speaks_by_it() -> None:
    found = issues_of(
        accounts=ACCOUNTS + "Alizé|groupe.fr\nBoréal|www.groupe.fr",
        interactions=TOUCHES + "2026-09-01|ana@groupe.fr|LinkedIn",
    )
    assert [(each.rule, each.tab, each.row, each.column) for each in found] == [
        ("shared_domain", "accounts", 2, "domains"),
        ("shared_domain", "accounts", 3, "domains"),
        ("shared_domain", "interactions", 2, "account"),
    ]
    assert {each.severity for each in found} == {_severity("shared_domain")}


def test_every_rule_is_shown_by_a_test() -> None:
    # Those about the spreadsheet's accesses are shown in tests/access/test_drift.py, what amounts name in
    # tests/tables/test_converting.py, for they are texts besides, and what people do to whole tabs in
    # tests/tables/test_as_people_leave_them.py.
    of_tabs = {"merged_cells", "duplicate_tab"}
    of_history = {"edited_history", "lost_history", "foreign_history"}
    elsewhere = {"shared_domain", "access_drift", "access_unchecked", "currency_conflict"}
    of_sources = {"differs_from_source", "stale_source"}
    elsewhere |= of_tabs | of_history | of_sources

    assert {case.rule for case in (*CASES, *ACCOUNT_CASES)} | elsewhere == set(RULES)


def test_the_severity_of_each_rule_is_the_one_shown() -> None:
    assert {rule: _severity(rule) for rule in RULES} == RULES


def test_cells_of_a_row_left_out_are_still_checked() -> None:
    found = issues_of(opportunities=DEALS + "|Zéphyr|beaucoup|USD|Rêverie||2027-01-01")
    assert [(each.rule, each.column) for each in found] == [
        ("invalid_number", "amount"),
        ("missing_value", "created"),
        ("unknown_account", "account"),
        ("unknown_stage", "stage"),
    ]
    assert has_errors(found)


def test_an_issue_keeps_what_the_cell_shows() -> None:
    found = issues_of(
        sales_costs=COSTS
        + "2027-01-02||-12.5|Zéphyr\n2026-08-01||#N/A\n2026-08-01||'1 234,50 €\n'2/8/2026||9"
    )
    assert {each.rule: each.value for each in found} == {
        "future_date": "2027-01-02",
        "negative_amount": "-12.5",
        "unknown_account": "Zéphyr",
        "formula_error": "#N/A",
        "text_number": "1 234,50 €",
        "text_date": "2/8/2026",
    }
    assert has_errors(found)


def test_what_is_worth_a_look_is_no_error() -> None:
    found = issues_of(sales_costs=COSTS + "'2/8/2026||-9")
    assert {each.severity for each in found} == {Severity.WARNING, Severity.INFO}
    assert not has_errors(found)
