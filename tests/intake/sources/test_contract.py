"""What we ask and what the stand-ins answer is what the vendors describe."""

from __future__ import annotations

from datetime import datetime

import pytest

from abm_sheets.errors.sources import SourceError
from abm_sheets.intake.sources.live import find_live
from abm_sheets.intake.sources.reading import Access
from tests.crm.description import SHARED, description
from tests.crm.hubspot import HubSpot
from tests.crm.prism import prism
from tests.crm.server import Fault
from tests.intake.sources.reading import NOW, moment, patient, read
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


@pytest.mark.parametrize("since", [None, moment("2026-03-02T08:00:00")])
def test_the_examples_of_the_description_are_read(since: datetime | None) -> None:
    description(HUBSPOT)
    with prism(SHARED / HUBSPOT) as address:
        access = Access({"token": "any"}, NOW, address=address, patience=patient(answer=20))
        reading = find_live("hubspot").open(access).read(since)

    assert {
        tab: {(each.record_id, each.values.get("stage")) for each in records}
        for tab, records in reading.records.items()
    } == {
        "accounts": {("101", None), ("102", None)},
        "opportunities": {("501", "Contrat envoyé"), ("502", "Gagné")},
        "interactions": {("701", None), ("711", None), ("721", None)},
    }
