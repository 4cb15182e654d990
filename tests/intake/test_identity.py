"""The identity of an event: one for every spelling of the same, another for anything else."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abm_sheets.intake.webhook import AcceptedRow, accept, event_key
from abm_sheets.language import LANGUAGES, catalogue
from abm_sheets.tables.regional import regional

FRENCH = regional("fr_FR")
WEBINAR = {"date": "2026-03-15", "account": "Acme", "type": "webinaire"}
DEAL = {"account": "Acme", "stage": "Gagnée", "created": "2026-03-15", "amount": 1234.5, "id": "D1"}


def key(
    record: dict[str, Any], given_id: str | None = None, *, tab: str = "interactions", source: str = "zapier"
) -> str:
    row = accept(tab, record, FRENCH)
    assert isinstance(row, AcceptedRow)
    return event_key(source, tab, record, row.values, given_id)


SAME: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "another order": (WEBINAR, dict(reversed(WEBINAR.items()))),
    "French names": (WEBINAR, {"Date": "15/03/2026", "Compte": "Acme", "Type": "webinaire"}),
    "blanks": (WEBINAR, {**WEBINAR, "asset": "", "source": None}),
    "fields of no use": (WEBINAR, {**WEBINAR, "zap": 12}),
    "an event told again with other words": (
        {**WEBINAR, "event_id": "e"},
        {**WEBINAR, "account": "Acme SA", "event_id": "e"},
    ),
    "an event's number as text": ({**WEBINAR, "event_id": 12}, {**WEBINAR, "eventId": " 12 "}),
    "an interaction's own id": ({**WEBINAR, "id": "e"}, {**WEBINAR, "account": "B", "Identifiant": "e"}),
    "an own id and an event of that name": ({**WEBINAR, "id": "e"}, {**WEBINAR, "event_id": "e"}),
}

OTHER: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "another value": (WEBINAR, {**WEBINAR, "account": "Boréal"}),
    "one value more": (WEBINAR, {**WEBINAR, "asset": "Guide"}),
    "a value in another column": ({**WEBINAR, "asset": "x"}, {**WEBINAR, "contact": "x"}),
    "another event": ({**WEBINAR, "event_id": "e"}, {**WEBINAR, "event_id": "f"}),
}


@pytest.mark.parametrize("what", SAME)
def test_the_same_event_has_one_key(what: str) -> None:
    first, second = SAME[what]

    assert key(first) == key(second)


@pytest.mark.parametrize("what", OTHER)
def test_another_event_has_another_key(what: str) -> None:
    first, second = OTHER[what]

    assert key(first) != key(second)


def test_figures_are_the_same_as_text() -> None:
    assert key(DEAL, tab="opportunities") == key({**DEAL, "amount": "1 234,50"}, tab="opportunities")


def test_a_deal_may_come_again_under_its_id_when_it_changed() -> None:
    assert key(DEAL, tab="opportunities") != key({**DEAL, "stage": "Perdue"}, tab="opportunities")


def test_the_key_given_along_counts_where_the_record_names_no_event() -> None:
    assert key(WEBINAR, "k-0") == key({**WEBINAR, "account": "B"}, "k-0") != key(WEBINAR, "k-1")
    assert key({**WEBINAR, "event_id": "e"}, "k-0") == key({**WEBINAR, "event_id": "e"}, "k-1")
    assert key(DEAL, "k-0", tab="opportunities") != key(DEAL, "k-1", tab="opportunities")


def test_sources_and_tabs_keep_their_events_apart() -> None:
    cost = {"date": "2026-03-15", "amount": 12, "event_id": "e"}

    keys = [
        key(WEBINAR),
        key(WEBINAR, source="make"),
        key({**WEBINAR, "event_id": "e"}),
        key({**WEBINAR, "event_id": "e"}, source="make"),
        key(cost, tab="marketing_costs"),
        key(cost, tab="sales_costs"),
    ]

    assert len(set(keys)) == len(keys)
    assert {len(each) for each in keys} == {64}


@given(st.data())
def test_a_key_depends_neither_on_order_nor_on_the_language_of_names(data: st.DataObject) -> None:
    columns = data.draw(st.permutations(["date", "amount", "label", "industry"]))
    cells = {
        "date": "2026-03-15",
        "amount": data.draw(st.integers(0, 10**9)),
        "label": "Salon",
        "industry": "é",
    }
    languages = data.draw(st.lists(st.sampled_from(LANGUAGES), min_size=4, max_size=4))
    named = {
        catalogue(language).header("sales_costs", column): cells[column]
        for column, language in zip(columns, languages, strict=True)
    }
    spelt = {**cells, "amount": str(cells["amount"])}

    assert key(named, tab="sales_costs") == key(spelt, tab="sales_costs")
