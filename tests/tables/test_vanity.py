"""Measures that flatter."""

from __future__ import annotations

import pytest

from abm_sheets.tables.labels import is_vanity
from tests.sheets import places, read


@pytest.mark.parametrize(
    "label",
    [
        "Leads",
        "Nombre de leads",
        "MQL",
        "MQLs générés",
        "Impressions publicitaires",
        "Followers LinkedIn",
        "Abonnés",
        "Ouvertures",
        "Taux d’ouverture",
        "E-mail opens",
        "Open rate",
    ],
)
def test_what_flatters(label: str) -> None:
    assert is_vanity(label)


@pytest.mark.parametrize(
    "label", ["", "Comptes engagés", "Ouverture e-mail", "Leadership", "Opportunities", "Open", "Sales lead"]
)
def test_what_does_not(label: str) -> None:
    assert not is_vanity(label)


def test_our_own_columns_are_never_suspected() -> None:
    tables = read(
        interactions="date | account | type | Source | Leads\n | | | |",
        **{"Suivi des MQL": "Mois | MQL", "Divers": "Leads"},  # type: ignore[arg-type]
    )
    assert places(tables) == [
        ("vanity_metric", "interactions", 1, None),
        ("vanity_metric", "Suivi des MQL", None, None),
    ]
