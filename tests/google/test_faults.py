"""Failures on demand, each as a client meets it."""

from __future__ import annotations

import time
from typing import Any

import pytest
import requests
from gspread.exceptions import APIError

from tests.google.clients import People
from tests.google.launch import LocalGoogle

ANNA = "anna@example.com"


@pytest.fixture
def address(google: LocalGoogle, people: People) -> str:
    made = people.person(ANNA).create("Budget")
    google.clear_requests()
    return f"{google.url}/v4/spreadsheets/{made.id}"


@pytest.mark.parametrize(
    ("status", "word"),
    [(429, "RESOURCE_EXHAUSTED"), (500, "INTERNAL"), (503, "UNAVAILABLE"), (403, "PERMISSION_DENIED")],
)
def test_a_status_comes_with_the_body_google_gives(
    google: LocalGoogle, people: People, address: str, status: int, word: str
) -> None:
    google.faults([{"match": "GET .*/spreadsheets/", "status": status}])
    session = people.session(ANNA)
    answer = session.get(address)
    assert (answer.status_code, answer.json()["error"]["status"]) == (status, word)
    assert session.get(address).ok


@pytest.mark.parametrize("fault", [{"status": 502}, {"status": 503, "html": True}])
def test_html_pages_are_no_json(
    google: LocalGoogle, people: People, address: str, fault: dict[str, Any]
) -> None:
    google.faults([{"match": "batchUpdate", **fault}])
    sheet = people.person(ANNA).open_by_key(address.rpartition("/")[2])
    with pytest.raises(APIError) as caught:
        sheet.add_worksheet("New", 1, 1)
    assert caught.value.code == -1
    assert caught.value.response.headers["Content-Type"].startswith("text/html")
    assert [sheet.title for sheet in sheet.worksheets()] == ["Sheet1"]


def test_a_write_may_be_done_before_it_fails(google: LocalGoogle, people: People, address: str) -> None:
    google.faults([{"match": "batchUpdate", "status": 503, "after_write": True}])
    sheet = people.person(ANNA).open_by_key(address.rpartition("/")[2])
    with pytest.raises(APIError):
        sheet.add_worksheet("New", 1, 1)
    assert [sheet.title for sheet in sheet.worksheets()] == ["Sheet1", "New"]


@pytest.mark.parametrize("after_write", [False, True])
def test_a_connection_may_be_dropped(
    google: LocalGoogle, people: People, address: str, *, after_write: bool
) -> None:
    google.faults([{"match": ":batchUpdate", "drop": True, "after_write": after_write}])
    session = people.session(ANNA)
    with pytest.raises(requests.ConnectionError):
        session.post(f"{address}:batchUpdate", json={"requests": [{"addSheet": {}}]})
    assert len(session.get(address).json()["sheets"]) == 1 + after_write
    assert [call["status"] for call in google.requests()] == [0, 200]


def test_a_hang_outlasts_an_impatient_client(google: LocalGoogle, people: People, address: str) -> None:
    google.faults([{"match": "GET", "hang_s": 0.4, "times": 2}])
    session, start = people.session(ANNA), time.monotonic()
    with pytest.raises(requests.ReadTimeout):
        session.get(address, timeout=0.1)
    assert session.get(address).ok
    assert time.monotonic() - start > 0.4


def test_counts_are_kept(google: LocalGoogle, people: People, address: str) -> None:
    google.faults([{"match": "GET", "status": 500, "skip": 1, "times": 2, "retry_after": 7}])
    session = people.session(ANNA)
    answers = [session.get(address) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 500, 500, 200]
    assert answers[1].headers["Retry-After"] == "7"
    assert google.control("GET", "faults") == []


@pytest.mark.parametrize(
    ("reason", "status", "detail"),
    [
        ("DEADLINE_EXCEEDED", "DEADLINE_EXCEEDED", None),
        ("SERVICE_DISABLED", "PERMISSION_DENIED", "SERVICE_DISABLED"),
    ],
)
def test_reasons_may_be_given(
    google: LocalGoogle, people: People, address: str, reason: str, status: str, detail: str | None
) -> None:
    google.faults([{"match": "GET", "status": 403, "reason": reason, "message": "So it is."}])
    error = people.session(ANNA).get(address).json()["error"]
    assert (error["message"], error["status"]) == ("So it is.", status)
    assert [entry["reason"] for entry in error.get("details", [])] == ([detail] if detail else [])


def test_drive_and_oauth_fail_in_their_own_words(google: LocalGoogle, people: People) -> None:
    google.faults(
        [
            {"match": "/drive/", "status": 403, "reason": "userRateLimitExceeded"},
            {"match": "/token", "status": 400},
            {"match": "/drive/", "status": 418, "body": {"short": "stout"}},
        ]
    )
    session = people.session(ANNA)
    error = session.get(f"{google.url}/drive/v3/files").json()["error"]["errors"][0]
    assert (error["reason"], error["domain"]) == ("userRateLimitExceeded", "usageLimits")
    assert session.post(f"{google.url}/token").json()["error"] == "invalid_grant"
    assert session.get(f"{google.url}/drive/v3/files").json() == {"short": "stout"}


def test_people_edit_in_the_middle(google: LocalGoogle, people: People, address: str) -> None:
    rename = {"properties": {"sheetId": 0, "title": "Renamed"}, "fields": "title"}
    path = address.removeprefix(google.url)
    google.edits(
        [
            {
                "match": "GET .*/spreadsheets/",
                "user": ANNA,
                "method": "POST",
                "path": f"{path}:batchUpdate",
                "body": {"requests": [{"updateSheetProperties": rename}]},
            },
            {"match": "GET", "when": "before", "user": "eve@example.com", "method": "GET", "path": path},
        ]
    )
    session = people.session(ANNA)
    titles = [session.get(address).json()["sheets"][0]["properties"]["title"] for _ in range(2)]
    assert titles == ["Sheet1", "Renamed"]
    assert [edit["status"] for edit in google.control("GET", "edits")["made"]] == [403, 200]
    assert [call["method"] for call in google.requests()] == ["GET", "GET"]


@pytest.mark.parametrize("after_write", [False, True])
def test_what_a_client_gave_up_is_done_only_if_it_was_before(
    google: LocalGoogle, people: People, address: str, *, after_write: bool
) -> None:
    google.faults([{"match": "POST .*batchUpdate", "hang_s": 30, "after_write": after_write}])
    session = people.session(ANNA)
    with pytest.raises(requests.ReadTimeout):
        session.post(f"{address}:batchUpdate", json={"requests": [{"addSheet": {}}]}, timeout=0.2)
    while google.requests()[0]["status"] is None:
        time.sleep(0.02)
    assert len(session.get(address).json()["sheets"]) == 1 + after_write


def test_the_log_is_told_while_a_call_hangs(google: LocalGoogle, people: People, address: str) -> None:
    google.faults([{"match": "GET", "hang_s": 30}])
    with pytest.raises(requests.ReadTimeout):
        people.session(ANNA).get(address, timeout=0.2)
    assert [call["method"] for call in google.requests()] == ["GET"]


def test_numbers_may_come_as_text_and_false_means_nothing(
    google: LocalGoogle, people: People, address: str
) -> None:
    google.faults([{"status": "503", "times": "1", "hang_s": "0"}, {"html": False, "drop": None}])
    session = people.session(ANNA)
    assert [session.get(address).status_code for _ in range(2)] == [503, 200]
    assert session.post(f"{google.url}/_control/faults", json={"status": "many"}).status_code == 400
