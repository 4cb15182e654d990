"""A service in a process of its own under attacks and faults: it answers, loses nothing, and recovers."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import orjson
import pytest
import requests

from abm_sheets.outputs.cards.addresses import Route
from tests.commands import run
from tests.google.launch import LocalGoogle
from tests.loading import OWNER, Person
from tests.service.app.calling import Panel, texts
from tests.service.attack import is_open, post, silence, slowest
from tests.service.bookkeeping import until
from tests.service.callers.calls import CERTS
from tests.service.conftest import PLACES
from tests.service.process import Service
from tests.upkeep.access.sheet import PEOPLE, make

SOON = 2
"""Seconds within which a machine that does other things too answers; by itself it takes a hundredth."""


@pytest.fixture
def sheet(google: LocalGoogle, service: Service) -> str:
    """A sheet that the service serves."""
    del service  # its database is where it is served from
    made = make(google)
    assert run("workbooks", "add", made, "--schedule", "none").status == 0
    return made


@pytest.fixture
def secret(sheet: str) -> str:
    return "whk_" + run("hooks", "add", sheet, "zapier").output.split("whk_")[1].split()[0]


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
    service: Service, google: LocalGoogle, sheet: str, secret: str
) -> None:
    google.faults([{"match": CERTS, "hang_s": 9, "times": 99}])
    panel = Panel(google, requests, service.url, OWNER)
    with ThreadPoolExecutor(30) as pool:
        calls = [pool.submit(panel.call, Route.HOME, sheet) for _ in range(30)]
        time.sleep(1)
        for path in ("/healthz", "/readyz"):
            assert slowest(service, path, 5) <= (SOON, {200})
        assert post(service, secret, "e1").status_code == 202
        answers = [call.result() for call in calls]

    assert {answer.status_code for answer in answers} == {503}
    assert {answer.headers["Retry-After"] for answer in answers} == {"60"}


def test_what_anybody_on_this_machine_may_read_is_closed_where_others_reach_the_service(
    service: Service,
) -> None:
    assert service.stop() == 0
    service.start("--host", "0.0.0.0")  # noqa: S104 (to see what is closed there)
    closed = [requests.get(service.url + path, timeout=9) for path in ("/metrics", "/openapi.json")]

    assert {answer.status_code for answer in closed} == {404}


def test_the_log_is_json_and_names_nobody(google: LocalGoogle, service: Service) -> None:
    sheet = make(google)
    Person(google, OWNER).share(sheet, PEOPLE["admin"])
    panel = Panel(google, requests, service.url, PEOPLE["admin"])
    run("workbooks", "add", sheet)
    panel.call(Route.REFRESH, sheet)
    until(lambda: "Les chiffres sont à jour" in texts(panel.card(Route.STATUS, sheet)))
    panel.call(Route.REFRESH, sheet, system={"sign": "foreign"})

    logged = service.log.read_text(encoding="utf-8")

    lines = [orjson.loads(line) for line in logged.splitlines() if not line.startswith("Le service écoute")]
    assert {"time", "level", "logger", "message", "run"} <= set(lines[0])
    assert "@" not in logged.replace("@t=", "")
    assert "Bearer" not in logged
    assert "eyJ" not in logged
