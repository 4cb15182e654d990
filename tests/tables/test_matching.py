"""Which account a text names."""

from __future__ import annotations

import pytest

from abm_sheets.tables.matching import UNKNOWN, AccountIndex, Match, name_key, split_domains

NAMES = ["Alizé SAS", "Boréal & Fils", "L'Océan", "Quartz", "3M", "St. Malo SA"]
DOMAINS = [["alize.fr"], ["boreal.co.uk", "partage.fr"], ["partage.fr"], ["gmail.com"], [], []]
FORMS = """
    SA SAS SASU SARL EURL SCOP SNC GmbH AG Ltd LLC PLC Inc Corp BV NV SpA Srl SL SE OY AB S.A. S.r.l. B.V.
"""


@pytest.fixture
def index() -> AccountIndex:
    return AccountIndex(NAMES, DOMAINS)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Alizé", "alize"),
        ("ALIZE  S.A.S.", "alize"),
        ("Alizé SA SAS", "alize"),
        ("Alizé, Inc.", "alize"),
        ("SA Alizé", "sa alize"),
        ("SAS", "sas"),
        ("SA SAS", "sa"),
        ("L'Océan", "locean"),
        ("Boréal & Fils", "boreal fils"),
        ("Boréal-Fils", "boreal fils"),
        ("Œuvre", "oeuvre"),
        ("…", "…"),
    ],
)
def test_a_name_folded_without_its_legal_forms(name: str, key: str) -> None:
    assert name_key(name) == key


@pytest.mark.parametrize("form", FORMS.split())
def test_a_legal_form_does_not_count(form: str) -> None:
    assert name_key(f"Alizé {form}") == "alize"


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("Alizé SAS", 0),
        ("alize", 0),
        ("ALIZE GmbH", 0),
        ("alize.fr", 0),
        ("www.alize.fr", 0),
        ("https://blog.alize.fr/articles?page=2#haut", 0),
        ("http://ana:secret@alize.fr:8080/x@y", 0),
        ("//alize.fr/x", 0),
        ("ana@alize.fr", 0),
        ("Ana Ruiz <ana@mail.ALIZE.fr>", 0),
        ("mailto:ana@alize.fr", 0),
        (" Alize.FR. ", 0),
        ("boreal.co.uk", 1),
        ("eu.boreal.co.uk", 1),
        ("Boréal & fils", 1),
        ("Locean", 2),
        ("L’Océan", 2),
        ("3m", 4),
        ("St Malo", 5),
    ],
)
def test_an_account_is_named_by_name_domain_address_or_e_mail(
    index: AccountIndex, text: str, position: int
) -> None:
    assert index.find(text) == Match(position)


@pytest.mark.parametrize("text", ["ana@gmail.com", "gmail.com", "ana@yahoo.com.ar", "ana@laposte.net"])
def test_free_mail_names_nobody_even_where_an_account_claims_it(index: AccountIndex, text: str) -> None:
    assert index.find(text) == Match(UNKNOWN, "free_mail_domain")


def test_a_shared_domain_names_nobody(index: AccountIndex) -> None:
    assert index.find("ana@partage.fr") == Match(UNKNOWN, "shared_domain", {"domain": "partage.fr"})


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("Alise", "Alizé SAS"),
        ("Quarts", "Quartz"),
        ("St. Mallo", "St. Malo SA"),
        ("ana@quartz.io", "Quartz"),
        ("https://boreal-fils.com", "Boréal & Fils"),
    ],
)
def test_a_near_name_is_suggested_and_never_taken(index: AccountIndex, text: str, suggestion: str) -> None:
    assert index.find(text) == Match(UNKNOWN, "unknown_account", {"suggestion": suggestion})


@pytest.mark.parametrize("text", ["Zéphyr", "zephyr.io", "192.168.0.1", "?", "alize.invalide", "co.uk"])
def test_a_stranger_comes_without_a_suggestion(text: str) -> None:
    assert AccountIndex(["Quartz"], [[]]).find(text) == Match(UNKNOWN, "unknown_account")


def test_without_accounts_nobody_is_found() -> None:
    assert AccountIndex([], []).find("Quartz") == Match(UNKNOWN, "unknown_account")


def test_the_domains_of_a_cell() -> None:
    assert split_domains(" alize.fr,alize.com ; alize.io\nalize.eu ") == [
        "alize.fr",
        "alize.com",
        "alize.io",
        "alize.eu",
    ]
