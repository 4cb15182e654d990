"""The one way to Google: what is tried again, what never is, and what a failure says."""

from __future__ import annotations

import logging
from typing import Any

import pytest
import requests
from requests.exceptions import ProxyError, SSLError

from abm_sheets.errors.google import GoogleError, GoogleUnavailableError, QuotaError, UnclearWriteError
from abm_sheets.workbook.google.address import Use
from abm_sheets.workbook.google.client import Call
from tests.google.launch import LocalGoogle
from tests.loading import OWNER, ROBOT, Person, load
from tests.workbook.google.calling import Caller, tabs

Json = dict[str, Any]

PASSING: dict[str, Json] = {
    "internal": {"status": 500},
    "bad gateway": {"status": 502},
    "unavailable": {"status": 503},
    "unavailable in HTML": {"status": 503, "html": True},
    "gateway timeout": {"status": 504},
    "dropped": {"drop": True},
}
passing = pytest.mark.parametrize("fault", PASSING.values(), ids=PASSING.keys())


@pytest.fixture
def sheet(google: LocalGoogle) -> str:
    """A spreadsheet shared with the robot."""
    return load(google, "Suivi", [("Feuille 1", [])])


def test_json_is_decoded_and_an_empty_answer_is_nothing(sheet: str, google: LocalGoogle) -> None:
    grants = Person(google, OWNER).done("GET", f"/drive/v3/files/{sheet}/permissions")["permissions"]
    [own] = [each["id"] for each in grants if each["role"] == "writer"]
    caller = Caller(google, Use.SHARE)

    assert caller.read(sheet) == {"properties": {"title": "Suivi"}}
    assert caller.client.fetch("DELETE", f"/drive/v3/files/{sheet}/permissions/{own}") is None


def test_every_call_is_noted_without_its_host(sheet: str, google: LocalGoogle) -> None:
    caller = Caller(google)

    caller.read(sheet)
    with pytest.raises(GoogleError):
        caller.read("1" + "A" * 43)

    assert caller.client.calls == [
        Call("GET", f"/v4/spreadsheets/{sheet}", 200),
        Call("GET", f"/v4/spreadsheets/1{'A' * 43}", 404),
    ]


@passing
@pytest.mark.parametrize("way", ["read", "search"])
def test_a_read_is_made_again(way: str, fault: Json, sheet: str, google: LocalGoogle) -> None:
    caller = Caller(google)
    google.faults([{"match": sheet, "times": 2, **fault}])

    getattr(caller, way)(sheet)

    assert caller.statuses == [fault.get("status"), fault.get("status"), 200]
    assert all(pause <= bound for pause, bound in zip(caller.pauses, (1, 2), strict=True))


@passing
@pytest.mark.parametrize("after", [False, True], ids=["not done", "done"])
def test_a_write_is_never_made_again_blindly(
    fault: Json,
    after: bool,  # noqa: FBT001 (a parameter of the test)
    sheet: str,
    google: LocalGoogle,
) -> None:
    caller = Caller(google)
    google.faults([{"match": "batchUpdate", "after_write": after, **fault}])

    with pytest.raises(UnclearWriteError, match="relancez"):
        caller.write(sheet)

    assert len(caller.statuses) == 1
    assert caller.pauses == []
    assert ("Nouveau" in tabs(google, sheet)) is after


@pytest.mark.parametrize("way", ["read", "write"])
def test_a_quota_is_waited_for_into_the_next_minute(way: str, sheet: str, google: LocalGoogle) -> None:
    caller = Caller(google)
    google.faults([{"match": sheet, "status": 429}])

    getattr(caller, way)(sheet)

    assert caller.statuses == [429, 200]
    assert 1 <= caller.pauses[0] <= 63


def test_a_quota_that_is_really_counted(sheet: str, google: LocalGoogle) -> None:
    google.control("POST", "quotas", {"read": 2, "write": 2, "minute_s": 60})
    caller = Caller(google, attempts=2)
    try:
        caller.read(sheet)
        caller.read(sheet)
        with pytest.raises(QuotaError, match="une minute"):
            caller.read(sheet)
    finally:
        google.control("POST", "quotas", {"read": 0, "write": 0})
    assert len(caller.pauses) == 1


@pytest.mark.parametrize("reason", ["userRateLimitExceeded", "rateLimitExceeded"])
def test_a_quota_of_drive_is_waited_for_too(reason: str, sheet: str, google: LocalGoogle) -> None:
    caller = Caller(google)
    google.faults([{"match": "/drive/v3/files", "status": 403, "reason": reason}])

    caller.client.fetch("GET", f"/drive/v3/files/{sheet}")

    assert caller.statuses == [403, 200]


@pytest.mark.parametrize("reason", ["dailyLimitExceeded", "sharingRateLimitExceeded", "storageQuotaExceeded"])
def test_a_quota_of_the_day_is_not(reason: str, sheet: str, google: LocalGoogle) -> None:
    caller = Caller(google)
    google.faults([{"match": "/drive/v3/files", "status": 403, "reason": reason}])

    with pytest.raises(GoogleError):
        caller.client.fetch("GET", f"/drive/v3/files/{sheet}")

    assert caller.statuses == [403]


def test_a_failure_that_lasts_is_given_up(sheet: str, google: LocalGoogle) -> None:
    caller = Caller(google)
    google.faults([{"match": sheet, "status": 503, "times": 99}])

    with pytest.raises(GoogleUnavailableError, match="vérifiez la connexion"):
        caller.read(sheet)

    assert caller.statuses == [503] * 6
    assert sum(caller.pauses) < 32 + 16 + 8 + 4 + 2


def test_no_attempt_begins_that_might_end_too_late(sheet: str, google: LocalGoogle) -> None:
    caller = Caller(google, total=220)
    google.faults([{"match": sheet, "status": 429, "retry_after": 40, "times": 9}])

    with pytest.raises(QuotaError):
        caller.read(sheet)

    assert caller.statuses == [429]


def test_a_read_that_hangs_is_left_and_made_again(sheet: str, google: LocalGoogle) -> None:
    caller = Caller(google, read=0.2)
    google.faults([{"match": sheet, "hang_s": 0.5}])

    caller.read(sheet)

    assert caller.statuses == [None, 200]


def test_a_write_that_hangs_is_unclear(sheet: str, google: LocalGoogle) -> None:
    caller = Caller(google, read=0.2)
    google.faults([{"match": "batchUpdate", "hang_s": 0.5}])

    with pytest.raises(UnclearWriteError, match="ReadTimeout"):
        caller.write(sheet)


@pytest.mark.parametrize("way", ["read", "write"])
def test_without_a_network_nothing_was_done(
    way: str, sheet: str, google: LocalGoogle, monkeypatch: pytest.MonkeyPatch
) -> None:
    ahead = Caller(google)
    ahead.read(sheet)
    # Nobody listens on the port of discarded packets.
    monkeypatch.setenv("ABM_SHEETS_GOOGLE_URL", "http://127.0.0.1:9")
    caller = Caller(google, attempts=3)
    caller.client.auth, caller.client.session = ahead.client.auth, ahead.client.session

    with pytest.raises(GoogleUnavailableError, match="ConnectionError"):
        getattr(caller, way)(sheet)

    assert caller.statuses == [None] * 3


@pytest.mark.parametrize("failure", [requests.ConnectTimeout, SSLError, ProxyError])
def test_a_write_that_never_left_is_made_again(
    failure: type[Exception], sheet: str, google: LocalGoogle, monkeypatch: pytest.MonkeyPatch
) -> None:
    caller = Caller(google)
    caller.read(sheet)
    send, failures = caller.client.session.send, [failure()]

    def fail_once(*arguments: Any, **more: Any) -> Any:
        if failures:
            raise failures.pop()
        return send(*arguments, **more)

    monkeypatch.setattr(caller.client.session, "send", fail_once)

    caller.write(sheet)

    assert caller.statuses == [200, None, 200]


def test_nothing_secret_is_logged_nor_said(
    sheet: str, google: LocalGoogle, caplog: pytest.LogCaptureFixture
) -> None:
    caller = Caller(google, Use.SHARE)
    google.faults([{"match": "developerMetadata", "status": 403}, {"match": "batchUpdate", "status": 500}])
    google.control("POST", "people", {"no_google_account": ["tiers@exemple.fr"]})
    invited = {"type": "user", "role": "reader", "emailAddress": "tiers@exemple.fr"}
    failures: list[GoogleError] = []

    with caplog.at_level(logging.DEBUG):
        caller.read(sheet)
        for fail in (caller.search, caller.write):
            with pytest.raises(GoogleError) as failure:
                fail(sheet)
            failures.append(failure.value)
        caller.client.fetch(
            "POST",
            f"/drive/v3/files/{sheet}/permissions",
            params={"sendNotificationEmail": "true"},
            body=invited,
        )

    printed = [caplog.text, *(str(vars(record)) for record in caplog.records)]
    printed += [f"{each!r} {each.details}" for each in failures]
    token, key = str(caller.client.auth.token), google.credentials(ROBOT)["private_key"]
    assert "GET /v4/spreadsheets" in caplog.text
    for secret in (token, key[40:90], "Bearer", "assertion", "tiers@"):
        assert secret not in " ".join(printed)
