"""What changed in a HubSpot account since it was last read."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from abm_sheets.intake.files.records import Record
from abm_sheets.intake.sources.reading import Reading
from tests.crm.hubspot import HubSpot
from tests.crm.server import Answered, Asked
from tests.intake.sources.reading import moment, read

SINCE = moment("2026-03-02T08:00:00")
LATER = "2026-03-05T10:00:00Z"


def live(account: HubSpot) -> None:
    """Some life before the last reading."""
    account.now = "2026-02-01T10:00:00Z"
    account.make("companies", 103, name="Brévent SAS")
    for deal, company in ((501, "101"), (502, "103"), (503, "101")):
        account.make("deals", deal, dealname=f"Affaire {deal}", dealstage="appointmentscheduled")
        account.link("deals", str(deal), "companies", company, 5)
    account.make("meetings", 711, hs_timestamp="2026-02-02T09:00:00Z", hs_meeting_outcome="COMPLETED")
    account.make("meetings", 712, hs_timestamp="2026-02-03T09:00:00Z", hs_meeting_outcome="SCHEDULED")
    account.link("meetings", "711", "companies", "101")
    account.link("meetings", "712", "contacts", "301")
    account.make("calls", 721, hs_timestamp="2026-02-04T09:00:00Z", hs_call_status="COMPLETED")
    account.link("calls", "721", "companies", "103")
    account.now = LATER


def test_what_did_not_change_is_not_read_again(hubspot: HubSpot) -> None:
    live(hubspot)
    hubspot.change("deals", "502", dealstage="closedwon")

    reading = read(hubspot, SINCE)

    assert not reading.whole
    assert {tab: [each.record_id for each in records] for tab, records in reading.records.items()} == {
        "accounts": [],
        "opportunities": ["502"],
        "interactions": [],
    }
    (deal,) = reading.records["opportunities"]
    assert (deal.values["account"], deal.values["stage"]) == ("Brévent SAS", "Gagné")
    assert [stage for stage, _ in deal.stages] == ["Rendez-vous pris", "Gagné"]


def test_what_is_gone_is_named(hubspot: HubSpot) -> None:
    live(hubspot)
    hubspot.delete("deals", "501")
    hubspot.merge("deals", "502", "503")
    hubspot.merge("companies", "102", "103")
    hubspot.change("meetings", "711", hs_meeting_outcome="NO_SHOW")
    hubspot.now = "2026-01-10T10:00:00Z"
    hubspot.make("deals", 499, dealstage="contractsent")
    hubspot.delete("deals", "499")

    reading = read(hubspot, SINCE)

    assert reading.gone == {"accounts": {"103"}, "opportunities": {"501", "503"}, "interactions": {"711"}}


def test_a_meeting_counts_from_the_day_on_which_it_is_past(hubspot: HubSpot) -> None:
    hubspot.make(
        "meetings", 711, hs_timestamp="2026-11-27T09:00:00Z", hs_meeting_end_time="2026-11-27T10:00:00Z"
    )

    reading = read(hubspot, moment("2026-11-21T08:00:00"), meetings="past")

    assert [each.record_id for each in reading.records["interactions"]] == ["711"]


Held = dict[str, dict[str | None, Record]]


def test_what_is_deleted_while_the_account_is_read_is_gone(
    hubspot: HubSpot, monkeypatch: pytest.MonkeyPatch
) -> None:
    live(hubspot)
    hubspot.change("deals", "501", amount="100")
    answer = hubspot.answer

    def meanwhile(asked: Asked) -> Answered:
        if asked.path.endswith("/meetings/search"):
            hubspot.delete("deals", "501")
        return answer(asked)

    monkeypatch.setattr(hubspot, "answer", meanwhile)
    reading = read(hubspot, SINCE)

    assert (reading.records["opportunities"], reading.gone["opportunities"]) == ([], {"501"})


Life = Callable[[HubSpot], object]
WEEKS: tuple[tuple[Life, ...], ...] = (
    (
        lambda it: it.make("deals", 601, dealname="Nouvelle", dealstage="9001"),
        lambda it: it.link("deals", "601", "companies", "102", 5),
        lambda it: it.make(
            "meetings", 713, hs_timestamp="2026-04-02T09:00:00Z", hs_meeting_outcome="COMPLETED"
        ),
        lambda it: it.make("companies", 104, name="Corvo"),
    ),
    (
        lambda it: it.change("companies", "101", name="Aubry Groupe"),
        lambda it: it.change("companies", "104", hs_is_target_account="true"),
        lambda it: it.change("deals", "601", dealstage="9002", closedate="2026-03-20T10:00:00Z"),
    ),
    (
        lambda it: it.change("deals", "601", dealstage="9001", amount="12000"),
        lambda it: it.change("meetings", "712", hs_meeting_outcome="COMPLETED"),
        lambda it: it.change("meetings", "711", hs_meeting_outcome="CANCELED"),
    ),
    (
        lambda it: it.delete("meetings", "713"),
        lambda it: it.merge("companies", "102", "103"),
        lambda it: it.merge("deals", "601", "503"),
    ),
    (
        lambda it: it.delete("deals", "501"),
        lambda it: it.change("companies", "104", name=None),
    ),
    (lambda it: it.delete("companies", "104"),),
)
"""What people do between a reading and the next."""


def test_weeks_read_one_after_another_give_what_the_account_holds(hubspot: HubSpot) -> None:
    live(hubspot)
    held, since = applied({}, read(hubspot)), "2026-03-05T12:00:00"
    for week, several in enumerate(WEEKS):
        hubspot.now = f"2026-04-{1 + week:02}T10:00:00Z"
        for life in several:
            life(hubspot)
        held = applied(held, read(hubspot, moment(since)))
        since = hubspot.now.removesuffix("Z")

        assert held == applied({}, read(hubspot)), week


def applied(held: Held, reading: Reading) -> Held:
    """What is held after a reading, as a mirror keeps it."""
    kept = {} if reading.whole else held
    return {
        tab: {
            **{id_: record for id_, record in kept.get(tab, {}).items() if id_ not in reading.gone[tab]},
            **{record.record_id: record for record in records},
        }
        for tab, records in reading.records.items()
    }
