"""Records of a CRM in a workbook: which are here, what changed, what is gone, and whose the others are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from abm_sheets.intake.files.records import Record
from abm_sheets.intake.mirrors import MirrorPlan, plan_mirror
from abm_sheets.intake.standing import survey
from abm_sheets.intake.wording import counts_line, remarks
from abm_sheets.language import catalogue
from abm_sheets.tables.rows import EPOCH
from abm_sheets.tables.sources import Mirror, mirror_key
from tests.sheets import snapshot

DAY = date(2026, 9, 28)
ACCOUNTS, DEALS = mirror_key("hubspot", "accounts"), mirror_key("hubspot", "opportunities")


def company(number: int, name: str, domains: str = "", *, targeted: bool = False) -> Record:
    values: dict[str, Any] = {"account": name, "domains": domains, "targeted": targeted}
    return Record(number, {key: value for key, value in values.items() if value != ""}, str(number))


def deal(number: int, account: str, stage: str = "Proposition", amount: int = 10, **more: Any) -> Record:
    values: dict[str, Any] = {
        "id": str(number),
        "account": account,
        "stage": stage,
        "created": DAY,
        "amount": amount,
    }
    return Record(number, {key: value for key, value in values.items() if value}, str(number), **more)


def plan(key: str, *records: Record, there: Sequence[Mirror] = ()) -> MirrorPlan:
    """The plan for a workbook of Alizé (alize.fr) and Boréal (boreal.fr), and of mirrors."""
    more = {mirror.key: mirror for mirror in there}
    return plan_mirror(key, records, survey(snapshot(), without=[key], more=more), DAY)


def held(found: MirrorPlan, column: str = "account") -> list[Any]:
    return list(found.mirror.columns[column])


def test_companies_that_are_accounts_or_targets_are_mirrored() -> None:
    found = plan(
        ACCOUNTS,
        company(1, "Alizé SAS"),
        company(2, "Groupe Boréal", "boreal.fr"),
        company(3, "Cirrus", targeted=True),
        company(4, "Un client", "client.fr"),
    )

    assert held(found) == ["Alizé SAS", "Groupe Boréal", "Cirrus"]
    assert (found.made, found.mirror.aside, found.mirror.synchronised) == (1, 1, DAY)


def test_deals_are_of_an_account_by_its_name_its_domain_or_the_id_of_its_company() -> None:
    companies = plan(ACCOUNTS, company(2, "Groupe Boréal", "boreal.fr"), company(3, "Cirrus", targeted=True))

    found = plan(
        DEALS,
        deal(11, "alize.fr"),
        deal(12, "", company_id="2"),
        deal(13, "Nom changé", company_id="3"),
        deal(14, "Inconnue", domain="boreal.fr"),
        deal(15, "Un client"),
        deal(16, ""),
        there=[companies.mirror],
    )

    assert held(found) == ["Alizé", "Boréal", "Cirrus", "Boréal"]
    assert len(found.aside) == 2


def test_what_is_new_changed_and_gone_is_known_by_the_records_ids() -> None:
    before = plan(DEALS, deal(1, "Alizé"), deal(2, "Alizé"), deal(3, "Boréal")).mirror

    found = plan(DEALS, deal(1, "Alizé"), deal(2, "Alizé", "Gagnée", 20), deal(4, "Boréal"), there=[before])

    assert [record.record_id for record in found.new] == ["4"]
    assert [(each.record.record_id, each.before) for each in found.changed] == [
        ("2", {"amount": 10, "stage": "Proposition"})
    ]
    assert (found.same, found.gone, found.is_done) == (1, ["Boréal"], False)
    assert plan(DEALS, deal(1, "Alizé"), there=[plan(DEALS, deal(1, "Alizé")).mirror]).is_done


LOST = (
    "Aucune de ces sociétés n'est un compte de ce classeur, ni marquée comme compte cible dans HubSpot : "
    "marquez-les dans HubSpot et exportez de nouveau, ou relancez avec --set targeted=oui pour les prendre "
    "toutes, cette fois."
)


def test_a_day_that_the_workbook_keeps_as_a_number_is_no_change() -> None:
    before = plan(DEALS, deal(1, "Alizé")).mirror
    kept = {**before.columns, "created": [(DAY - EPOCH).days]}

    assert plan(DEALS, deal(1, "Alizé"), there=[replace(before, columns=kept)]).is_done


WORDS = {
    "new target accounts": (
        plan(ACCOUNTS, company(3, "Cirrus", targeted=True)),
        ["1 compte ciblé de plus."],
    ),
    "a stage that nobody knows": (
        plan(DEALS, deal(1, "Alizé", "Rêverie"), deal(2, "Alizé", "Rêverie")),
        ["L'étape « Rêverie » (2 affaires) n'est pas dans l'onglet Étapes : elles comptent comme ouvertes."],
    ),
    "companies of which none is a target": (
        plan(ACCOUNTS, company(4, "Un client")),
        [LOST],
    ),
}


@pytest.mark.parametrize("what", WORDS)
def test_a_plan_says_what_people_should_know(what: str) -> None:
    found, said = WORDS[what]

    assert [line.replace("\u00a0", " ") for line in remarks(found, catalogue("fr"))] == said


def test_the_numbers_of_a_plan_add_up() -> None:
    before = plan(DEALS, deal(1, "Alizé"), deal(2, "Alizé")).mirror
    records = [deal(1, "Alizé"), deal(2, "Alizé", "Gagnée"), deal(3, "Boréal"), deal(4, "Un client")]

    found = plan(DEALS, *records, there=[before])

    assert counts_line(found, catalogue("fr")) == (
        "1 fiche nouvelle, 1 modifiée, 1 déjà là, 1 laissée de côté, aucune ligne rejetée."
    )
