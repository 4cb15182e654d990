"""A HubSpot account with two pipelines, its owners and a target, ready to be lived in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.crm.hubspot import HubSpot
from tests.crm.server import running


@pytest.fixture
def hubspot() -> Iterator[HubSpot]:
    """The account, whose company 101 is a target and 102 is not."""
    with running(HubSpot()) as account:
        furnish(account)
        yield account


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
