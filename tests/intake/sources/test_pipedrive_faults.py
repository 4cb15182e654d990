"""Pipedrive fails in each way: the reading is whole, or a named failure and no reading."""

from __future__ import annotations

import pytest

from abm_sheets.errors.sources import (
    CallLimitError,
    DailyLimitError,
    NotThereError,
    RightMissingError,
    SourceError,
    SourceSilentError,
    SourceUnclearError,
    TokenRefusedError,
)
from tests.crm.pipedrive import TOKEN, Pipedrive
from tests.crm.server import Fault
from tests.intake.sources.reading import check_failure, patient, read

FOREVER = 999
USED_UP = {"x-daily-ratelimit-token-remaining": "0"}
RESET = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "1"}

FATAL: dict[str, tuple[Fault, type[SourceError], str]] = {
    "the token was withdrawn": (Fault("", status=401), TokenRefusedError, "Préférences personnelles"),
    "the token expires between two pages": (
        Fault("organizations", status=401, skip=1),
        TokenRefusedError,
        "Préférences personnelles",
    ),
    "one right is missing": (Fault("deals/archived", status=403), RightMissingError, "deals/archived"),
    "nothing is there": (Fault("changelog", status=404), NotThereError, "/v1/deals/501/changelog"),
    "the limit stays reached": (
        Fault("deals", status=429, headers=RESET, times=FOREVER),
        CallLimitError,
        "minutes",
    ),
    "the day's tokens are used up": (
        Fault("changelog", status=429, headers=USED_UP),
        DailyLimitError,
        "demain",
    ),
    "it fails": (Fault("users", status=500), SourceSilentError, "Pipedrive"),
    "it stays away": (Fault("activities", status=503, times=FOREVER), SourceSilentError, "connexion"),
    "it hangs": (Fault("stages", "hang", times=FOREVER), SourceSilentError, "connexion"),
    "every page is cut": (Fault("v2/deals", "cut", times=FOREVER), SourceSilentError, "connexion"),
    "a page comes again": (Fault("organizations", "repeat", skip=1), SourceUnclearError, ""),
    "a page to sign in": (Fault("pipelines", "page", times=FOREVER), SourceUnclearError, "proxy"),
    "no rows": (Fault("stages", status=200, body={"success": True}), SourceUnclearError, ""),
    "rows of another shape": (
        Fault("v2/deals", status=200, body={"data": [{"id": 1}]}),
        SourceUnclearError,
        "",
    ),
}


@pytest.fixture
def lived_in(pipedrive: Pipedrive) -> Pipedrive:
    """An account whose organizations take two pages, with a deal that moved and an activity."""
    for number in range(600):
        pipedrive.make("organizations", 2000 + number, name=f"Société {number}")
    pipedrive.make("deals", 501, stage_id=1, org_id=101)
    pipedrive.make("activities", 701, type="call", done=True, org_id=101, due_date="2026-11-12")
    pipedrive.now = "2026-02-01T09:00:00Z"
    pipedrive.change("deals", 501, stage_id=2)
    return pipedrive


@pytest.mark.parametrize("what", FATAL)
def test_a_failure_is_named_and_tells_no_key(lived_in: Pipedrive, what: str) -> None:
    fault, kind, said = FATAL[what]
    lived_in.faults = [fault]

    check_failure(
        lambda: read(lived_in, key="pipedrive", patience=patient(), target="Compte cible"),
        kind,
        said,
        [TOKEN],
    )


PASSING: dict[str, tuple[Fault, float | None]] = {
    "the limit of two seconds": (Fault("deals", status=429, headers=RESET), 1.0),
    "a limit that says nothing": (Fault("deals", status=429), 2.0),
    "it says how long to wait": (Fault("deals", status=429, headers={"Retry-After": "7"}), 7.0),
    "no call is left in the interval": (Fault("users$", status=200, body={"data": None}, headers=RESET), 1.0),
    "it is away": (Fault("activities", status=503), None),
    "it hangs up": (Fault("organizations", "drop"), None),
    "it is cut": (Fault("organizations", "cut", skip=1), None),
}
"""What passes, and the seconds to wait where it says so."""


@pytest.mark.parametrize("what", PASSING)
def test_what_passes_is_waited_for(lived_in: Pipedrive, what: str) -> None:
    fault, wait = PASSING[what]
    lived_in.people = []
    whole, slept = read(lived_in, key="pipedrive", target="Compte cible"), list[float]()
    lived_in.faults = [fault]

    bounds = patient(slept.append)
    assert read(lived_in, key="pipedrive", patience=bounds, target="Compte cible") == whole
    assert fault.times == 0
    assert wait is None or slept == [wait]
