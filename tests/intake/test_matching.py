"""By what records are known again: an id, a domain, a name; never by likeness, and never two as one."""

from __future__ import annotations

import pytest

from abm_sheets.intake.matching import REASONS, Refused
from abm_sheets.language import LANGUAGES
from tests.intake.importing import Import, counts
from tests.sheets import snapshot

TAB = """
    account       | domains            | Record ID
    Alizé         | alize.fr, alize.eu | 11
    Boréal SAS    | boreal.fr          |
    Cobalt        |                    |
    Dolmen Nord   | dolmen.fr          |
    Dolmen Sud    | dolmen.fr          |
    Écrin         | ecrin.fr           | 15
    Écrin         |                    |
    Faïence       | faience.fr         | 16
    Faïence bis   |                    | 16
"""
"""Accounts, two of which share a domain, two a name and two an id, with the people's own column of ids."""

KNOWN = {
    "by id, whatever the name": ("11;Autre;autre.fr", (2, "id")),
    "by domain, whatever the name": ("21;Autre;www.boreal.fr", (3, "domain")),
    "by another of the domains, without an id": (";Autre;alize.eu", (2, "domain")),
    "by name without its legal form": ("22;BORÉAL;", (3, "name")),
    "by domain before name": ("23;Cobalt;boreal.fr", (3, "domain")),
    "by name where several have the domain": ("24;Dolmen Sud;dolmen.fr", (6, "domain")),
    "by name where several have the id": ("16;Faïence bis;", (10, "id")),
    "by id where several have the name": ("15;Écrin;", (7, "id")),
    "not by a likeness": ("25;Boréale;boreale.fr", None),
    "not by a free mail domain": ("26;Nouveau;gmail.com", None),
}

REFUSED = {
    "several rows have the domain": ("24;Dolmen;dolmen.fr", "several_rows", "Dolmen", [5, 6]),
    "several rows have the name": (";Écrin;", "several_rows", "Écrin", [7, 8]),
    "several rows have the id": ("16;Autre;", "several_rows", "16", [9, 10]),
    "the row is another record's": ("99;Alizé;", "other_record", "Alizé", [2]),
}


def imported(lines: str) -> tuple[Import, str]:
    return Import.of(snapshot("fr_FR", accounts=TAB)), f"Record ID;Company name;Company Domain Name\n{lines}"


@pytest.mark.parametrize("what", KNOWN)
def test_a_record_is_known_again(what: str) -> None:
    line, expected = KNOWN[what]
    made, file = imported(line)

    plan = made.plan(made.read(file))

    found = [(plan.standing.row(row.match.position), row.match.tier.name) for row in plan.rows]
    assert found == ([] if expected is None else [expected])
    assert len(plan.new) == (expected is None)


@pytest.mark.parametrize("what", REFUSED)
def test_a_record_that_may_be_several_rows_is_refused(what: str) -> None:
    line, reason, told, rows = REFUSED[what]
    made, file = imported(line)

    plan = made.plan(made.read(file))

    (refused,) = plan.refused
    assert (refused.row, refused.reason, list(refused.rows)) == (2, reason, rows)
    assert told in refused.key or refused.tier == "domain"
    assert counts(plan) == (0, 0, 0, 1)


TWICE = {
    "two with one domain": ("31;Grand;grand.fr\n32;Petit;grand.fr", [(3, "repeated", 2)]),
    "two of one row": ("41;Boréal;\n42;Autre;boreal.fr", [(2, "same_row", 3)]),
    "a sister of a row": ("11;Alizé;alize.fr\n;Alizé Sud;alize.fr", [(3, "same_row", 2)]),
}


@pytest.mark.parametrize("what", TWICE)
def test_of_two_records_with_one_key_one_is_refused(what: str) -> None:
    lines, expected = TWICE[what]
    made, file = imported(lines)

    plan = made.plan(made.read(file))

    assert [(each.row, each.reason, each.other) for each in plan.refused] == expected


def test_a_column_of_ids_is_that_of_the_system_first() -> None:
    tab = "account | ID CRM | ID HubSpot\n Alizé | 5 | 7\n Boréal | 7 | 5"
    made = Import.of(snapshot("fr_FR", accounts=tab))

    plan = made.plan(made.read("Record ID;Company name\n7;Nouveau nom"))

    assert [row.match.position for row in plan.rows] == [0]


def test_a_short_id_of_salesforce_is_its_long_one() -> None:
    tab = "account | Account ID\n Alizé | '001D000000IRFma"
    made = Import.of(snapshot("fr_FR", accounts=tab))

    plan = made.plan(made.read("Account ID;Account Name;Account Owner\n001D000000IRFmaIAH;Autre;Karim"))

    assert [row.match.tier.name for row in plan.rows] == ["id"]


def test_a_name_that_is_near_is_suggested_and_not_taken() -> None:
    made, file = imported("25;Boréale;boreale.fr\n26;Alizés;")

    plan = made.plan(made.read(file))

    assert {row: (near.new, near.name, near.row) for row, near in plan.near.items()} == {
        2: ("Boréale", "Boréal SAS", 3),
        3: ("Alizés", "Alizé", 2),
    }


def test_an_account_that_the_file_speaks_of_itself_is_not_suggested() -> None:
    made, file = imported("11;Alizé;\n26;Alizés;")

    assert made.plan(made.read(file)).near == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_why_a_record_is_refused_is_a_sentence(language: str) -> None:
    lines = [line for line, *_ in REFUSED.values()] + [lines for lines, _ in TWICE.values()]
    refused: list[Refused] = []
    for each in lines:
        made, file = imported(each)
        refused += made.plan(made.read(file)).refused

    assert {each.reason for each in refused} == set(REASONS)
    for found in refused:
        sentence = found.sentence(language)
        assert "{" not in sentence
        assert sentence[-1] == "."
        assert "None" not in sentence
