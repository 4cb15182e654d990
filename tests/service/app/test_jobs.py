"""Refreshes that another scheduler asks for: who may, and one run however often it is tried."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from starlette.testclient import TestClient

from abm_sheets.service.app import jobs
from abm_sheets.service.desk import Desk, Wishes
from abm_sheets.service.jobs.refreshes import Runtime
from abm_sheets.service.store.runs import change_run, list_pending
from tests.google.launch import LocalGoogle
from tests.service.app.calling import SCHEDULER
from tests.service.app.conftest import BASE
from tests.upkeep.access.sheet import make

DUE = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(days=2)
AT_NINE = DUE.astimezone(timezone(timedelta(hours=1))).isoformat()


@pytest.fixture
def sheets(google: LocalGoogle, runtime: Runtime) -> list[str]:
    desk = Desk(runtime)
    served = [desk.add(make(google), Wishes(schedule="none")).id for _ in range(3)]
    desk.pause(served[2], paused=True)
    return served


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A caller that waits for nothing."""
    monkeypatch.setattr(jobs, "LONGEST_WAIT", 0)
    monkeypatch.setattr(jobs, "_LOOK_AGAIN", 0.01)


def call(google: LocalGoogle, http: TestClient, at: str | None = AT_NINE, **claims: Any) -> Any:
    token = google.id_token(**{"email": SCHEDULER, "aud": f"{BASE}/jobs/refresh", **claims})
    headers = {"Authorization": f"Bearer {token}"}
    if at is not None:
        headers["X-CloudScheduler-ScheduleTime"] = at
    return http.post("/jobs/refresh", headers=headers)


LET_IN: list[tuple[dict[str, Any], int]] = [
    ({}, 503),
    ({"aud": BASE}, 503),
    ({"email": "autre@exemple.iam.gserviceaccount.com"}, 403),
    ({"aud": "https://autre.exemple.fr"}, 401),
    ({"exp_in": -60}, 401),
    ({"sign": "foreign"}, 401),
]


@pytest.mark.usefixtures("sheets", "impatient")
def test_only_the_scheduler_is_let_in(google: LocalGoogle, http: TestClient) -> None:
    for claims, status in LET_IN:
        assert call(google, http, **claims).status_code == status, claims


@pytest.mark.usefixtures("impatient")
def test_one_schedule_time_is_one_run_of_each_workbook(
    google: LocalGoogle, http: TestClient, runtime: Runtime, sheets: list[str]
) -> None:
    for at in (AT_NINE, f"{DUE:%Y-%m-%dT%H:%M:%SZ}", AT_NINE):
        answer = call(google, http, at)
        assert answer.json() == {"workbooks": 2, "done": 0, "failed": 0, "waiting": 2}
        assert answer.headers["retry-after"] == "60"

    with runtime.engine.begin() as connection:
        found = list_pending(connection)
    assert sorted(run.workbook for run in found) == sorted(sheets[:2])
    assert {(run.trigger, run.due) for run in found} == {("job", DUE)}


@pytest.mark.usefixtures("sheets", "impatient")
@pytest.mark.parametrize("at", [None, f"{DUE:%Y-%m-%dT%H:%M:%S}"])
def test_a_caller_that_says_no_time_is_answered_too(
    google: LocalGoogle, http: TestClient, at: str | None
) -> None:
    assert call(google, http, at).json()["waiting"] == 2


ABSURD = (
    "lundi",
    "",
    "NaN",
    "-1",
    "1e999",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-12:00",
    "2036-03-03",
)


@pytest.mark.usefixtures("sheets", "impatient")
def test_an_absurd_time_is_refused_and_nothing_is_asked_for(
    google: LocalGoogle, http: TestClient, runtime: Runtime
) -> None:
    for at in ABSURD:
        answer = call(google, http, at)
        assert answer.status_code == 400, at
        assert "X-CloudScheduler-ScheduleTime" in answer.json()["error"]
    with runtime.engine.begin() as connection:
        assert list_pending(connection) == []


@pytest.mark.usefixtures("sheets")
@pytest.mark.parametrize(("state", "status"), [("done", 200), ("failed", 503)])
def test_the_caller_waits_for_the_end(
    google: LocalGoogle, http: TestClient, runtime: Runtime, state: str, status: int
) -> None:
    def end() -> None:
        while True:
            with runtime.engine.begin() as connection:
                found = list_pending(connection)
                for run in found:
                    change_run(connection, run.id, state=state)
            if found:
                return

    worker = threading.Thread(target=end)
    worker.start()
    answer = call(google, http)
    worker.join()

    assert answer.status_code == status
    assert answer.json()[state] == 2
