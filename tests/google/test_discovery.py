"""Requests and answers against Google's own description of its APIs."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from tests.google import schemas
from tests.google.clients import People
from tests.google.discovery import find, methods
from tests.google.launch import LocalGoogle
from tests.google.scalars import Wrong

ANNA = "anna@example.com"
JSON = "Invalid JSON payload received. "
TYPES = "type.googleapis.com/google.apps.sheets.v4."
SET_TWICE = "oneof field 'kind' is already set. Cannot set"


class Book:
    """A spreadsheet and a session of its owner."""

    def __init__(self, google: LocalGoogle, people: People) -> None:
        """Make one."""
        self.key = people.person(ANNA).create("Budget").id
        self.session = people.session(ANNA)
        self.url = f"{google.url}/v4/spreadsheets/{self.key}"

    def batch(self, *requests_: Any, **more: Any) -> requests.Response:
        """Send a batchUpdate."""
        return self.session.post(f"{self.url}:batchUpdate", json={"requests": list(requests_), **more})

    def get(self, path: str = "", **query: Any) -> requests.Response:
        """Read."""
        return self.session.get(self.url + path, params=query)


@pytest.fixture
def book(google: LocalGoogle, people: People) -> Book:
    return Book(google, people)


@pytest.mark.parametrize(
    ("request_", "message", "field"),
    [
        (
            {"addShet": {}},
            JSON + "Unknown name \"addShet\" at 'requests[0]': Cannot find field.",
            "requests[0]",
        ),
        (
            {"addSheet": {"properties": {"titel": "x"}}},
            JSON + "Unknown name \"titel\" at 'requests[0].add_sheet.properties': Cannot find field.",
            "requests[0].add_sheet.properties",
        ),
        (
            {"addSheet": {"properties": {"title": 12}}},
            "Invalid value at 'requests[0].add_sheet.properties.title' (TYPE_STRING), 12",
            "requests[0].add_sheet.properties.title",
        ),
        (
            {"addSheet": {"properties": {"sheetType": "GRIT"}}},
            f"Invalid value at 'requests[0].add_sheet.properties.sheet_type' ({TYPES}SheetType), \"GRIT\"",
            "requests[0].add_sheet.properties.sheet_type",
        ),
        (
            {"addSheet": {}, "deleteSheet": {"sheetId": 0}},
            f"Invalid value at 'requests[0]' (oneof), {SET_TWICE} 'deleteSheet'",
            "requests[0]",
        ),
        (
            {"addSheet": {"properties": {"title": ["x"]}}},
            JSON + "Unknown name \"title\" at 'requests[0].add_sheet.properties': "
            "Proto field is not repeating, cannot start list.",
            "requests[0].add_sheet.properties",
        ),
    ],
)
def test_bodies_that_do_not_fit(book: Book, request_: Any, message: str, field: str) -> None:
    error = book.batch(request_).json()["error"]
    assert error["message"] == message
    assert (error["code"], error["status"]) == (400, "INVALID_ARGUMENT")
    assert error["details"][0]["fieldViolations"] == [{"field": field, "description": message}]


def test_every_fault_of_a_body_is_named(book: Book) -> None:
    error = book.batch({"addSheet": {"a": 1, "b": 2}}, wrong=1).json()["error"]
    assert len(error["details"][0]["fieldViolations"]) == 3
    assert error["message"].splitlines()[2] == JSON + 'Unknown name "wrong": Cannot find field.'


def test_rows_of_values_are_lists(book: Book) -> None:
    url = f"{book.url}/values/A1?valueInputOption=RAW"
    error = book.session.put(url, json={"values": ["X"]}).json()["error"]
    kind = "(type.googleapis.com/google.protobuf.ListValue)"
    assert error["message"] == f"Invalid value at 'data.values[0]' {kind}, \"X\""
    error = book.session.put(url, json={"values": "X"}).json()["error"]
    assert error["message"] == f"Invalid value at 'data.values' {kind}, \"X\""


def test_forms_that_google_takes_too(book: Book) -> None:
    properties = {"sheet_id": "7", "title": "New", "hidden": None, "gridProperties": {"rowCount": 5.0}}
    answer = book.batch({"add_sheet": {"properties": properties}})
    made = answer.json()["replies"][0]["addSheet"]["properties"]
    assert (made["sheetId"], made["title"], made["gridProperties"]["rowCount"]) == (7, "New", 5)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        (
            {"ranges_": "A1"},
            JSON + 'Unknown name "ranges_": Cannot bind query parameter. '
            "Field 'ranges_' could not be found in request message.",
        ),
        (
            {"includeGridData": "perhaps"},
            "Invalid value at 'include_grid_data' (TYPE_BOOL), \"perhaps\"",
        ),
    ],
)
def test_queries_that_do_not_fit(book: Book, query: dict[str, str], message: str) -> None:
    answer = book.get(**query)
    assert (answer.status_code, answer.json()["error"]["message"]) == (400, message)


def test_addresses_that_do_not_fit(book: Book) -> None:
    answer = book.session.post(f"{book.url}/sheets/first:copyTo", json={})
    assert answer.json()["error"]["message"] == "Invalid value at 'sheet_id' (TYPE_INT32), \"first\""


def test_words_that_an_option_does_not_have(book: Book) -> None:
    answer = book.get("/values/A1", valueRenderOption="PRETTY")
    assert answer.json()["error"]["message"].startswith("Invalid value at 'value_render_option' (type.")


@pytest.mark.parametrize(
    ("fields", "kept"),
    [
        ("spreadsheetId", {"spreadsheetId": "ID"}),
        ("properties(title,locale)", {"properties": {"title": "Budget", "locale": "en_US"}}),
        ("properties/title,sheets.properties.sheetId", None),
        ("sheets(properties(gridProperties/rowCount))", None),
        ("properties/*", None),
        ("namedRanges", {}),
    ],
)
def test_masks_keep_what_they_name(book: Book, fields: str, kept: Any) -> None:
    expected = {
        "properties/*": {"properties": book.get().json()["properties"]},
        "properties/title,sheets.properties.sheetId": {
            "properties": {"title": "Budget"},
            "sheets": [{"properties": {"sheetId": 0}}],
        },
        "sheets(properties(gridProperties/rowCount))": {
            "sheets": [{"properties": {"gridProperties": {"rowCount": 1000}}}]
        },
    }.get(fields, kept)
    answer = book.get(fields=fields).json()
    assert answer == ({"spreadsheetId": book.key} if fields == "spreadsheetId" else expected)


def test_a_mask_of_everything(book: Book) -> None:
    assert {"spreadsheetId", "properties", "sheets", "spreadsheetUrl"} <= set(book.get(fields="*").json())


@pytest.mark.parametrize("fields", ["sheets.sheetProperties", "sheets(sheetProperties)"])
def test_a_mask_of_what_does_not_exist(book: Book, fields: str) -> None:
    error = book.get(fields=fields).json()["error"]
    assert error["message"] == "Request contains an invalid argument."
    violation = error["details"][0]["fieldViolations"][0]
    path = "Cannot find matching fields for path 'sheets.sheetProperties'."
    assert violation == {"field": fields, "description": f"Error expanding 'fields' parameter. {path}"}


def test_masks_that_cannot_be_read(google: LocalGoogle, book: Book) -> None:
    assert [book.get(fields=fields).status_code for fields in ("a(", "a)", ",", "a(b", "a b")] == [400] * 5
    answer = book.session.get(f"{google.url}/drive/v3/files", params={"fields": "files(nonsense)"})
    assert answer.json()["error"]["message"] == "Invalid field selection nonsense"


def test_methods_we_do_not_have_say_so(google: LocalGoogle, people: People) -> None:
    answer = people.session(ANNA).get(f"{google.url}/drive/v3/files/x/revisions")
    assert answer.status_code == 501
    assert "drive.revisions.list" in answer.json()["error"]["message"]


def test_every_method_is_found_by_its_path() -> None:
    spreadsheet = "/v4/spreadsheets/ID"
    cases = {
        ("GET", spreadsheet): "sheets.spreadsheets.get",
        ("POST", spreadsheet + ":batchUpdate"): "sheets.spreadsheets.batchUpdate",
        ("POST", spreadsheet + "%3AbatchUpdate"): "sheets.spreadsheets.batchUpdate",
        ("GET", spreadsheet + "/values:batchGet"): "sheets.spreadsheets.values.batchGet",
        ("POST", spreadsheet + "/values/A%21B%3AC:append"): "sheets.spreadsheets.values.append",
        ("DELETE", "/drive/v3/files/trash"): "drive.files.emptyTrash",
    }
    found = {call: find(*call) for call in cases}
    assert {call: entry[0].key for call, entry in found.items() if entry} == cases
    assert len(methods()["GET"]) > 30


def test_answers_of_ours_that_do_not_fit_are_found() -> None:
    check = schemas.response_check("sheets.v4", "Spreadsheet")
    check({"spreadsheetId": "x", "sheets": [{"properties": {"sheetId": 1}}]})
    for wrong in ({"spreadsheetID": "x"}, {"sheets": [{"properties": {"sheetId": "1"}}]}, {"sheets": None}):
        with pytest.raises(Wrong):
            check(wrong)
