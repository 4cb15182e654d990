"""The team, the meeting's actions and the workshop's votes."""

from __future__ import annotations

import pytest

from abm_sheets.tables.people import ActionRow, TeamRow, WorkshopRow
from tests.sheets import places, read


def test_the_team_and_its_roles_in_both_languages() -> None:
    team = read(
        team="""
            email            | name | role
            ana@alize.fr     | Ana  | Marketing
            bob@sub.alize.fr |      | commercial
            zoe@alize.fr     | Zoé  | leadership
            max@alize.fr     |      | ADMIN
            |                | Nul  | admin
            x@alize.fr       |      |
        """
    ).team
    assert team["role"].tolist() == ["marketing", "sales", "leadership", "admin"]
    assert team["row"].tolist() == [2, 3, 4, 5]


@pytest.mark.parametrize(
    "address", ["ana", "ana@", "@alize.fr", "ana@alize", "a b@alize.fr", "ana@alize.fr;b"]
)
def test_an_address_that_is_none(address: str) -> None:
    tables = read(team=f"email | role\n{address} | marketing")
    assert places(tables) == [("invalid_email", "team", 2, "email")]
    assert tables.team.empty


def test_actions_and_blockers() -> None:
    tables = read(
        actions="""
            date       | kind     | account | description | owner | due        | status
            2026-09-21 | blocage  | Alizé   | Budget gelé | Ana   |            | en cours
            2026-09-21 |          | Zéphyr  | Relancer    |       | 2026-10-01 |
            2026-09-21 | Action   |         | Inviter     |       | '2/10/2026 | Terminé
            2026-09-21 | rêverie  |         | Songer      |       |            | un jour
        """
    )
    assert tables.actions["kind"].tolist() == ["blocker", "action", "action", "action"]
    assert tables.actions["status"].tolist() == ["doing", "todo", "done", "todo"]
    assert places(tables) == [("text_date", "actions", 4, "due"), ("invalid_kind", "actions", 5, "kind")]


def test_votes_for_shared_and_for_vanity_metrics() -> None:
    workshop = read(
        workshop="""
            participant | role      | metric        | priority
            Ana         | marketing | ROI           | 1
            Ana         | marketing | Nombre de MQL | 2
            Bob         | sales     | Opportunités  |
            Bob         | sales     | Bonne humeur  | '3
            Bob         | sales     | Vélocité      | 4
            Bob         | sales     | Revenus       | haute
        """
    ).workshop
    assert workshop["metric"].tolist() == ["roi", "Nombre de MQL", "opportunities", "Bonne humeur"]
    assert workshop["vanity"].tolist() == [False, True, False, False]


def test_tabs_that_are_not_there_are_empty_frames() -> None:
    tables = read()
    assert tables.team.empty
    assert list(tables.team) == ["row", *TeamRow.model_fields]
    assert list(tables.actions) == ["row", *ActionRow.model_fields]
    assert list(tables.workshop) == ["row", *WorkshopRow.model_fields, "vanity"]
