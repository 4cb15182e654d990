"""Where Google is: its own hosts, or a server on this machine and no other."""

from __future__ import annotations

import pytest

from abm_sheets.errors import UnsafeAddressError
from abm_sheets.workbook.google.address import redirected, spreadsheet_url, stand_in
from tests.commands import run


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:8099", "http://localhost:8099/", "https://[::1]:8099", "http://127.5.5.5"],
)
def test_a_server_on_this_machine_may_stand_in(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ABM_SHEETS_GOOGLE_URL", address)

    assert stand_in() == address.rstrip("/")


@pytest.mark.parametrize(
    "address",
    [
        "http://exemple.fr",
        "http://10.0.0.1:8099",
        "http://0.0.0.0:8099",
        "http://localhost.exemple.fr",
        "http://127.0.0.1@exemple.fr",
        "http://127.0.0.1.exemple.fr",
        "ftp://127.0.0.1",
        "file:///etc/passwd",
        "127.0.0.1:8099",
        "/",
        "x",
    ],
)
def test_no_other_server_may(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ABM_SHEETS_GOOGLE_URL", address)

    if address == "/":
        assert stand_in() is None
        return
    with pytest.raises(UnsafeAddressError, match="cette machine"):
        stand_in()


def test_without_the_variable_google_is_google() -> None:
    assert stand_in() is None
    assert redirected("https://sheets.googleapis.com/v4/x", None) == "https://sheets.googleapis.com/v4/x"


@pytest.mark.parametrize(
    ("url", "at"),
    [
        ("https://sheets.googleapis.com/v4/x", "http://127.0.0.1:1/v4/x"),
        ("https://www.googleapis.com/drive/v3/x", "http://127.0.0.1:1/drive/v3/x"),
        ("https://sheets.googleapis.com.exemple.fr/x", "https://sheets.googleapis.com.exemple.fr/x"),
    ],
)
def test_both_hosts_are_at_the_stand_in(url: str, at: str) -> None:
    assert redirected(url, "http://127.0.0.1:1") == at


def test_where_people_open_it() -> None:
    assert spreadsheet_url("1aB") == "https://docs.google.com/spreadsheets/d/1aB/edit"


@pytest.mark.parametrize("command", ["doctor", "refresh", "check"])
@pytest.mark.usefixtures("google")
def test_an_unsafe_address_is_wrong_usage(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ABM_SHEETS_GOOGLE_URL", "http://exemple.fr")

    done = run(command, "1" + "A" * 43)

    assert (done.status, done.output) == (2, "")
    assert "http://exemple.fr" in done.errors
