"""Amounts that name their currency, in deals and in costs."""

from __future__ import annotations

import pytest

from tests.sheets import places, read

DEALS = "account | amount | currency | stage | created\n"
RATES = "setting | value\nfx_USD | 0.9\nfx_CHF | 1.1\nfx_GBP | 1.2\n"
IN_EUROS = {
    "$1,200.50": None,
    "$1 200,50": 108_045,
    "US$300": 27_000,
    "10 000 USD": 900_000,
    "CHF 10'000": 1_100_000,
    "Fr. 10’000.-": 1_100_000,
    "£1.5m": 180_000_000,
    "(1 200) $": -108_000,
    "-5 €": -500,
    "-$5": -450,
    "12 k€": 1_200_000,
    "12 k$": 1_080_000,
    "1,2 M USD": 108_000_000,
    "1,5 million d'euros": 150_000_000,
    "1\u202f200 dollars": 108_000,
    "1\u2009200\u00a0livres sterling": 144_000,
    "1200 euros": 120_000,
    "12kEUR": 1_200_000,
}


@pytest.mark.parametrize("typed", IN_EUROS)
def test_an_amount_is_in_the_currency_that_it_names(typed: str) -> None:
    tables = read(
        opportunities=f"{DEALS}Alizé|'{typed}||Proposition|2026-08-01",
        marketing_costs=f"date|amount\n2026-08-01|'{typed}",
        settings=RATES,
    )
    assert tables.opportunities is not None
    assert tables.marketing_costs is not None
    cents = IN_EUROS[typed]
    # In French 1,200.50 is no number, whatever the currency.
    assert tables.opportunities["amount"].tolist() == [cents or 0]
    assert tables.marketing_costs["amount"].tolist() == ([] if cents is None else [cents])


@pytest.mark.parametrize(
    ("typed", "rule"),
    [("10 000 GBP", "missing_fx_rate"), ("5 zorkmids", "unknown_currency"), ("1 200 kr", "unknown_currency")],
)
def test_an_amount_that_cannot_be_converted_is_unknown_and_adds_nothing(typed: str, rule: str) -> None:
    tables = read(
        opportunities=f"{DEALS}Alizé|'{typed}||Proposition|2026-08-01",
        sales_costs=f"date|amount\n2026-08-01|'{typed}\n2026-08-01|5",
    )
    assert places(tables, rule) == [(rule, "opportunities", 2, "amount"), (rule, "sales_costs", 2, "amount")]
    assert [issue.value for issue in tables.issues if issue.rule == rule] == [typed, typed]
    assert tables.opportunities is not None
    assert tables.sales_costs is not None
    assert tables.opportunities["known"].tolist() == [False]
    assert tables.sales_costs["amount"].tolist() == [500]


@pytest.mark.parametrize(
    ("amount", "currency", "rules", "cents"),
    [
        ("$100", "USD", [], 9000),
        ("$100", "CAD", ["missing_fx_rate"], 0),
        ("$100", "EUR", ["currency_conflict"], 0),
        ("100 €", "US$", ["currency_conflict"], 0),
        ("100 francs", "CHF", [], 11_000),
        ("100", "Euro", [], 10_000),
        ("100", "dollars", [], 9000),
        ("100", "Euroo", ["unknown_currency"], 0),
        ("100 €", "zorkmid", ["unknown_currency"], 0),
    ],
)
def test_the_currency_of_the_row_wins(amount: str, currency: str, rules: list[str], cents: int) -> None:
    tables = read(opportunities=f"{DEALS}Alizé|'{amount}|{currency}|Proposition|2026-08-01", settings=RATES)
    assert [issue.rule for issue in tables.issues if issue.rule != "text_number"] == rules
    assert tables.opportunities is not None
    assert tables.opportunities["amount"].tolist() == [cents]


def test_the_dollar_of_a_canadian_workbook_is_its_own() -> None:
    tables = read(
        opportunities=f"{DEALS}Alizé|'100 $||Proposition|2026-08-01\nAlizé|'100 $US||Proposition|2026-08-01",
        settings="setting|value\ncurrency|CAD\nfx_USD|1.4",
    )
    assert tables.opportunities is not None
    assert tables.opportunities["amount"].tolist() == [10_000, 14_000]


@pytest.mark.parametrize("currency", ["Euroo", "EURO$", "kr"])
def test_an_unknown_currency_asks_for_its_code_and_for_no_setting(currency: str) -> None:
    tables = read(opportunities=f"{DEALS}Alizé|100|{currency}|Proposition|2026-08-01")
    (issue,) = tables.issues
    assert issue.rule == "unknown_currency"
    assert "EUR" in issue.message
    assert "fx_" not in issue.message


def test_the_rate_that_is_asked_for_settles_it() -> None:
    costs = "date|amount\n2026-08-01|'$1 200,50"
    (issue,) = [each for each in read(marketing_costs=costs).issues if each.rule != "text_number"]
    assert "fx_USD" in issue.message
    settled = read(marketing_costs=costs, settings="setting|value\nfx_USD|'0,9")
    assert places(settled, "missing_fx_rate") == []


@pytest.mark.parametrize(
    ("header", "cents"),
    [
        ("Montant ($)", 9000),
        ("Amount (USD)", 9000),
        ("amount_usd", 9000),
        ("Montant en $", 9000),
        ("Montant en dollars", 9000),
        ("Montant HT (USD)", 9000),
        ("Montant (US$ HT)", 9000),
        ("USD amount", 9000),
        ("Montant total [£]", 12_000),
        ("Montant (€)", 10_000),
        ("Montant", 10_000),
    ],
)
def test_a_header_tells_the_currency_of_each_cell_that_names_none(header: str, cents: int) -> None:
    tables = read(
        opportunities=f"account|{header}|stage|created\nAlizé|100|Proposition|2026-08-01",
        marketing_costs=f"date|{header}\n2026-08-01|100\n2026-08-01|'100 CHF\n2026-08-01|",
        settings=RATES,
    )
    assert tables.opportunities is not None
    assert tables.marketing_costs is not None
    assert tables.opportunities["amount"].tolist() == [cents]
    assert tables.marketing_costs["amount"].tolist() == [cents, 11_000]


@pytest.mark.parametrize(
    ("header", "currency", "rule"),
    [
        ("Montant (CAD)", "", "missing_fx_rate"),
        ("Montant (kr)", "", "unknown_currency"),
        ("Montant ($)", "EUR", "currency_conflict"),
    ],
)
def test_a_currency_of_a_header_that_cannot_be_converted_is_told(
    header: str, currency: str, rule: str
) -> None:
    tables = read(
        opportunities=f"account|{header}|currency|stage|created\nAlizé|100|{currency}|Proposition|2026-08-01",
        settings=RATES,
    )
    assert [issue.rule for issue in tables.issues] == [rule]
    assert tables.opportunities is not None
    assert tables.opportunities["known"].tolist() == [False]


def test_a_column_of_euros_in_a_workbook_of_dollars_and_its_targets_are_converted() -> None:
    tables = read(
        opportunities="account|Montant (€)|stage|created\nAlizé|100|Proposition|2026-08-01",
        targets="metric|quarter|Objectif (€)\nRevenus|2026-T3|100\nComptes engagés|2026-T3|10",
        settings="setting|value\ncurrency|USD\nfx_EUR|'1,2",
    )
    assert tables.opportunities is not None
    assert tables.opportunities["amount"].tolist() == [12_000]
    assert tables.targets["target"].tolist() == [120, 10]


def test_a_column_of_one_s_own_beside_the_amount_is_not_the_amount() -> None:
    tables = read(
        opportunities="account|Amount (USD)|Montant|stage|created\nAlizé|90|100|Proposition|2026-08-01"
    )
    assert tables.issues == []
    assert tables.opportunities is not None
    assert tables.opportunities["amount"].tolist() == [10_000]
