"""A database that fails and is back: every door says to come again, and what was accepted is kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from abm_sheets.outputs.cards.addresses import Route
from abm_sheets.service import database
from abm_sheets.service.app import health
from abm_sheets.service.database import events
from abm_sheets.service.desk import Desk, Wishes
from abm_sheets.service.jobs.refreshes import Runtime
from tests.google.launch import LocalGoogle
from tests.loading import OWNER
from tests.service.app.calling import SCHEDULER, Answering, Panel, texts
from tests.service.app.conftest import BASE
from tests.service.attack import ROW
from tests.service.bookkeeping import until
from tests.service.conftest import SECRET_KEYS
from tests.service.faults import SQLITE, Fault, PostgresFaults
from tests.service.postgres import Server, binaries, postgres_server
from tests.upkeep.access.sheet import make

POSTGRES = {
    "PostgreSQL stopped": PostgresFaults.stopped,
    "PostgreSQL read-only": PostgresFaults.read_only,
    "PostgreSQL locked": PostgresFaults.locked,
}


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A PostgreSQL that may be stopped, for it is nobody else's."""
    if binaries() is None:
        pytest.skip("PostgreSQL is not installed")
    with postgres_server() as started:
        yield started


@pytest.fixture(params=[*SQLITE, *POSTGRES])
def kind(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """What befalls the database, which waits for others no longer than a test."""
    monkeypatch.setattr(database, "_BUSY_MS", 500)
    monkeypatch.setattr(database, "_LOCKED_S", 1)
    monkeypatch.setattr(health, "_NOTED", 1)
    monkeypatch.setenv("ABM_SHEETS_SECRET_KEY", *SECRET_KEYS)
    return str(request.param)


@pytest.fixture
def database_url(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The database that it befalls."""
    if kind in SQLITE:
        return f"sqlite:///{tmp_path / 'service.sqlite'}"
    return str(request.getfixturevalue("server").url)


@pytest.fixture
def fault(kind: str, request: pytest.FixtureRequest) -> Fault:
    """What befalls it."""
    if kind in SQLITE:
        return SQLITE[kind]
    faults = PostgresFaults(request.getfixturevalue("server"))
    return lambda engine: POSTGRES[kind](faults, engine)


class Doors:
    """A sheet that is served and fed, and all who call the service about it."""

    def __init__(self, google: LocalGoogle, http: TestClient, runtime: Runtime) -> None:
        """Serve the sheet."""
        self.google, self.http = google, http
        self.sheet = Desk(runtime).add(make(google), Wishes(schedule="none")).id
        self.secret = Desk(runtime).set_hook(self.sheet, "zapier", None, fresh=True)[1]

    def send(self, name: str) -> Answering:
        """A tool sends a row."""
        headers = {"Authorization": f"Bearer {self.secret}"}
        return self.http.post("/hooks/zapier", json={**ROW, "event_id": name}, headers=headers)

    def click(self, route: Route, locale: str = "fr-FR") -> Answering:
        """A person clicks."""
        return Panel(self.google, self.http, BASE, OWNER, locale).call(route, self.sheet)

    def ask_all(self) -> Answering:
        """Another scheduler comes."""
        token = self.google.id_token(email=SCHEDULER, aud=f"{BASE}/jobs/refresh")
        return self.http.post("/jobs/refresh", headers={"Authorization": f"Bearer {token}"})


def test_while_it_fails_everybody_is_told_to_come_again_and_nothing_accepted_is_lost(
    google: LocalGoogle, http: TestClient, runtime: Runtime, fault: Fault
) -> None:
    doors = Doors(google, http, runtime)
    assert (doors.send("before").status_code, doors.click(Route.HOME).status_code) == (202, 200)
    with fault(runtime.engine):
        for answer in (doors.send("during"), doors.ask_all(), http.get("/readyz")):
            assert (answer.status_code, answer.headers.get("Retry-After")) == (503, "60")
        for locale, said in (("fr-FR", "réessayez dans une minute"), ("en-GB", "try again in a minute")):
            card = doors.click(Route.REFRESH, locale)
            assert (card.status_code, said in texts(card.json())) == (200, True)
        assert http.get("/healthz").status_code == 200

    until(lambda: doors.send("after").status_code == 202)
    assert "Actualisation en attente" in texts(doors.click(Route.REFRESH).json())
    until(lambda: http.get("/readyz").status_code == 200)
    with runtime.engine.begin() as connection:
        kept = connection.execute(events.select().where(events.c.workbook == doors.sheet)).all()
    assert [each.row["id"] for each in kept] == ["before", "after"]
