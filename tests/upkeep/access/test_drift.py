"""What has come loose since roles were applied, as issues of a refresh."""

from __future__ import annotations

from dataclasses import replace

import pytest

from abm_sheets.errors.google import ApiDisabledError
from abm_sheets.issues import Issue, Severity
from abm_sheets.language import LANGUAGES, catalogue
from abm_sheets.outputs.tabs import TABS
from abm_sheets.refresh import examine, refresh
from abm_sheets.tables.drift import find_drift
from abm_sheets.tables.roles import desire
from abm_sheets.workbook.interface import Grant, Protection, Sharing, Snapshot
from tests.google.launch import LocalGoogle
from tests.loading import OWNER, ROBOT, open_robot
from tests.sheets import NOW
from tests.upkeep.access.applying import applied
from tests.upkeep.access.people import shared, team_of, user
from tests.upkeep.access.sheet import PEOPLE, WORDS, content, make, open_sharer, owner, protections

MARIE, SIMON, DIANE, ADELE = PEOPLE.values()
LINK = Grant("anyoneWithLink", "anyone", "reader")
GUARDED = "Opportunités"


def applied_sharing(snapshot: Snapshot, *grants: Grant) -> Sharing:
    """The sharing of a workbook whose protections are those that its team asks for."""
    sharing = shared(snapshot, *grants)
    guards = desire(snapshot, sharing, team_of(snapshot), TABS).guards
    tabs = [
        replace(
            tab,
            protections=[
                Protection(number, guard.row is None, guard.row, (*guard.editors, OWNER))
                for number, guard in enumerate(guards)
                if guard.tab is tab
            ],
        )
        for tab in sharing.tabs
    ]
    return replace(sharing, tabs=tabs)


def drift(*grants: Grant, tab: str = GUARDED, header: bool = False, **changed: object) -> list[Issue]:
    """The issues of such a workbook with these accesses, one protection of a tab changed (None: removed)."""
    snapshot = content()
    sharing = applied_sharing(snapshot, *grants)
    tabs = [
        replace(each, protections=[_loosened(guard, header, changed) for guard in each.protections])
        if each.title == tab
        else each
        for each in sharing.tabs
    ]
    return find_drift(replace(snapshot, sharing=replace(sharing, tabs=tabs)), team_of(snapshot), TABS, WORDS)


def _loosened(protection: Protection, header: bool, changed: dict[str, object]) -> Protection:  # noqa: FBT001
    return protection if protection.whole is header else replace(protection, **changed)  # type: ignore[arg-type]


def reported(issues: list[Issue]) -> list[str | None]:
    return [issue.value for issue in issues]


def test_where_roles_were_never_applied_nothing_is_said() -> None:
    snapshot = content()

    assert find_drift(snapshot, team_of(snapshot), TABS, WORDS) == []


def test_a_team_member_without_access_yet_is_no_drift() -> None:
    assert drift() == []
    assert drift(user(MARIE, "reader")) == []


def test_a_stranger_is_drift_and_the_issue_says_what_to_do() -> None:
    (issue,) = drift(user("inconnue@ailleurs.fr"))

    assert (issue.rule, issue.severity, issue.tab, issue.row) == (
        "access_drift",
        Severity.WARNING,
        "team",
        None,
    )
    assert issue.value == "inconnue@ailleurs.fr"
    assert "access apply --prune" in issue.message


@pytest.mark.parametrize(
    ("grant", "value"),
    [
        (LINK, "toute personne qui a le lien"),
        (Grant("3k", "domain", "writer", domain="exemple.fr"), "tout le domaine exemple.fr"),
        (Grant("4", "group", "writer", "tous@exemple.fr"), "tous@exemple.fr"),
        (Grant("5", "user", "writer", name="Sans Adresse"), "Sans Adresse"),
        (Grant("6", "user", "writer"), "compte sans adresse"),
    ],
)
def test_sharing_beyond_the_team_is_drift(grant: Grant, value: str) -> None:
    (issue,) = drift(grant)

    assert issue.value == value
    assert "--prune" in issue.message


def test_an_inherited_access_is_to_be_changed_where_it_comes_from() -> None:
    (issue,) = drift(user("gerant@exemple.fr", "organizer", inherited="organizer", direct=False))

    assert "Drive partagé" in issue.message
    assert "--prune" not in issue.message


def test_a_member_who_can_do_more_than_the_role_is_drift_on_that_row() -> None:
    (issue,) = drift(user(DIANE, "writer"))

    assert (issue.row, issue.column, issue.value) == (4, "email", DIANE)
    assert "direction" in issue.message


def test_a_member_who_inherits_more_is_told_where_it_comes_from() -> None:
    (issue,) = drift(user(DIANE, "organizer", inherited="organizer", direct=False))

    assert issue.value == DIANE
    assert "Drive partagé" in issue.message


def test_a_deleted_account_is_no_drift() -> None:
    assert drift(Grant("5", "user", "writer", deleted=True)) == []


@pytest.mark.parametrize("header", [False, True])
def test_a_protection_that_was_loosened_is_drift_once_for_its_tab(header: bool) -> None:  # noqa: FBT001
    (issue,) = drift(header=header, strict=False)

    assert issue.value == GUARDED
    assert issue.message.endswith("abm-sheets access apply.")


def test_a_protection_that_shuts_us_out_is_the_owner_s_to_remove() -> None:
    (issue,) = drift(ours_to_change=False, editors=())

    assert issue.value == GUARDED
    assert "propriétaire" in issue.message


def test_a_protection_that_is_gone_is_drift() -> None:
    snapshot = content()
    sharing = applied_sharing(snapshot)
    bare = [replace(tab, protections=() if tab.title == GUARDED else tab.protections) for tab in sharing.tabs]
    issues = find_drift(
        replace(snapshot, sharing=replace(sharing, tabs=bare)), team_of(snapshot), TABS, catalogue("en")
    )

    assert [(issue.value, issue.message.partition(",")[0]) for issue in issues] == [
        (GUARDED, "This tab is not protected")
    ]


def test_an_editor_too_many_is_drift_with_the_places_and_one_who_is_missing_is_not() -> None:
    (issue,) = drift(editors=(SIMON, ADELE, ROBOT, MARIE))

    assert issue.value == MARIE
    assert f"ne le permet : {GUARDED}." in " ".join(issue.message.split())
    assert drift(editors=(ROBOT,)) == []


def test_who_is_told_of_already_is_not_told_of_again_as_an_editor() -> None:
    stranger = user("inconnue@ailleurs.fr")

    assert reported(drift(stranger, editors=(SIMON, ADELE, ROBOT, stranger.email))) == [stranger.email]


@pytest.mark.parametrize("language", LANGUAGES)
def test_accesses_that_cannot_be_read_are_one_issue_with_the_reason(language: str) -> None:
    snapshot = content()
    failure = ApiDisabledError(api="Google Drive", url="https://exemple.fr")
    unread = replace(snapshot, sharing=replace(shared(snapshot), failure=failure))
    (issue,) = find_drift(unread, team_of(snapshot), TABS, catalogue(language))

    assert (issue.rule, issue.severity) == ("access_unchecked", Severity.INFO)
    assert "Google Drive" in issue.message


# On the local Google.


def calls(google: LocalGoogle) -> list[str]:
    """The paths called of Sheets and Drive, without the ids."""
    return [
        each["path"].rpartition("/")[2].rpartition(":")[2]
        for each in google.requests()
        if each["path"] != "/token"
    ]


def drift_of(google: LocalGoogle, spreadsheet: str) -> list[Issue]:
    view = examine(open_robot(google, spreadsheet), now=NOW)
    return [issue for issue in view.report.issues if issue.rule.startswith("access_")]


def test_a_refresh_pays_a_call_to_drive_only_once_roles_were_applied(google: LocalGoogle) -> None:
    spreadsheet = make(google)
    google.clear_requests()
    refresh(open_robot(google, spreadsheet), now=NOW)
    assert "permissions" not in calls(google)

    applied(open_sharer(google, spreadsheet))
    google.clear_requests()
    refresh(open_robot(google, spreadsheet), now=NOW)
    assert calls(google).count("permissions") == 1
    assert drift_of(google, spreadsheet) == []


def test_a_refresh_reports_what_came_loose_and_changes_nothing_of_it(google: LocalGoogle) -> None:
    spreadsheet = make(google)
    applied(open_sharer(google, spreadsheet))
    owner(google).share(spreadsheet, "inconnue@ailleurs.fr")
    owner(google).share(spreadsheet, DIANE)
    body = {"type": "anyone", "role": "reader"}
    owner(google).done("POST", f"/drive/v3/files/{spreadsheet}/permissions", body)
    before = protections(google, spreadsheet)
    gone = next(each["protectedRangeId"] for each in before if each["tab"] == GUARDED)
    owner(google).batch(spreadsheet, {"deleteProtectedRange": {"protectedRangeId": gone}})
    report = refresh(open_robot(google, spreadsheet), now=NOW)

    assert {issue.value for issue in report.issues if issue.rule == "access_drift"} == {
        "inconnue@ailleurs.fr",
        DIANE,
        "toute personne qui a le lien",
        GUARDED,
    }
    inputs = [each for each in protections(google, spreadsheet) if each["tab"] == GUARDED]
    assert len(inputs) == 1


def test_a_refresh_goes_on_when_drive_does_not_answer(google: LocalGoogle) -> None:
    spreadsheet = make(google)
    applied(open_sharer(google, spreadsheet))
    google.control("POST", "apis", {"drive": False})
    try:
        report = refresh(open_robot(google, spreadsheet), now=NOW)
    finally:
        google.control("POST", "apis", {"drive": True})

    (issue,) = [each for each in report.issues if each.rule.startswith("access_")]
    assert issue.rule == "access_unchecked"
    assert "Drive" in issue.message
