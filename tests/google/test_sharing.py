"""Sharing: what is refused, and access that ends or is inherited."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.google.clients import People
from tests.google.helpers import ANNA, BEN, EVE, Shared, refusal
from tests.google.launch import LocalGoogle

NOT_ENOUGH = (403, "insufficientFilePermissions")


def test_addresses_without_an_account_must_be_notified(google: LocalGoogle, shared: Shared) -> None:
    google.control("POST", "people", {"no_google_account": [BEN]})
    answer = shared.give(BEN, "reader", sendNotificationEmail=False)
    assert refusal(answer) == (400, "invalidSharingRequest")
    assert answer.json()["error"]["message"].startswith(
        'Bad Request. User message: "You are trying to invite ben@'
    )
    assert shared.give(BEN, "reader", sendNotificationEmail=True).ok


def soon(**time: float) -> str:
    return (datetime.now(UTC) + timedelta(**time)).isoformat()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"role": "reader"}, (400, "required")),
        ({"type": "user", "role": "reader"}, (400, "required")),
        ({"type": "user", "role": "reader", "emailAddress": "nobody"}, (400, "invalid")),
        ({"type": "robot", "role": "reader"}, (400, "invalid")),
        ({"type": "anyone", "role": "boss"}, (400, "invalid")),
        ({"type": "domain", "role": "reader"}, (400, "required")),
        (
            {"type": "user", "role": "organizer", "emailAddress": BEN},
            (403, "organizerOnNonTeamDriveItemNotSupported"),
        ),
        (
            {"type": "user", "role": "fileOrganizer", "emailAddress": BEN},
            (403, "fileOrganizerOnNonTeamDriveNotSupported"),
        ),
        (
            {"type": "anyone", "role": "reader", "expirationTime": soon(days=1)},
            (403, "cannotSetExpirationOnAnyoneOrDomain"),
        ),
        (
            {"type": "user", "role": "reader", "emailAddress": BEN, "expirationTime": soon(days=-1)},
            (403, "expirationDatesMustBeInTheFuture"),
        ),
        (
            {"type": "user", "role": "reader", "emailAddress": BEN, "expirationTime": soon(days=800)},
            (403, "cannotSetExpiration"),
        ),
    ],
)
def test_refusals(shared: Shared, body: dict[str, Any], expected: tuple[int, str]) -> None:
    assert refusal(shared.call("POST", body=body)) == expected


def test_access_that_ends(people: People, shared: Shared) -> None:
    name = shared.give(BEN, "writer").json()["id"]
    until = shared.call("PATCH", name, body={"expirationTime": soon(hours=1)}, fields="expirationTime")
    assert "expirationTime" in until.json()
    assert refusal(shared.give(EVE, "reader", by=BEN)) == NOT_ENOUGH
    assert (
        shared.call("PATCH", name, body={}, removeExpiration=True, fields="*")
        .json()
        .keys()
        .isdisjoint({"expirationTime"})
    )
    assert people.person(BEN).open_by_key(shared.key).title == "Budget"


def test_grantees_cannot_be_exchanged(shared: Shared) -> None:
    name = shared.give(BEN, "writer").json()["id"]
    answer = shared.call("PATCH", name, body={"role": "reader", "emailAddress": EVE})
    assert refusal(answer) == (403, "fieldNotWritable")


def test_lists_come_in_pages(shared: Shared) -> None:
    for number in range(4):
        shared.give(f"person{number}@example.com", "reader")
    first = shared.call("GET", pageSize=3).json()
    second = shared.call("GET", pageSize=3, pageToken=first["nextPageToken"]).json()
    assert (len(first["permissions"]), len(second["permissions"])) == (3, 2)
    assert "nextPageToken" not in second
    assert len(shared.call("GET").json()["permissions"]) == 5


def test_what_is_inherited_is_changed_where_it_is_given(people: People, google: LocalGoogle) -> None:
    session, url = people.session(ANNA), f"{google.url}/drive/v3"
    team = session.post(f"{url}/drives", params={"requestId": "1"}, json={"name": "Team"}).json()["id"]
    body = {"name": "x", "mimeType": "application/vnd.google-apps.spreadsheet", "parents": [team]}
    drives = {"supportsAllDrives": True}
    key = session.post(f"{url}/files", params=drives, json=body).json()["id"]
    member = session.get(f"{url}/files/{key}/permissions", params=drives).json()["permissions"][0]["id"]
    answer = session.delete(f"{url}/files/{key}/permissions/{member}", params=drives)
    assert refusal(answer) == (403, "cannotModifyInheritedPermission")
    owner = {"type": "user", "role": "owner", "emailAddress": BEN}
    answer = session.post(
        f"{url}/files/{key}/permissions", params={**drives, "transferOwnership": True}, json=owner
    )
    assert refusal(answer) == (403, "ownerOnTeamDriveItemNotSupported")
