"""What a CRM is told of each account."""

from __future__ import annotations

from typing import Any

import pytest

from abm_sheets.errors import NoUsableTabError
from abm_sheets.files import unguarded
from abm_sheets.language import LANGUAGES, catalogue
from abm_sheets.outputs.files.crm import Crm, crm_file, remarks
from tests.outputs.files.views import examined, rows_of_csv
from tests.sheets import snapshot

INTERACTIONS = """
    date       | account | type
    2026-09-05 | Boréal  | Webinaire
    2026-09-06 | Boréal  | LinkedIn
    2026-09-07 | Boréal  | Rendez-vous
    2026-09-08 | Cobalt  | Ouverture e-mail
    2026-03-02 | Écrin   | Webinaire
"""
OPPORTUNITIES = """
    account | stage      | created    | closed
    Cobalt  | Découverte | 2026-08-01 |
    Dolmen  | Gagnée     | 2026-08-01 | 2026-09-10
"""
ACCOUNTS = """
    account | domains                   | targeted
    Alizé   | gmail.com, www.alize.fr   |
    Boréal  | boreal.com boreal.fr      |
    Cobalt  | shared.fr                 |
    Dolmen  | shared.fr, dolmen.co.uk   |
    Écrin   |                           | non
"""
TYPES = "type | engagement\nWebinaire | oui\nLinkedIn | oui\nRendez-vous | oui\nOuverture e-mail | non"
STAGES = "stage | kind\nDécouverte | ouverte\nGagnée | gagnée"
TABS: dict[str, Any] = {
    "interaction_types": TYPES,
    "stages": STAGES,
    "accounts": ACCOUNTS,
    "interactions": INTERACTIONS,
    "opportunities": OPPORTUNITIES,
}


def exported(crm: Crm = Crm.HUBSPOT, language: str = "fr", **tabs: Any) -> list[list[str]]:
    found = snapshot(**(TABS | tabs))
    return rows_of_csv(crm_file(examined(found, language), found, crm))


def reported(**tabs: Any) -> list[str]:
    return list(remarks(examined(snapshot(**(TABS | tabs)))))


def test_each_account_has_its_level_and_its_last_interaction() -> None:
    assert [row[3:] for row in exported()[1:]] == [
        ["true", "ciblé", ""],
        ["true", "engagé", "2026-09-07"],
        ["true", "en opportunité", ""],
        ["true", "client", ""],
        ["false", "aucun", "2026-03-02"],
    ]


def test_the_domain_is_the_first_that_is_the_accounts_own() -> None:
    assert [row[2] for row in exported()[1:]] == ["alize.fr", "boreal.com", "", "dolmen.co.uk", ""]


@pytest.mark.parametrize(
    ("crm", "language", "answers"),
    [
        (Crm.HUBSPOT, "fr", {"true", "false"}),
        (Crm.SALESFORCE, "en", {"true", "false"}),
        (Crm.PIPEDRIVE, "fr", {"Oui", "Non"}),
        (Crm.PIPEDRIVE, "en", {"Yes", "No"}),
    ],
)
def test_yes_and_no_are_what_the_crm_takes(crm: Crm, language: str, answers: set[str]) -> None:
    assert {row[3] for row in exported(crm, language)[1:]} == answers


@pytest.mark.parametrize("crm", Crm)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_levels_are_a_closed_list_of_words(crm: Crm, language: str) -> None:
    words = catalogue(language)
    known = {*words.words("account_stage").values(), words.text("export.crm.none")}

    rows = exported(crm, language)

    assert {row[4] for row in rows[1:]} == known
    assert rows[0] == list(words.find(f"export.crm.headers.{crm}").values())


@pytest.mark.parametrize("crm", Crm)
def test_hostile_names_are_guarded_and_come_back(crm: Crm) -> None:
    names = ["-M-", "+33 1 40", "=HYPERLINK(1)", '@A "b"', "A;=cmd()", "Écrin, SA", "L'Œuvre"]
    rows = exported(crm, accounts=[["account"], *([name] for name in names)])

    assert [unguarded(row[1]) for row in rows[1:]] == names
    assert [row[1][0] for row in rows[1:5]] == ["'"] * 4


@pytest.mark.parametrize(
    ("tab", "title"), [("interactions", "Interactions"), ("opportunities", "Opportunités")]
)
def test_a_level_that_cannot_be_known_is_left_blank(tab: str, title: str) -> None:
    assert {row[4] for row in exported(Crm.HUBSPOT, "fr", **{tab: None})[1:]} == {""}
    (remark,) = reported(**{tab: None})
    assert remark.startswith(f"L'onglet «\u00a0{title}\u00a0»")


def test_without_either_tab_it_fails() -> None:
    with pytest.raises(NoUsableTabError):
        exported(interactions=None, opportunities=None)


def test_nothing_is_remarked_of_a_clean_workbook() -> None:
    assert reported() == []


@pytest.mark.parametrize(("names", "start"), [("-M-", "1 nom contient"), ("-M-\n'=B", "2 noms contiennent")])
def test_guarded_names_are_counted(names: str, start: str) -> None:
    (remark,) = reported(accounts=f"account\nAlizé\n{names}")
    assert remark.startswith(start)


@pytest.mark.parametrize("crm", Crm)
def test_without_an_account_there_is_a_header_only(crm: Crm) -> None:
    assert len(exported(crm, accounts="account")) == 1
