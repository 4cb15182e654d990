"""The server as gspread and a bare HTTP client meet it."""

from __future__ import annotations

import gzip
import http.client
import subprocess
import sys
from urllib.parse import urlsplit

import gspread
import orjson
import pytest

from tests.google.clients import People
from tests.google.drive import DOCUMENT, FOLDER
from tests.google.launch import ROOT, LocalGoogle

ANNA = "anna@example.com"


def test_gspread_makes_writes_and_reads_a_spreadsheet(people: People) -> None:
    made = people.person(ANNA).create("Budget")
    made.sheet1.update([["name", "amount"], ["rent", 12.5]], "A1")
    again = people.person(ANNA).open_by_key(made.id)
    assert again.sheet1.get_all_values() == [["name", "amount"], ["rent", "12.5"]]


def test_ids_look_like_googles(people: People) -> None:
    assert len(people.person(ANNA).create("Budget").id) == 44


def test_ranges_with_quotes_slashes_and_accents_are_addressed(people: People) -> None:
    sheet = people.person(ANNA).create("Budget").add_worksheet("Coûts d'été 1/2", 5, 5)
    sheet.update([["é"]], "B2")
    assert sheet.get("B2") == [["é"]]


def test_a_slash_that_is_not_encoded_is_another_address(google: LocalGoogle, people: People) -> None:
    made = people.person(ANNA).create("Budget")
    answer = people.session(ANNA).get(f"{google.url}/v4/spreadsheets/{made.id}/values/a/b!A1")
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "text/html; charset=UTF-8")


def test_unknown_spreadsheets_are_not_found(people: People) -> None:
    with pytest.raises(gspread.SpreadsheetNotFound):
        people.person(ANNA).open_by_key("1" * 44)


def test_answers_are_indented_unless_asked_otherwise(google: LocalGoogle, people: People) -> None:
    made = people.person(ANNA).create("Budget")
    session, url = people.session(ANNA), f"{google.url}/v4/spreadsheets/{made.id}"
    assert session.get(url).text.startswith('{\n  "spreadsheetId"')
    assert session.get(url, params={"prettyPrint": "false"}).text.startswith('{"spreadsheetId"')


def test_compressed_and_chunked_bodies_are_read(google: LocalGoogle, people: People) -> None:
    session, url = people.session(ANNA), f"{google.url}/v4/spreadsheets"
    body = orjson.dumps({"properties": {"title": "Budget"}})
    packed = session.post(url, data=gzip.compress(body), headers={"Content-Encoding": "gzip"})
    chunked = session.post(url, data=iter([body[:9], body[9:]]))
    assert [answer.json()["properties"]["title"] for answer in (packed, chunked)] == ["Budget"] * 2


def test_large_answers_are_compressed(google: LocalGoogle, people: People) -> None:
    made = people.person(ANNA).create("Budget")
    made.sheet1.update([["x" * 40_000]] * 40, "A1")
    url = f"{google.url}/v4/spreadsheets/{made.id}/values/Sheet1"
    answer = people.session(ANNA).get(url)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.json()["values"]) == 40


def test_a_connection_serves_many_requests(google: LocalGoogle) -> None:
    connection = http.client.HTTPConnection(urlsplit(google.url).netloc)
    for _ in range(3):
        connection.request("GET", "/v4/spreadsheets/x", headers={"Authorization": f"Bearer user:{ANNA}"})
        answer = connection.getresponse()
        assert answer.status == 404
        answer.read()
    connection.close()


def test_pages_in_browsers_may_call(google: LocalGoogle, people: People) -> None:
    headers = {"Origin": "https://example.com", "Access-Control-Request-Headers": "authorization"}
    answer = people.session().options(f"{google.url}/v4/spreadsheets", headers=headers)
    assert answer.headers["Access-Control-Allow-Origin"] == "https://example.com"
    assert answer.headers["Access-Control-Allow-Headers"] == "authorization"


def test_it_ends_with_the_process_that_started_it() -> None:
    start = "import os, subprocess; subprocess.Popen([*{!r}, str(os.getpid())])"
    command = [sys.executable, "-m", "tests.google", "--port", "0", "--parent"]
    orphaning = [sys.executable, "-c", start.format(command)]
    ended = subprocess.run(orphaning, cwd=ROOT, capture_output=True, timeout=20, check=True)
    assert ended.stderr == b""


def test_payloads_beyond_ten_mebibytes_are_refused(google: LocalGoogle, people: People) -> None:
    made = people.person(ANNA).create("Budget")
    url = f"{google.url}/v4/spreadsheets/{made.id}/values/A1?valueInputOption=RAW"
    answer = people.session(ANNA).put(url, json={"values": [["x" * 10_485_760]]})
    assert answer.status_code == 400
    assert answer.json()["error"]["message"] == "Request payload size exceeds the limit: 10485760 bytes."


def test_broken_json_is_shown_with_the_place_of_the_fault(google: LocalGoogle, people: People) -> None:
    session, url = people.session(ANNA), f"{google.url}/v4/spreadsheets"
    error = session.post(url, data=b"not json").json()["error"]
    assert error["message"] == "Invalid JSON payload received. Unexpected token.\nnot json\n^"
    assert session.post(url, data=b"[1]").status_code == 400
    assert "Unexpected end" in session.post(url, data=b'{"a":').json()["error"]["message"]


def test_queries_too_long_for_an_address_come_in_the_body(google: LocalGoogle, people: People) -> None:
    made = people.person(ANNA).create("Budget")
    url = f"{google.url}/v4/spreadsheets/{made.id}/values:batchGet"
    session, headers = people.session(ANNA), {"X-HTTP-Method-Override": "GET"}
    answer = session.post(url, data={"ranges": ["A1", "B2:C3"]}, headers=headers)
    assert [found["range"] for found in answer.json()["valueRanges"]] == ["Sheet1!A1", "Sheet1!B2:C3"]
    assert google.requests()[-1]["method"] == "GET"


def test_json_sent_as_a_form_is_taken_for_parameters(google: LocalGoogle, people: People) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = people.session(ANNA).post(f"{google.url}/v4/spreadsheets", data='{"a":1}', headers=headers)
    assert "Cannot bind query parameter" in answer.json()["error"]["message"]


def test_a_stray_slash_does_no_harm(google: LocalGoogle, people: People) -> None:
    address = f"{google.url}/v4/spreadsheets/{people.person(ANNA).create('Budget').id}/"
    session = people.session(ANNA)
    assert session.get(address).ok
    assert session.post(address + ":batchUpdate", json={"requests": [{"addSheet": {}}]}).ok


@pytest.mark.parametrize(("kind", "status"), [(DOCUMENT, 404), (FOLDER, 400)])
def test_other_files_are_no_spreadsheets(google: LocalGoogle, people: People, kind: str, status: int) -> None:
    session = people.session(ANNA)
    made = session.post(f"{google.url}/drive/v3/files", json={"name": "x", "mimeType": kind}).json()
    assert session.get(f"{google.url}/v4/spreadsheets/{made['id']}").status_code == status


def test_a_port_is_taken_by_one_server_only(google: LocalGoogle) -> None:
    port = google.url.rpartition(":")[2]
    command = [sys.executable, "-m", "tests.google", "--port", port]
    tried = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=20, check=False)
    assert (tried.returncode, tried.stdout) == (1, "")
    assert tried.stderr.startswith(f"Cannot listen on 127.0.0.1 port {port}: ")
