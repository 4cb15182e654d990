"""Drive's uploads, exports, batches and comments."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
from googleapiclient.errors import HttpError
from googleapiclient.http import MediaIoBaseUpload
from openpyxl import Workbook, load_workbook
from python_calamine import CalamineWorkbook

from tests.google.clients import People
from tests.google.helpers import ANNA, BEN, XLSX, made, reason, service
from tests.google.launch import LocalGoogle
from tests.google.world import SPREADSHEET

NOON = datetime(2026, 11, 24, 12)  # noqa: DTZ001  # workbooks know no time zones


@pytest.mark.parametrize("resumable", [False, True])
def test_office_files_are_no_spreadsheets_until_converted(
    google: LocalGoogle, drive: Any, *, resumable: bool
) -> None:
    book, content = Workbook(), io.BytesIO()
    book.active.append(["name", 12.5])  # type: ignore[union-attr]
    book.save(content)
    upload = MediaIoBaseUpload(content, XLSX, resumable=resumable, chunksize=2**18)
    office = drive.files().create(body={"name": "a.xlsx"}, media_body=upload).execute()
    assert office["mimeType"] == XLSX
    assert drive.files().get_media(fileId=office["id"]).execute() == content.getvalue()
    with service(google, ANNA, "sheets", "v4") as sheets:
        with pytest.raises(HttpError, match="must not be an Office file") as caught:
            sheets.spreadsheets().get(spreadsheetId=office["id"]).execute()
        assert caught.value.status_code == 400
        upload = MediaIoBaseUpload(content, XLSX, resumable=resumable)
        key = (
            drive.files()
            .create(body={"name": "a", "mimeType": SPREADSHEET}, media_body=upload)
            .execute()["id"]
        )
        copied = drive.files().copy(fileId=office["id"], body={"mimeType": SPREADSHEET}).execute()["id"]
        assert sheets.spreadsheets().get(spreadsheetId=copied).execute()["properties"]["title"]
        read = sheets.spreadsheets().values().get(spreadsheetId=key, range="A1:B1").execute()
    assert read["values"] == [["name", "12.5"]]


def test_csv_takes_the_place_of_every_tab(people: People) -> None:
    sheet = people.person(ANNA).create("Budget")
    sheet.add_worksheet("More", 5, 5)
    people.person(ANNA).import_csv(sheet.id, 'name,code\n"Smith, J",007\n')
    again = people.person(ANNA).open_by_key(sheet.id)
    assert [tab.title for tab in again.worksheets()] == ["Budget"]
    assert again.sheet1.get_all_values() == [["name", "code"], ["Smith, J", "7"]]


def test_exports(people: People, drive: Any) -> None:
    sheet = people.person(ANNA).create("Budget")
    sheet.sheet1.update([["name", "a,b"], ["rent"], ["=1+1", True]], "A1")
    text = drive.files().export(fileId=sheet.id, mimeType="text/csv").execute()
    assert text.decode() == 'name,"a,b"\r\nrent,\r\n=1+1,TRUE'
    workbook = drive.files().export(fileId=sheet.id, mimeType=XLSX).execute()
    page = load_workbook(io.BytesIO(workbook)).worksheets[0]
    assert [cell.value for cell in page[1]] == ["name", "a,b"]
    assert page["A3"].data_type == "s"
    with pytest.raises(HttpError, match="conversion is not supported"):
        drive.files().export(fileId=sheet.id, mimeType="image/png").execute()


def test_exports_of_every_tab(people: People, drive: Any) -> None:
    sheet = people.person(ANNA).create("Budget")
    sheet.sheet1.update([["coûts (été)", "<b>"], [], ["x", "=1+1"]], "A1", raw=False)
    sheet.add_worksheet("a/b", 2, 2)

    def exported(kind: str) -> io.BytesIO:
        return io.BytesIO(drive.files().export(fileId=sheet.id, mimeType=f"application/{kind}").execute())

    opened = CalamineWorkbook.from_filelike(exported("x-vnd.oasis.opendocument.spreadsheet"))
    assert opened.sheet_names == ["Sheet1", "a/b"]
    assert opened.get_sheet_by_index(0).to_python() == [["coûts (été)", "<b>"], ["", ""], ["x", "2"]]
    with zipfile.ZipFile(exported("zip")) as pages:
        assert pages.namelist() == ["Sheet1.html", "a_b.html"]
        assert "<td>&lt;b&gt;</td>" in pages.read("Sheet1.html").decode()
    text = exported("pdf").read().decode("cp1252")
    assert text.startswith("%PDF-1.4")
    assert "(coûts \\(été\\)   <b>) '" in text


def test_batches_of_drive_calls(drive: Any) -> None:
    key, answers = made(drive, "Budget"), []
    batch = drive.new_batch_http_request(callback=lambda _id, answer, error: answers.append((answer, error)))
    for role in ("reader", "owner"):
        body = {"type": "user", "role": role, "emailAddress": BEN}
        batch.add(drive.permissions().create(fileId=key, body=body))
    batch.execute()
    assert answers[0][0]["role"] == "reader"
    assert reason(answers[1][1]) == "forbidden"


def test_comments(google: LocalGoogle, people: People) -> None:
    sheet = people.person(ANNA).create("Budget")
    url, session = f"{google.url}/drive/v3/files/{sheet.id}/comments", people.session(ANNA)
    comment = session.post(url, params={"fields": "*"}, json={"content": "a < b"}).json()
    assert (comment["htmlContent"], comment["author"]["me"]) == ("a &lt; b", True)
    one = f"{url}/{comment['id']}"
    session.patch(one, json={"content": "better"}, params={"fields": "content"})
    assert session.get(one, params={"fields": "content"}).json() == {"content": "better"}
    assert people.person(ANNA).copy(sheet.id, copy_comments=True).title == "Copy of Budget"
    assert session.delete(one).status_code == 204
    assert session.get(url, params={"fields": "comments"}).json() == {"comments": []}


def test_workbooks_keep_dates_formulas_and_formats(google: LocalGoogle, drive: Any) -> None:
    book, content = Workbook(), io.BytesIO()
    page = book.active
    assert page is not None
    page.append([date(2026, 11, 24), NOON, "=1+1", 0.5, True, None, "=text"])
    page["D1"].number_format = "0%"
    page["G1"].data_type = "s"
    book.save(content)
    upload = MediaIoBaseUpload(content, XLSX)
    key = drive.files().create(body={"name": "a", "mimeType": SPREADSHEET}, media_body=upload).execute()["id"]
    with service(google, ANNA, "sheets", "v4") as sheets:
        values = sheets.spreadsheets().values()
        query = {"spreadsheetId": key, "range": "A1:G1"}
        raw = values.get(**query, valueRenderOption="UNFORMATTED_VALUE").execute()["values"][0]
        shown = values.get(**query).execute()["values"][0]
    assert raw == [46350, 46350.5, 2, 0.5, True, "", "=text"]
    assert (shown[0], shown[3]) == ("2026-11-24", "50%")


def test_the_second_version_of_drive(google: LocalGoogle, people: People) -> None:
    session, url = people.session(ANNA), f"{google.url}/upload/drive/v2/files"
    headers = {"Content-Type": "text/csv"}
    made_file = session.post(url, params={"uploadType": "media"}, data=b"a,b", headers=headers).json()
    file = session.get(f"{google.url}/drive/v2/files/{made_file['id']}").json()
    assert (file["mimeType"], file["title"], file["fileSize"]) == ("text/csv", "Untitled", "3")
    assert session.get(f"{google.url}/drive/v2/about").status_code == 501


def test_uploads_that_make_no_sense(google: LocalGoogle, people: People) -> None:
    session, url = people.session(ANNA), f"{google.url}/upload/drive/v3/files"
    wrong = session.post(url, params={"uploadType": "multipart"}, data=b"x")
    lost = session.put(url, params={"upload_id": "nonsense"}, data=b"x")
    assert (wrong.status_code, lost.status_code) == (400, 404)


def test_only_what_has_bytes_is_downloaded_and_only_what_has_none_is_exported(drive: Any) -> None:
    with pytest.raises(HttpError, match="Only files with binary content"):
        drive.files().get_media(fileId=made(drive, "Budget")).execute()
    with pytest.raises(HttpError, match="Export only supports Docs Editors files"):
        drive.files().export(fileId=made(drive, "a.bin", "application/zip"), mimeType="text/csv").execute()


def test_large_files_come_in_pieces(drive: Any) -> None:
    content = io.BytesIO(b"0123456789" * 60_000)
    upload = MediaIoBaseUpload(content, "application/zip", resumable=True, chunksize=2**18)
    request, pieces, file = drive.files().create(body={"name": "a.zip"}, media_body=upload), 0, None
    while file is None:
        _, file = request.next_chunk()
        pieces += 1
    assert pieces == 3
    assert drive.files().get_media(fileId=file["id"]).execute() == content.getvalue()
    upload = MediaIoBaseUpload(io.BytesIO(b"new"), "application/zip")
    changed = drive.files().update(fileId=file["id"], media_body=upload, fields="size,version").execute()
    assert changed["size"] == "3"


def test_sheets_takes_no_batches(google: LocalGoogle, people: People) -> None:
    inner = "Content-Type: application/http\r\nContent-ID: <a>\r\n\r\nGET /v4/spreadsheets/x HTTP/1.1\r\n\r\n"
    body = f"--cut\r\n{inner}\r\n--cut--"
    headers = {"Content-Type": "multipart/mixed; boundary=cut"}
    answer = people.session(ANNA).post(f"{google.url}/batch", data=body, headers=headers)
    assert "HTTP/1.1 501" in answer.text
    assert '"status": "UNIMPLEMENTED"' in answer.text


def test_discovery_is_published_at_its_newer_address_too(google: LocalGoogle, people: People) -> None:
    session = people.session()
    document = session.get(f"{google.url}/$discovery/rest", params={"version": "v4"}).json()
    assert (document["id"], document["rootUrl"]) == ("sheets:v4", f"{google.url}/")
    assert session.get(f"{google.url}/discovery/v1/apis/docs/v1/rest").status_code == 404
