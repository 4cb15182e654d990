"""A served sheet that a CRM feeds: each refresh reads it first, by a key that nobody sees."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from abm_sheets.intake.sources.live import find_live
from abm_sheets.intake.synchronisation import Source, synchronise_all
from abm_sheets.refresh import run
from abm_sheets.service.jobs.refreshes import Runtime
from abm_sheets.service.store.systems import list_keys, set_keys
from tests.commands import plain
from tests.crm.hubspot import TOKEN, HubSpot
from tests.crm.server import running
from tests.google.launch import LocalGoogle
from tests.intake.sources.conftest import furnish
from tests.intake.sources.reading import access
from tests.loading import load_snapshot, open_robot, values
from tests.service.bookkeeping import serve, until
from tests.service.conftest import Logged
from tests.service.inbox import Inbox
from tests.service.jobs.test_workflows import refresh
from tests.sheets import snapshot


@pytest.fixture
def hubspot(monkeypatch: pytest.MonkeyPatch) -> Iterator[HubSpot]:
    """An account with a deal of a target."""
    with running(HubSpot()) as account:
        furnish(account)
        account.make("deals", 501, dealname="Affaire", dealstage="contractsent", amount="12000")
        account.link("deals", "501", "companies", "101", 5)
        monkeypatch.setenv("ABM_SHEETS_HUBSPOT_URL", account.url)
        yield account


@pytest.fixture
def book(google: LocalGoogle, worker: Runtime, inbox: Inbox, hubspot: HubSpot) -> str:
    """A sheet that HubSpot feeds, served with its key."""
    sheet = load_snapshot(google, snapshot())
    opened, now = open_robot(google, sheet), datetime.now(UTC)
    system = find_live("hubspot").open(access(hubspot))
    found = synchronise_all(opened.read(), [Source(system="hubspot")], lambda *_: system, now)
    run(opened, now=now, incoming=found.incoming)
    serve(worker.engine, sheet, alerts=inbox.address)
    with worker.engine.begin() as connection:
        set_keys(connection, sheet, "hubspot", {"token": TOKEN})
    return sheet


def amounts(google: LocalGoogle, book: str) -> list[object]:
    return [row[3] for row in values(google, book, "HubSpot – transactions")[4:]]


def test_a_refresh_reads_the_crm_first(
    google: LocalGoogle, worker: Runtime, book: str, hubspot: HubSpot
) -> None:
    hubspot.now = "2099-01-01T10:00:00Z"
    hubspot.change("deals", "501", amount="15000")

    assert refresh(worker, book).state == "done"
    assert amounts(google, book) == [15_000]


def test_a_crm_that_cannot_be_read_stops_nothing_and_is_told_once(
    google: LocalGoogle, worker: Runtime, book: str, inbox: Inbox, logged: Logged
) -> None:
    with worker.engine.begin() as connection:
        set_keys(connection, book, "hubspot", {"token": "pat-eu1-secret"})

    states = [refresh(worker, book).state for _ in range(2)]
    until(lambda: inbox.received)

    assert states == ["done", "done"]
    assert [plain(title) for title in inbox.titles] == ["« suivi.xlsx » : une source ne se lit plus"]
    assert "HubSpot n'accepte pas la clé d'accès" in plain(str(inbox.received))
    assert amounts(google, book) == [12_000]
    assert "pat-eu1-secret" not in str(inbox.received) + str(logged())


def test_a_key_is_kept_encrypted(worker: Runtime, book: str) -> None:
    with worker.engine.begin() as connection:
        raw = connection.exec_driver_sql("SELECT secrets FROM abm_systems").scalar_one()

        assert TOKEN not in raw
        assert list_keys(connection, book)["hubspot"].secrets == {"token": TOKEN}
