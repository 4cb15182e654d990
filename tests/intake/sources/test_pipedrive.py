"""What a Pipedrive account holds, and the records that it gives."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import pytest

from abm_sheets.errors.sources import FieldUnknownError, OptionNeededError, SourceError
from abm_sheets.intake.sources import pipedrive as reader
from abm_sheets.intake.sources.reading import Reading
from tests.crm.pipedrive import TARGET, Pipedrive
from tests.intake.sources import reading
from tests.intake.sources.reading import moment, values


def read(account: Pipedrive, since: datetime | None = None, **options: str) -> Reading:
    return reading.read(account, since, "pipedrive", **{"target": "Compte cible", **options})


DEALS: dict[str, tuple[dict[str, Any], dict[str, Any] | None]] = {
    "open, hoped for": (
        {"expected_close_date": "2026-12-15"},
        {"stage": "Proposition", "expected": date(2026, 12, 15)},
    ),
    "won late in the evening: the day that people see": (
        {"status": "won", "won_time": "2026-09-30T22:30:00Z", "expected_close_date": "2026-12-15"},
        {"stage": "Gagnée", "closed": date(2026, 10, 1)},
    ),
    "won, on the day that Pipedrive shows": (
        {"status": "won", "won_time": "2026-09-30T22:30:00Z", "local_won_date": "2026-09-30"},
        {"stage": "Gagnée", "closed": date(2026, 9, 30)},
    ),
    "lost, and why": (
        {"status": "lost", "lost_time": "2026-10-31T16:00:00Z", "lost_reason": "Prix"},
        {"stage": "Perdue", "closed": date(2026, 10, 31), "loss_reason": "Prix"},
    ),
    "reopened after it was lost: the reason is past": (
        {"lost_time": "2026-10-31T16:00:00Z", "lost_reason": "Prix"},
        {"stage": "Proposition"},
    ),
    "in its own currency": (
        {"value": 1200.5, "currency": "USD"},
        {"stage": "Proposition", "amount": 1200.5, "currency": "USD"},
    ),
    "in another pipeline": ({"stage_id": 9}, {"stage": "À renouveler"}),
    "in a stage that was removed": ({"stage_id": 8}, {"stage": "8"}),
    "won and archived": (
        {"status": "won", "close_time": "2026-10-31T16:00:00Z", "is_archived": True},
        {"stage": "Gagnée", "closed": date(2026, 10, 31)},
    ),
    "archived while open: nobody works on it": ({"is_archived": True}, None),
    "deleted": ({"is_deleted": True}, None),
}


@pytest.mark.parametrize("state", DEALS)
def test_a_deal_in_each_state(pipedrive: Pipedrive, state: str) -> None:
    given, expected = DEALS[state]
    pipedrive.make("deals", 501, **{"title": "Licences", "org_id": 101, "stage_id": 2} | given)

    usual = {"account": "Aubry", "name": "Licences", "created": date(2026, 1, 5)}
    held = {"501": {**usual, **expected}} if expected is not None else {}
    assert values(read(pipedrive), "opportunities") == held


def lived_in(account: Pipedrive) -> None:
    """A deal that moves, is lost, comes back and is won, one that never moves, one that is won at once."""
    for deal in (501, 502, 503):
        account.make("deals", deal, title=f"Affaire {deal}", org_id=101, stage_id=1)
    account.now = "2026-02-01T23:30:00Z"
    account.change("deals", 501, stage_id=2, value=100)
    account.now = "2026-03-01T09:00:00Z"
    account.end(501, "lost", lost_reason="Prix")
    account.end(503, "won")
    account.now = "2026-03-09T09:00:00Z"
    account.change("deals", 501, status="open")
    account.now = "2026-03-10T09:00:00Z"
    account.end(501, "won")


PAST = {
    "501": [
        ("Contact", date(2026, 1, 5)),
        ("Proposition", date(2026, 2, 2)),
        ("Perdue", date(2026, 3, 1)),
        ("Proposition", date(2026, 3, 9)),
        ("Gagnée", date(2026, 3, 10)),
    ],
    "502": [("Contact", date(2026, 1, 5))],
    "503": [("Contact", date(2026, 1, 5)), ("Gagnée", date(2026, 3, 1))],
}


def test_a_deal_keeps_the_days_of_its_stages(pipedrive: Pipedrive) -> None:
    lived_in(pipedrive)

    assert {each.record_id: each.stages for each in read(pipedrive).records["opportunities"]} == PAST


@pytest.mark.parametrize(
    ("since", "most", "asked"),
    [(None, 1000, ["501", "504"]), (None, 1, ["504"]), ("2026-02-20T08:00:00", 1000, [])],
)
def test_the_past_is_asked_of_deals_that_moved_since_and_of_so_many(
    pipedrive: Pipedrive, monkeypatch: pytest.MonkeyPatch, since: str | None, most: int, asked: list[str]
) -> None:
    lived_in(pipedrive)
    pipedrive.now = "2026-01-10T09:00:00Z"
    pipedrive.make("deals", 504, stage_id=1)
    pipedrive.now = "2026-01-11T09:00:00Z"
    pipedrive.change("deals", 504, stage_id=2)
    monkeypatch.setattr(reader, "MOST_FOLLOWED", most)

    deals = read(pipedrive, moment(since) if since else None).records["opportunities"]

    lines = [line for line in pipedrive.lines() if line.endswith("changelog")]
    assert sorted(lines) == [f"GET /v1/deals/{deal}/changelog" for deal in asked]
    assert {each.record_id for each in deals if not each.stages} == {"501", "504"} - set(asked)


def test_what_a_reading_costs(pipedrive: Pipedrive) -> None:
    for number in range(1200):
        pipedrive.make("organizations", 1000 + number, name=f"Société {number}")
        pipedrive.make("activities", number, type="call", done=True, due_date="2026-11-12")

    found = read(pipedrive, moment("2026-11-21T08:00:00"))

    assert {tab: len(records) for tab, records in found.records.items()} == {
        "accounts": 1202,
        "opportunities": 0,
        "interactions": 1200,
    }
    assert (found.whole, pipedrive.tokens) == (True, 132)


def test_a_stage_that_is_called_as_an_end_is_told_from_it(pipedrive: Pipedrive) -> None:
    pipedrive.make("stages", 3, name="Gagnée", pipeline_id=2)
    pipedrive.make("deals", 501, stage_id=8)

    assert read(pipedrive).stage_kinds == {
        "Contact": "open",
        "Proposition": "open",
        "À renouveler": "open",
        "Gagnée (Renouvellements)": "open",
        "Gagnée (Pipedrive)": "won",
        "Perdue": "lost",
        "8": "open",
    }


def test_organizations_with_what_people_call_things(pipedrive: Pipedrive) -> None:
    pipedrive.change("organizations", 101, industry=44, employee_count=250)
    pipedrive.make("organizations", 103, name="Corvo", website="linkedin.com/company/corvo")
    pipedrive.make("organizations", 104, name="Partie", is_deleted=True)

    found = read(pipedrive)

    assert values(found, "accounts") == {
        "101": {
            "account": "Aubry",
            "domains": "aubry.fr",
            "industry": "Énergie",
            "size": "250",
            "targeted": True,
            "sales_owner": "Marie Durand",
        },
        "102": {"account": "Brévent", "targeted": False},
        "103": {"account": "Corvo", "targeted": False},
    }
    assert found.records["accounts"][0].link == "https://abm.pipedrive.com/organization/101"


@pytest.mark.parametrize(
    ("options", "targets"),
    [
        ({"target": "compte CIBLE"}, {"101"}),
        ({"target": TARGET}, {"101"}),
        ({"target": TARGET, "target_value": "Non"}, {"102"}),
        ({"target": "Étiquettes", "target_value": "stratégique"}, {"102"}),
        ({"target": "label", "target_value": "stratégique"}, {"102"}),
        ({"target": "industry"}, {"103"}),
        ({"target": "Étiquettes"}, OptionNeededError),
        ({"target": "Cible"}, FieldUnknownError),
    ],
)
def test_what_marks_a_target(
    pipedrive: Pipedrive, options: Mapping[str, str], targets: set[str] | type[SourceError]
) -> None:
    pipedrive.make("organizations", 103, name="Corvo", industry=44)

    if not isinstance(targets, set):
        with pytest.raises(targets):
            read(pipedrive, None, **options)
        return
    accounts = values(read(pipedrive, None, **options), "accounts")
    assert {id_ for id_, account in accounts.items() if account["targeted"]} == targets


PERSON = {"name": "Claire Morel", "email": "claire@aubry.example", "person_id": 301}
COLLEAGUE = {"name": "Marie Durand", "email": "marie@abm.example", "person_id": None}
ACTIVITIES: dict[str, tuple[dict[str, Any], dict[str, Any] | None]] = {
    "a meeting that was held": ({"type": "meeting"}, {"account": "Aubry"}),
    "a meeting late in the evening": (
        {"type": "meeting", "due_time": "23:31"},
        {"account": "Aubry", "date": date(2026, 11, 13)},
    ),
    "held before its day": (
        {"type": "call", "due_date": "2026-12-24", "marked_as_done_time": "2026-11-20T10:00:00Z"},
        {"account": "Aubry", "date": date(2026, 11, 20)},
    ),
    "with somebody": (
        {"type": "call", "person_id": 301, "attendees": [COLLEAGUE, PERSON]},
        {"account": "Aubry", "contact": "Claire Morel"},
    ),
    "about a deal": ({"type": "call", "org_id": None, "deal_id": 501}, {"account": "Brévent"}),
    "with somebody of no organization": (
        {"type": "lunch", "org_id": None, "attendees": [PERSON]},
        {"account": "claire@aubry.example", "contact": "Claire Morel"},
    ),
    "not done": ({"type": "call", "done": False}, None),
    "no meeting": ({"type": "task"}, None),
    "an e-mail that was sent": ({"type": "email"}, None),
    "of no day": ({"type": "call", "due_date": None}, None),
}


@pytest.mark.parametrize("what", ACTIVITIES)
def test_an_activity_of_each_kind(pipedrive: Pipedrive, what: str) -> None:
    given, expected = ACTIVITIES[what]
    pipedrive.make("deals", 501, stage_id=1, org_id=102)
    pipedrive.make("activities", 701, **{"done": True, "org_id": 101, "due_date": "2026-11-12"} | given)

    usual = {"date": date(2026, 11, 12), "type": "Rendez-vous", "source": "Pipedrive"}
    held = {"701": {**usual, **expected}} if expected else {}
    assert values(read(pipedrive), "interactions") == held


def test_the_types_of_activities_that_count_may_be_chosen(pipedrive: Pipedrive) -> None:
    pipedrive.types = [
        {"name": "Démonstration", "key_string": "d__mo"},
        {"name": "Appel", "key_string": "call"},
    ]
    for number, type_ in enumerate(("d__mo", "call", "meeting")):
        pipedrive.make("activities", number, type=type_, done=True, due_date="2026-11-12")

    assert values(read(pipedrive, activities="démonstration, call"), "interactions").keys() == {"0", "1"}
    with pytest.raises(FieldUnknownError, match="visite"):
        read(pipedrive, activities="visite")


@pytest.mark.parametrize(("offset", "day"), [("-05:00", date(2026, 9, 30)), ("", date(2026, 10, 1))])
def test_a_zone_that_nobody_knows_is_taken_by_its_offset(
    pipedrive: Pipedrive, offset: str, day: date
) -> None:
    pipedrive.me |= {"timezone_name": "Mars/Olympus", "timezone_offset": offset}
    pipedrive.make("deals", 501, stage_id=1, status="won", won_time="2026-10-01T02:00:00Z")

    assert values(read(pipedrive), "opportunities")["501"]["closed"] == day
