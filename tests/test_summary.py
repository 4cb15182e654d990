"""The report of a run: units, names, the sentence for leadership, and the issues of a date."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from abm_sheets.history.forecast import forecast
from abm_sheets.history.stages import StageHistory
from abm_sheets.issues import Severity
from abm_sheets.language import catalogue
from abm_sheets.metrics import compute
from abm_sheets.report import Influenced, Metrics, Report, Velocity
from abm_sheets.story.summary import headline, last_headline, summarise
from tests.metrics.quarter import D
from tests.sheets import read

COST = "date | amount | account | industry"
METRICS = Metrics(
    target_accounts=50,
    engaged_accounts=18,
    opportunities=7,
    accounts_with_opportunity=7,
    accounts_in_opportunity=7,
    won_deals=2,
    accounts_won=2,
    revenue=180_000,
    open_pipeline=0,
    marketing_costs=0,
    sales_costs=0,
    unallocated_costs=0,
    conversion_rate=0.14,
    velocity=None,
    influence_rate=None,
    roi=3.2,
    conversion_rate_12m=None,
    roi_12m=None,
    average_deal=None,
)


def report(**tabs: Any) -> Report:
    tables = read(**tabs)
    figures = compute(tables, D)
    return summarise(tables, figures, [], forecast(StageHistory(), tables, figures), catalogue("fr"))


def sentence(language: str, currency: str = "EUR", **changed: Any) -> str:
    """The headline with all its spaces folded."""
    metrics = METRICS.model_copy(update=changed)
    return " ".join(headline(metrics, currency, catalogue(language)).split())


def test_french_thousands_are_parted_by_a_narrow_space_that_does_not_break() -> None:
    assert "180\u202f000\u00a0€" in headline(METRICS, "EUR", catalogue("fr"))


ONE = {"target_accounts": 1, "engaged_accounts": 1, "accounts_in_opportunity": 1, "accounts_won": 1}
NOBODY_SIGNED = {"won_deals": 0, "accounts_won": 0, "revenue": 0, "roi": -1}
NONE = dict.fromkeys(ONE, 0) | NOBODY_SIGNED
UNKNOWN = {"engaged_accounts": None, "accounts_in_opportunity": None, "accounts_won": None, "roi": None}

FORMS = {
    "one, fr": (
        "Nous avons ciblé 1 compte ce trimestre, 1 est engagé, 1 est en opportunité, "
        "1 a signé pour 180 000 €, avec un ROI global de 3,2×."
    ),
    "one, en": (
        "We targeted 1 account this quarter: 1 is engaged, 1 is in opportunity, "
        "1 signed for €180,000, with an overall ROI of 3.2×."
    ),
    "a quarter that begins, fr": (
        "Nous avons ciblé 50 comptes ce trimestre, 18 sont engagés, 7 sont en opportunité, "
        "aucun n'a encore signé ce trimestre ; sur douze mois, le ROI est de 2,8×."
    ),
    "a quarter that begins, en": (
        "We targeted 50 accounts this quarter: 18 are engaged, 7 are in opportunity; "
        "none has signed yet this quarter, and the ROI over twelve months is 2.8×."
    ),
    "a first quarter, fr": (
        "Nous avons ciblé 50 comptes ce trimestre, aucun n'est engagé, aucun n'est en opportunité, "
        "aucun n'a encore signé ce trimestre."
    ),
    "a first quarter, en": (
        "We targeted 50 accounts this quarter: none is engaged, none is in opportunity; "
        "none has signed yet this quarter."
    ),
    "none, fr": "Nous n'avons ciblé aucun compte ce trimestre.",
    "none, en": "We targeted no account this quarter.",
    "no more, fr": "Nous n'avons ciblé aucun compte ce trimestre ; sur douze mois, le ROI est de −0,5×.",
    "no more, en": "We targeted no account this quarter, and the ROI over twelve months is −0.5×.",
    "nothing spent, fr": (
        "Nous avons ciblé 50 comptes ce trimestre, 18 sont engagés, 7 sont en opportunité, "
        "2 ont signé pour 180 000 €, sans ROI calculable."
    ),
    "unknown, fr": "Nous avons ciblé 50 comptes ce trimestre, sans ROI calculable.",
    "unknown, en": "We targeted 50 accounts this quarter, with no ROI to compute.",
}
CHANGES: Mapping[str, Mapping[str, Any]] = {
    "one": ONE,
    "a quarter that begins": NOBODY_SIGNED | {"roi_12m": 2.8},
    "a first quarter": NOBODY_SIGNED | {"engaged_accounts": 0, "accounts_in_opportunity": 0},
    "none": NONE,
    "no more": NONE | {"roi_12m": -0.5},
    "nothing spent": {"roi": None, "roi_12m": 1.0},
    "unknown": UNKNOWN,
}


@pytest.mark.parametrize(("form", "expected"), FORMS.items())
def test_the_sentence_reads_well_in_every_form(form: str, expected: str) -> None:
    change, language = form.split(", ")

    assert sentence(language, **CHANGES[change]) == expected


SIGNED = """
    account | stage      | created    | closed     | amount
    Boréal  | Gagnée     | 2026-02-01 | 2026-09-22 | 1000
    Boréal  | Découverte | 2026-02-01 |            | 500
"""
"""What was signed in the third quarter."""


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-10-01", "Au trimestre dernier (T3) : « Nous avons ciblé 2 comptes"),
        ("2026-10-28", "1 a signé pour 1 000 €, sans ROI calculable. »"),
        ("2026-10-29", ""),
        ("2026-04-01", "Au trimestre dernier (T1) : "),
        ("2026-01-05", ""),
    ],
)
def test_a_quarter_is_read_beside_the_last_sentence_of_the_one_before_for_four_weeks(
    day: str, expected: str
) -> None:
    tables = read(opportunities=SIGNED)
    found = last_headline(compute(tables, date.fromisoformat(day)), tables.settings, catalogue("fr"))

    assert expected in " ".join(found.split())
    assert bool(found) == bool(expected)


def test_the_currency_is_the_workbooks() -> None:
    assert "pour 180 000 $" in sentence("fr", "USD").replace("$US", "$")
    assert "signed for £180,000" in sentence("en", "GBP")


def test_cents_become_units_and_positions_names() -> None:
    found = report(
        opportunities="""
            account | stage      | created    | closed     | amount
            Boréal  | Gagnée     | 2026-08-01 | 2026-09-22 | 1000.05
            Boréal  | Découverte | 2026-08-01 |            | 0.10
            Alizé   | Découverte | 2026-09-25 |            | 30
        """,
        marketing_costs=f"{COST}\n2026-08-01 | 10.01 | |",
    )
    alize, boreal = found.accounts

    assert found.metrics.revenue == 1_000.05
    assert found.metrics.open_pipeline == 30.1
    assert found.velocity.pipeline_value == 15.05
    assert (alize.marketing_costs, boreal.marketing_costs) == (5.01, 5)
    assert (alize.stage, alize.stage_since, alize.engaged_until) == ("opportunity", date(2026, 9, 25), None)
    assert (boreal.open_amount, boreal.revenue) == (0.1, 1_000.05)
    assert found.moves.progressed == ["Alizé", "Boréal"]
    assert [segment.revenue for segment in found.segments] == [1_000.05] * 3
    assert found.weeks[-1].revenue == 1_000.05


def test_the_report_of_missing_tabs_says_null() -> None:
    found = report(interactions=None, opportunities=None, marketing_costs=None, sales_costs=None)

    filled = {name for name, value in found.metrics if value is not None}
    assert filled == {"target_accounts"}
    assert found.velocity == Velocity(deals=None, pipeline_value=None, win_rate=None, cycle_days=None)
    assert found.influence.won == Influenced(influenced=None, deals=None, rate=None)
    assert found.influence.revenue_rate is None
    assert set(found.status.values()) == {"grey"}
    assert found.headline.startswith("Nous avons ciblé 2 comptes ce trimestre, sans ROI")


def test_costs_of_accounts_out_of_scope_and_of_unknown_industries_are_issues_of_the_date() -> None:
    found = report(
        accounts="account | industry | targeted_until\nAlizé | Acier |\nBoréal | Papier | 2026-06-30",
        sales_costs="""
            date       | amount | account    | industry
            2026-08-01 | 1      | boreal sas |
            2026-08-02 | 1      |            | Papier
            2026-08-01 | 1      |            | Chimie
            2026-06-30 | 1      |            | Chimie
            2026-08-01 | 1      | Alizé      | Chimie
        """,
    )

    places = [
        (each.rule, each.tab, each.row, each.column, each.value, each.severity) for each in found.issues
    ]
    assert places == [
        ("cost_outside_targets", "sales_costs", 2, "account", "Boréal", Severity.WARNING),
        ("unknown_industry", "sales_costs", 3, "industry", "Papier", Severity.WARNING),
        ("unknown_industry", "sales_costs", 4, "industry", "Chimie", Severity.WARNING),
    ]
    assert found.metrics.unallocated_costs == 2


def test_issues_come_tab_by_tab_and_row_by_row() -> None:
    found = report(
        accounts="account | targeted\nAlizé |\nBoréal | non",
        marketing_costs="""
            date       | amount | account
            2026-08-01 | 1      | Inconnu
            2026-08-01 | 1      | Boréal
            2026-08-01 | x      | Alizé
        """,
    )

    assert [(each.rule, each.row) for each in found.issues] == [
        ("unknown_account", 2),
        ("cost_outside_targets", 3),
        ("invalid_number", 4),
    ]
