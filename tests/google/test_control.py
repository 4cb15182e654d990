"""The control endpoints."""

from __future__ import annotations

import pytest
from gspread.exceptions import SpreadsheetNotFound

from tests.google.clients import People
from tests.google.launch import LocalGoogle

ANNA = "anna@example.com"
BOT = "bot@project.iam.gserviceaccount.com"


def test_the_log_tells_who_called_what_in_order(google: LocalGoogle, people: People) -> None:
    made = people.person(ANNA).create("Budget")
    people.session("eve@example.com").get(f"{google.url}/v4/spreadsheets/{made.id}?fields=sheets")
    calls = google.requests()
    assert [(call["method"], call["user"], call["status"]) for call in calls] == [
        ("POST", ANNA, 200),
        ("GET", ANNA, 200),
        ("GET", "eve@example.com", 403),
    ]
    assert calls[2]["path"] == f"/v4/spreadsheets/{made.id}"
    assert calls[2]["query"] == {"fields": ["sheets"]}
    google.clear_requests()
    assert google.requests() == []


def test_reset_empties_all_but_tokens(google: LocalGoogle, people: People) -> None:
    robot = people.robot(BOT)
    made = people.person(ANNA).create("Budget")
    google.faults([{"match": "GET", "status": 500}])
    google.reset()
    assert google.control("GET", "files") == google.requests() == google.control("GET", "faults") == []
    with pytest.raises(SpreadsheetNotFound):
        robot.open_by_key(made.id)


def test_reset_may_keep_the_files(google: LocalGoogle, people: People) -> None:
    people.person(ANNA).create("Budget")
    google.reset(keep_files=True)
    assert [file["name"] for file in google.control("GET", "files")] == ["Budget"]


def test_a_spreadsheet_is_made_once_and_brought_back_as_it_was(google: LocalGoogle, people: People) -> None:
    def make() -> str:
        return str(people.person(ANNA).create("Budget").id)

    first = google.once("a budget", make)
    people.person(ANNA).open_by_key(first).add_worksheet("More", 5, 5)
    google.reset()
    again = google.once("a budget", make)

    assert again == first
    assert [sheet.title for sheet in people.person(ANNA).open_by_key(again).worksheets()] == ["Sheet1"]


def test_an_address_keeps_its_key(google: LocalGoogle) -> None:
    first, second = google.credentials(BOT), google.credentials(BOT)
    assert first == second
    assert first["project_id"] == "project"
    assert first["token_uri"] == f"{google.url}/token"


@pytest.mark.parametrize("api", ["sheets", "drive"])
def test_a_disabled_api_refuses_every_call(google: LocalGoogle, people: People, api: str) -> None:
    made = people.person(ANNA).create("Budget")
    google.control("POST", "apis", {api: False})
    path = "/v4/spreadsheets/" if api == "sheets" else "/drive/v3/files/"
    answer = people.session(ANNA).get(google.url + path + made.id)
    error = answer.json()["error"]
    assert answer.status_code == 403
    assert "has not been used in project" in error["message"]
    assert error["details"][0]["reason"] == "SERVICE_DISABLED"
    assert error["details"][0]["metadata"]["activationUrl"].startswith("https://console.developers")


@pytest.mark.parametrize(
    ("method", "name", "status"),
    [
        ("GET", "nonsense", 404),
        ("DELETE", "quotas", 404),
        ("POST", "faults", 400),
        ("POST", "people", 400),
        ("POST", "edits", 400),
        ("POST", "quotas?read=many", 400),
    ],
)
def test_wrong_calls_are_refused(
    google: LocalGoogle, people: People, method: str, name: str, status: int
) -> None:
    body = None if "?" in name else [{"matches": "a typing error"}]
    answer = people.session().request(method, f"{google.url}/_control/{name}", json=body)
    assert answer.status_code == status


def test_what_was_set_up_can_be_taken_back(google: LocalGoogle) -> None:
    google.faults([{"match": "GET", "status": 500, "times": 3}])
    google.edits([{"match": "GET", "user": ANNA, "path": "/v4/spreadsheets/x", "method": "GET"}])
    google.control("DELETE", "faults")
    google.control("DELETE", "edits")
    assert google.control("GET", "faults") == google.control("GET", "edits")["waiting"] == []


def test_one_fault_needs_no_list(google: LocalGoogle) -> None:
    assert google.control("POST", "faults", {"match": "GET", "status": 500}) == {"added": 1}


def test_control_calls_need_no_body_and_take_forms(google: LocalGoogle, people: People) -> None:
    session, control = people.session(), f"{google.url}/_control"
    for name in ("reset", "reset/", "faults", "edits", "id-token"):
        assert session.post(f"{control}/{name}").ok
    assert google.control("GET", "faults") == []
    assert session.post(f"{control}/credentials", data={"email": BOT}).json() == google.credentials(BOT)
    assert session.get(f"{control}/id-token", params={"email": ANNA}).json()["id_token"]
    assert session.head(f"{control}/requests").ok
    people.person(ANNA).create("Budget")
    assert session.post(f"{control}/reset?keep_files=false").ok
    assert google.control("GET", "files") == []
