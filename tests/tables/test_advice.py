"""What an issue advises, done to the letter: the issue is gone, and no other has come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from abm_sheets.issues import RULES
from tests.sheets import Grid
from tests.tables.test_rules import (
    ACCOUNT_CASES,
    ACCOUNTS,
    CASES,
    COSTS,
    DEALS,
    EIGHT,
    TARGETS,
    TOUCHES,
    Case,
    issues_of,
)

ELSEWHERE = {
    "access_drift",
    "access_unchecked",
    "currency_conflict",
    "differs_from_source",
    "duplicate_tab",
    "edited_history",
    "foreign_history",
    "lost_history",
    "merged_cells",
    "shared_domain",
    "stale_source",
}
"""Rules whose advice is followed where they are shown: on a spreadsheet, on two tabs, on the history."""

ALL = [*CASES, *ACCOUNT_CASES]

FOLLOWED: Mapping[str, Sequence[Grid]] = {
    "missing_tab": ["date | account | type"],
    "missing_column": ["date | account | type"],
    "duplicate_column": [TOUCHES.strip() + "| Société (copie)"],
    "data_above_header": [COSTS + "2026-08-01|Salon|10\n2026-08-02||10"],
    "repeated_header": [COSTS],
    "total_row": [COSTS],
    "missing_value": [COSTS + "2026-08-01|Salon|10", ACCOUNTS + "Alizé|alize.fr"],
    "invalid_date": [
        COSTS + "'15/03/2026||10",
        COSTS + "2026-03-15||10",
        COSTS + "2026-03-15||10",
        ACCOUNTS + "Alizé||||'15/03/2026",
    ],
    "invalid_number": [
        COSTS + "2026-08-01||'1234,50",
        COSTS + "2026-08-01||'1234,50",
        COSTS + "2026-08-01||1e12",
        TARGETS + "conversion_rate|2026-T3|'10 %",
        TARGETS + "Influence marketing|2026-T3|0.6|'10 %",
        *["stage|kind|probability\nProposition|ouverte|0.3"] * 3,
        "participant|metric|priority\nAna|roi|3",
    ],
    "ambiguous_number": [COSTS + "2026-08-01||'1,234"],
    "formula_error": [
        TOUCHES + "2026-09-01|Alizé|LinkedIn",
        TOUCHES + "2026-09-01|Alizé|LinkedIn",
        COSTS + "2026-08-01||10",
        "setting|value\nstagnation_days|10",
        ACCOUNTS + "Alizé|||oui",
    ],
    "uncomputed_formula": [
        TOUCHES + "2026-09-01|Alizé|LinkedIn",
        COSTS + "2026-08-01||20",
        "setting|value\ncurrency|EUR",
        ACCOUNTS + "Alizé|||FALSE",
    ],
    "invalid_boolean": [ACCOUNTS + "Alizé|||oui"],
    "text_date": [COSTS + "2026-08-01||10"],
    "text_number": [COSTS + "2026-08-01||1234.5"],
    "future_date": [
        COSTS + "2026-09-27||10",
        TOUCHES + "2026-09-01|Alizé|LinkedIn",
        DEALS + "|Alizé|5||Proposition|2026-09-01",
        DEALS + "|Alizé|5||Gagnée|2026-09-01|2026-09-02",
    ],
    "unknown_account": [
        COSTS + "2026-08-01||10|Boréal",
        TOUCHES + "2026-09-01|alize.fr|LinkedIn",
        DEALS + "|Alizé|5||Proposition|2026-08-01",
    ],
    "free_mail_domain": [TOUCHES + "2026-09-01|Alizé|LinkedIn", ACCOUNTS + "Alizé|alize.fr"],
    "duplicate_account": [ACCOUNTS + "Alizé"],
    "invalid_domain": [ACCOUNTS + "Alizé|alize.fr, exemple.fr"],
    "unknown_type": [TOUCHES + "2026-09-01|Alizé|LinkedIn"],
    "unknown_stage": [DEALS + "|Alizé|5||Proposition|2026-08-01"],
    "invalid_kind": ["stage|kind\nRêverie|ouverte", "kind|description\naction|Relancer"],
    "unknown_metric": [TARGETS + "Revenus|2026-T3|5"],
    "invalid_quarter": [TARGETS + "roi|2026-T3|5"],
    "unknown_setting": ["setting|value\nDevise|EUR"],
    "invalid_setting": ["setting|value\nstagnation_days|1"],
    "unreadable_time_zone": ["setting|value\ntime_zone|Europe/Paris"],
    "unknown_role": ["email|name|role\nana@alize.fr|Ana|marketing"],
    "invalid_email": ["email|name|role\nprenom.nom@exemple.fr|Ana|marketing"],
    "unknown_industry": [COSTS + "2026-08-01||10||"],
    "duplicate_target": [TARGETS + "roi|2026-T3|5"],
    "missing_closed_date": [DEALS + "|Alizé|5||Gagnée|2026-08-01|2026-08-02"],
    "closed_before_created": [DEALS + "|Alizé|5||Perdue|2026-08-02|2026-08-02"],
    "overdue_expected": [
        DEALS + "|Alizé|5||Proposition|2026-08-01||2026-09-27",
        DEALS + "|Alizé|5||Gagnée|2026-08-01|2026-09-27|2026-09-26",
    ],
    "missing_amount": [DEALS + "|Alizé|5||Proposition|2026-08-01"],
    "negative_amount": [DEALS + "|Alizé|5||Proposition|2026-08-01", COSTS + "2026-08-01||10"],
    "missing_fx_rate": [DEALS + "|Alizé|5|USD|Proposition|2026-08-01"],
    "unknown_currency": [DEALS + "|Alizé|5|EUR|Proposition|2026-08-01"],
    "duplicate_opportunity": [
        DEALS + "D1|Alizé|5||Proposition|2026-08-01\nD2|Boréal|6||Proposition|2026-08-01"
    ],
    "duplicate_interaction": [
        TOUCHES + "2026-09-01|Alizé|LinkedIn||7",
        TOUCHES + "2026-09-01|Alizé|LinkedIn|Démo",
    ],
    "cost_outside_targets": [COSTS + "2026-08-01||10|Alizé"],
    "vanity_metric": [TOUCHES.strip(), TARGETS.strip(), "Mois|Vues"],
    "too_many_metrics": [TARGETS + "\n".join(f"{metric}|2026-T3|1" for metric in EIGHT.split()[:7])],
}
"""What people leave after they did what each issue of `test_rules` says, in the same order."""

BESIDES: Mapping[str, Mapping[str, Grid]] = {"missing_fx_rate": {"settings": "setting|value\nfx_USD|0.9"}}
"""What an advice adds to another tab."""

RENAMED = {"Impressions par mois": "Chiffres par mois"}
"""The people's own tab, once what flatters is taken out of its title."""


def _cases() -> list[tuple[Case, Grid]]:
    return [
        (case, followed)
        for rule in FOLLOWED
        for case, followed in zip([each for each in ALL if each.rule == rule], FOLLOWED[rule], strict=True)
    ]


@pytest.mark.parametrize(("case", "followed"), _cases(), ids=lambda each: getattr(each, "rule", ""))
def test_the_advice_followed_to_the_letter_leaves_no_issue(case: Case, followed: Grid) -> None:
    tab = RENAMED.get(case.tab, case.tab)
    tabs = {"accounts": case.accounts, tab: followed, **BESIDES.get(case.rule, {})}

    kept = [each.rule for each in issues_of(**tabs)]

    # A text was typed for a text: a date or a number that reads well is still no real one.
    assert [rule for rule in kept if rule not in {"text_date", "text_number"} - {case.rule}] == []


def test_a_domain_left_to_one_account_and_the_other_named() -> None:
    found = issues_of(
        accounts=ACCOUNTS + "Alizé|groupe.fr\nBoréal", interactions=TOUCHES + "2026-09-01|Boréal|LinkedIn"
    )
    assert found == []


def test_every_rule_has_an_advice_that_works() -> None:
    assert set(FOLLOWED) | ELSEWHERE == set(RULES)
