"""Records read as rows: every spelling of the same, what is missing or unreadable, and what is of no use."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from abm_sheets.intake import FED_TABS, MODELS
from abm_sheets.intake.webhook import RULES, AcceptedRow, RejectedRow, accept
from abm_sheets.language import LANGUAGES, catalogue
from abm_sheets.tables.labels import column_names
from abm_sheets.tables.regional import regional

FRENCH, AMERICAN = regional("fr_FR"), regional("en_US")
WEBINAR = {"date": "2026-03-15", "account": "Acme", "type": "webinaire"}
DEAL = {"account": "Acme", "stage": "Proposition", "created": "2026-03-15"}

ACCEPTED: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "keys": ("interactions", {"date": "2026-03-15", "account": "Acme", "type": "webinaire"}, WEBINAR),
    "French headers": (
        "interactions",
        {"Date": "15/03/2026", "Compte": "Acme", "Type": "webinaire"},
        WEBINAR,
    ),
    "English headers": (
        "interactions",
        {"Date": "2026-03-15", "Account": "Acme", "Type": "webinaire"},
        WEBINAR,
    ),
    "other names, case, accents": (
        "interactions",
        {"JOUR": "15.03.26", "société": "Acme", "type_d_interaction": "webinaire"},
        WEBINAR,
    ),
    "a moment (Zapier)": ("interactions", {**WEBINAR, "date": "2026-03-15T10:22:00Z"}, WEBINAR),
    "a day in words": ("interactions", {**WEBINAR, "date": "15 mars 2026"}, WEBINAR),
    "a serial day": ("interactions", {**WEBINAR, "date": 46096}, WEBINAR),
    "blanks and nulls": (
        "interactions",
        {**WEBINAR, "asset": "", "contact": None, "source": " \u00a0"},
        WEBINAR,
    ),
    "spaces around": ("interactions", {**WEBINAR, "account": "\u00a0Acme  "}, WEBINAR),
    "an account by its domain": (
        "interactions",
        {**WEBINAR, "account": "https://www.acme.com/contact"},
        {**WEBINAR, "account": "https://www.acme.com/contact"},
    ),
    "an event's own name": ("interactions", {**WEBINAR, "event_id": "evt_1"}, {**WEBINAR, "id": "evt_1"}),
    "an event's number": ("interactions", {**WEBINAR, "Event ID": 12}, {**WEBINAR, "id": "12"}),
    "an id of the row's own": (
        "interactions",
        {**WEBINAR, "event_id": "evt_1", "Identifiant": 7},
        {**WEBINAR, "id": "7"},
    ),
    "an event on another tab": ("opportunities", {**DEAL, "event_id": "evt_1"}, DEAL),
    "figures as text": ("opportunities", {**DEAL, "Montant": "1 234,50"}, {**DEAL, "amount": 1234.5}),
    "an amount in its currency": (
        "opportunities",
        {**DEAL, "Montant": "1 234,50 €"},
        {**DEAL, "amount": 1234.5, "currency": "EUR"},
    ),
    "an amount in dollars of some kind": (
        "opportunities",
        {**DEAL, "amount": "$12k"},
        {**DEAL, "amount": 12_000, "currency": "$"},
    ),
    "an amount in another currency than its row's": (
        "opportunities",
        {**DEAL, "amount": "12 k€", "currency": "USD"},
        {**DEAL, "amount": "12000 €", "currency": "USD"},
    ),
    "an amount in its row's currency": (
        "opportunities",
        {**DEAL, "amount": "12 k€", "currency": "EUR"},
        {**DEAL, "amount": 12_000, "currency": "EUR"},
    ),
    "an amount whose name has its currency": (
        "opportunities",
        {**DEAL, "amount_usd": 12_000},
        {**DEAL, "amount": 12_000, "currency": "USD"},
    ),
    "an amount whose name has another currency than its row's": (
        "opportunities",
        {**DEAL, "Montant (USD)": "12 k", "currency": "EUR"},
        {**DEAL, "amount": "12000 USD", "currency": "EUR"},
    ),
    "an amount that has another currency than its name": (
        "opportunities",
        {**DEAL, "amount_usd": "12 k€"},
        {**DEAL, "amount": 12_000, "currency": "EUR"},
    ),
    "a cost whose name has its currency": (
        "marketing_costs",
        {"date": "2026-03-15", "amount": "", "cost_chf": 1200.5},
        {"date": "2026-03-15", "amount": "1200.50 CHF"},
    ),
    "a cost in francs": (
        "sales_costs",
        {"date": "2026-03-15", "amount": "CHF 1'200.50"},
        {"date": "2026-03-15", "amount": "1200.50 CHF"},
    ),
    "a figure": ("opportunities", {**DEAL, "amount": 1200.0}, {**DEAL, "amount": 1200}),
    "thousands in words": ("opportunities", {**DEAL, "amount": "12 k"}, {**DEAL, "amount": 12_000}),
    "a text in figures": (
        "opportunities",
        {**DEAL, "id": 42, "name": 3.5},
        {**DEAL, "id": "42", "name": "3.5"},
    ),
    "an account, yes": (
        "accounts",
        {"Compte": "Acme", "Ciblé": "oui"},
        {"account": "Acme", "targeted": True},
    ),
    "an account, no": (
        "accounts",
        {"Company": "Acme", "targeted": 0},
        {"account": "Acme", "targeted": False},
    ),
    "a cost": (
        "marketing_costs",
        {"Date": "2026-03-15", "Coût": -12, "Secteur": "Tech"},
        {"date": "2026-03-15", "amount": -12, "industry": "Tech"},
    ),
    "a cost of the other team": (
        "sales_costs",
        {"date": "2026-03-15", "amount": "(1 200)"},
        {"date": "2026-03-15", "amount": -1200},
    ),
    "text like a formula": (
        "interactions",
        {**WEBINAR, "asset": "=IMPORTXML(A1)", "contact": "+33 6"},
        {**WEBINAR, "asset": "=IMPORTXML(A1)", "contact": "+33 6"},
    ),
    "signs that no cell shows": (
        "interactions",
        {**WEBINAR, "asset": "Gui\x00de\ud800"},
        {**WEBINAR, "asset": "Guide"},
    ),
}

REJECTED: dict[str, tuple[str, dict[str, Any], tuple[str, str | None, str]]] = {
    "nothing": ("interactions", {}, ("no_known_field", None, "")),
    "nothing known": ("interactions", {"first_name": "Bryan", "age": 27}, ("no_known_field", None, "")),
    "an event's name only": ("interactions", {"event_id": "e"}, ("no_known_field", None, "")),
    "no date": ("interactions", {"account": "Acme", "type": "x"}, ("missing_value", "date", "")),
    "a blank account": ("interactions", {**WEBINAR, "account": " "}, ("missing_value", "account", "")),
    "a null type": ("interactions", {**WEBINAR, "type": None}, ("missing_value", "type", "")),
    "blanks only": ("interactions", {"date": "", "account": ""}, ("missing_value", "date", "")),
    "no day": ("interactions", {**WEBINAR, "date": "hier"}, ("invalid_date", "date", "hier")),
    "a day long ago": (
        "interactions",
        {**WEBINAR, "date": "1815-06-18"},
        ("invalid_date", "date", "1815-06-18"),
    ),
    "a computer's moment": (
        "interactions",
        {**WEBINAR, "date": 1773532800},
        ("invalid_date", "date", "1773532800"),
    ),
    "an answer for a day": ("interactions", {**WEBINAR, "date": True}, ("invalid_date", "date", "TRUE")),
    "no number": ("opportunities", {**DEAL, "amount": "beaucoup"}, ("invalid_number", "amount", "beaucoup")),
    "an absurd number": (
        "opportunities",
        {**DEAL, "amount": 1e15},
        ("invalid_number", "amount", "1000000000000000"),
    ),
    "thousands or decimals": (
        "opportunities",
        {**DEAL, "amount": "1.234"},
        ("ambiguous_number", "amount", "1.234"),
    ),
    "no currency": (
        "opportunities",
        {**DEAL, "amount": "12 zorkmids"},
        ("unknown_currency", "amount", "12 zorkmids"),
    ),
    "no amount of a cost": ("sales_costs", {"date": "2026-03-15"}, ("missing_value", "amount", "")),
    "no answer": ("accounts", {"account": "Acme", "targeted": "bof"}, ("invalid_boolean", "targeted", "bof")),
    "a formula's failure": ("interactions", {**WEBINAR, "asset": "#N/A"}, ("formula_error", "asset", "#N/A")),
    "an object": ("interactions", {**WEBINAR, "account": {"name": "Acme"}}, ("nested_value", "account", "")),
    "a list": ("interactions", {**WEBINAR, "asset": ["Guide"]}, ("nested_value", "asset", "")),
    "a text too long": ("interactions", {**WEBINAR, "asset": "x" * 50_001}, ("text_too_long", "asset", "")),
    "a number too long to write": (
        "interactions",
        {**WEBINAR, "asset": 10**5_000},
        ("absurd_number", "asset", ""),
    ),
}


@pytest.mark.parametrize("what", ACCEPTED)
def test_a_row_is_the_same_however_it_is_spelt(what: str) -> None:
    tab, record, values = ACCEPTED[what]

    assert accept(tab, record, FRENCH) == AcceptedRow(tab, values)


@pytest.mark.parametrize("what", REJECTED)
def test_a_record_that_is_no_row_is_rejected(what: str) -> None:
    tab, record, (rule, column, value) = REJECTED[what]

    rejected = accept(tab, record, FRENCH)

    assert isinstance(rejected, RejectedRow)
    assert (rejected.rule, rejected.column, rejected.value) == (rule, column, value)


def test_every_reason_is_among_those_rejected_here() -> None:
    assert {rule for _, _, (rule, _, _) in REJECTED.values()} == set(RULES)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reason_is_a_sentence_in_each_language(rule: str, language: str) -> None:
    sentence = RejectedRow("opportunities", rule, "amount", "1.234").sentence(language)

    assert sentence.endswith((".", ").", "1,234."))
    assert "{" not in sentence


def test_a_reason_names_the_column_as_the_language_does() -> None:
    rejected = accept("interactions", {**WEBINAR, "account": None}, FRENCH)

    assert isinstance(rejected, RejectedRow)
    assert rejected.sentence("fr") == (
        "«\u00a0Compte\u00a0» est vide ou absent\u00a0: chaque ligne de l'onglet "
        "«\u00a0Interactions\u00a0» doit l'indiquer."
    )
    assert rejected.sentence("en") == (
        "“Account” is blank or missing: every row of the tab “Interactions” must say it."
    )


def test_dates_and_figures_are_read_by_the_locale() -> None:
    record = {"date": "03/04/2026", "amount": "1,234.50"}

    american = accept("sales_costs", record, AMERICAN)
    french = accept("sales_costs", {**record, "amount": "1 234,50"}, FRENCH)

    assert american == AcceptedRow("sales_costs", {"date": "2026-03-04", "amount": 1234.5})
    assert french == AcceptedRow("sales_costs", {"date": "2026-04-03", "amount": 1234.5})


def test_fields_of_no_use_are_told_and_no_reason_to_reject() -> None:
    record = {"campaign": "x", **WEBINAR, "headers": {"a": 1}, "event_id": "e", "y" * 300: 1}

    accepted = accept("interactions", record, FRENCH)

    assert accepted.ignored == ("campaign", "headers", "y" * 300)
    assert isinstance(accepted, AcceptedRow)


NAMED_TWICE = {
    "the key before a synonym": ({"Société": "B", "account": "A"}, "A", ("Société",)),
    "the header before a synonym": ({"Entreprise": "B", "Compte": "A"}, "A", ("Entreprise",)),
    "a blank gives way": ({"account": "", "Société": "B"}, "B", ()),
    "blanks are not told": ({"account": "A", "Société": " "}, "A", ()),
    "two spellings of a name": ({"account ": "B", "ACCOUNT": "A"}, "A", ("account ",)),
}


@pytest.mark.parametrize("what", NAMED_TWICE)
def test_of_two_fields_for_a_column_one_counts_whatever_their_order(what: str) -> None:
    fields, value, ignored = NAMED_TWICE[what]

    for record in (fields, dict(reversed(fields.items()))):
        accepted = accept("accounts", record, FRENCH)
        assert accepted == AcceptedRow("accounts", {"account": value}, ignored)


@pytest.mark.parametrize("tab", FED_TABS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_header_that_we_write_is_a_field(tab: str, language: str) -> None:
    model, words = MODELS[tab], catalogue(language)
    samples = {"day": "2026-03-15", "number": 12, "money": 12, "flag": True}
    cells: dict[str, Any] = {
        column: samples.get(model.kind_of(column).value, column) for column in model.model_fields
    }

    accepted = accept(tab, {words.header(tab, column): cell for column, cell in cells.items()}, FRENCH)

    assert accepted == AcceptedRow(tab, cells)


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30)
ANYTHING = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(), inner, max_size=2)
)


@given(st.sampled_from(FED_TABS), st.data())
def test_whatever_comes_is_accepted_or_rejected_with_a_sentence(tab: str, data: st.DataObject) -> None:
    names = st.sampled_from([*column_names(tab), "event_id", "Ciblé depuis"]) | st.text(max_size=20)
    record = data.draw(st.dictionaries(names, ANYTHING, max_size=8))

    read = accept(tab, record, data.draw(st.sampled_from([FRENCH, AMERICAN])))

    if isinstance(read, RejectedRow):
        assert all(read.sentence(language) for language in LANGUAGES)
        return
    assert set(MODELS[tab].required_columns()) <= read.values.keys() <= MODELS[tab].model_fields.keys()
    assert orjson.loads(orjson.dumps(read.values)) == read.values
    assert accept(tab, read.values, FRENCH) == AcceptedRow(tab, read.values)
