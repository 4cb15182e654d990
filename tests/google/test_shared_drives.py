"""Shared drives: made, changed, joined and left."""

from __future__ import annotations

from typing import Any

import pytest
from googleapiclient.errors import HttpError

from tests.google.clients import People
from tests.google.helpers import ANNA, BEN, BOT, made, reason, service
from tests.google.launch import LocalGoogle

ALL = {"supportsAllDrives": True, "includeItemsFromAllDrives": True}


@pytest.fixture
def team(drive: Any) -> str:
    return str(drive.drives().create(requestId="1", body={"name": "Team"}).execute()["id"])


def join(drive: Any, team: str, email: str, role: str) -> None:
    body = {"type": "user", "role": role, "emailAddress": email}
    drive.permissions().create(fileId=team, body=body, supportsAllDrives=True).execute()


def test_its_life(drive: Any, team: str) -> None:
    drive.drives().update(driveId=team, body={"name": "Crew", "colorRgb": "#112233"}).execute()
    assert drive.drives().get(driveId=team, fields="name,colorRgb").execute() == {
        "name": "Crew",
        "colorRgb": "#112233",
    }
    drive.drives().delete(driveId=team).execute()
    with pytest.raises(HttpError, match="Shared drive not found"):
        drive.drives().get(driveId=team).execute()


def test_members_do_what_their_role_allows(google: LocalGoogle, drive: Any, team: str) -> None:
    join(drive, team, BEN, "writer")
    with service(google, BEN) as other:
        key = made(other, "Budget", parents=[team])
        with pytest.raises(HttpError) as caught:
            other.drives().update(driveId=team, body={"name": "Mine"}).execute()
        assert reason(caught.value) == "insufficientFilePermissions"
        with pytest.raises(HttpError) as caught:
            other.files().update(fileId=key, body={"trashed": True}, supportsAllDrives=True).execute()
        assert reason(caught.value) == "insufficientFilePermissions"
        with pytest.raises(HttpError) as caught:
            join(other, team, "eve@example.com", "organizer")
        assert reason(caught.value) == "insufficientFilePermissions"
    drive.files().delete(fileId=key, supportsAllDrives=True).execute()


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({}, ["Mine"]),
        (ALL, ["Mine", "Ours"]),
        (ALL | {"corpora": "allDrives"}, ["Mine", "Ours"]),
        (ALL | {"corpora": "drive", "driveId": "TEAM"}, ["Ours"]),
    ],
)
def test_lists_leave_them_out_unless_asked(
    drive: Any, team: str, query: dict[str, Any], names: list[str]
) -> None:
    made(drive, "Mine")
    made(drive, "Ours", parents=[team])
    query = {name: team if value == "TEAM" else value for name, value in query.items()}
    found = drive.files().list(orderBy="name", **query).execute()["files"]
    assert [file["name"] for file in found] == names


@pytest.mark.parametrize(
    ("path", "expected"),
    [("drives?requestId=2", "userCannotCreateTeamDrives"), ("files", "storageQuotaExceeded")],
)
def test_robots_make_none_and_must_say_that_they_know_of_them(
    google: LocalGoogle, people: People, drive: Any, team: str, path: str, expected: str
) -> None:
    join(drive, team, BOT, "fileOrganizer")
    body = {"name": "x", "parents": [team]}
    answer = people.session(BOT).post(f"{google.url}/drive/v3/{path}", json=body)
    assert answer.json()["error"]["errors"][0]["reason"] == expected


def test_files_move_in(google: LocalGoogle, drive: Any, team: str) -> None:
    key = made(drive, "Budget")
    drive.files().update(fileId=key, addParents=team, supportsAllDrives=True).execute()
    join(drive, team, BEN, "reader")
    with service(google, BEN) as other:
        assert other.files().get(fileId=key, supportsAllDrives=True).execute()["driveId"] == team


def test_inheritance_may_be_cut(google: LocalGoogle, drive: Any, team: str) -> None:
    key = made(drive, "Budget", parents=[team])
    join(drive, team, BEN, "writer")
    body = {"inheritedPermissionsDisabled": True}
    drive.permissions().create(
        fileId=key, body={"type": "user", "role": "writer", "emailAddress": ANNA}, supportsAllDrives=True
    ).execute()
    drive.files().update(fileId=key, body=body, supportsAllDrives=True).execute()
    with service(google, BEN) as other, pytest.raises(HttpError) as caught:
        other.files().get(fileId=key, supportsAllDrives=True).execute()
    assert reason(caught.value) == "notFound"
