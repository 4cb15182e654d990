"""No token, no secret and no address in what is logged or shown of a value, however much is logged."""

from __future__ import annotations

import logging
from contextlib import suppress

import pytest

from abm_sheets.errors import AbmSheetsError
from abm_sheets.service.callers import Person, Verifier
from abm_sheets.service.rights import Rights
from tests.google.launch import LocalGoogle
from tests.loading import OWNER
from tests.service.callers.calls import ADDON, CERTS, bearer, token
from tests.upkeep.access.sheet import make


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """Everything that anybody logs."""
    caplog.set_level(logging.DEBUG)
    return caplog


def test_a_verification_logs_no_token_and_no_address(
    google: LocalGoogle, verifier: Verifier, log: pytest.LogCaptureFixture
) -> None:
    given = [token(google), token(google, exp_in=-60), token(google, sign="foreign"), "a.b.c"]
    for each in given:
        with suppress(AbmSheetsError):
            verifier.caller(bearer(each))

    assert CERTS in log.text
    for part in (*(each[-80:] for each in given[:3]), "a.b.c", ADDON):
        assert part not in log.text


def test_a_right_is_asked_for_without_logging_who_asks(
    google: LocalGoogle, log: pytest.LogCaptureFixture
) -> None:
    spreadsheet_id = make(google)
    log.clear()
    for access_token in (f"user:{OWNER}", "ya29.expired"):
        with suppress(AbmSheetsError):
            Rights().of(Person("108", OWNER), access_token, spreadsheet_id)

    assert spreadsheet_id in log.text
    for part in (OWNER, "ya29.expired", "exemple.fr"):
        assert part not in log.text


def test_values_do_not_show_who_they_are_about(google: LocalGoogle, verifier: Verifier) -> None:
    right = Rights().of(Person("108", OWNER), f"user:{OWNER}", make(google))

    for shown in (
        repr(verifier),
        repr(right),
        repr(right.person),
        repr(verifier.caller(bearer(token(google)))),
    ):
        assert "@" not in shown
        assert "108" not in shown
