"""Drive's permissions of a file, read and changed."""

from __future__ import annotations

import pytest
from google.auth.credentials import Credentials
from google.oauth2.credentials import Credentials as User

from abm_sheets.errors.google import SharingRefusedError
from abm_sheets.workbook.google.client import GoogleClient
from abm_sheets.workbook.google.drive import add_grant, list_grants, own_address, remove_grant
from abm_sheets.workbook.interface import ROLES, person, rank
from tests.google.launch import LocalGoogle
from tests.loading import OWNER, ROBOT
from tests.upkeep.access.sheet import make, open_sharer, owner

LEA = "lea@exemple.fr"


@pytest.fixture
def spreadsheet(google: LocalGoogle) -> str:
    """An empty team's spreadsheet."""
    return make(google)


@pytest.fixture
def client(google: LocalGoogle, spreadsheet: str) -> GoogleClient:
    """The robot's way to Google."""
    return open_sharer(google, spreadsheet).client


def held(client: GoogleClient, spreadsheet: str) -> dict[str, str]:
    return {grant.email or grant.kind: grant.role for grant in list_grants(client, spreadsheet)}


def test_every_access_is_listed_whatever_its_kind(
    google: LocalGoogle, client: GoogleClient, spreadsheet: str
) -> None:
    path = f"/drive/v3/files/{spreadsheet}/permissions"
    group = {"type": "group", "role": "commenter", "emailAddress": "tous@exemple.fr"}
    for body in (
        group,
        {"type": "domain", "role": "reader", "domain": "exemple.fr"},
        {"type": "anyone", "role": "reader"},
    ):
        owner(google).done("POST", path, body)
    found = list_grants(client, spreadsheet)

    assert [(each.kind, each.role, each.email, each.domain) for each in found] == [
        ("user", "owner", OWNER, ""),
        ("user", "writer", ROBOT, ""),
        ("group", "commenter", "tous@exemple.fr", ""),
        ("domain", "reader", "", "exemple.fr"),
        ("anyone", "reader", "", ""),
    ]
    assert all(each.direct and each.inherited is None and not each.deleted for each in found)


def test_a_list_longer_than_a_page_is_read_to_its_end(
    google: LocalGoogle, client: GoogleClient, spreadsheet: str
) -> None:
    for number in range(101):
        owner(google).share(spreadsheet, f"p{number}@exemple.fr", "reader")
    google.clear_requests()

    assert len(list_grants(client, spreadsheet)) == 103
    assert len([each for each in google.requests() if each["path"].endswith("permissions")]) == 2


def test_an_access_that_somebody_removed_meanwhile_is_removed(client: GoogleClient, spreadsheet: str) -> None:
    grant = add_grant(client, spreadsheet, LEA, "reader")
    remove_grant(client, spreadsheet, grant)
    remove_grant(client, spreadsheet, grant)

    assert LEA not in held(client, spreadsheet)


def test_what_comes_from_a_shared_drive_is_known_as_inherited(google: LocalGoogle) -> None:
    drive = owner(google).done("POST", "/drive/v3/drives", {"name": "Équipe"}, requestId="1")["id"]
    everywhere = {"supportsAllDrives": "true"}
    for email, role in ((ROBOT, "fileOrganizer"), (LEA, "reader")):
        body = {"type": "user", "role": role, "emailAddress": email}
        owner(google).done("POST", f"/drive/v3/files/{drive}/permissions", body, **everywhere)
    kind = "application/vnd.google-apps.spreadsheet"
    made = {"name": "Suivi", "mimeType": kind, "parents": [drive]}
    spreadsheet = owner(google).done("POST", "/drive/v3/files", made, **everywhere)["id"]
    client = open_sharer(google, spreadsheet).client
    add_grant(client, spreadsheet, "marie@exemple.fr", "writer")
    found = {grant.email: grant for grant in list_grants(client, spreadsheet)}

    assert {email: (each.role, each.inherited, each.direct) for email, each in found.items()} == {
        OWNER: ("organizer", "organizer", False),
        ROBOT: ("fileOrganizer", "fileOrganizer", False),
        LEA: ("reader", "reader", False),
        "marie@exemple.fr": ("writer", None, True),
    }
    with pytest.raises(SharingRefusedError) as refused:
        remove_grant(client, spreadsheet, found[LEA])
    assert LEA in refused.value.sentence("fr")


def test_an_address_that_google_knows_nobody_by_is_refused_by_name(
    google: LocalGoogle, client: GoogleClient, spreadsheet: str
) -> None:
    google.faults(
        [{"match": "POST .*permissions", "status": 400, "reason": "invalidSharingRequest", "times": 2}]
    )
    with pytest.raises(SharingRefusedError) as refused:
        add_grant(client, spreadsheet, LEA, "reader")

    assert LEA in refused.value.sentence("fr")
    assert len([each for each in google.requests() if each["status"] == 400]) == 2


def test_an_account_that_its_credentials_do_not_name_is_asked_of_drive(
    google: LocalGoogle, client: GoogleClient
) -> None:
    signed_in: Credentials = User.from_authorized_user_info(google.authorized_user(OWNER))
    google.clear_requests()

    assert own_address(client) == ROBOT
    assert google.requests() == []
    assert own_address(GoogleClient(signed_in)) == OWNER


def test_roles_are_ordered_and_an_unknown_one_allows_everything() -> None:
    assert sorted(("owner", "reader", "writer", "commenter"), key=rank) == [
        "reader",
        "commenter",
        "writer",
        "owner",
    ]
    assert rank("emperor") == len(ROLES)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Lea@Exemple.fr", " lea@exemple.fr", True),
        ("l.e.a@gmail.com", "Lea+abm@googlemail.com", True),
        ("l.ea@exemple.fr", "lea@exemple.fr", False),
        ("lea+abm@exemple.fr", "lea@exemple.fr", False),
    ],
)
def test_the_spellings_of_one_address_are_one_person(one: str, other: str, same: bool) -> None:  # noqa: FBT001
    assert (person(one) == person(other)) is same
