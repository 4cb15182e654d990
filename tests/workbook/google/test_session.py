"""A machine with a `.netrc`: its passwords stand in for no token, and its proxies still serve."""

from __future__ import annotations

from pathlib import Path

import pytest
import requests

from abm_sheets.workbook.google.session import PlainSession
from tests.google.launch import LocalGoogle
from tests.loading import cell_data, load, open_robot

ADDRESS = "https://sheets.googleapis.com/v4/spreadsheets/x"


@pytest.fixture
def book(google: LocalGoogle) -> str:
    return load(google, "Suivi", [("Feuille 1", [[cell_data("à moi")]])])


@pytest.fixture
def netrc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A password for every host."""
    path = tmp_path / ".netrc"
    path.write_text("default login lea password motdepasse\n", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(path))
    monkeypatch.setenv("HOME", str(tmp_path))


@pytest.mark.usefixtures("book", "netrc")
def test_a_netrc_takes_no_token_s_place(google: LocalGoogle, book: str) -> None:
    assert open_robot(google, book).read().name == "Suivi"


@pytest.mark.usefixtures("netrc")
def test_no_password_is_added_to_a_request_nor_where_an_answer_leads() -> None:
    session = PlainSession()
    sent = session.prepare_request(requests.Request("GET", ADDRESS, headers={"Authorization": "Bearer x"}))
    answer = requests.Response()
    answer.request = sent

    assert sent.headers["Authorization"] == "Bearer x"
    session.rebuild_auth(sent, answer)
    assert sent.headers["Authorization"] == "Bearer x"
    sent = sent.copy()
    sent.url = "https://ailleurs.exemple.fr/"
    session.rebuild_auth(sent, answer)
    assert "Authorization" not in sent.headers


def test_the_proxies_of_the_environment_serve(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:3128")
    found = PlainSession().merge_environment_settings(ADDRESS, {}, None, None, None)

    assert found["proxies"]["https"] == "http://127.0.0.1:3128"
