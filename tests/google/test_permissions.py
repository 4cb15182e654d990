"""Sharing: who may, with whom, and what each role allows."""

from __future__ import annotations

from typing import Any

import pytest
from gspread.exceptions import APIError

from tests.google.clients import People
from tests.google.helpers import ANNA, BEN, EVE, Shared, refusal
from tests.google.launch import LocalGoogle

NOT_ENOUGH = (403, "insufficientFilePermissions")


def test_default_fields_are_four(shared: Shared) -> None:
    made = shared.give(BEN, "reader").json()
    assert set(made) == {"kind", "id", "type", "role"}
    listed = shared.call("GET").json()
    assert set(listed["permissions"][0]) == {"kind", "id", "type", "role"}


def test_ids_are_a_persons_own_and_addresses_have_no_case(google: LocalGoogle, people: People) -> None:
    first, second = Shared(google, people), Shared(google, people)
    made = first.give("Ben@Example.com", "reader").json()
    assert second.give(BEN, "reader").json()["id"] == made["id"]
    assert first.give(BEN, "writer").json()["id"] == made["id"]
    assert first.roles() == {ANNA: "owner", BEN: "writer"}


@pytest.mark.parametrize(
    ("role", "reads", "writes"), [("reader", True, False), ("commenter", True, False), ("writer", True, True)]
)
def test_roles_are_kept(people: People, shared: Shared, role: str, *, reads: bool, writes: bool) -> None:
    with pytest.raises(PermissionError):
        people.person(BEN).open_by_key(shared.key)
    shared.give(BEN, role)
    sheet = people.person(BEN).open_by_key(shared.key)
    assert bool(sheet.title) == reads
    if writes:
        sheet.sheet1.update([[1]], "A1")
        return
    with pytest.raises(APIError, match="The caller does not have permission"):
        sheet.sheet1.update([[1]], "A1")


def test_strangers_do_not_learn_that_a_file_exists(shared: Shared) -> None:
    answer = shared.call("GET", by=EVE)
    assert refusal(answer) == (404, "notFound")
    assert answer.json()["error"]["message"] == f"File not found: {shared.key}."


def test_readers_may_not_share_and_writers_may_until_told_not_to(shared: Shared) -> None:
    shared.give(BEN, "reader")
    assert refusal(shared.give(EVE, "reader", by=BEN)) == NOT_ENOUGH
    shared.give(BEN, "writer")
    assert shared.give(EVE, "reader", by=BEN).ok
    file = shared.url.removesuffix("/permissions")
    shared.people.session(ANNA).patch(file, json={"writersCanShare": False})
    assert refusal(shared.give(EVE, "writer", by=BEN)) == NOT_ENOUGH


def test_access_is_changed_and_taken_away(people: People, shared: Shared) -> None:
    name = shared.give(BEN, "writer").json()["id"]
    assert shared.call("PATCH", name, body={"role": "reader"}).json()["role"] == "reader"
    assert shared.call("DELETE", name).status_code == 204
    assert shared.roles() == {ANNA: "owner"}
    assert refusal(shared.call("DELETE", name)) == (404, "notFound")
    with pytest.raises(PermissionError):
        people.person(BEN).open_by_key(shared.key)


def test_ones_own_access_may_be_given_up(shared: Shared) -> None:
    name = shared.give(BEN, "reader").json()["id"]
    assert shared.call("DELETE", name, by=BEN).status_code == 204


def test_the_owner_stays(shared: Shared) -> None:
    owner = shared.call("GET").json()["permissions"][0]["id"]
    shared.give(BEN, "writer")
    assert refusal(shared.call("DELETE", owner, by=BEN)) == NOT_ENOUGH
    assert refusal(shared.call("PATCH", owner, body={"role": "writer"})) == (
        403,
        "insufficientFilePermissions",
    )


def test_ownership_is_transferred_on_purpose_only(shared: Shared) -> None:
    assert refusal(shared.give(BEN, "owner")) == (403, "forbidden")
    quiet: dict[str, Any] = {"transferOwnership": True, "sendNotificationEmail": False}
    assert refusal(shared.give(BEN, "owner", **quiet)) == (403, "forbidden")
    assert refusal(shared.give("b@other.org", "owner", transferOwnership=True)) == (
        403,
        "ownershipChangeAcrossDomainNotPermitted",
    )
    assert shared.give(BEN, "owner", transferOwnership=True).json()["role"] == "owner"
    assert shared.roles() == {ANNA: "writer", BEN: "owner"}


def test_ownership_is_offered_and_accepted(people: People, shared: Shared) -> None:
    name = shared.give("ben@gmail.com", "writer").json()["id"]
    people.person(ANNA).open_by_key(shared.key).transfer_ownership(name)
    people.person("ben@gmail.com").open_by_key(shared.key).accept_ownership(name)
    assert shared.roles() == {ANNA: "writer", "ben@gmail.com": "owner"}


def listed(google: LocalGoogle, people: People, email: str) -> list[str]:
    """The names that somebody finds in their lists."""
    url = f"{google.url}/drive/v3/files"
    return [file["name"] for file in people.session(email).get(url).json()["files"]]


def test_links_and_domains(google: LocalGoogle, people: People, shared: Shared) -> None:
    link = shared.call("POST", body={"type": "anyone", "role": "reader"}).json()
    assert link["id"] == "anyoneWithLink"
    assert people.person(EVE).open_by_key(shared.key).title == "Budget"
    assert listed(google, people, EVE) == []
    shared.call("DELETE", "anyoneWithLink")
    body = {"type": "domain", "role": "writer", "domain": "other.org", "allowFileDiscovery": True}
    assert shared.call("POST", body=body).ok
    assert listed(google, people, "x@other.org") == ["Budget"]
    with pytest.raises(PermissionError):
        people.person("x@another.org").open_by_key(shared.key)


def test_groups(google: LocalGoogle, people: People, shared: Shared) -> None:
    google.control("POST", "people", {"groups": {"team@example.com": [BEN]}})
    shared.call("POST", body={"type": "group", "role": "writer", "emailAddress": "team@example.com"})
    assert people.person(BEN).open_by_key(shared.key).title == "Budget"


def test_a_locked_file_is_not_written(people: People, shared: Shared) -> None:
    file = shared.url.removesuffix("/permissions")
    people.session(ANNA).patch(file, json={"contentRestrictions": [{"readOnly": True, "reason": "done"}]})
    with pytest.raises(APIError, match="does not have permission"):
        people.person(ANNA).open_by_key(shared.key).sheet1.update([[1]], "A1")


def test_members_of_a_group_edit_what_the_group_may(
    google: LocalGoogle, people: People, shared: Shared
) -> None:
    google.control("POST", "people", {"groups": {"team@example.com": [BEN]}})
    for email in (BEN, EVE):
        shared.give(email, "writer")
    editors = {"users": [], "groups": ["Team@example.com"]}
    people.person(ANNA).open_by_key(shared.key).batch_update(
        {"requests": [{"addProtectedRange": {"protectedRange": {"range": {}, "editors": editors}}}]}
    )
    people.person(BEN).open_by_key(shared.key).sheet1.update([["x"]], "A1")
    with pytest.raises(APIError, match="protected cell"):
        people.person(EVE).open_by_key(shared.key).sheet1.update([["y"]], "A1")
