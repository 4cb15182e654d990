"""Drive's changes, as those who may know of them are told."""

from __future__ import annotations

from typing import Any

from tests.google.clients import People
from tests.google.helpers import ANNA, BEN, EVE, made, service
from tests.google.launch import LocalGoogle


def test_changes_are_told_once(people: People, drive: Any) -> None:
    key = made(drive, "Budget")
    gone = made(drive, "gone")
    token = drive.changes().getStartPageToken().execute()["startPageToken"]
    sheet = people.person(ANNA).open_by_key(key).sheet1
    sheet.update([[1]], "A1")
    sheet.update([[2]], "A1")
    drive.files().delete(fileId=gone).execute()
    people.person(BEN).create("not Anna's")
    answer = drive.changes().list(pageToken=token).execute()
    told = [(change["fileId"], change["removed"]) for change in answer["changes"]]
    assert told == [(key, False), (gone, True)]
    answer = drive.changes().list(pageToken=answer["newStartPageToken"]).execute()
    assert answer["changes"] == []


def test_only_who_knew_a_file_is_told_of_its_end(google: LocalGoogle, drive: Any) -> None:
    key = made(drive, "Budget")
    reader = {"type": "user", "role": "reader", "emailAddress": BEN}
    drive.permissions().create(fileId=key, body=reader).execute()
    drive.files().delete(fileId=key).execute()
    for email, told in ((BEN, [key]), (EVE, [])):
        with service(google, email) as theirs:
            answer = theirs.changes().list(pageToken="1").execute()
        assert [change["fileId"] for change in answer["changes"]] == told
