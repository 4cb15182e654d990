"""Interaction types and stages, and their defaults."""

from __future__ import annotations

import pytest

from abm_sheets.tables import read_tables
from tests.sheets import NOW, places, read, snapshot


@pytest.mark.parametrize("types", [None, "type | engagement", "type | engagement\n | oui", "engagement"])
def test_without_types_the_defaults_are_in_force(types: str | None) -> None:
    frame = read(interaction_types=types).interaction_types
    marked = zip(frame["type"], frame["engagement"], frame["marketing"], strict=True)
    assert [(name, bool(engages), bool(markets)) for name, engages, markets in marked] == [
        ("Visite site", True, True),
        ("Réponse e-mail", True, False),
        ("LinkedIn", True, True),
        ("Webinaire", True, True),
        ("Événement", True, True),
        ("Livre blanc", True, True),
        ("Article de blog", True, True),
        ("Rendez-vous", True, False),
        ("Ouverture e-mail", False, False),
        ("Impression publicitaire", False, False),
    ]


@pytest.mark.parametrize("stages", [None, "stage | kind", "stage | kind\n | open"])
def test_without_stages_the_defaults_are_in_force(stages: str | None) -> None:
    frame = read(stages=stages).stages
    assert list(zip(frame["stage"], frame["kind"], strict=True)) == [
        ("Découverte", "open"),
        ("Qualification", "open"),
        ("Proposition", "open"),
        ("Négociation", "open"),
        ("Gagnée", "won"),
        ("Perdue", "lost"),
    ]


def test_the_defaults_are_in_the_language_of_the_workbook() -> None:
    tables = read_tables(snapshot("en_US", "en"), NOW)
    assert tables.interaction_types["type"].tolist()[0] == "Website visit"
    assert tables.stages["stage"].tolist()[-1] == "Lost"


@pytest.mark.parametrize("locale", ["en_US", "fr_FR"])
@pytest.mark.parametrize(("touch", "stage"), [("webinaire", "Gagnée"), ("Webinar", "Won")])
def test_the_defaults_are_known_by_their_names_in_both_languages(locale: str, touch: str, stage: str) -> None:
    tables = read(
        locale,
        interactions=f"Date | Compte | Type\n2026-09-01 | Alizé | {touch}",
        opportunities=f"Compte|Montant|Étape|Créée le|Clôturée le\nAlizé|5|{stage}|2026-08-01|2026-09-01",
    )
    assert places(tables) == []
    assert tables.interactions is not None
    assert tables.opportunities is not None
    assert tables.interactions["engagement"].tolist() == [True]
    assert tables.opportunities["kind"].tolist() == ["won"]


def test_a_default_that_the_tab_names_is_known_by_its_name_in_the_other_language() -> None:
    tables = read(
        interactions="Date | Compte | Type\n2026-09-01 | Alizé | webinaire\n2026-09-01 | Alizé | livre blanc",
        interaction_types="type | engagement | marketing\nWebinar | yes | yes",
        opportunities="Compte|Montant|Étape|Créée le|Clôturée le\nAlizé|5|Gagnée|2026-08-01|2026-09-01",
        stages="stage | kind\nDiscovery | open\nWon | won",
    )

    assert places(tables) == [("unknown_type", "interactions", 3, "type")]
    assert tables.opportunities is not None
    assert tables.opportunities["kind"].tolist() == ["won"]


def test_of_two_types_with_one_name_the_first_counts() -> None:
    tables = read(interaction_types="type | engagement\nDémo | oui\nDEMO | non\nAppel | peut-être")
    assert tables.interaction_types["row"].tolist() == [2, 4]
    assert tables.interaction_types["engagement"].tolist() == [True, False]
    assert places(tables) == [("invalid_boolean", "interaction_types", 4, "engagement")]


def test_stages_stand_in_their_order_and_else_as_typed() -> None:
    frame = read(
        stages="""
            stage    | order | kind    | team
            Gagnée   | 9     | GAGNÉE  |
            Accord   | 2     | ouverte | commercial
            Contact  | 1     | open    | marketing
            contact  | 3     | lost    |
            Perdue   |       | perdue  |
        """
    ).stages
    assert frame["stage"].tolist() == ["Contact", "Accord", "Perdue", "Gagnée"]
    assert frame["kind"].tolist() == ["open", "open", "lost", "won"]


def test_when_no_stage_has_a_kind_every_deal_is_open() -> None:
    tables = read(
        stages="stage | kind\nGagnée | ?",
        opportunities="account | stage | created | closed\nAlizé | Gagnée | 2026-01-01 | 2026-02-01",
    )
    assert tables.stages.empty
    assert tables.opportunities is not None
    assert tables.opportunities["kind"].tolist() == ["open"]
