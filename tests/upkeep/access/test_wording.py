"""What the lines of a plan say."""

from __future__ import annotations

import pytest

from abm_sheets.language import LANGUAGES, catalogue
from abm_sheets.tables.access_plan import Action, Fault, GrantChange, GuardChange, Why
from abm_sheets.tables.roles import Guard, Member
from abm_sheets.upkeep.access import change_line, drive_role
from abm_sheets.workbook.interface import ROLES, Grant, SharedTab
from tests.commands import plain
from tests.upkeep.access.people import user

FR, EN = catalogue("fr"), catalogue("en")
DIANE = Member(4, "diane@exemple.fr", "leadership")
TAB = SharedTab(7, "Opportunités", "opportunities")
GUARD = Guard(TAB, ("sales", "admin"), ("simon@exemple.fr",))


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (
            GrantChange(Action.ADD, Why.ROLE, DIANE),
            "ajouter | diane@exemple.fr | lecteur | rôle : direction",
        ),
        (
            GrantChange(Action.CHANGE, Why.ROLE, DIANE, user("Diane@exemple.fr")),
            "modifier | diane@exemple.fr | éditeur → lecteur | rôle : direction",
        ),
        (
            GrantChange(Action.IMPOSSIBLE, Why.ROLE, DIANE, user("Diane@exemple.fr", "organizer")),
            (
                "impossible | diane@exemple.fr | gestionnaire → lecteur | rôle : direction ; accès "
                "hérité d'un dossier ou d'un Drive partagé, à changer là-bas"
            ),
        ),
        (
            GrantChange(Action.LEAVE, Why.LINK, grant=Grant("1", "anyone", "reader")),
            (
                "laisser | toute personne qui a le lien | lecteur | partage par lien ; ajoutez --prune "
                "pour le retirer"
            ),
        ),
        (
            GrantChange(Action.REMOVE, Why.DELETED, grant=Grant("1", "user", "writer", deleted=True)),
            "retirer | compte sans adresse | éditeur | compte supprimé",
        ),
        (
            GuardChange(Action.ADD, Fault.MISSING, TAB, GUARD),
            "ajouter | Opportunités | modifiable par : commercial, admin | pas encore protégé",
        ),
        (
            GuardChange(Action.ADD, Fault.MISSING, TAB, Guard(TAB, (), (), output=True)),
            "ajouter | Opportunités | modifiable par le programme seul | pas encore protégé",
        ),
        (
            GuardChange(
                Action.CHANGE,
                Fault.EDITORS,
                TAB,
                Guard(TAB, ("admin",), (), row=2),
                extra=("marie@exemple.fr", "lea@exemple.fr"),
                lacking=("adele@exemple.fr",),
            ),
            (
                "modifier | Opportunités, ligne d'en-tête | modifiable par : admin | manque "
                "adele@exemple.fr, en trop : marie@exemple.fr, lea@exemple.fr"
            ),
        ),
        (
            GuardChange(Action.REMOVE, Fault.SURPLUS, TAB),
            "retirer | Opportunités |  | protection en trop",
        ),
    ],
)
def test_a_line_says_what_is_done_to_whom_and_why(change: GrantChange | GuardChange, line: str) -> None:
    assert plain(" | ".join(change_line(change, FR))) == plain(line)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_and_fault_has_its_words(language: str) -> None:
    changes: list[GrantChange | GuardChange] = [
        GrantChange(action, why, DIANE if why is Why.ROLE else None, user("lea@exemple.fr"))
        for action in Action
        for why in Why
    ]
    changes += [GuardChange(Action.CHANGE, fault, TAB, GUARD, extra=("lea@exemple.fr",)) for fault in Fault]
    for change in changes:
        assert all(change_line(change, catalogue(language)))


def test_a_role_that_google_may_add_is_shown_as_it_names_it() -> None:
    assert drive_role("published", FR) == "published"
    assert [drive_role(role, EN) for role in ROLES][:3] == ["viewer", "commenter", "editor"]
