"""What a HubSpot account holds, and the records that it gives."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from abm_sheets.errors.sources import OptionUnknownError
from tests.crm.hubspot import HubSpot
from tests.intake.sources.reading import read, values

OPEN = {"dealstage": "contractsent"}
WON = {"dealstage": "closedwon", "closedate": "2026-10-31T16:00:00Z"}
LOST = {"dealstage": "closedlost", "closedate": "2026-10-31T16:00:00Z"}
OCTOBER = {"closed": date(2026, 10, 31)}

DEALS: dict[str, tuple[dict[str, str], dict[str, Any]]] = {
    "open, hoped for": (
        {**OPEN, "closedate": "2026-12-15T00:00:00Z"},
        {"stage": "Contrat envoyé", "expected": date(2026, 12, 15)},
    ),
    "open, nothing hoped": (OPEN, {"stage": "Contrat envoyé"}),
    "won": (WON, {"stage": "Gagné", **OCTOBER}),
    "lost, and why": (
        {**LOST, "closed_lost_reason": "Prix"},
        {"stage": "Perdu", "loss_reason": "Prix", **OCTOBER},
    ),
    "won after it was lost: the reason is past": (
        {**WON, "closed_lost_reason": "Prix"},
        {"stage": "Gagné", **OCTOBER},
    ),
    "won in another pipeline": (
        {"dealstage": "9002", "closedate": "2026-10-31T16:00:00Z"},
        {"stage": "Renouvelé", **OCTOBER},
    ),
    "won late in the evening: the day that people see": (
        {"dealstage": "closedwon", "closedate": "2026-09-30T22:30:00Z"},
        {"stage": "Gagné", "closed": date(2026, 10, 1)},
    ),
    "won, its date erased: the day it entered the stage": (
        {"dealstage": "closedwon"},
        {"stage": "Gagné", "closed": date(2026, 1, 5)},
    ),
    "in a stage that was removed": (
        {"dealstage": "8888", "closedate": "2026-10-31T16:00:00Z", "hs_is_closed": "true"},
        {"stage": "8888", **OCTOBER},
    ),
    "in its own currency": (
        {**OPEN, "amount": "1200.50", "deal_currency_code": "USD"},
        {"stage": "Contrat envoyé", "amount": 1200.5, "currency": "USD"},
    ),
    "in the currency of the account": (
        {**OPEN, "amount": "90000"},
        {"stage": "Contrat envoyé", "amount": 90000.0},
    ),
    "no readable amount": ({**OPEN, "amount": "NaN"}, {"stage": "Contrat envoyé"}),
    "its creation corrected by hand": (
        {**OPEN, "createdate": "2025-12-01T23:30:00Z"},
        {"stage": "Contrat envoyé", "created": date(2025, 12, 2)},
    ),
}


@pytest.mark.parametrize("state", DEALS)
def test_a_deal_in_each_state(hubspot: HubSpot, state: str) -> None:
    properties, expected = DEALS[state]
    hubspot.make("deals", 501, dealname="Licences", **properties)
    hubspot.link("deals", "501", "companies", "101", 5)

    usual = {"account": "Aubry", "name": "Licences", "currency": "EUR", "created": date(2026, 1, 5)}
    assert values(read(hubspot), "opportunities") == {"501": {**usual, **expected}}


def test_a_deal_keeps_the_days_of_its_stages(hubspot: HubSpot) -> None:
    deal = hubspot.make("deals", 501, dealstage="appointmentscheduled")
    for day, stage in (
        ("2026-02-01T23:30:00Z", "contractsent"),
        ("2026-02-03T09:00:00Z", "contractsent"),
        ("2026-03-01T09:00:00Z", "closedwon"),
        ("2026-03-09T09:00:00Z", "contractsent"),
    ):
        hubspot.now = day
        hubspot.change("deals", deal, dealstage=stage)

    (record,) = read(hubspot).records["opportunities"]

    assert record.stages == [
        ("Rendez-vous pris", date(2026, 1, 5)),
        ("Contrat envoyé", date(2026, 2, 2)),
        ("Gagné", date(2026, 3, 1)),
        ("Contrat envoyé", date(2026, 3, 9)),
    ]
    assert "closed" not in record.values


def test_a_stage_is_known_by_what_it_means(hubspot: HubSpot) -> None:
    hubspot.pipeline("partners", "Partenaires", {"p1": ("Signé", "0.9"), "p2": ("Gagné", "1.0")})
    hubspot.pipeline("tenders", "Appels d'offres", {"t1": ("Signé", "1.0")})
    hubspot.make("deals", 501, dealstage="t1")
    hubspot.make("deals", 502, dealstage="old", hs_is_closed="true", hs_is_closed_won="true")

    reading = read(hubspot)

    assert {id_: deal["stage"] for id_, deal in values(reading, "opportunities").items()} == {
        "501": "Signé (Appels d'offres)",
        "502": "old",
    }
    assert reading.stage_kinds == {
        "Rendez-vous pris": "open",
        "Contrat envoyé": "open",
        "Gagné": "won",
        "Perdu": "lost",
        "À renouveler": "open",
        "Renouvelé": "won",
        "Résilié": "lost",
        "Signé (Partenaires)": "open",
        "Signé (Appels d'offres)": "won",
        "old": "won",
    }


def test_the_company_of_a_deal(hubspot: HubSpot) -> None:
    for deal in (501, 502, 503, 504):
        hubspot.make("deals", deal, dealstage="contractsent")
    hubspot.link("deals", "501", "companies", "101", 341)
    hubspot.link("deals", "501", "companies", "102", 5, 341)
    hubspot.link("deals", "502", "companies", "102", 341)
    hubspot.link("deals", "502", "companies", "101", 341)
    hubspot.link("deals", "503", "companies", "102", 341)

    found = {
        deal.record_id: (deal.values.get("account"), deal.company_id, deal.domain)
        for deal in read(hubspot).records["opportunities"]
    }

    assert found == {
        "501": ("Brévent", "102", "brevent.example"),
        "502": ("Aubry", "101", "aubry.example"),
        "503": ("Brévent", "102", "brevent.example"),
        "504": (None, None, None),
    }


def test_a_record_linked_to_more_than_a_page(hubspot: HubSpot) -> None:
    hubspot.most_linked = 1
    hubspot.make("deals", 501, dealstage="contractsent")
    hubspot.link("deals", "501", "companies", "102", 341)
    hubspot.link("deals", "501", "companies", "101", 5, 341)

    assert [deal.company_id for deal in read(hubspot).records["opportunities"]] == ["101"]


def test_companies_with_what_people_call_things(hubspot: HubSpot) -> None:
    hubspot.change(
        "companies",
        "101",
        hs_additional_domains="aubry-group.example;aubry.example",
        industry="ENERGY",
        numberofemployees="250",
        hs_ideal_customer_profile="tier_1",
        hubspot_owner_id="78",
    )
    hubspot.make("companies", 103, domain="sans-nom.example", hs_is_target_account="false")
    hubspot.make("companies", 104)

    assert values(read(hubspot), "accounts") == {
        "101": {
            "account": "Aubry",
            "domains": "aubry.example, aubry-group.example",
            "industry": "Énergie",
            "size": "250",
            "tier": "Niveau 1",
            "targeted": True,
            "sales_owner": "Paul Petit",
        },
        "102": {"account": "Brévent", "domains": "brevent.example", "targeted": False},
        "103": {"account": "sans-nom.example", "domains": "sans-nom.example", "targeted": False},
    }


def test_a_record_has_the_address_of_its_page(hubspot: HubSpot) -> None:
    hubspot.make("deals", 501, dealstage="contractsent")

    reading = read(hubspot)

    page = "https://app-eu1.hubspot.com/contacts/1234567/record"
    assert [each.link for each in reading.records["accounts"]] == [f"{page}/0-2/101", f"{page}/0-2/102"]
    assert [each.link for each in reading.records["opportunities"]] == [f"{page}/0-3/501"]


ACTIVITIES: dict[str, tuple[str, dict[str, str], str]] = {
    "a reply": ("emails", {"hs_email_direction": "INCOMING_EMAIL"}, "Réponse e-mail"),
    "a reply of no day": ("emails", {"hs_email_direction": "INCOMING_EMAIL", "hs_timestamp": ""}, ""),
    "an e-mail sent": ("emails", {"hs_email_direction": "EMAIL"}, ""),
    "an e-mail forwarded": ("emails", {"hs_email_direction": "FORWARDED_EMAIL"}, ""),
    "a meeting held": ("meetings", {"hs_meeting_outcome": "COMPLETED"}, "Rendez-vous"),
    "nobody came": ("meetings", {"hs_meeting_outcome": "NO_SHOW"}, ""),
    "nobody said whether it was held": ("meetings", {"hs_meeting_outcome": "SCHEDULED"}, ""),
    "a call": ("calls", {"hs_call_status": "COMPLETED"}, "Rendez-vous"),
    "a call that went nowhere": ("calls", {"hs_call_status": "NO_ANSWER"}, ""),
    "a voicemail": (
        "calls",
        {"hs_call_status": "COMPLETED", "hs_call_disposition": "b2cf5968-551e-4856-9783-52b3da59a7d0"},
        "",
    ),
}


@pytest.mark.parametrize("what", ACTIVITIES)
def test_an_activity_of_each_kind(hubspot: HubSpot, what: str) -> None:
    kind, properties, type_ = ACTIVITIES[what]
    hubspot.make(kind, 701, **{"hs_timestamp": "2026-11-12T23:31:00Z", **properties})
    hubspot.link(kind, "701", "companies", "101")

    day = {"date": date(2026, 11, 13), "account": "Aubry", "type": type_, "source": "HubSpot"}
    assert values(read(hubspot), "interactions") == ({"701": day} if type_ else {})


@pytest.mark.parametrize(
    ("end", "outcome", "held"),
    [
        ("2026-11-27T10:00:00Z", None, True),
        ("2026-11-27T10:00:00Z", "SCHEDULED", True),
        ("2026-11-27T10:00:00Z", "CANCELED", False),
        ("2026-11-29T10:00:00Z", None, False),
        ("2026-11-29T10:00:00Z", "COMPLETED", True),
    ],
)
def test_meetings_of_which_nobody_says_anything_may_count_once_past(
    hubspot: HubSpot,
    end: str,
    outcome: str | None,
    held: bool,  # noqa: FBT001 (a column of the table)
) -> None:
    hubspot.make("meetings", 711, hs_meeting_end_time=end, hs_timestamp=end, hs_meeting_outcome=outcome)

    assert bool(values(read(hubspot, meetings="past"), "interactions")) == held


def test_an_option_that_hubspot_does_not_have(hubspot: HubSpot) -> None:
    with pytest.raises(OptionUnknownError, match="completed, past"):
        read(hubspot, meetings="perhaps")


def test_whom_an_activity_was_with(hubspot: HubSpot) -> None:
    hubspot.make("contacts", 302, email="luc@brevent.example")
    hubspot.link("contacts", "302", "companies", "102", 1)
    for email, sender in ((701, "CLAIRE@aubry.example"), (702, "eva@corvo.example"), (703, None)):
        direction = "INCOMING_EMAIL"
        hubspot.make(
            "emails",
            email,
            hs_timestamp="2026-11-12T08:00:00Z",
            hs_email_direction=direction,
            hs_email_from_email=sender,
        )
    hubspot.link("emails", "701", "contacts", "302")
    hubspot.link("emails", "701", "contacts", "301")
    hubspot.link("emails", "703", "contacts", "302")
    hubspot.link("emails", "701", "companies", "102")
    hubspot.link("emails", "701", "companies", "101")

    found = values(read(hubspot), "interactions")

    assert {id_: (each["account"], each["contact"]) for id_, each in found.items()} == {
        "701": ("Aubry", "Claire Morel"),
        "702": ("eva@corvo.example", "eva@corvo.example"),
        "703": ("Brévent", "luc@brevent.example"),
    }


def test_every_page_is_read(hubspot: HubSpot) -> None:
    hubspot.most_found = 400
    for number in range(450):
        hubspot.make(
            "emails", 1000 + number, hs_timestamp="2026-11-12T08:00:00Z", hs_email_direction="INCOMING_EMAIL"
        )
        hubspot.link("emails", str(1000 + number), "companies", "101")
    for number in range(120):
        hubspot.make("companies", 2000 + number, name=f"Société {number}")
        hubspot.make("deals", 3000 + number, dealstage="contractsent")

    reading = read(hubspot)

    assert {tab: len(records) for tab, records in reading.records.items()} == {
        "accounts": 122,
        "opportunities": 120,
        "interactions": 450,
    }


def test_a_zone_that_nobody_knows_is_taken_by_its_offset(hubspot: HubSpot) -> None:
    hubspot.details |= {"timeZone": "Mars/Olympus", "utcOffsetMilliseconds": -5 * 3600 * 1000}
    hubspot.make("deals", 501, dealstage="closedwon", closedate="2026-10-01T02:00:00Z")

    assert values(read(hubspot), "opportunities")["501"]["closed"] == date(2026, 9, 30)
