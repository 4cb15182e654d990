"""What is counted, as Prometheus reads it."""

from __future__ import annotations

import sqlalchemy as sa
from prometheus_client.parser import text_string_to_metric_families

from abm_sheets.errors.google import GoogleUnavailableError
from abm_sheets.service.jobs.queue import failure_of
from abm_sheets.service.jobs.refreshes import ATTEMPTS, Runtime, settle_run
from abm_sheets.service.store.runs import add_run
from abm_sheets.service.telemetry import count_calls, exposition, timed
from abm_sheets.workbook.google.client import Call
from tests.service.bookkeeping import BOOK, MONDAY, serve

Labels = frozenset[tuple[str, str]]


def counted(engine: sa.Engine) -> dict[tuple[str, Labels], float]:
    """Each sample by its name and labels."""
    with engine.begin() as connection:
        text = exposition(connection).decode()
    families = text_string_to_metric_families(text)
    return {
        (each.name, frozenset(each.labels.items())): each.value
        for family in families
        for each in family.samples
    }


def sample(engine: sa.Engine, name: str, **labels: str) -> float:
    return counted(engine).get((f"abm_sheets_{name}", frozenset(labels.items())), 0)


def test_runs_are_counted_once_each_by_what_became_of_them(engine: sa.Engine, runtime: Runtime) -> None:
    before = sample(engine, "runs_total", trigger="panel", result="failed")
    serve(engine)
    with engine.begin() as connection:
        add_run(connection, id="r1", workbook=BOOK, trigger="panel", queued=MONDAY)
    failure = failure_of(GoogleUnavailableError(reason="HTTP 503"))
    for attempt in range(1, ATTEMPTS + 2):
        settle_run(runtime, "r1", attempt, failure)

    assert sample(engine, "runs_total", trigger="panel", result="failed") == before + 1


def test_calls_to_google_are_counted_by_api_and_status(engine: sa.Engine) -> None:
    kinds = [("sheets", "200"), ("drive", "403"), ("sheets", "none")]
    before = [sample(engine, "google_calls_total", api=api, status=status) for api, status in kinds]
    count_calls(
        [
            Call("GET", "/v4/spreadsheets/x", 200),
            Call("GET", "/v4/spreadsheets/x", 200),
            Call("POST", "/drive/v3/files", 403),
            Call("GET", "/v4/spreadsheets/x", None),
        ]
    )
    after = [sample(engine, "google_calls_total", api=api, status=status) for api, status in kinds]

    assert [now - then for now, then in zip(after, before, strict=True)] == [2, 1, 1]


def test_what_jobs_take_is_measured(engine: sa.Engine) -> None:
    before = sample(engine, "seconds_count", job="essai")
    with timed("essai"):
        pass

    assert sample(engine, "seconds_count", job="essai") == before + 1
    assert sample(engine, "seconds_sum", job="essai") < 1
