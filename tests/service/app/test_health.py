"""Whether the service lives, is ready, and what it counts."""

from __future__ import annotations

from starlette.testclient import TestClient

from abm_sheets.service.desk import Desk, Wishes
from abm_sheets.service.jobs.refreshes import Runtime
from tests.google.launch import LocalGoogle
from tests.upkeep.access.sheet import make


def test_it_lives_and_is_ready(http: TestClient) -> None:
    assert http.get("/healthz").json() == {"status": "ok"}
    assert http.get("/readyz").json() == {"status": "ok"}


def test_what_waits_is_measured(google: LocalGoogle, http: TestClient, runtime: Runtime) -> None:
    sheet = make(google)
    Desk(runtime).add(sheet, Wishes())
    Desk(runtime).run(sheet)

    counted = http.get("/metrics").text

    assert 'abm_sheets_waiting{what="refresh"} 1.0' in counted
    assert 'abm_sheets_waiting{what="event"} 0.0' in counted
    assert sheet not in counted


def test_what_is_not_there_is_not_found(http: TestClient) -> None:
    for path in ("/", "/docs", "/addon", "/hooks", "/jobs"):
        assert http.get(path).status_code == 404
