"""What follows from an attempt of a refresh: noted once, whatever happens, with what is to be done next."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from abm_sheets.errors import AbmSheetsError, NoUsableTabError
from abm_sheets.errors.google import GoogleUnavailableError, NotSharedError
from abm_sheets.service.jobs.queue import Failure, Refreshed, failure_of
from abm_sheets.service.jobs.refreshes import ATTEMPTS, Runtime, attempt_run, settle_run
from abm_sheets.service.store.runs import Run, add_run, change_run
from tests.service.bookkeeping import BOOK, DIGESTS, MONDAY, jobs, look, runs, serve

Outcome = Refreshed | Failure

DONE = Refreshed(title="Suivi", locale="fr_FR", zone="Europe/Paris", rows=307, issues=2, digests=DIGESTS)
PASSING = failure_of(GoogleUnavailableError(reason="HTTP 503"))
LASTING = failure_of(NotSharedError(email="robot@exemple.fr"))
WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def asked(engine: sa.Engine) -> None:
    """A workbook, and a run of it that is under way."""
    serve(engine, next_due=MONDAY + WEEK, alerts="json://127.0.0.1:9")
    begin(engine, "r1")


def begin(engine: sa.Engine, name: str) -> None:
    with engine.begin() as connection:
        add_run(connection, id=name, workbook=BOOK, trigger="schedule", queued=MONDAY)
        change_run(connection, name, state="running", started=MONDAY)


def only_run(engine: sa.Engine) -> Run:
    (run,) = runs(engine)
    return run


def test_one_that_succeeded_is_done(engine: sa.Engine, runtime: Runtime) -> None:
    before = datetime.now(UTC)
    settle_run(runtime, "r1", 1, DONE)
    run, served = only_run(engine), look(engine)

    assert (run.state, run.attempts, run.failure) == ("done", 1, None)
    assert (run.row_count, run.issue_count) == (307, 2)
    assert run.ended is not None
    assert before <= run.ended <= datetime.now(UTC)
    assert (served.digests, served.refreshed) == (DIGESTS, run.ended)
    assert served.next_due == MONDAY + WEEK
    assert jobs(engine) == []


@pytest.mark.parametrize("attempt", range(1, ATTEMPTS))
def test_one_that_may_pass_is_tried_again_later(engine: sa.Engine, runtime: Runtime, attempt: int) -> None:
    settle_run(runtime, "r1", attempt, PASSING)
    run = only_run(engine)

    assert (run.state, run.attempts, run.ended) == ("queued", attempt, None)
    assert run.failure == PASSING.sentence
    assert jobs(engine, "DELAYED") == jobs(engine) == [f"refresh-r1-{attempt + 1}"]
    assert look(engine).failing_since is None


@pytest.mark.parametrize(("attempt", "failure"), [(ATTEMPTS, PASSING), (1, LASTING)])
def test_one_that_does_not_pass_is_given_up_and_people_are_told(
    engine: sa.Engine, runtime: Runtime, attempt: int, failure: Failure
) -> None:
    settle_run(runtime, "r1", attempt, failure)
    run = only_run(engine)

    assert (run.state, run.attempts, run.failure) == ("failed", attempt, failure.sentence)
    assert run.ended is not None
    assert look(engine).failing_since == run.ended
    assert jobs(engine) == ["alert-r1-1-1"]


@pytest.mark.parametrize("outcome", [DONE, PASSING, LASTING])
def test_noted_again_it_changes_nothing_more(engine: sa.Engine, runtime: Runtime, outcome: Outcome) -> None:
    settle_run(runtime, "r1", 1, outcome)
    before = (only_run(engine), look(engine), jobs(engine))
    settle_run(runtime, "r1", 1, outcome)
    settle_run(runtime, "r1", 1, DONE)

    assert (only_run(engine), look(engine), jobs(engine)) == before


@pytest.mark.parametrize("outcome", [DONE, PASSING, LASTING])
def test_a_run_that_is_no_more_leaves_nothing(engine: sa.Engine, runtime: Runtime, outcome: Outcome) -> None:
    settle_run(runtime, "inconnue", 1, outcome)

    assert only_run(engine).state == "running"
    assert jobs(engine) == []


@pytest.mark.parametrize("state", ["done", "failed"])
def test_a_run_that_is_over_is_not_attempted(engine: sa.Engine, runtime: Runtime, state: str) -> None:
    with engine.begin() as connection:
        change_run(connection, "r1", state=state)

    assert attempt_run(runtime, "r1") is None
    assert attempt_run(runtime, "inconnue") is None
    assert only_run(engine).state == state


def test_what_nobody_foresaw_is_tried_again_and_its_place_is_logged(
    engine: sa.Engine, runtime: Runtime, caplog: pytest.LogCaptureFixture
) -> None:
    outcome = attempt_run(runtime, "r1")

    assert isinstance(outcome, Failure)
    assert outcome.passing
    assert "AssertionError" in outcome.sentence["fr"]
    assert only_run(engine).state == "running"
    (record,) = [record for record in caplog.records if record.exc_info]
    assert record.message == "attempt failed: AssertionError"


@pytest.mark.parametrize(
    ("error", "passing", "said"),
    [
        pytest.param(GoogleUnavailableError(reason="HTTP 503"), True, "HTTP 503", id="Google is down"),
        pytest.param(NotSharedError(email="robot@exemple.fr"), False, "robot@exemple.fr", id="not shared"),
        pytest.param(NoUsableTabError(), False, "Comptes", id="nothing to compute"),
        pytest.param(ZeroDivisionError("secret"), True, "ZeroDivisionError", id="nobody foresaw it"),
    ],
)
def test_a_failure_says_what_happened_in_each_language(error: Exception, passing: bool, said: str) -> None:  # noqa: FBT001 (a row of the table)
    failure = failure_of(error)

    assert failure.passing == passing
    assert said in failure.sentence["fr"]
    assert set(failure.sentence) == {"fr", "en"}
    assert "secret" not in repr(failure)
    assert isinstance(error, AbmSheetsError) == ("ZeroDivision" not in said)
