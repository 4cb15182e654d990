"""Drive's files and shared drives."""

from __future__ import annotations

from typing import Any

import gspread
import pytest
from googleapiclient.errors import HttpError
from gspread.exceptions import APIError

from tests.google.clients import People
from tests.google.drive import FOLDER
from tests.google.helpers import ANNA, BEN, BOT, made, reason, service
from tests.google.launch import LocalGoogle
from tests.google.world import SPREADSHEET


def test_default_fields_are_few(drive: Any) -> None:
    file = drive.files().create(body={"name": "Budget", "mimeType": SPREADSHEET}).execute()
    assert set(file) == {"kind", "id", "name", "mimeType"}


def test_a_file_as_its_owner_and_a_reader_see_it(google: LocalGoogle, drive: Any) -> None:
    key = made(drive, "Budget")
    body = {"type": "user", "role": "reader", "emailAddress": BEN}
    drive.permissions().create(fileId=key, body=body).execute()
    fields = (
        "ownedByMe,owners(emailAddress),shared,capabilities(canEdit,canShare,canCopy),version,permissions"
    )
    file = drive.files().get(fileId=key, fields=fields).execute()
    assert (file["ownedByMe"], file["owners"], file["shared"]) == (True, [{"emailAddress": ANNA}], True)
    assert file["capabilities"] == {"canEdit": True, "canShare": True, "canCopy": True}
    assert len(file["permissions"]) == 2
    with service(google, BEN) as other:
        file = other.files().get(fileId=key, fields=fields).execute()
    assert file["capabilities"] == {"canEdit": False, "canShare": False, "canCopy": True}
    assert "permissions" not in file


def test_changes_move_the_version_and_the_time(people: People, drive: Any) -> None:
    key = made(drive, "Budget")
    fields = "version,modifiedTime,lastModifyingUser(emailAddress)"
    before = drive.files().get(fileId=key, fields=fields).execute()
    people.person(ANNA).open_by_key(key).sheet1.update([[1]], "A1")
    after = drive.files().get(fileId=key, fields=fields).execute()
    assert int(after["version"]) > int(before["version"])
    assert after["modifiedTime"] >= before["modifiedTime"]
    assert after["lastModifyingUser"]["emailAddress"] == ANNA


def test_names_are_the_same_in_drive_and_sheets(people: People, drive: Any) -> None:
    key = made(drive, "Budget")
    sheet = people.person(ANNA).open_by_key(key)
    sheet.update_title("Plan")
    assert drive.files().get(fileId=key).execute()["name"] == "Plan"
    drive.files().update(fileId=key, body={"name": "Forecast"}).execute()
    assert people.person(ANNA).open_by_key(key).title == "Forecast"


def test_lists_come_sorted_and_in_pages(drive: Any) -> None:
    for name in ("b", "c", "a"):
        made(drive, name)
    request, names = drive.files().list(orderBy="name desc", pageSize=2), []
    while request is not None:
        answer = request.execute()
        names.append([file["name"] for file in answer["files"]])
        request = drive.files().list_next(request, answer)
    assert names == [["c", "b"], ["a"]]


def test_copies_hold_the_same_and_belong_to_who_made_them(people: People, drive: Any) -> None:
    key = made(drive, "Budget")
    sheet = people.person(ANNA).open_by_key(key)
    sheet.sheet1.update([["kept"]], "A1")
    sheet.share(BEN, perm_type="user", role="reader", notify=False)
    url = f"{drive._baseUrl}files/{key}/copy"
    copy = people.person(BEN).open_by_key(people.session(BEN).post(url, json={}).json()["id"])
    assert copy.title == "Copy of Budget"
    copy.sheet1.update([["changed"]], "A1")
    assert sheet.sheet1.acell("A1").value == "kept"


def test_programs_own_no_files(people: People) -> None:
    robot = people.robot(BOT)
    with pytest.raises(APIError, match="Service Accounts do not have storage quota") as caught:
        robot.create("Budget")
    assert caught.value.response.json()["error"]["errors"][0]["reason"] == "storageQuotaExceeded"
    url = "https://sheets.googleapis.com/v4/spreadsheets"
    with pytest.raises(APIError, match="The caller does not have permission"):
        robot.http_client.request("post", url, json={})


def test_about_tells_how_much_fits(google: LocalGoogle, people: People) -> None:
    url, fields = f"{google.url}/drive/v3/about", "storageQuota(limit),user(emailAddress)"
    session = people.session(BOT)
    answer = session.get(url, params={"fields": fields}).json()
    assert answer == {"storageQuota": {"limit": "0"}, "user": {"emailAddress": BOT}}
    error = session.get(url).json()["error"]
    assert error["message"] == "The 'fields' parameter is required for this method."


def test_trash_and_deletion(google: LocalGoogle, people: People, drive: Any) -> None:
    key = made(drive, "Budget")
    drive.files().update(fileId=key, body={"trashed": True}).execute()
    with pytest.raises(gspread.SpreadsheetNotFound):
        people.person(ANNA).open_by_key(key)
    drive.files().update(fileId=key, body={"trashed": False}).execute()
    people.person(ANNA).open_by_key(key)
    people.person(ANNA).del_spreadsheet(key)
    assert google.control("GET", "files") == []


def test_folders_hand_down_who_may_see(google: LocalGoogle, drive: Any) -> None:
    folder = made(drive, "Reports", FOLDER)
    key = made(drive, "Budget", parents=[folder])
    drive.permissions().create(
        fileId=folder, body={"type": "user", "role": "writer", "emailAddress": BEN}
    ).execute()
    with service(google, BEN) as other:
        assert other.files().get(fileId=key).execute()["name"] == "Budget"
    drive.files().update(fileId=key, addParents="root", removeParents=folder).execute()
    with service(google, BEN) as other, pytest.raises(HttpError) as caught:
        other.files().get(fileId=key).execute()
    assert reason(caught.value) == "notFound"


def test_a_program_works_in_a_shared_drive(people: People, drive: Any) -> None:
    team = drive.drives().create(requestId="1", body={"name": "Team"}).execute()["id"]
    member = {"type": "user", "role": "fileOrganizer", "emailAddress": BOT}
    drive.permissions().create(fileId=team, body=member, supportsAllDrives=True).execute()
    sheet = people.robot(BOT).create("Budget", folder_id=team)
    sheet.sheet1.update([[1]], "A1")
    permissions: list[dict[str, Any]] = sheet.list_permissions()
    assert {entry["role"] for entry in permissions} == {"organizer", "fileOrganizer"}
    assert [entry["permissionDetails"][0]["inherited"] for entry in permissions] == [True, True]
    with pytest.raises(HttpError) as caught:
        drive.files().get(fileId=sheet.id).execute()
    assert reason(caught.value) == "notFound"
    file = drive.files().get(fileId=sheet.id, supportsAllDrives=True, fields="*").execute()
    assert file["driveId"] == team
    assert not {"owners", "ownedByMe", "writersCanShare", "permissions"} & set(file)
    assert drive.drives().list().execute()["drives"][0]["name"] == "Team"
    with pytest.raises(HttpError, match="cannot be deleted"):
        drive.drives().delete(driveId=team).execute()


def test_copies_may_be_kept_from_readers(google: LocalGoogle, drive: Any) -> None:
    key = made(drive, "Budget", copyRequiresWriterPermission=True)
    drive.permissions().create(fileId=key, body={"type": "anyone", "role": "reader"}).execute()
    with service(google, BEN) as other:
        with pytest.raises(HttpError, match="cannot be copied by the user"):
            other.files().copy(fileId=key).execute()
        with pytest.raises(HttpError) as caught:
            other.files().update(fileId=key, body={"name": "Mine"}).execute()
    assert reason(caught.value) == "insufficientFilePermissions"
    with pytest.raises(HttpError, match="cannot be copied"):
        drive.files().copy(fileId=made(drive, "Folder", FOLDER)).execute()


@pytest.mark.parametrize(
    "query", [{"orderBy": "colour"}, {"pageToken": "nonsense"}, {"pageSize": 5000}, {"pageSize": "many"}]
)
def test_lists_that_are_refused(google: LocalGoogle, people: People, query: dict[str, Any]) -> None:
    answer = people.session(ANNA).get(f"{google.url}/drive/v3/files", params=query)
    assert (answer.status_code, answer.json()["error"]["errors"][0]["locationType"]) == (400, "parameter")


def test_required_parameters_are_asked_for(google: LocalGoogle, people: People, drive: Any) -> None:
    answer = people.session(ANNA).get(f"{google.url}/drive/v3/files/{made(drive, 'Budget')}/export")
    error = answer.json()["error"]["errors"][0]
    assert (error["message"], error["reason"]) == ("Required parameter: mimeType", "required")


def test_my_drive_is_a_folder_that_stays(drive: Any) -> None:
    root = drive.files().get(fileId="root").execute()
    assert (root["name"], root["mimeType"]) == ("My Drive", FOLDER)
    file = drive.files().get(fileId=made(drive, "Budget"), fields="parents").execute()
    assert file["parents"] == [root["id"]]
    with pytest.raises(HttpError):
        drive.files().delete(fileId="root").execute()
