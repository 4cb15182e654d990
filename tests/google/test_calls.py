"""A call on its way: who makes it, what is checked against Google's documents, faults, edits and quotas."""

from __future__ import annotations

import time
from typing import Any

import google.auth.transport.requests as transport
import pytest
import requests
from google.auth import crypt, jwt
from google.auth.exceptions import RefreshError
from google.oauth2 import id_token
from google.oauth2.credentials import Credentials
from gspread.exceptions import APIError, SpreadsheetNotFound

from tests.google.clients import ANNA, BEN, BOT, Book, People
from tests.google.discovery import find
from tests.google.launch import LocalGoogle, local_google
from tests.google.schemas import Wrong, response_check

READONLY = "https://www.googleapis.com/auth/spreadsheets.readonly"
DRIVE_FILE = "https://www.googleapis.com/auth/drive.file"


def assertion(google: LocalGoogle, **claims: Any) -> dict[str, Any]:
    """What the OAuth server answers to a service account's assertion."""
    info, present = google.credentials(BOT), int(time.time())
    signer = crypt.RSASigner.from_service_account_info(info)
    whole = {"iss": BOT, "aud": info["token_uri"], "iat": present, "exp": present + 3600, "scope": READONLY}
    token = jwt.encode(signer, whole | claims).decode()
    form = {"grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion": token}
    answered: dict[str, Any] = requests.post(f"{google.url}/token", data=form, timeout=9).json()
    return answered


def test_a_service_account_works_with_the_file_of_its_key_and_for_people(book: Book, people: People) -> None:
    with pytest.raises(PermissionError):
        people.robot(BOT).open_by_key(book.id)
    assert people.robot(BOT, subject=ANNA).open_by_key(book.id).title == "Budget"
    book.share(BOT)
    assert people.robot(BOT).open_by_key(book.id).title == "Budget"


@pytest.mark.parametrize(
    ("claims", "error"),
    [
        ({"iss": "other@project.iam.gserviceaccount.com"}, "Invalid grant: account not found"),
        ({"exp": 1}, "Invalid JWT: Token must be a short-lived token"),
        ({"aud": "https://example.com/"}, "Invalid JWT: Failed audience check."),
        ({"scope": ""}, "Invalid OAuth scope"),
    ],
)
def test_wrong_assertions_get_no_token(google: LocalGoogle, claims: dict[str, Any], error: str) -> None:
    assert assertion(google, **claims)["error_description"].startswith(error)
    assert "access_token" in assertion(google)


def test_people_refresh_their_tokens(book: Book, people: People) -> None:
    info = book.google.authorized_user(ANNA)
    rest = {name: info[name] for name in ("token_uri", "client_id", "client_secret")}
    mine = Credentials(None, refresh_token=info["refresh_token"], **rest)
    assert people.client(mine).open_by_key(book.id).title == "Budget"
    with requests.Session() as session, pytest.raises(RefreshError, match="expired"):
        Credentials(None, refresh_token=info["refresh_token"][5:], **rest).refresh(transport.Request(session))


def test_a_token_permits_what_its_scopes_do_and_says_so(book: Book, people: People) -> None:
    book.share(BOT)
    robot = people.robot(BOT, READONLY)
    with pytest.raises(APIError) as caught:
        robot.open_by_key(book.id).sheet1.update([[1]], "A1")
    error = caught.value.response.json()["error"]
    assert (error["status"], error["details"][0]["reason"]) == (
        "PERMISSION_DENIED",
        "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
    )
    with pytest.raises(SpreadsheetNotFound):
        people.robot(BOT, DRIVE_FILE).open_by_key(book.id)
    token = {"access_token": assertion(book.google)["access_token"]}
    told = requests.get(f"{book.google.url}/tokeninfo", params=token, timeout=9).json()
    assert (told["email"], told["scope"]) == (BOT, READONLY)


def test_nobody_and_old_tokens_are_refused(book: Book) -> None:
    book.google.control("POST", "tokens", {"lifetime_s": 0})
    url = f"{book.google.url}/v4/spreadsheets/{book.id}"
    expired = {"Authorization": f"Bearer {assertion(book.google)['access_token']}"}
    assert [requests.get(url, headers=given, timeout=9).status_code for given in ({}, expired)] == [403, 401]


def test_identity_tokens_are_accepted_by_google_auth_unless_they_are_wrong(google: LocalGoogle) -> None:
    certificates = f"{google.url}/oauth2/v1/certs"
    with requests.Session() as session:
        request = transport.Request(session)
        good = google.id_token(email=ANNA, aud="me")
        assert id_token.verify_token(good, request, "me", certificates)["email"] == ANNA
        for wrong in ({"aud": "you"}, {"exp_in": -9}, {"sign": "foreign"}, {"kid": "x"}):
            with pytest.raises(ValueError, match=r"Token|Certificate|signature|audience"):
                id_token.verify_token(google.id_token(**{"aud": "me", **wrong}), request, "me", certificates)


@pytest.mark.parametrize("api", ["sheets", "drive"])
def test_an_api_that_is_not_enabled_refuses_every_call(book: Book, api: str) -> None:
    book.google.control("POST", "apis", {api: False})
    answer = book.call("GET", "" if api == "sheets" else f"/drive/v3/files/{book.id}")
    assert (answer.status_code, "it is disabled" in answer.text) == (403, True)


@pytest.mark.parametrize(
    ("request_body", "message"),
    [
        ({"renameSheet": {}}, "Unknown name \"renameSheet\" at 'requests[0]': Cannot find field."),
        (
            {"addSheet": {"properties": {"index": "x"}}},
            "'requests[0].add_sheet.properties.index' (TYPE_INT32)",
        ),
        ({"addSheet": {"properties": {"title": 1}}}, "properties.title' (TYPE_STRING), 1"),
        ({"addSheet": {"properties": {"hidden": "x"}}}, 'properties.hidden\' (TYPE_BOOL), "x"'),
        ({"mergeCells": {"mergeType": "SOME"}}, "merge_cells.merge_type'"),
        ({"deleteSheet": [1]}, "delete_sheet'"),
        (
            {"updateCells": {"rows": [{"values": [{"userEnteredValue": {"numberValue": "x"}}]}]}},
            "TYPE_DOUBLE",
        ),
    ],
)
def test_bodies_are_checked_against_googles_documents(book: Book, request_body: Any, message: str) -> None:
    assert message in book.refusal(request_body)


def test_forms_that_google_takes_too(book: Book) -> None:
    cell = {"userEnteredValue": {"numberValue": "1.5"}, "note": None}
    place = {"start": {"sheetId": "0", "columnIndex": 1}, "fields": "user_entered_value"}
    book.batch({"updateCells": {**place, "rows": {"values": [cell]}}})
    assert book.read() == [["", "1.5"]]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"includeGridData": "maybe"}, '(TYPE_BOOL), "maybe"'),
        ({"colour": "red"}, 'Unknown name "colour": Cannot bind query parameter.'),
        ({"fields": "sheets.colour"}, "Request contains an invalid argument."),
        ({"fields": "sheets("}, "Request contains an invalid argument."),
    ],
)
def test_queries_are_checked_too(book: Book, query: dict[str, str], message: str) -> None:
    answer = book.call("GET", "", **query)
    assert answer.status_code == 400
    assert message in answer.json()["error"]["message"]


@pytest.mark.parametrize(
    ("fields", "kept"),
    [
        ("properties.title", {"properties": {"title": "Budget"}}),
        ("properties(title,locale)", {"properties": {"title": "Budget", "locale": "en_US"}}),
        (
            "sheets/properties/sheetId,properties/title",
            {"properties": {"title": "Budget"}, "sheets": [{"properties": {"sheetId": 0}}]},
        ),
        ("sheets.properties.sheet_type", {"sheets": [{"properties": {"sheetType": "GRID"}}]}),
        ("sheets.*.title", {"sheets": [{"properties": {"title": "Sheet1"}}]}),
    ],
)
def test_masks_keep_what_they_name(book: Book, fields: str, kept: Any) -> None:
    assert book.seen(fields) == kept


def test_answers_of_ours_that_do_not_fit_are_found() -> None:
    with pytest.raises(Wrong) as wrong:
        response_check("sheets.v4", "Spreadsheet")({"sheets": [{"properties": {"title": 1}}], "colour": 1})
    assert [path for path, _ in wrong.value.violations] == ["sheets[0].properties.title", ""]


def test_addresses_are_found_and_what_is_none_is_a_page(book: Book) -> None:
    found = find("POST", "/v4/spreadsheets/1/values/A1%3AB2:append")
    assert found is not None
    assert (found[0].key, found[1]["range"]) == ("sheets.spreadsheets.values.append", "A1:B2")
    assert book.call("GET", "/v4/nothing").headers["Content-Type"].startswith("text/html")
    assert book.call("POST", ":batchUpdate", "x" * 10_485_760).status_code == 400


@pytest.mark.parametrize(
    ("fault", "status", "text"),
    [
        ({"status": 429}, 429, "RATE_LIMIT_EXCEEDED"),
        ({"status": 503}, 503, "UNAVAILABLE"),
        ({"status": 503, "html": True}, 503, "<!DOCTYPE html>"),
        ({"status": 502}, 502, "<!DOCTYPE html>"),
        ({"status": 403, "reason": "SERVICE_DISABLED", "message": "So it is."}, 403, "So it is."),
        ({"status": 418, "body": {"short": "stout"}}, 418, "stout"),
    ],
)
def test_faults(book: Book, fault: dict[str, Any], status: int, text: str) -> None:
    book.google.faults([{"match": "GET .*/spreadsheets/", "skip": 1, "retry_after": 7, **fault}])
    answers = [book.call("GET", "") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, status, 200]
    assert text in answers[1].text
    assert answers[1].headers["Retry-After"] == "7"


def test_drive_and_oauth_fail_in_their_own_words(book: Book) -> None:
    limit = {"match": "/drive/", "status": 403, "reason": "userRateLimitExceeded"}
    book.google.faults([limit, {"match": "/token", "status": 400}])
    error = book.call("GET", f"/drive/v3/files/{book.id}").json()["error"]["errors"][0]
    assert (error["reason"], error["domain"]) == ("userRateLimitExceeded", "usageLimits")
    assert assertion(book.google)["error"] == "invalid_grant"


@pytest.mark.parametrize("after_write", [False, True])
@pytest.mark.parametrize("fault", [{"drop": True}, {"hang_s": 0.4}, {"status": 503}], ids=str)
def test_a_write_may_be_done_before_it_fails(book: Book, fault: dict[str, Any], *, after_write: bool) -> None:
    book.google.faults([{"match": ":batchUpdate", "after_write": after_write, **fault}])
    url = f"{book.google.url}/v4/spreadsheets/{book.id}:batchUpdate"
    body: dict[str, Any] = {"requests": [{"addSheet": {}}]}
    headers = {"Authorization": f"Bearer user:{ANNA}"}
    try:
        requests.post(url, json=body, headers=headers, timeout=0.1)
    except requests.RequestException:
        time.sleep(0.1)
    assert len(book.seen("sheets")["sheets"]) == 1 + after_write


@pytest.mark.parametrize("when", ["before", "after"])
def test_people_edit_in_the_middle(book: Book, when: str) -> None:
    rename = {"updateSheetProperties": {"properties": {"title": "Renamed"}, "fields": "title"}}
    path = f"/v4/spreadsheets/{book.id}:batchUpdate"
    edit = {"match": "GET", "when": when, "user": ANNA, "path": path, "body": {"requests": [rename]}}
    book.google.edits([edit])
    titles = [book.tab("properties.title")["properties"]["title"] for _ in range(2)]
    assert titles == ["Renamed" if when == "before" else "Sheet1", "Renamed"]
    assert [made["status"] for made in book.google.control("GET", "edits")["made"]] == [200]


def test_requests_are_counted_by_user_project_and_kind_and_refused_beyond_a_quota(book: Book) -> None:
    book.google.control("POST", "quotas", {"read": 2, "project_write": 1, "minute_s": 60})
    book.share(BEN)
    book.google.control("POST", "quotas", {"minute_s": 3600})
    assert [book.call("GET", "").status_code for _ in range(3)] == [200, 200, 429]
    written = [book.call("POST", ":batchUpdate", {"requests": [{"addSheet": {}}]}, by) for by in (ANNA, BEN)]
    assert written[-1].status_code == 429
    info = written[-1].json()["error"]["details"][0]["metadata"]
    assert (info["quota_limit"], info["quota_limit_value"]) == ("WriteRequestsPerMinutePerProject", "1")
    assert book.google.control("GET", "quotas")["totals"][ANNA]["read"] == 2


def test_quotas_may_be_set_at_the_start_and_end_with_the_minute() -> None:
    with local_google("--quota", "1", "--minute", "0.3") as google:
        book = Book.made(google)
        deadline = time.monotonic() + 9
        while book.call("GET", "").ok and time.monotonic() < deadline:
            pass
        time.sleep(0.31)
        assert book.call("GET", "").ok


def test_a_reset_empties_the_server_and_a_spreadsheet_is_brought_back(book: Book) -> None:
    def make() -> str:
        return Book.made(book.google, "en_US", ["first"]).id

    kept = Book(book.google, book.google.once("one", make))
    kept.typed("A1", ["second"])
    book.google.faults([{"status": 500, "times": 9}])
    book.google.reset()
    assert book.call("GET", "").status_code == 404
    assert book.google.once("one", make) == kept.id
    assert kept.read() == [["first"]]
    last = book.google.requests()[-1]
    assert (last["method"], last["user"], last["status"]) == ("GET", ANNA, 200)
    with pytest.raises(OSError, match="400"):
        book.google.faults([{"colour": "red"}])
