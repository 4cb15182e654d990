"""What we ask and what the stand-ins answer is what the vendors describe."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
import pytest

from abm_sheets.errors.sources import SourceError
from abm_sheets.intake.sources.live import find_live
from abm_sheets.intake.sources.reading import Access
from tests.crm.description import SHARED, Description, description
from tests.crm.hubspot import HubSpot
from tests.crm.pipedrive import Pipedrive
from tests.crm.prism import prism
from tests.crm.server import Fault, StandIn
from tests.intake.sources.reading import NOW, moment, patient, read
from tests.intake.sources.test_hubspot_changes import live
from tests.intake.sources.test_pipedrive import lived_in

HUBSPOT = "hubspot/hubspot-crm-2026-09.json"
PIPEDRIVE = {"/v1": "pipedrive/pipedrive-v1.json", "/api/v2": "pipedrive/pipedrive-v2.json"}


def faults(account: StandIn, *described: Description) -> set[str]:
    """What was asked of an account, or answered, that is not as described."""
    return {
        fault
        for asked, answered in account.calls
        for each in described
        if asked.path.startswith(each.root)
        for fault in each.faults(asked, answered)
    }


def test_hubspot_is_asked_and_answers_as_described(hubspot: HubSpot) -> None:
    described = description(HUBSPOT)
    live(hubspot)
    hubspot.merge("companies", "102", "103")
    hubspot.delete("deals", "501")

    read(hubspot)
    read(hubspot, moment("2026-03-02T08:00:00"), meetings="past")

    assert faults(hubspot, described) == set()
    assert len(hubspot.calls) > 40


def test_pipedrive_is_asked_and_answers_as_described(pipedrive: Pipedrive) -> None:
    described = [description(name, root) for root, name in PIPEDRIVE.items()]
    lived_in(pipedrive)
    pipedrive.make("activities", 701, type="call", done=True, org_id=101, due_date="2026-11-12")
    pipedrive.types = [{"id": 1, "name": "Appel", "key_string": "call"}]

    read(pipedrive, None, "pipedrive", target="Compte cible", activities="Appel")

    assert faults(pipedrive, *described) == set()
    assert len(pipedrive.calls) == 11


@pytest.mark.parametrize("status", [400, 401, 403, 429])
@pytest.mark.parametrize("key", ["hubspot", "pipedrive"])
def test_the_failures_of_a_stand_in_are_the_vendors(
    request: pytest.FixtureRequest, key: str, status: int
) -> None:
    account: StandIn = request.getfixturevalue(key)
    named = {"hubspot": {"": HUBSPOT}, "pipedrive": PIPEDRIVE}[key]
    described = [description(name, root) for root, name in named.items()]
    account.faults = [Fault("/deals", status=status, times=9)]

    with pytest.raises(SourceError):
        read(account, None, key, **({} if key == "hubspot" else {"target": "Compte cible"}))

    assert faults(account, *described) == set()


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


def test_the_examples_of_pipedrive_are_read(tmp_path: Path) -> None:
    first, second = (description(name, root).rooted() for root, name in PIPEDRIVE.items())
    whole = second | {"paths": first["paths"] | second["paths"]}
    described = tmp_path / "pipedrive.json"
    described.write_bytes(orjson.dumps(_ending(whole)))
    with prism(described) as address:
        options = {"target": "Organization Name"}
        access = Access({"token": "any"}, NOW, options, address=address, patience=patient(answer=20))
        reading = find_live("pipedrive").open(access).read(None)

    found = {tab: [each.values for each in records] for tab, records in reading.records.items()}
    assert [each["domains"] for each in found["accounts"]] == ["company.com"]
    assert [(each["account"], each["stage"]) for each in found["opportunities"]] == [
        ("Organization Name", "Stage Name")
    ]
    assert found["interactions"] == []


def _ending(node: Any) -> Any:
    """A description whose examples are each the last page: Pipedrive's lead to one another for ever."""
    if isinstance(node, list):
        return [_ending(each) for each in node]
    if not isinstance(node, dict):
        return node
    return {
        name: _ending(value)
        for name, value in node.items()
        if name != "next_cursor" or not isinstance(value, str)
    }
