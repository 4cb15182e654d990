"""The checks of the team, of what its roles still ask for, and of drift."""

from __future__ import annotations

from typing import Any

import pytest

from abm_sheets.errors.google import ApiDisabledError
from abm_sheets.upkeep.doctor import drift, roles
from abm_sheets.upkeep.doctor.facts import Content
from abm_sheets.workbook.interface import Grant
from tests.upkeep.doctor.small_facts import GRANTS, ROBOT, content, facts, reported, with_plan

LINK = Grant("anyoneWithLink", "anyone", "reader")
STRANGER = Grant("9", "user", "writer", "ancien@exemple.fr")

TEAM = """
    email           | name | role
    lea@exemple.fr  | Léa  | admin
    tom@exemple.fr  | Tom  | marketing
"""
PROTECTED: dict[str, Any] = {
    "Comptes": [
        {
            "protectedRangeId": 1,
            "range": {"sheetId": 0},
            "description": "abm_sheets: Comptes",
            "editors": {"users": [ROBOT, "chef@exemple.fr"]},
            "requestingUserCanEdit": True,
        }
    ]
}


def test_a_team_that_nobody_filled() -> None:
    empty = content()

    assert reported(roles(facts(), empty)) == [
        ("warning", "L'onglet « Équipe » est vide ou absent : personne n'a de rôle.")
    ]


def test_rows_that_are_not_understood_are_counted() -> None:
    odd = content(team=TEAM + "    zoe@exemple.fr | Zoé | cheffe\n    zoe | Zoé | admin")

    assert reported(roles(facts(), odd))[0] == (
        "warning",
        "2 lignes de l'onglet « Équipe » sont laissées de côté (adresse ou rôle illisible).",
    )


def test_a_team_without_an_admin() -> None:
    lone = content(team="email | role\n tom@exemple.fr | marketing")

    assert reported(roles(facts("en"), lone))[:2] == [
        ("ok", "The team has 1 person."),
        ("warning", "Nobody has the role admin: only the owner could change settings and headers."),
    ]


def test_roles_that_were_not_applied_yet() -> None:
    [team, pending] = reported(roles(facts(), content(team=TEAM)))

    assert team == ("ok", "L'équipe compte 2 personnes.")
    assert pending[0] == "warning"
    assert "ne suivent pas encore les rôles" in pending[1]


def test_roles_that_were_applied() -> None:
    applied = with_plan(content(team=TEAM), grants=[], guards=[])

    assert reported(roles(facts(), applied))[1] == (
        "ok",
        "Les accès, les onglets de saisie et leurs en-têtes suivent les rôles.",
    )


def test_roles_are_known_even_where_accesses_are_not() -> None:
    unknown = content(team=TEAM, grants=ApiDisabledError(api="Drive", url="u"))

    assert reported(roles(facts(), unknown)) == [("ok", "L'équipe compte 2 personnes.")]
    assert [level for level, _ in reported(drift(facts(), unknown))] == ["warning"]


@pytest.mark.parametrize(
    ("known", "strangers"),
    [
        (content(team=TEAM), []),
        (content(team=TEAM, grants=[*GRANTS, STRANGER]), ["ancien@exemple.fr"]),
        (content(team=TEAM, grants=[*GRANTS, LINK]), ["toute personne qui a le lien"]),
        (content(grants=[*GRANTS, STRANGER]), []),
        (content(grants=[*GRANTS, LINK]), ["toute personne qui a le lien"]),
        (content(team=TEAM, protections=PROTECTED), ["Comptes", "Interactions"]),
    ],
    ids=["nothing", "a stranger", "a link", "no team yet", "a link without a team", "a loose protection"],
)
def test_accesses_that_the_roles_do_not_explain(known: Content, strangers: list[str]) -> None:
    found = reported(drift(facts(), known))

    if not strangers:
        assert found == [("ok", "Personne n'a plus d'accès que son rôle.")]
    for stranger in strangers:
        assert any(level == "warning" and said.startswith(f"{stranger} :") for level, said in found)
