"""Tokens: renewed when they expire, asked for again when their server fails, and refused for good."""

from __future__ import annotations

import pytest

from abm_sheets.errors.google import ExpiredCredentialsError, GoogleUnavailableError
from tests.google.launch import LocalGoogle
from tests.loading import load
from tests.workbook.google.calling import Caller


@pytest.fixture
def sheet(google: LocalGoogle) -> str:
    """A spreadsheet shared with the robot."""
    return load(google, "Suivi", [("Feuille 1", [])])


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """google-auth makes pauses of its own when the server of tokens fails."""
    monkeypatch.setattr("google.auth._exponential_backoff.time.sleep", lambda _: None)


def test_a_token_server_that_stays_down_is_given_up(sheet: str, google: LocalGoogle) -> None:
    caller = Caller(google, attempts=3)
    google.faults([{"match": "/token", "status": 503, "times": 99}])

    with pytest.raises(GoogleUnavailableError):
        caller.read(sheet)

    assert len(caller.pauses) == 2


def test_a_token_server_that_does_not_answer_is_tried_again(sheet: str, google: LocalGoogle) -> None:
    caller = Caller(google)
    google.faults([{"match": "/token", "drop": True}])

    caller.read(sheet)

    assert caller.statuses == [200]


@pytest.mark.parametrize("status", [400, 401])
def test_credentials_that_are_refused_are_not_tried_again(
    status: int, sheet: str, google: LocalGoogle
) -> None:
    caller = Caller(google)
    google.faults([{"match": "/token", "status": status}])

    with pytest.raises(ExpiredCredentialsError, match="nouvelle clé"):
        caller.read(sheet)

    assert caller.pauses == []


def test_a_token_that_expired_meanwhile_is_renewed(sheet: str, google: LocalGoogle) -> None:
    caller = Caller(google)
    caller.read(sheet)
    google.faults([{"match": sheet, "status": 401}])

    caller.read(sheet)

    assert [call["path"] for call in google.requests()].count("/token") == 2


def test_credentials_refused_for_good(sheet: str, google: LocalGoogle) -> None:
    google.faults([{"match": sheet, "status": 401, "times": 9}])

    with pytest.raises(ExpiredCredentialsError):
        Caller(google).read(sheet)
