"""What we ask and what the stand-ins answer is what the vendors describe."""

from __future__ import annotations

import pytest

from abm_sheets.errors.sources import SourceError
from tests.crm.description import description
from tests.crm.hubspot import HubSpot
from tests.crm.server import Fault
from tests.intake.sources.reading import moment, read
from tests.intake.sources.test_hubspot_changes import live

HUBSPOT = "hubspot/hubspot-crm-2026-09.json"


def test_hubspot_is_asked_and_answers_as_described(hubspot: HubSpot) -> None:
    described = description(HUBSPOT)
    live(hubspot)
    hubspot.merge("companies", "102", "103")
    hubspot.delete("deals", "501")

    read(hubspot)
    read(hubspot, moment("2026-03-02T08:00:00"), meetings="past")

    assert {
        fault for asked, answered in hubspot.calls for fault in described.faults(asked, answered)
    } == set()
    assert len(hubspot.calls) > 40


@pytest.mark.parametrize("status", [400, 401, 403, 429])
def test_the_failures_of_the_stand_in_are_hubspots(hubspot: HubSpot, status: int) -> None:
    described = description(HUBSPOT)
    hubspot.faults = [Fault("/deals", status=status, times=9)]

    with pytest.raises(SourceError):
        read(hubspot)

    assert {
        fault for asked, answered in hubspot.calls for fault in described.faults(asked, answered)
    } == set()
