"""What the roles of a team ask for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from abm_sheets.language import catalogue
from abm_sheets.outputs.tabs import TABS
from abm_sheets.tables.reader import INPUT_TABS
from abm_sheets.tables.roles import DRIVE_ROLES, EDITORS, HEADER_EDITORS, Desired, Guard, desire
from abm_sheets.workbook.interface import Tab
from tests.loading import ROBOT
from tests.upkeep.access.people import desired, shared, team_of
from tests.upkeep.access.sheet import ACCOUNTS_HEADER, PEOPLE, WORDS, content

MARIE, SIMON, DIANE, ADELE = PEOPLE.values()


def guards(found: Desired, tab: str) -> list[Guard]:
    return [guard for guard in found.guards if guard.tab.title == WORDS.title(tab)]


def test_each_role_has_its_own_on_the_file() -> None:
    found, _ = desired()

    assert {each.email: each.drive_role for each in found.members.values()} == {
        MARIE: "writer",
        SIMON: "writer",
        DIANE: "reader",
        ADELE: "writer",
    }


@pytest.mark.parametrize(
    ("tab", "editors"),
    [
        ("accounts", {MARIE, SIMON, ADELE}),
        ("marketing_costs", {MARIE, ADELE}),
        ("opportunities", {SIMON, ADELE}),
        ("sales_costs", {SIMON, ADELE}),
        ("settings", {ADELE}),
        ("team", {ADELE}),
    ],
)
def test_each_tab_is_for_the_roles_that_edit_it_and_its_header_for_admins(
    tab: str, editors: set[str]
) -> None:
    found, _ = desired()
    whole, header = guards(found, tab)

    assert (whole.row, set(whole.editors)) == (None, {*editors, ROBOT})
    assert (header.row, set(header.editors)) == (
        ACCOUNTS_HEADER if tab == "accounts" else 0,
        {ADELE, ROBOT},
    )


def test_every_input_tab_is_guarded_twice() -> None:
    found, _ = desired()

    assert {guard.tab.title for guard in found.guards} == {WORDS.title(tab) for tab in EDITORS}
    assert len(found.guards) == 2 * len(EDITORS)


def test_of_two_rows_for_a_person_the_first_counts_whatever_the_case() -> None:
    found, _ = desired(team="email | role\nMarie@Exemple.fr | marketing\nmarie@exemple.fr | admin")

    assert [(each.row, each.email, each.role) for each in found.members.values()] == [
        (2, "Marie@Exemple.fr", "marketing")
    ]


def test_a_gmail_address_is_the_same_with_and_without_dots() -> None:
    found, _ = desired(team="email | role\nmarie.d+abm@gmail.com | marketing\nMarieD@googlemail.com | admin")

    assert list(found.members) == ["maried@gmail.com"]


def test_rows_that_cannot_be_read_still_name_somebody() -> None:
    found, _ = desired(team="email | role\nMarie@exemple.fr | marketing\nLea@exemple.fr | dirction")

    assert list(found.members) == ["marie@exemple.fr"]
    assert {"marie@exemple.fr", "lea@exemple.fr"} <= found.named


def test_a_team_without_admin_is_known() -> None:
    assert desired()[0].has_admin
    assert not desired(team="email | role\nmarie@exemple.fr | marketing")[0].has_admin


def test_tabs_that_are_not_there_ask_for_nothing() -> None:
    snapshot = content()
    kept = replace(snapshot, tabs=[tab for tab in snapshot.tabs if tab.title != WORDS.title("workshop")])
    found = desire(kept, shared(kept), team_of(kept), TABS)

    assert guards(found, "workshop") == []
    assert len(found.guards) == 2 * (len(EDITORS) - 1)


def test_without_a_team_tab_nobody_is_named() -> None:
    snapshot = content()
    kept = replace(snapshot, tabs=[tab for tab in snapshot.tabs if tab.title != WORDS.title("team")])
    found = desire(kept, shared(kept), team_of(kept), TABS)

    assert (dict(found.members), found.named) == ({}, frozenset())


def test_a_tab_without_any_header_has_no_row_to_protect() -> None:
    found, _ = desired(team="email | role\nmarie@exemple.fr | admin")
    snapshot = content(workshop="notes\nà voir")
    bare = desire(snapshot, shared(snapshot), team_of(snapshot), TABS)

    assert len(guards(found, "workshop")) == 2
    assert [guard.row for guard in guards(bare, "workshop")] == [None]


def test_output_tabs_that_we_marked_are_for_the_program_alone() -> None:
    snapshot = content()
    ours, theirs, copy = (
        Tab("Bilan", [], "dashboard"),
        Tab("Analyses", []),
        Tab("Copie de Bilan", [], "dashboard"),
    )
    snapshot = replace(snapshot, tabs=[*snapshot.tabs, ours, theirs, copy])
    sharing = shared(snapshot)
    tabs = [replace(tab, copy=tab.title == "Copie de Bilan") for tab in sharing.tabs]
    found = desire(snapshot, replace(sharing, tabs=tabs), team_of(snapshot), TABS)

    assert [(guard.tab.title, guard.editors, guard.row) for guard in found.guards if guard.output] == [
        ("Bilan", [ROBOT], None)
    ]


def test_the_table_of_roles_speaks_of_every_tab_and_role() -> None:
    titled = catalogue("fr").titles()

    assert list(EDITORS) == [model.tab for model in INPUT_TABS]
    # The guide is free: teams complete it as they like.
    assert {*EDITORS, *TABS, "guide"} == set(titled)
    assert list(DRIVE_ROLES) == list(WORDS.words("role"))
    assert {role for roles in (*EDITORS.values(), HEADER_EDITORS) for role in roles} <= set(DRIVE_ROLES)
