"""What has no job and should have one gets another, and nothing else does."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
import sqlalchemy as sa

from abm_sheets.service import beat
from abm_sheets.service.beat import mend
from abm_sheets.service.jobs.refreshes import Runtime
from abm_sheets.service.store.events import add_events
from abm_sheets.service.store.runs import Run, add_run, ask_for_run, change_run
from tests.service.bookkeeping import BOOK, MONDAY, alter, jobs, look, runs, serve
from tests.service.jobs.sending import visit

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def served(engine: sa.Engine) -> None:
    """A workbook."""
    serve(engine)


def begin(engine: sa.Engine, workbook: str = BOOK) -> Run:
    """A run under way, of which no job knows."""
    with engine.begin() as connection:
        add_run(connection, id="perdue", workbook=workbook, trigger="panel", queued=MONDAY)
        change_run(connection, "perdue", state="running")
    (run,) = runs(engine, workbook)
    return run


def test_a_run_gets_another_attempt(engine: sa.Engine, runtime: Runtime) -> None:
    begin(engine)
    mend(runtime, MONDAY + 3 * MINUTE)
    mend(runtime, MONDAY + 4 * MINUTE)
    (run,) = runs(engine)

    assert (run.state, run.attempts) == ("queued", 1)
    assert jobs(engine, "ENQUEUED") == ["refresh-perdue-2"]


def test_a_run_that_was_just_asked_for_is_left_alone(engine: sa.Engine, runtime: Runtime) -> None:
    run = begin(engine)
    mend(runtime, MONDAY + MINUTE)

    assert (list(runs(engine)), jobs(engine)) == ([run], [])


def test_a_run_that_has_a_job_is_left_alone(engine: sa.Engine, runtime: Runtime) -> None:
    with engine.begin() as connection:
        run, _ = ask_for_run(connection, runtime.queue, BOOK, trigger="panel", who="", now=MONDAY)
    mend(runtime, MONDAY + timedelta(days=1))

    assert (list(runs(engine)), jobs(engine)) == ([run], [f"refresh-{run.id}-1"])


def test_a_run_that_went_on_meanwhile_is_left_alone(engine: sa.Engine, runtime: Runtime) -> None:
    seen = begin(engine)
    with engine.begin() as connection:
        change_run(connection, "perdue", state="done", attempts=1, ended=MONDAY)
    beat._attempt_again(runtime, seen)

    assert [run.state for run in runs(engine)] == ["done"]
    assert jobs(engine) == []


def test_a_run_of_a_workbook_that_is_no_more_is_left_alone(engine: sa.Engine, runtime: Runtime) -> None:
    begin(engine, "autre")
    mend(runtime, MONDAY + 3 * MINUTE)

    assert jobs(engine) == []


def test_rows_that_wait_get_a_job(engine: sa.Engine, runtime: Runtime) -> None:
    with engine.begin() as connection:
        add_events(connection, [visit(1)])
    alter(engine, feeding="disparu")
    mend(runtime, MONDAY)
    first = look(engine).feeding
    mend(runtime, MONDAY)

    assert jobs(engine, "ENQUEUED") == [first]
    assert look(engine).feeding == first


def test_services_that_mend_at_once_give_one_job(engine: sa.Engine, runtime: Runtime) -> None:
    begin(engine)
    with engine.begin() as connection:
        add_events(connection, [visit(1)])
    together = threading.Barrier(3)

    def mend_now() -> None:
        together.wait()
        mend(runtime, MONDAY + 3 * MINUTE)

    services = [threading.Thread(target=mend_now) for _ in range(3)]
    for service in services:
        service.start()
    for service in services:
        service.join()

    assert sorted(jobs(engine)) == sorted([str(look(engine).feeding), "refresh-perdue-2"])
