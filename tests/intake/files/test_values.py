"""Identifiers, domains, currencies and outcomes as systems write them, brought to what the workbook means."""

from __future__ import annotations

import pytest

from abm_sheets.intake.files.cleaning import Refusal, id_cleaner
from abm_sheets.intake.files.fields import Outcomes, Vocabulary, default_vocabulary, judge
from abm_sheets.intake.sources import find_source
from abm_sheets.workbook.interface import Cell


@pytest.mark.parametrize(
    ("written", "system", "meant"),
    [
        ("001D000000IRFmaIAH", "salesforce", "001D000000IRFmaIAH"),
        ("001D000000IRFma", "salesforce", "001D000000IRFmaIAH"),
        ("001d000000irfma", "salesforce", "001d000000irfmaAAA"),
        ("001D000000IRFma", None, "001D000000IRFma"),
        ("001D-00000IRFma", "salesforce", "001D-00000IRFma"),
        (" 9012345671 ", None, "9012345671"),
        ("9,01235E+09", None, Refusal("mangled_id")),
        ("1e+15", "salesforce", Refusal("mangled_id")),
        (9012345671.0, None, 9012345671.0),
        ("", None, ""),
    ],
)
def test_an_id_is_restored_or_refused(written: Cell, system: str | None, meant: Cell | Refusal) -> None:
    assert id_cleaner(system)(written) == meant


@pytest.mark.parametrize(
    ("text", "domain", "reason"),
    [
        ("https://www.alize.fr/contact?x=1", "alize.fr", ""),
        ("contact@alize.co.uk", "alize.co.uk", ""),
        ("WWW.ALIZE.FR", "alize.fr", ""),
        ("gmail.com", "gmail.com", "free_mail_domain"),
        ("https://www.linkedin.com/company/alize", "", "invalid_domain"),
        ("alize", "", "invalid_domain"),
        ("-", "", "invalid_domain"),
    ],
)
def test_a_domain_is_what_a_company_owns(text: str, domain: str, reason: str) -> None:
    assert judge(text) == (domain, reason)


OWN = Vocabulary(
    "fr",
    {"Découverte": "open", "Signée": "won", "Renouvelée": "won", "Abandonnée": "lost", "Closed Won": "open"},
)


@pytest.mark.parametrize(
    ("source", "told", "stage"),
    [
        ("hubspot_deals", ("closedwon", "", "", ""), "Signée"),
        ("hubspot_deals", ("Fermé gagné (Pipeline de ventes)", "", "", ""), "Signée"),
        ("hubspot_deals", ("closedlost", "", "", ""), "Abandonnée"),
        ("hubspot_deals", ("Closed Won", "", "", ""), "Closed Won"),
        ("hubspot_deals", ("Renouvelée (Pipeline)", "", "oui", ""), "Renouvelée"),
        ("hubspot_deals", ("qualifiedtobuy", "", "", ""), "Qualifié pour l'achat"),
        ("hubspot_deals", ("Découverte (Pipeline)", "", "", ""), "Découverte"),
        ("hubspot_deals", ("decouverte", "", "", ""), "decouverte"),
        ("salesforce_opportunities", ("Signature", "", "1", "1"), "Signée"),
        ("salesforce_opportunities", ("Signée", "", "VRAI", ""), "Signée"),
        ("salesforce_opportunities", ("Abandon", "", "0", "1"), "Abandonnée"),
        ("salesforce_opportunities", ("Abandon (x)", "", "0", "0"), "Abandon (x)"),
        ("salesforce_opportunities", ("Abandon", "", "", "1"), "Abandon"),
        ("salesforce_opportunities", ("Fermé Gagné", "", "?", ""), "Signée"),
        ("pipedrive_deals", ("Qualified", "Won", "", ""), "Signée"),
        ("pipedrive_deals", ("Qualified", "Perdu", "", ""), "Abandonnée"),
        ("pipedrive_deals", ("Qualified", "open", "", ""), "Qualified"),
        ("pipedrive_deals", ("", "won", "", ""), "Signée"),
        ("pipedrive_deals", ("Qualified", "supprimé", "", ""), Refusal("deleted_record")),
        ("opportunities", ("gagnée", "", "", ""), "Signée"),
        ("opportunities", ("Perdue", "", "", ""), "Abandonnée"),
        ("opportunities", ("Devis", "", "", ""), "Devis"),
        ("opportunities", ("", "", "", ""), ""),
        ("opportunities", ("Devis", "Deleted", "", ""), Refusal("deleted_record")),
        ("opportunities", ("Devis", "perdu", "", ""), "Abandonnée"),
        ("opportunities", ("", "open", "", ""), "open"),
    ],
)
def test_a_deal_that_ended_is_in_the_workbook_s_own_stage(
    source: str, told: tuple[str, str, str, str], stage: str | Refusal
) -> None:
    assert Outcomes(find_source(source), "fr", OWN).stage_of(*told) == stage


def test_a_workbook_without_a_stage_of_a_kind_gets_the_usual_one() -> None:
    assert Vocabulary("en", {"Discovery": "open"}).named("lost") == "Lost"
    assert default_vocabulary("fr").named("won") == "Gagnée"
