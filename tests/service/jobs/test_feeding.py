"""What is noted of rows that other tools sent: which wait, which are written, who hears when it fails."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from abm_sheets.errors.google import GoogleUnavailableError, NotSharedError
from abm_sheets.service.jobs.feeds import TOLERATED, attempt_feed, settle_feed
from abm_sheets.service.jobs.queue import Failure, failure_of
from abm_sheets.service.jobs.refreshes import Runtime
from abm_sheets.service.store.events import take_batch
from tests.service.bookkeeping import BOOK, alter, jobs, look, serve
from tests.service.jobs.sending import send, visit, waiting

DOWN = failure_of(GoogleUnavailableError(reason="HTTP 503"))
UNSHARED = failure_of(NotSharedError(email="robot@exemple.fr"))


def take(engine: sa.Engine, name: str) -> str | None:
    """Begin a batch as a job does; its id."""
    with engine.begin() as connection:
        batch = take_batch(connection, BOOK, name)
    return batch.id if batch else None


@pytest.fixture(autouse=True)
def served(engine: sa.Engine) -> None:
    """A workbook."""
    serve(engine, alerts="json://127.0.0.1:9")


def test_rows_that_come_together_are_one_job(engine: sa.Engine, runtime: Runtime) -> None:
    assert send(runtime, visit(1), visit(2)) == [True, True]
    assert send(runtime, visit(2), visit(3)) == [False, True]

    (job,) = jobs(engine, "DELAYED")
    assert look(engine).feeding == job
    assert waiting(engine) == 3


def test_nothing_new_is_no_job(engine: sa.Engine, runtime: Runtime) -> None:
    send(runtime, visit(1))
    name = str(look(engine).feeding)
    settle_feed(runtime, BOOK, name, take(engine, name))
    before = jobs(engine)

    assert send(runtime, visit(1)) == [False]
    assert (jobs(engine), look(engine).feeding) == (before, None)


def test_what_came_meanwhile_is_another_job(engine: sa.Engine, runtime: Runtime) -> None:
    send(runtime, visit(1))
    name = str(look(engine).feeding)
    batch = take(engine, name)
    send(runtime, visit(2))
    settle_feed(runtime, BOOK, name, batch)

    assert waiting(engine) == 1
    assert look(engine).feeding in jobs(engine, "ENQUEUED")


def test_noted_again_it_changes_nothing_more(engine: sa.Engine, runtime: Runtime) -> None:
    send(runtime, visit(1))
    name = str(look(engine).feeding)
    batch = take(engine, name)
    settle_feed(runtime, BOOK, name, batch)
    send(runtime, visit(2))
    before = (look(engine), jobs(engine), waiting(engine))
    settle_feed(runtime, BOOK, name, batch)
    settle_feed(runtime, BOOK, name, UNSHARED)
    settle_feed(runtime, "inconnu", name, batch)

    assert (look(engine), jobs(engine), waiting(engine)) == before


def test_what_nobody_foresaw_keeps_the_rows(
    engine: sa.Engine, runtime: Runtime, caplog: pytest.LogCaptureFixture
) -> None:
    send(runtime, visit(1))
    outcome = attempt_feed(runtime, BOOK, "lot")

    assert isinstance(outcome, Failure)
    assert outcome.passing
    assert waiting(engine) == 1
    assert [record.message for record in caplog.records if record.exc_info] == [
        "rows not written: AssertionError"
    ]


def test_a_job_that_finds_nothing_to_write_is_over(engine: sa.Engine, runtime: Runtime) -> None:
    alter(engine, feeding="de trop", feed_failures=2)

    assert attempt_feed(runtime, BOOK, "de trop") is None
    settle_feed(runtime, BOOK, "de trop", None)
    assert (look(engine).feeding, look(engine).feed_failures, jobs(engine)) == (None, 0, [])


def fail(engine: sa.Engine, runtime: Runtime, *outcomes: Any) -> list[str]:
    """Have the writing fail so, and again; the alerts."""
    for outcome in outcomes:
        settle_feed(runtime, BOOK, str(look(engine).feeding), outcome)
    return [job for job in jobs(engine) if job.startswith("alert-")]


def test_people_are_told_when_it_goes_on_failing_and_when_it_works_again(
    engine: sa.Engine, runtime: Runtime
) -> None:
    send(runtime, visit(1))

    assert fail(engine, runtime, *[DOWN] * (TOLERATED - 1)) == []
    assert look(engine).feeding_failing_since is None
    assert len(fail(engine, runtime, DOWN)) == 1
    since = look(engine).feeding_failing_since
    assert since is not None
    assert len(fail(engine, runtime, DOWN, UNSHARED)) == 1
    served = look(engine)
    assert (served.feeding_failing_since, served.feed_failures) == (since, TOLERATED + 2)
    assert served.feed_failure == UNSHARED.sentence

    name = str(served.feeding)
    assert len(fail(engine, runtime, take(engine, name))) == 2
    served = look(engine)
    assert (served.feeding, served.feeding_failing_since, served.feed_failures) == (None, None, 0)


def test_it_is_tried_again_however_often_it_failed(engine: sa.Engine, runtime: Runtime) -> None:
    send(runtime, visit(1))
    alter(engine, feed_failures=5_000)
    fail(engine, runtime, DOWN)

    assert look(engine).feed_failures == 5_001
    assert look(engine).feeding in jobs(engine, "DELAYED")
