"""An account of each system with two pipelines, its owners and a target, ready to be lived in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.crm.hubspot import HubSpot
from tests.crm.pipedrive import TARGET, Pipedrive
from tests.crm.server import running


@pytest.fixture
def hubspot() -> Iterator[HubSpot]:
    """The account, whose company 101 is a target and 102 is not."""
    with running(HubSpot()) as account:
        furnish(account)
        yield account


@pytest.fixture
def pipedrive() -> Iterator[Pipedrive]:
    """The account, whose organization 101 is a target and 102 is not."""
    with running(Pipedrive()) as account:
        furnish_pipedrive(account)
        yield account


def furnish_pipedrive(account: Pipedrive) -> None:
    """Two pipelines, somebody who owns records, a field that marks targets, and two organizations."""
    account.make("pipelines", 1, name="Ventes")
    account.make("pipelines", 2, name="Renouvellements")
    for stage, name, pipeline in ((1, "Contact", 1), (2, "Proposition", 1), (9, "À renouveler", 2)):
        account.make("stages", stage, name=name, pipeline_id=pipeline)
    account.people = [{"id": 7, "name": "Marie Durand", "email": "marie@abm.example", "active_flag": False}]
    choices = [{"id": 31, "label": "Oui"}, {"id": 32, "label": "Non"}]
    account.field(TARGET, "Compte cible", "enum", choices)
    account.field("label_ids", "Étiquettes", "set", [{"id": 5, "label": "Stratégique"}])
    account.field("industry", "Secteur", "enum", [{"id": 44, "label": "Énergie"}])
    site = "https://www.aubry.fr/contact"
    account.make("organizations", 101, name="Aubry", website=site, custom_fields={TARGET: 31}, owner_id=7)
    account.make("organizations", 102, name="Brévent", custom_fields={TARGET: 32}, label_ids=[5])


def furnish(account: HubSpot) -> None:
    """Two pipelines, an owner who is there and one who left, two companies and who works there."""
    account.now = "2026-01-05T08:00:00Z"
    account.pipeline(
        "default",
        "Ventes",
        {
            "appointmentscheduled": ("Rendez-vous pris", "0.2"),
            "contractsent": ("Contrat envoyé", "0.9"),
            "closedwon": ("Gagné", "1.0"),
            "closedlost": ("Perdu", "0.0"),
        },
    )
    account.pipeline(
        "renewals",
        "Renouvellements",
        {"9001": ("À renouveler", "0.5"), "9002": ("Renouvelé", "1.0"), "9003": ("Résilié", "0.0")},
    )
    account.choices = {"hs_ideal_customer_profile": {"tier_1": "Niveau 1"}, "industry": {"ENERGY": "Énergie"}}
    account.owner("77", "Marie", "Durand")
    account.owner("78", "Paul", "Petit", left=True)
    account.make("companies", 101, name="Aubry", domain="aubry.example", hs_is_target_account="true")
    account.make("companies", 102, name="Brévent", domain="brevent.example")
    account.make("contacts", 301, firstname="Claire", lastname="Morel", email="claire@aubry.example")
    account.link("contacts", "301", "companies", "101", 1, 279)
