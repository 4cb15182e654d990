"""A person's access token, lent for the length of a request."""

from __future__ import annotations

import time

import pytest

from abm_sheets.errors.google import GoogleUnavailableError
from abm_sheets.errors.incoming import NoAccessError, SessionExpiredError
from abm_sheets.service.rights import PATIENCE, acting_for
from abm_sheets.workbook.google.address import Use
from abm_sheets.workbook.google.drive import account_facts
from abm_sheets.workbook.google.session import Patience
from tests.google.launch import LocalGoogle

ANNA = "anna@exemple.fr"


@pytest.mark.usefixtures("google")
def test_google_takes_the_client_for_the_person() -> None:
    with acting_for(f"user:{ANNA}") as client:
        assert account_facts(client).email == ANNA
        assert client.only_reads
    with acting_for(f"user:{ANNA}", use=Use.SHARE) as client:
        assert not client.only_reads


def test_no_connection_outlives_its_request(google: LocalGoogle) -> None:
    with acting_for(f"user:{ANNA}") as client:
        account_facts(client)
        pools = client.session.get_adapter(google.url).poolmanager.pools  # type: ignore[attr-defined]
        assert len(pools) == 1

    assert len(pools) == 0


def test_a_token_that_ends_meanwhile_is_told_after_one_call(google: LocalGoogle) -> None:
    google.control("POST", "tokens", {"lifetime_s": 0})

    with pytest.raises(SessionExpiredError), acting_for("ya29.ended") as client:
        account_facts(client)
    assert [each["status"] for each in google.requests()] == [401]


def test_what_the_person_did_not_agree_to_is_not_there(google: LocalGoogle) -> None:
    reason = "ACCESS_TOKEN_SCOPE_INSUFFICIENT"
    google.faults([{"match": "/drive/v3/about", "status": 403, "reason": reason}])

    with pytest.raises(NoAccessError), acting_for(f"user:{ANNA}") as client:
        account_facts(client)


def test_a_google_that_hangs_is_not_waited_for(google: LocalGoogle) -> None:
    google.faults([{"match": "/drive/v3/about", "hang_s": 30, "times": 9}])
    began = time.monotonic()

    with (
        pytest.raises(GoogleUnavailableError),
        acting_for(f"user:{ANNA}", Patience(read=0.3, total=0.6, attempts=2, longest_pause=0.05)) as client,
    ):
        account_facts(client)
    assert time.monotonic() - began < 10


def test_a_panel_is_answered_within_its_half_minute() -> None:
    calls = 3
    assert calls * (PATIENCE.connect + PATIENCE.read) <= 30
