"""Plans carried out on a spreadsheet of the local Google."""

from __future__ import annotations

from typing import Any

from abm_sheets.refresh import refresh
from tests.google.launch import LocalGoogle
from tests.loading import OWNER, ROBOT, open_robot
from tests.sheets import NOW
from tests.upkeep.access.applying import ROLES, applied, editors, failures, notified, writes
from tests.upkeep.access.sheet import (
    PEOPLE,
    TEAM,
    WORDS,
    grants,
    make,
    open_sharer,
    owner,
    protections,
    tab_id,
)

MARIE, SIMON, DIANE, ADELE = PEOPLE.values()


def test_accesses_come_before_protections_which_are_one_request(google: LocalGoogle) -> None:
    spreadsheet = make(google)
    google.clear_requests()
    steps = applied(open_sharer(google, spreadsheet))

    assert failures(steps) == []
    assert writes(google) == ["POST permissions"] * 4 + ["POST batchUpdate"]
    assert grants(google, spreadsheet) == ROLES
    assert editors(google, spreadsheet, "opportunities") == {SIMON, ADELE, ROBOT, OWNER}
    assert editors(google, spreadsheet, "opportunities", header=True) == {ADELE, ROBOT, OWNER}


def test_nobody_is_sent_an_e_mail(google: LocalGoogle) -> None:
    spreadsheet = make(google)
    google.clear_requests()
    applied(open_sharer(google, spreadsheet))

    assert notified(google) == ["false"] * 4


def test_protections_that_people_made_are_left_alone(google: LocalGoogle) -> None:
    spreadsheet = make(google)
    tab = tab_id(google, spreadsheet, WORDS.title("accounts"))
    theirs = {"range": {"sheetId": tab}, "description": "À nous", "editors": {"users": [OWNER]}}
    owner(google).batch(spreadsheet, {"addProtectedRange": {"protectedRange": theirs}})
    applied(open_sharer(google, spreadsheet), prune=True)

    assert [each["description"] for each in protections(google, spreadsheet)].count("À nous") == 1


def test_what_came_loose_is_set_right(google: LocalGoogle) -> None:
    spreadsheet = make(google)
    applied(open_sharer(google, spreadsheet))
    before = _facts(protections(google, spreadsheet))
    ids = [each["protectedRangeId"] for each in protections(google, spreadsheet)]
    owner(google).batch(
        spreadsheet,
        _changed(ids[0], "editors", {"users": [ROBOT, DIANE, MARIE], "domainUsersCanEdit": True}),
        _changed(ids[2], "warningOnly", True),  # noqa: FBT003
        {"deleteProtectedRange": {"protectedRangeId": ids[4]}},
    )
    for who, role in ((MARIE, "reader"), (DIANE, "writer")):
        owner(google).share(spreadsheet, who, role)
    steps = applied(open_sharer(google, spreadsheet))

    assert failures(steps) == []
    assert grants(google, spreadsheet) == ROLES
    assert _facts(protections(google, spreadsheet)) == before
    assert applied(open_sharer(google, spreadsheet)) == []


def _changed(number: int, field: str, value: Any) -> dict[str, Any]:
    entry = {"protectedRangeId": number, field: value}
    return {"updateProtectedRange": {"protectedRange": entry, "fields": field}}


def _facts(found: list[dict[str, Any]]) -> list[str]:
    """What matters of protections, in an order of its own."""
    kept = ("tab", "range", "description", "warningOnly", "editors")
    return sorted(str({name: each.get(name) for name in kept if each.get(name)}) for each in found)


def test_a_protection_of_ours_that_was_doubled_is_taken_away(google: LocalGoogle) -> None:
    spreadsheet = make(google)
    applied(open_sharer(google, spreadsheet))
    before = protections(google, spreadsheet)
    twice = {name: before[0][name] for name in ("range", "description", "editors")}
    owner(google).batch(spreadsheet, {"addProtectedRange": {"protectedRange": twice}})
    (step,) = applied(open_sharer(google, spreadsheet))

    assert [change.action for change in step.changes] == ["remove"]
    assert len(protections(google, spreadsheet)) == len(before)
    assert applied(open_sharer(google, spreadsheet)) == []


def test_a_header_that_people_moved_stays_protected(google: LocalGoogle) -> None:
    spreadsheet = make(google)
    applied(open_sharer(google, spreadsheet))
    rows = {
        "sheetId": tab_id(google, spreadsheet, WORDS.title("opportunities")),
        "dimension": "ROWS",
        "startIndex": 0,
        "endIndex": 2,
    }
    owner(google).batch(spreadsheet, {"insertDimension": {"range": rows, "inheritFromBefore": False}})

    assert applied(open_sharer(google, spreadsheet)) == []


def test_tabs_that_people_renamed_and_moved_keep_their_protections(google: LocalGoogle) -> None:
    spreadsheet = make(google)
    refresh(open_robot(google, spreadsheet), now=NOW)
    applied(open_sharer(google, spreadsheet))
    bilan = {
        "sheetId": tab_id(google, spreadsheet, WORDS.title("dashboard")),
        "title": "Bilan",
        "index": 9,
    }
    owner(google).batch(
        spreadsheet, {"updateSheetProperties": {"properties": bilan, "fields": "title,index"}}
    )

    assert applied(open_sharer(google, spreadsheet)) == []


def test_only_prune_takes_access_away_and_never_the_owner_s_nor_ours(google: LocalGoogle) -> None:
    spreadsheet = make(google, TEAM.replace(MARIE, "nouvelle@exemple.fr"))
    owner(google).share(spreadsheet, MARIE)
    path = f"/drive/v3/files/{spreadsheet}/permissions"
    owner(google).done("POST", path, {"type": "anyone", "role": "reader"})
    owner(google).done("POST", path, {"type": "domain", "role": "reader", "domain": "exemple.fr"})
    ours = {**ROLES, "nouvelle@exemple.fr": "writer"}

    applied(open_sharer(google, spreadsheet))
    assert grants(google, spreadsheet) == {**ours, "anyone": "reader", "domain": "reader"}
    applied(open_sharer(google, spreadsheet), prune=True)
    assert grants(google, spreadsheet) == {who: role for who, role in ours.items() if who != MARIE}


def test_who_has_no_google_account_is_invited_by_e_mail(google: LocalGoogle) -> None:
    spreadsheet = make(google)
    google.control("POST", "people", {"no_google_account": [SIMON]})
    google.clear_requests()

    assert failures(applied(open_sharer(google, spreadsheet))) == []
    assert grants(google, spreadsheet) == ROLES
    assert notified(google) == ["false", "false", "true", "false", "false"]


def test_a_group_of_the_team_edits_as_a_group(google: LocalGoogle) -> None:
    group = "ventes@exemple.fr"
    spreadsheet = make(google, TEAM.replace(SIMON, group))
    body = {"type": "group", "role": "reader", "emailAddress": group}
    owner(google).done("POST", f"/drive/v3/files/{spreadsheet}/permissions", body)

    assert failures(applied(open_sharer(google, spreadsheet), prune=True)) == []
    assert grants(google, spreadsheet)[group] == "writer"
    assert {
        each["editors"]["groups"][0]
        for each in protections(google, spreadsheet)
        if "groups" in each["editors"]
    } == {group}
    assert applied(open_sharer(google, spreadsheet), prune=True) == []
