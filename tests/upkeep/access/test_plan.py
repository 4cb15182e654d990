"""What is to be done: the roles asked for, less what is there."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from abm_sheets.tables.access_plan import (
    AccessPlan,
    Action,
    GrantChange,
    GuardChange,
    guard_changes,
    make_plan,
)
from abm_sheets.tables.roles import Desired, Guard
from abm_sheets.workbook.interface import Grant, Protection, SharedTab, Sharing
from tests.loading import OWNER, ROBOT
from tests.upkeep.access.people import planned, user
from tests.upkeep.access.sheet import PEOPLE

MARIE, SIMON, DIANE, ADELE = PEOPLE.values()
IN_PLACE = [user(MARIE), user(SIMON), user(DIANE, "reader"), user(ADELE)]

LINK = Grant("anyoneWithLink", "anyone", "reader")
DOMAIN = Grant("3k", "domain", "writer", domain="exemple.fr")
GROUP = Grant("4", "group", "writer", "tous@exemple.fr")

Shown = tuple[str, str, str]


def lines(plan: AccessPlan) -> list[Shown]:
    """The accesses of a plan: what is done, to whom, why."""
    return [(each.action, _who(each), each.why) for each in plan.grants]


def _who(change: GrantChange) -> str:
    if change.member:
        return change.member.email
    assert change.grant
    return change.grant.email or change.grant.domain or change.grant.kind


def test_the_team_is_added_with_the_roles_of_the_file() -> None:
    plan = planned()

    assert [(each.action, each.member and each.member.drive_role) for each in plan.grants] == [
        (Action.ADD, "writer"),
        (Action.ADD, "writer"),
        (Action.ADD, "reader"),
        (Action.ADD, "writer"),
    ]


def test_where_all_is_in_place_nothing_is_said() -> None:
    plan = planned(*IN_PLACE)

    assert lines(plan) == []
    assert plan.grants_to_do == []


@pytest.mark.parametrize(
    ("email", "role"), [(MARIE, "reader"), (MARIE, "commenter"), (DIANE, "writer"), (DIANE, "commenter")]
)
def test_another_role_is_changed_higher_or_lower(email: str, role: str) -> None:
    held = [user(email, role), *(grant for grant in IN_PLACE if grant.email != email)]

    assert lines(planned(*held)) == [("change", email, "role")]


def test_addresses_are_compared_whatever_their_case() -> None:
    assert lines(planned(user(MARIE.upper()), *IN_PLACE[1:])) == []


@pytest.mark.parametrize(
    ("grant", "who", "why"),
    [
        (user("inconnue@ailleurs.fr"), "inconnue@ailleurs.fr", "stranger"),
        (GROUP, "tous@exemple.fr", "group"),
        (DOMAIN, "exemple.fr", "domain"),
        (LINK, "anyone", "link"),
    ],
)
def test_whoever_is_not_of_the_team_is_removed_with_prune_only(grant: Grant, who: str, why: str) -> None:
    assert lines(planned(*IN_PLACE, grant)) == [("leave", who, why)]
    assert lines(planned(*IN_PLACE, grant, prune=True)) == [("remove", who, why)]
    assert planned(*IN_PLACE, grant).grants_to_do == []


def test_a_group_of_the_team_is_of_the_team() -> None:
    team = f"email | role\n{GROUP.email} | marketing\n{ADELE} | admin"
    plan = planned(GROUP, user(ADELE), team=team, prune=True)

    assert lines(plan) == []
    assert plan.groups == {GROUP.email}


@pytest.mark.parametrize("prune", [False, True])
def test_the_owner_the_next_one_and_our_own_account_are_never_touched(prune: bool) -> None:  # noqa: FBT001
    team = f"email | role\n{OWNER} | direction\n{ROBOT} | direction\n{ADELE} | admin"
    heir = user("heritiere@exemple.fr", pending=True)

    assert lines(planned(user(ADELE), heir, team=team, prune=prune)) == []


def test_somebody_whose_row_has_a_slip_is_never_removed() -> None:
    team = f"email | role\n{ADELE} | admin\nlea@exemple.fr | dirction"
    plan = planned(user(ADELE), user("Lea@exemple.fr"), team=team, prune=True)

    assert lines(plan) == [("leave", "Lea@exemple.fr", "unread")]


def test_a_deleted_account_is_cleared_away_with_prune_and_not_spoken_of_without() -> None:
    gone = Grant("5", "user", "writer", deleted=True)

    assert lines(planned(*IN_PLACE, gone)) == []
    assert lines(planned(*IN_PLACE, gone, prune=True)) == [("remove", "user", "deleted")]


@pytest.mark.parametrize(
    ("email", "grant", "action"),
    [
        (MARIE, {"role": "organizer", "inherited": "organizer", "direct": False}, "impossible"),
        (MARIE, {"role": "reader", "inherited": "reader", "direct": False}, "add"),
        (MARIE, {"role": "commenter", "inherited": "reader"}, "change"),
        (DIANE, {"role": "writer", "inherited": "commenter"}, "impossible"),
        (DIANE, {"role": "writer", "inherited": "reader"}, "change"),
    ],
)
def test_an_inherited_role_can_only_be_added_to(email: str, grant: dict[str, Any], action: str) -> None:
    held = [user(email, **grant), *(each for each in IN_PLACE if each.email != email)]

    assert lines(planned(*held)) == [(action, email, "role")]


def test_an_inherited_access_cannot_be_removed() -> None:
    member = user("gerant@exemple.fr", "organizer", inherited="organizer", direct=False)
    plan = planned(*IN_PLACE, member, prune=True)

    assert lines(plan) == [("impossible", "gerant@exemple.fr", "stranger")]
    assert plan.grants_to_do == []


def test_accesses_are_added_before_any_is_removed() -> None:
    plan = planned(user("inconnue@ailleurs.fr"), user(DIANE, "writer"), prune=True)

    assert [each.action for each in plan.grants_to_do] == ["add", "add", "add", "change", "remove"]


def test_the_plan_counts_what_is_in_place() -> None:
    assert planned(*IN_PLACE).settled == len(IN_PLACE) + 2
    assert planned().settled == 2


# The protections.

TAB = SharedTab(7, "Opportunités", "opportunities")
WHOLE = Guard(TAB, ("sales", "admin"), (SIMON, ADELE, ROBOT))
HEADER = Guard(TAB, ("admin",), (ADELE, ROBOT), row=0)

KEPT = Protection(1, whole=True, editors=(SIMON, ADELE, ROBOT, OWNER))
KEPT_HEADER = Protection(2, row=0, editors=(ADELE.upper(), ROBOT))


def changes(
    *there: Protection, guards: tuple[Guard, ...] = (WHOLE, HEADER), copy: bool = False
) -> list[Shown]:
    """What is done about the protections of one tab: what, to which, why."""
    return [
        (
            each.action,
            str(each.protection.id if each.protection else each.guard and each.guard.row),
            each.fault,
        )
        for each in compared(*there, guards=guards, copy=copy)
    ]


def compared(
    *there: Protection, guards: tuple[Guard, ...] = (WHOLE, HEADER), copy: bool = False
) -> list[GuardChange]:
    tab = replace(TAB, protections=there, copy=copy)
    return list(guard_changes([replace(each, tab=tab) for each in guards], [tab], frozenset({OWNER})))


def test_protections_that_are_missing_are_added() -> None:
    assert changes() == [("add", "None", "missing"), ("add", "0", "missing")]


def test_protections_in_place_are_left_alone_with_the_owner_that_google_adds() -> None:
    assert changes(KEPT, KEPT_HEADER) == []


@pytest.mark.parametrize(
    ("there", "fault"),
    [
        (replace(KEPT, editors=(SIMON, ROBOT)), "editors"),
        (replace(KEPT, editors=(SIMON, ADELE, ROBOT, MARIE)), "editors"),
        (replace(KEPT, strict=False), "loose"),
    ],
)
def test_a_protection_that_differs_is_changed(there: Protection, fault: str) -> None:
    assert changes(there, KEPT_HEADER) == [("change", "1", fault)]


def test_a_change_of_editors_says_who() -> None:
    (change,) = compared(replace(KEPT, editors=(SIMON, ROBOT, MARIE)), KEPT_HEADER)

    assert (change.extra, change.lacking) == ([MARIE], [ADELE])


@pytest.mark.parametrize("row", [3, None])
def test_a_header_that_moved_is_followed(row: int | None) -> None:
    assert changes(KEPT, replace(KEPT_HEADER, row=row)) == [("change", "2", "moved")]


def test_a_protection_that_shuts_us_out_cannot_be_changed() -> None:
    locked = replace(KEPT, ours_to_change=False, editors=())

    assert changes(locked, KEPT_HEADER) == [("impossible", "1", "locked")]
    assert changes(KEPT, replace(locked, id=3), KEPT_HEADER) == [("impossible", "3", "surplus")]


def test_one_protection_too_many_is_removed_and_the_right_one_kept() -> None:
    loose = replace(KEPT, id=3, strict=False)

    assert changes(loose, KEPT, KEPT_HEADER) == [("remove", "3", "surplus")]
    assert changes(KEPT, KEPT_HEADER, replace(KEPT_HEADER, id=4, row=9)) == [("remove", "4", "surplus")]


def test_a_header_that_is_nowhere_to_be_seen_stays_protected_where_it_was() -> None:
    assert changes(KEPT, KEPT_HEADER, guards=(WHOLE,)) == []


def test_a_copy_of_a_tab_of_ours_is_given_back_and_another_tab_left_alone() -> None:
    assert changes(KEPT, guards=(), copy=True) == [("remove", "1", "surplus")]
    assert changes(KEPT, guards=()) == []


def test_a_plan_is_done_when_neither_accesses_nor_protections_are_to_change() -> None:
    everyone = Sharing(ROBOT, [replace(TAB, protections=(KEPT,))], [user(OWNER, "owner"), user(ROBOT)])
    nobody = Desired({}, frozenset(), [])

    assert make_plan(nobody, everyone).is_done
    assert not planned(*IN_PLACE).is_done
