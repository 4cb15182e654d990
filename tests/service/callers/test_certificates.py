"""How often Google's keys are fetched, whatever comes in, and what happens when they change or are away."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from freezegun import freeze_time

from abm_sheets.errors.incoming import IdentityError, KeysUnreachableError, NotAuthenticatedError
from abm_sheets.service.callers import Certificates, Verifier
from tests.google.launch import LocalGoogle
from tests.google.oauth import identity_token
from tests.google.server import Server
from tests.google.signing import Keys
from tests.google.state import Google
from tests.service.callers.calls import ADDON, CERTS, PANEL, Clock, bearer, fetches, token

FLOOD = 20


def test_the_keys_are_fetched_once_for_many_tokens(google: LocalGoogle, verifier: Verifier) -> None:
    for number in range(FLOOD):
        verifier.caller(bearer(token(google, exp_in=600 + number)))

    assert fetches(google) == 1


def test_threads_that_begin_together_fetch_the_keys_once(google: LocalGoogle, verifier: Verifier) -> None:
    given = bearer(token(google))
    with ThreadPoolExecutor(FLOOD) as pool:
        callers = list(pool.map(lambda _: verifier.caller(given), range(FLOOD)))

    assert {caller.email for caller in callers} == {ADDON}
    assert fetches(google) == 1


@pytest.mark.parametrize(
    ("claims", "most"),
    [
        pytest.param({"exp_in": -60}, 1, id="expired tokens"),
        pytest.param({"kid": "inconnue"}, 2, id="unknown keys"),
        pytest.param({"sign": "foreign"}, 2, id="foreign keys"),
        pytest.param({"algorithm": "HS256"}, 0, id="wrong algorithms"),
    ],
)
def test_a_flood_of_bad_tokens_fetches_next_to_nothing(
    google: LocalGoogle, verifier: Verifier, claims: dict[str, Any], most: int
) -> None:
    for _ in range(FLOOD):
        with pytest.raises(NotAuthenticatedError):
            verifier.caller(bearer(token(google, **claims)))

    assert fetches(google) == most


def test_unknown_keys_cause_one_fetch_a_minute(
    google: LocalGoogle, certificates: Certificates, clock: Clock
) -> None:
    counts = []
    for seconds in (0, 30, 31, 30, 31):
        clock.pass_by(seconds)
        assert certificates.holding("inconnue") is None
        counts.append(fetches(google))

    assert counts == [2, 2, 3, 3, 4]


@pytest.fixture
def turning(monkeypatch: pytest.MonkeyPatch) -> Iterator[Google]:
    """A local Google within reach, whose keys can be changed."""
    google = Google()
    with Server("127.0.0.1", 0, google) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        monkeypatch.setenv("ABM_SHEETS_GOOGLE_URL", google.url)
        yield google
        server.shutdown()
        thread.join()


def test_a_new_key_is_taken_after_one_fetch_and_the_former_one_no_more(turning: Google, clock: Clock) -> None:
    verifier = Verifier(Certificates(clock), (PANEL,), ADDON)
    former = bearer(identity_token(turning, {"email": ADDON, "aud": PANEL}))
    verifier.caller(former)
    turning.keys = Keys()
    new = bearer(identity_token(turning, {"email": ADDON, "aud": PANEL}))

    with ThreadPoolExecutor(FLOOD) as pool:
        list(pool.map(lambda _: verifier.caller(new), range(FLOOD)))

    assert [each["path"] for each in turning.log] == [CERTS, CERTS]
    with pytest.raises(NotAuthenticatedError):
        verifier.caller(former)


def test_the_keys_are_fetched_anew_once_google_says_that_they_are_too_old(
    turning: Google, clock: Clock
) -> None:
    verifier = Verifier(Certificates(clock), (PANEL,), ADDON)
    for hours in (0, 5, 7, 7):  # they live six
        with freeze_time(datetime.now(UTC) + timedelta(hours=hours), tick=True):
            verifier.caller(bearer(identity_token(turning, {"email": ADDON, "aud": PANEL})))

    assert [each["path"] for each in turning.log] == [CERTS, CERTS]


FAULTS = [
    pytest.param({"status": 500}, id="a failure"),
    pytest.param({"status": 403, "html": True}, id="a refusal"),
    pytest.param({"status": 200, "body": "<html>"}, id="a page"),
    pytest.param({"status": 200, "body": "null"}, id="nothing"),
    pytest.param({"status": 200, "body": "[1, 2]"}, id="a list"),
    pytest.param({"drop": True}, id="no answer"),
    pytest.param({"hang_s": 5}, id="an answer too late"),
]


@pytest.mark.parametrize("fault", FAULTS)
def test_without_the_keys_nobody_is_let_in_and_the_next_are_told_at_once(
    google: LocalGoogle, clock: Clock, fault: dict[str, Any]
) -> None:
    verifier = Verifier(Certificates(clock, timeout=(2, 0.3)), (PANEL,), ADDON)
    given = bearer(token(google))
    google.faults([{"match": CERTS, **fault}])

    for _ in range(3):
        with pytest.raises(KeysUnreachableError):
            verifier.caller(given)

    assert fetches(google) == 1
    clock.pass_by(5)
    assert verifier.caller(given).email == ADDON


def test_keys_that_are_kept_serve_while_google_is_away(google: LocalGoogle, verifier: Verifier) -> None:
    given = bearer(token(google))
    verifier.caller(given)
    google.faults([{"match": CERTS, "status": 503, "times": FLOOD}])

    with pytest.raises(KeysUnreachableError):
        verifier.caller(bearer(token(google, kid="inconnue")))
    with pytest.raises(NotAuthenticatedError):
        verifier.caller(bearer(token(google, kid="inconnue")))
    assert verifier.caller(given).email == ADDON
    assert fetches(google) == 2


def test_a_flood_in_threads_of_tokens_of_all_kinds_fetches_twice(
    google: LocalGoogle, verifier: Verifier
) -> None:
    headers = [
        bearer(token(google, **({"kid": "inconnue"} if number % 2 else {}))) for number in range(FLOOD)
    ]

    def try_one(header: str) -> str:
        with suppress(IdentityError):
            return verifier.caller(header).email
        return ""

    with ThreadPoolExecutor(FLOOD) as pool:
        found = list(pool.map(try_one, headers))

    assert found.count(ADDON) == FLOOD / 2
    assert fetches(google) == 2
