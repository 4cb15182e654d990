"""Files and who may do what with them, as Drive and Sheets answer."""

from __future__ import annotations

from typing import Any

import pytest

from tests.google.clients import ANNA, BEN, BOT, EVE, Book
from tests.google.launch import LocalGoogle
from tests.google.world import DOCUMENT, FOLDER, SPREADSHEET, XLSX

FILES = "/drive/v3/files"


def reason(answer: Any) -> tuple[int, str]:
    """The status of a refusal, and Drive's reason."""
    return answer.status_code, answer.json()["error"]["errors"][0]["reason"]


def grants(book: Book, by: str = ANNA) -> dict[str, str]:
    """The roles of everybody."""
    listed = book.call(
        "GET", f"{FILES}/{book.id}/permissions", by=by, fields="permissions(emailAddress,id,role)"
    )
    return {entry.get("emailAddress", entry["id"]): entry["role"] for entry in listed.json()["permissions"]}


def permission(book: Book, email: str) -> str:
    """The address of what somebody was granted."""
    listed = book.call("GET", f"{FILES}/{book.id}/permissions", fields="permissions(emailAddress,id)").json()
    found = next(entry["id"] for entry in listed["permissions"] if entry.get("emailAddress") == email)
    return f"{FILES}/{book.id}/permissions/{found}"


@pytest.mark.parametrize(
    ("role", "reads", "writes"),
    [("reader", True, False), ("commenter", True, False), ("writer", True, True), (None, False, False)],
)
def test_roles_are_kept(book: Book, role: str | None, *, reads: bool, writes: bool) -> None:
    if role:
        book.share(BEN, role)
    read, written = book.call("GET", "", by=BEN), book.call("POST", ":batchUpdate", {}, by=BEN)
    assert read.ok == reads
    assert written.json()["error"]["message"] == (
        "Must specify at least one request." if writes else "The caller does not have permission"
    )
    assert book.call("GET", f"{FILES}/{book.id}", by=BEN).ok == reads


def test_readers_may_not_share_and_writers_may_until_told_not_to(book: Book) -> None:
    book.share(BEN, "reader")
    assert reason(book.share(EVE, by=BEN)) == (403, "insufficientFilePermissions")
    book.share(BEN, "writer")
    assert book.share("Eve@Example.com", "reader", by=BEN).ok
    book.call("PATCH", f"{FILES}/{book.id}", {"writersCanShare": False})
    assert reason(book.share(EVE, by=BEN)) == (403, "insufficientFilePermissions")
    assert grants(book) == {ANNA: "owner", BEN: "writer", EVE: "reader"}


def test_access_is_changed_given_up_and_taken_away_but_the_owner_stays(book: Book) -> None:
    for email in (BEN, EVE):
        book.share(email)
    assert book.call("PATCH", permission(book, BEN), {"role": "reader"}).ok
    assert book.call("DELETE", permission(book, EVE), by=EVE).status_code == 204
    owner = permission(book, ANNA)
    assert [reason(book.call(verb, owner, {"role": "writer"}))[0] for verb in ("PATCH", "DELETE")] == [
        403
    ] * 2
    assert grants(book) == {ANNA: "owner", BEN: "reader"}
    assert reason(book.call("DELETE", f"{FILES}/{book.id}/permissions/404")) == (404, "notFound")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"role": "reader"}, (400, "required")),
        ({"type": "user", "role": "king", "emailAddress": BEN}, (400, "invalid")),
        ({"type": "user", "role": "reader", "emailAddress": "ben"}, (400, "invalid")),
        ({"type": "anyone", "role": "organizer"}, (403, "organizerOnNonTeamDriveItemNotSupported")),
        ({"type": "user", "role": "reader", "emailAddress": EVE}, (400, "invalidSharingRequest")),
    ],
)
def test_sharing_that_is_refused(book: Book, body: dict[str, str], expected: tuple[int, str]) -> None:
    book.google.control("POST", "people", {"no_google_account": [EVE]})
    path = f"{FILES}/{book.id}/permissions"
    assert reason(book.call("POST", path, body, sendNotificationEmail="false")) == expected


def test_links_domains_and_groups_let_people_in(book: Book) -> None:
    book.google.control("POST", "people", {"groups": {"team@example.org": [BEN]}})
    path = f"{FILES}/{book.id}/permissions"
    for body, who in (
        ({"type": "group", "role": "reader", "emailAddress": "team@example.org"}, BEN),
        ({"type": "domain", "role": "reader", "domain": "firm.fr"}, "ada@firm.fr"),
        ({"type": "anyone", "role": "reader"}, EVE),
    ):
        assert not book.call("GET", "", by=who).ok
        assert book.call("POST", path, body).ok
        assert book.call("GET", "", by=who).ok


def test_grants_come_in_pages(book: Book) -> None:
    for number in range(3):
        book.share(f"p{number}@example.com")
    path, seen, token = f"{FILES}/{book.id}/permissions", 0, "0"
    while token:
        page = book.call("GET", path, pageSize=3, pageToken=token).json()
        seen, token = seen + len(page["permissions"]), page.get("nextPageToken", "")
    assert seen == 4


def test_a_file_as_its_owner_and_a_reader_see_it(book: Book) -> None:
    book.share(BEN, "reader")
    fields = "name,ownedByMe,capabilities(canEdit,canShare),permissions(id)"
    own, other = (book.call("GET", f"{FILES}/{book.id}", by=who, fields=fields).json() for who in (ANNA, BEN))
    assert (own["name"], own["ownedByMe"], len(own["permissions"])) == ("Budget", True, 2)
    assert own["capabilities"] == {"canEdit": True, "canShare": True}
    assert other["capabilities"] == {"canEdit": False, "canShare": False}
    assert (other["ownedByMe"], "permissions" in other) == (False, False)
    assert set(book.call("GET", f"{FILES}/{book.id}").json()) == {"kind", "id", "name", "mimeType"}


def test_names_times_and_trash_are_the_same_in_drive_and_sheets(book: Book) -> None:
    path, fields = f"{FILES}/{book.id}", {"fields": "name,version,modifiedTime"}
    before = book.call("GET", path, **fields).json()
    title = {"properties": {"title": "Renamed"}, "fields": "title"}
    book.batch({"updateSpreadsheetProperties": title})
    after = book.call("GET", path, **fields).json()
    assert (after["name"], int(after["version"])) == ("Renamed", int(before["version"]) + 1)
    book.call("PATCH", path, {"name": "Again"})
    assert book.seen("properties.title")["properties"]["title"] == "Again"
    book.call("PATCH", path, {"trashed": True})
    assert book.call("GET", "").status_code == 404


def test_a_copy_holds_the_same_and_belongs_to_who_made_it(book: Book) -> None:
    book.typed("A1", ["a"]).share(BEN, "reader")
    copy = Book(book.google, book.call("POST", f"{FILES}/{book.id}/copy", {}, by=BEN).json()["id"])
    assert book.call("GET", f"{FILES}/{copy.id}", by=BEN, fields="name").json() == {"name": "Copy of Budget"}
    copy.call("PUT", "/values/A1", {"values": [["b"]]}, by=BEN, valueInputOption="RAW")
    assert book.read() == [["a"]]
    assert copy.call("GET", "").status_code == 403


def test_programs_own_no_files_but_work_in_a_shared_drive(google: LocalGoogle) -> None:
    book, sheet = Book(google), {"name": "Budget", "mimeType": SPREADSHEET}
    assert book.call("POST", "/v4/spreadsheets", {}, by=BOT).status_code == 403
    assert reason(book.call("POST", FILES, sheet, by=BOT)) == (403, "storageQuotaExceeded")
    team = book.call("POST", "/drive/v3/drives", {"name": "Team"}, requestId="1").json()["id"]
    inside, knows = {**sheet, "parents": [team]}, {"supportsAllDrives": "true"}
    assert reason(book.call("POST", FILES, inside, by=BOT, **knows)) == (404, "notFound")
    member = {"type": "user", "role": "writer", "emailAddress": BOT}
    assert book.call("POST", f"{FILES}/{team}/permissions", member, **knows).ok
    made = book.call("POST", FILES, inside, by=BOT, **knows, fields="id,driveId").json()
    assert made["driveId"] == team
    assert reason(book.call("GET", f"{FILES}/{made['id']}", by=BOT)) == (404, "notFound")
    path = f"{FILES}/{made['id']}/permissions"
    listed = book.call("GET", path, **knows, fields="permissions(permissionDetails,id)").json()["permissions"]
    assert {entry["permissionDetails"][0]["inherited"] for entry in listed} == {True}
    refused = book.call("DELETE", f"{path}/{listed[1]['id']}", **knows)
    assert reason(refused) == (403, "cannotModifyInheritedPermission")


def test_folders_hand_down_who_may_see(google: LocalGoogle) -> None:
    folder = Book(google).call("POST", FILES, {"name": "Folder", "mimeType": FOLDER}).json()["id"]
    inside = Book(google).call("POST", FILES, {"mimeType": SPREADSHEET, "parents": [folder]}).json()["id"]
    Book(google, folder).share(BEN)
    assert Book(google, inside).call("POST", ":batchUpdate", {}, by=BEN).status_code == 400


@pytest.mark.parametrize(("kind", "status"), [(DOCUMENT, 404), (FOLDER, 400), (XLSX, 400)])
def test_other_files_are_no_spreadsheets(google: LocalGoogle, kind: str, status: int) -> None:
    made = Book(google).call("POST", FILES, {"mimeType": kind}).json()["id"]
    answer = Book(google, made).call("GET", "")
    assert answer.status_code == status
    assert ("Office file" in answer.text) == (kind == XLSX)


def test_a_locked_file_is_not_written(book: Book) -> None:
    book.call("PATCH", f"{FILES}/{book.id}", {"contentRestrictions": [{"readOnly": True}]})
    assert book.call("GET", "").ok
    assert book.call("POST", ":batchUpdate", {"requests": [{"addSheet": {}}]}).status_code == 403


def test_about_tells_who_calls_and_how_much_fits(book: Book) -> None:
    answers = [book.call("GET", "/drive/v3/about", by=who, fields="*").json() for who in (ANNA, BOT)]
    assert [answer["user"]["emailAddress"] for answer in answers] == [ANNA, BOT]
    assert [answer["storageQuota"]["limit"] for answer in answers] == [str(15 * 1024**3), "0"]
    assert reason(book.call("GET", "/drive/v3/about")) == (400, "required")
