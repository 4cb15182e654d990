"""A service in a process of its own under attacks and faults: it answers, loses nothing, and recovers."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests

from abm_sheets.addon.addresses import Route
from tests.access.sheet import make
from tests.commands import run
from tests.google.launch import LocalGoogle
from tests.loading import OWNER, key_file, values
from tests.service.app.calling import Panel
from tests.service.attack import is_open, post, silence, slowest
from tests.service.bookkeeping import until
from tests.service.identity.calls import ADDON, CERTS, CLIENT
from tests.service.process import Service, running

PLACES = 40
SOON = 1
"""Seconds within which a machine that does other things too answers; by itself it takes a hundredth."""

LONG = 90


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the service keeps its database."""
    return tmp_path_factory.mktemp("siege")


@pytest.fixture(scope="module")
def told(google_server: LocalGoogle, folder: Path) -> Mapping[str, str]:
    """What the service and the commands are told."""
    return {
        "ABM_SHEETS_GOOGLE_URL": google_server.url,
        "ABM_SHEETS_GOOGLE_MINUTE": "6",
        "ABM_SHEETS_CREDENTIALS": str(key_file(google_server, folder)),
        "ABM_SHEETS_DATABASE_URL": f"sqlite:///{folder}/service.sqlite",
        "ABM_SHEETS_ADDON_ACCOUNT": ADDON,
        "ABM_SHEETS_ADDON_CLIENT_ID": CLIENT,
        "ABM_SHEETS_CONNECTIONS": str(PLACES),
    }


@pytest.fixture(scope="module")
def service(told: Mapping[str, str], folder: Path) -> Iterator[Service]:
    with running(told, folder / "service.log") as started:
        yield started


@pytest.fixture
def calm(
    google: LocalGoogle, service: Service, told: Mapping[str, str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[LocalGoogle]:
    """A Google that hangs no longer than a test, and a service that is ready before and after."""
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    until(service.answers, LONG)
    yield google
    google.control("DELETE", "faults")
    until(service.answers, LONG)


@pytest.fixture
def sheet(calm: LocalGoogle) -> str:
    made = make(calm)
    assert run("workbooks", "add", made, "--schedule", "none").status == 0
    return made


@pytest.fixture
def secret(sheet: str) -> str:
    return "whk_" + run("hooks", "add", sheet, "zapier").output.split("whk_")[1].split()[0]


def ids(google: LocalGoogle, sheet: str) -> list[str]:
    return [str(row[-1]) for row in values(google, sheet, "Interactions")[1:]]


@pytest.mark.usefixtures("calm")
def test_people_who_connect_and_say_nothing_keep_nobody_out(service: Service) -> None:
    silent = silence(service, 3 * PLACES)
    try:
        seconds, statuses = slowest(service, "/healthz")
        assert statuses == {200}
        assert seconds < SOON
        assert sum(map(is_open, silent)) <= PLACES
    finally:
        for each in silent:
            each.close()

    assert service.log.read_text(encoding="utf-8").count("too many connections") == 1


def test_while_google_hangs_others_are_answered_at_once(
    service: Service, calm: LocalGoogle, sheet: str, secret: str
) -> None:
    calm.faults([{"match": CERTS, "hang_s": 9, "times": 99}])
    panel = Panel(calm, requests, service.url, OWNER)
    with ThreadPoolExecutor(30) as pool:
        calls = [pool.submit(panel.call, Route.HOME, sheet) for _ in range(30)]
        time.sleep(1)
        for path in ("/healthz", "/readyz"):
            assert slowest(service, path, 5) <= (SOON, {200})
        assert post(service, secret, "e1").status_code == 202
        answers = [call.result() for call in calls]

    assert {answer.status_code for answer in answers} == {503}
    assert {answer.headers["Retry-After"] for answer in answers} == {"60"}


def test_a_service_that_is_told_to_stop_while_google_hangs_stops_and_goes_on_later(
    service: Service, calm: LocalGoogle, sheet: str
) -> None:
    calm.clear_requests()
    calm.faults([{"match": f"^GET /v4/spreadsheets/{sheet}$", "hang_s": 120}])
    assert run("workbooks", "run", sheet).status == 0
    until(lambda: [call for call in calm.requests() if sheet in call["path"]], LONG)
    start = time.monotonic()
    assert service.stop() == 0
    assert time.monotonic() - start < 20
    calm.control("DELETE", "faults")
    service.start("--host", "0.0.0.0")  # noqa: S104 (to see what is closed there)
    closed = [requests.get(service.url + path, timeout=9) for path in ("/metrics", "/openapi.json")]
    until(lambda: "réussie" in run("workbooks", "history", sheet).output, LONG)

    assert {answer.status_code for answer in closed} == {404}
