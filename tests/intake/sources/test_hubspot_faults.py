"""HubSpot fails at each call, in each way: the reading is whole, or a named failure and no reading."""

from __future__ import annotations

from typing import Any

import pytest

from abm_sheets.errors.sources import (
    CallLimitError,
    DailyLimitError,
    FieldUnknownError,
    NotThereError,
    RightMissingError,
    SourceError,
    SourceRefusedError,
    SourceSilentError,
    SourceUnclearError,
    TokenRefusedError,
)
from abm_sheets.intake.sources.hubspot.api import HubSpotClient
from abm_sheets.intake.sources.live import find_live
from tests.crm.hubspot import TOKEN, HubSpot
from tests.crm.server import Fault
from tests.intake.sources.reading import access, check_failure, patient, read

FOREVER = 999


def limit(policy: str, **given: Any) -> Fault:
    """Too many calls, as HubSpot says it."""
    body = {"status": "error", "message": f"You have reached your {policy} limit.", "policyName": policy}
    return Fault("/crm/objects", status=429, body=body, **given)


def invalid(**error: Any) -> Fault:
    """A request that HubSpot finds wrong."""
    body = {"status": "error", "message": f"Not valid for {TOKEN}", "category": "VALIDATION_ERROR"}
    return Fault("deals", status=400, body=body | error)


def found(**entry: Any) -> Fault:
    """One record that a search gives."""
    body = {"total": 1, "results": [{"properties": {}, **entry}]}
    return Fault("emails/search", status=200, body=body)


RULE = {"category": "VALIDATION_ERROR", "message": "A rule forbids it", "status": "error"}
UNKNOWN = {
    "message": "No such property",
    "code": "PROPERTY_DOESNT_EXIST",
    "context": {"propertyName": ["abm"]},
}

FATAL: dict[str, tuple[Fault, type[SourceError], str]] = {
    "the key was withdrawn": (Fault("", status=401), TokenRefusedError, "Service Keys"),
    "the key expires between two pages": (
        Fault("GET .*/companies", status=401, skip=1),
        TokenRefusedError,
        "Service Keys",
    ),
    "a right is missing, and named": (
        Fault("/deals", status=403),
        RightMissingError,
        "crm.objects.deals.read",
    ),
    "a right is missing, unnamed": (
        Fault("emails/search", status=403, body={}),
        RightMissingError,
        "sales-email-read",
    ),
    "nothing is there": (Fault("owners", status=404), NotThereError, "/crm/owners/2026-09"),
    "the limit stays reached": (limit("TEN_SECONDLY_ROLLING", times=FOREVER), CallLimitError, "minutes"),
    "the day's calls are used up": (limit("DAILY"), DailyLimitError, "demain"),
    "a field is unknown": (invalid(errors=[UNKNOWN]), FieldUnknownError, "« abm »"),
    "something else is wrong": (invalid(), SourceRefusedError, "Not valid for …"),
    "it fails": (Fault("pipelines", status=500), SourceSilentError, "HubSpot"),
    "it fails in a way of its own": (Fault("pipelines", status=521), SourceSilentError, "HubSpot"),
    "it stays away": (Fault("companies", status=503, times=FOREVER), SourceSilentError, "connexion"),
    "it hangs": (Fault("search", "hang", times=FOREVER), SourceSilentError, "connexion"),
    "it hangs up": (Fault("companies", "drop", times=FOREVER), SourceSilentError, "connexion"),
    "every page is cut": (Fault("GET .*/deals", "cut", times=FOREVER), SourceSilentError, "connexion"),
    "a page comes again": (
        Fault("GET .*/companies", "repeat", skip=1, times=FOREVER),
        SourceUnclearError,
        "",
    ),
    "half a batch": (Fault("objects/.*/contacts/batch/read", "half", times=FOREVER), SourceUnclearError, ""),
    "half of what was found": (Fault("emails/search", "half"), SourceUnclearError, ""),
    "a search that leads nowhere": (found(id="0"), SourceUnclearError, ""),
    "a batch that fails for one": (
        Fault(
            "objects/.*/contacts/batch/read",
            status=200,
            body={"results": [], "numErrors": 1, "errors": [RULE]},
        ),
        SourceRefusedError,
        "A rule forbids it",
    ),
    "links that fail for one": (
        Fault("associations", status=200, body={"results": [], "numErrors": 1, "errors": [RULE]}),
        SourceRefusedError,
        "A rule forbids it",
    ),
    "a page to sign in": (Fault("details", "page", times=FOREVER), SourceUnclearError, "proxy"),
    "a list of nothing": (Fault("owners", status=200, body={}), SourceUnclearError, ""),
    "rows of another shape": (
        Fault("owners", status=200, body={"results": [{"name": "Marie"}]}),
        SourceUnclearError,
        "",
    ),
    "sent elsewhere": (
        Fault("", status=302, headers={"Location": "http://127.0.0.1:9/"}, body={}, times=FOREVER),
        SourceUnclearError,
        "",
    ),
}


@pytest.fixture
def lived_in(hubspot: HubSpot) -> HubSpot:
    """An account whose companies take two pages, with a deal and some replies of one contact."""
    for number in range(110):
        hubspot.make("companies", 2000 + number, name=f"Société {number}")
    hubspot.make("deals", 501, dealstage="contractsent")
    for email in ("701", "702"):
        hubspot.make(
            "emails", int(email), hs_timestamp="2026-11-12T08:00:00Z", hs_email_direction="INCOMING_EMAIL"
        )
        hubspot.link("emails", email, "contacts", "301")
    return hubspot


@pytest.mark.parametrize("what", FATAL)
def test_a_failure_is_named_and_tells_no_key(lived_in: HubSpot, what: str) -> None:
    fault, kind, said = FATAL[what]
    lived_in.faults = [fault]

    check_failure(lambda: read(lived_in, patience=patient()), kind, said, [TOKEN])


UNTIL = {"Retry-After": "Sat, 28 Nov 2026 08:00:09 GMT", "Date": "Sat, 28 Nov 2026 08:00:00 GMT"}
NO_LINK = {"subCategory": "crm.associations.NO_ASSOCIATIONS_FOUND", "context": {"fromObjectId": ["501"]}}
PASSING: dict[str, tuple[Fault, float | None]] = {
    "the limit of a second": (limit("SECONDLY"), 1.0),
    "the limit of ten": (limit("TEN_SECONDLY_ROLLING"), 10.0),
    "it says how long to wait": (limit("SECONDLY", headers={"Retry-After": "7"}), 7.0),
    "it says until when": (limit("", headers=UNTIL), 9.0),
    "it is away": (Fault("/deals", status=503), None),
    "what is before it is": (Fault("/deals", status=502), None),
    "what is before it waited too long": (Fault("/deals", status=504), None),
    "it hangs": (Fault("companies", "hang"), None),
    "it hangs up": (Fault("companies", "drop"), None),
    "it is cut": (Fault("companies", "cut"), None),
    "a page to sign in": (Fault("companies", "page"), None),
    "a deal linked to nothing, told as a failure": (
        Fault("/deals/companies", status=200, body={"results": [], "numErrors": 1, "errors": [NO_LINK]}),
        None,
    ),
}
"""What passes, and the seconds to wait where it says so."""


@pytest.mark.parametrize("what", PASSING)
def test_what_passes_is_waited_for(lived_in: HubSpot, what: str) -> None:
    fault, wait = PASSING[what]
    whole, slept = read(lived_in), list[float]()
    lived_in.faults = [fault]

    assert read(lived_in, patience=patient(slept.append)) == whole
    assert fault.times == 0
    assert wait is None or wait in slept


def test_the_time_that_failures_take_is_bounded_over_a_whole_reading(lived_in: HubSpot) -> None:
    slept = list[float]()
    lived_in.faults = [limit("TEN_SECONDLY_ROLLING", times=1, skip=skip) for skip in range(10)]

    with pytest.raises(CallLimitError):
        read(lived_in, patience=patient(slept.append, total=35))

    assert sum(slept) == 30


def test_calls_slow_down_before_the_limit_is_reached(lived_in: HubSpot) -> None:
    slept = list[float]()
    few = {"X-HubSpot-RateLimit-Remaining": "2", "X-HubSpot-RateLimit-Interval-Milliseconds": "9000"}
    lived_in.faults = [Fault("owners", status=200, body={"results": []}, headers=few)]

    read(lived_in, patience=patient(slept.append))

    assert slept == [9.0, 0.25, 0.25, 0.25]


@pytest.mark.parametrize("token", ["", "clé", "pat-eu1\n-0123"])
def test_a_key_that_cannot_be_one_is_refused_before_anything_is_sent(hubspot: HubSpot, token: str) -> None:
    with pytest.raises(TokenRefusedError):
        read(hubspot, token=token)

    assert hubspot.calls == []


def test_a_key_is_shown_nowhere(hubspot: HubSpot) -> None:
    given = access(hubspot)

    assert TOKEN in given.secrets.values()
    assert TOKEN not in repr([given, find_live("hubspot").open(given), HubSpotClient(given)])
