"""Plans that Google keeps from being carried out: what is said, what is done, and what a second run does."""

from __future__ import annotations

from typing import Any

import pytest

from abm_sheets.errors.google import (
    GoogleUnavailableError,
    QuotaError,
    SharingNotAllowedError,
    SharingQuotaError,
    SharingRefusedError,
    UnclearWriteError,
)
from tests.google.launch import LocalGoogle
from tests.loading import OWNER, ROBOT
from tests.upkeep.access.applying import ROLES, applied, editors, failures, writes
from tests.upkeep.access.sheet import PEOPLE, grants, make, open_sharer, protections

MARIE, SIMON, DIANE, ADELE = PEOPLE.values()


def test_a_person_google_refuses_is_passed_over_and_is_no_editor(google: LocalGoogle) -> None:
    spreadsheet = make(google)
    refusal = {"match": "POST .*permissions", "status": 403, "reason": "shareOutNotPermitted", "skip": 1}
    google.faults([refusal])
    steps = applied(open_sharer(google, spreadsheet))

    (failure,) = [step.failure for step in steps if step.failure]
    assert isinstance(failure, SharingRefusedError)
    assert SIMON in failure.sentence("fr")
    assert SIMON in failure.sentence("en")
    assert SIMON not in grants(google, spreadsheet)
    assert editors(google, spreadsheet, "opportunities") == {ADELE, ROBOT, OWNER}

    assert failures(applied(open_sharer(google, spreadsheet))) == []
    assert editors(google, spreadsheet, "opportunities") == {SIMON, ADELE, ROBOT, OWNER}


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ({"status": 403, "reason": "sharingRateLimitExceeded"}, SharingQuotaError),
        ({"status": 403, "reason": "insufficientFilePermissions"}, SharingNotAllowedError),
        ({"status": 503}, UnclearWriteError),
        ({"drop": True, "after_write": True}, UnclearWriteError),
        ({"status": 403, "reason": "userRateLimitExceeded", "times": 20}, QuotaError),
    ],
)
def test_any_other_failure_ends_it_and_a_second_run_completes_it(
    google: LocalGoogle, fault: dict[str, Any], error: type[Exception]
) -> None:
    spreadsheet = make(google)
    google.faults([{"match": "POST .*permissions", "skip": 1, **fault}])
    steps = applied(open_sharer(google, spreadsheet))

    assert [len(step.changes) for step in steps] == [1, 1]
    assert failures(steps) == [error]
    assert protections(google, spreadsheet) == []

    google.control("DELETE", "faults")
    assert failures(applied(open_sharer(google, spreadsheet))) == []
    assert grants(google, spreadsheet) == ROLES
    assert applied(open_sharer(google, spreadsheet)) == []


def test_protections_that_fail_are_told_with_the_accesses_made(google: LocalGoogle) -> None:
    spreadsheet = make(google)
    google.faults([{"match": "POST .*:batchUpdate$", "status": 503, "times": 9}])
    steps = applied(open_sharer(google, spreadsheet))

    assert [len(step.changes) for step in steps] == [1, 1, 1, 1, 24]
    assert failures(steps) == [UnclearWriteError]


def test_a_failing_read_changes_nothing(google: LocalGoogle) -> None:
    spreadsheet = make(google)
    google.faults([{"match": "GET .*permissions", "status": 503, "times": 20}])
    google.clear_requests()

    with pytest.raises(GoogleUnavailableError):
        applied(open_sharer(google, spreadsheet))
    assert writes(google) == []
