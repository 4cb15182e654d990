"""A clock that is set back makes nothing wait longer."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from abm_sheets.service import database
from abm_sheets.service.beat import Ticker, Waits, count_from_now
from abm_sheets.service.jobs.queue import Queue
from abm_sheets.service.jobs.refreshes import Runtime
from abm_sheets.service.slots import Slots
from abm_sheets.service.store.runs import add_run, change_run, last_run, plan_anew
from tests.service.bookkeeping import BOOK, MONDAY, look, runs, serve
from tests.service.callers.calls import Clock

HOUR, WEEK = timedelta(hours=1), timedelta(weeks=1)


def put_off(engine: sa.Engine, queue: Queue, seconds: float) -> None:
    with engine.begin() as connection:
        queue.feed(connection, BOOK, "feed-1", seconds)


def ended(engine: sa.Engine, name: str, moment: datetime) -> None:
    with engine.begin() as connection:
        add_run(connection, id=name, workbook=BOOK, trigger="panel", queued=moment)
        change_run(connection, name, state="done", ended=moment)


def test_a_job_begins_once_it_has_waited_whatever_the_clock_says(engine: sa.Engine, queue: Queue) -> None:
    clock = Clock()
    waits = Waits(clock)
    put_off(engine, queue, 3600)

    assert waits.end(queue.client) == 0
    clock.pass_by(3500)
    assert waits.end(queue.client) == 0
    clock.pass_by(200)
    assert waits.end(queue.client) == 1
    (job,) = queue.client.list_workflows(workflow_ids=["feed-1"])
    assert (job.delay_until_epoch_ms or 0) <= datetime.now(UTC).timestamp() * 1000


def test_jobs_begun_in_the_future_do_not_use_up_the_rate_until_then(engine: sa.Engine, queue: Queue) -> None:
    put_off(engine, queue, 0)
    now = database.now(engine)
    schema = "" if engine.dialect.name == "sqlite" else "dbos."
    begun = {"at": int((now + HOUR).timestamp() * 1000), "limited": True}
    table = f"{schema}workflow_status"
    with engine.begin() as connection:
        connection.execute(
            sa.text(f"UPDATE {table} SET started_at_epoch_ms = :at, rate_limited = :limited"),  # noqa: S608 (ours)
            begun,
        )
        assert count_from_now(connection, now) == 1
        assert count_from_now(connection, now) == 0


@pytest.mark.parametrize("ahead", [WEEK, timedelta(), -2 * HOUR])
def test_a_run_planned_by_a_clock_that_was_ahead_is_brought_forward(
    engine: sa.Engine, ahead: timedelta
) -> None:
    serve(engine, next_due=MONDAY + ahead)

    assert plan_anew(engine, MONDAY - HOUR) == (ahead > timedelta())
    assert look(engine).next_due == min(MONDAY, MONDAY + ahead)


def test_a_clock_set_back_by_a_week_skips_no_monday(
    engine: sa.Engine, runtime: Runtime, slots: Slots
) -> None:
    ticker = Ticker(runtime, slots)
    serve(engine, next_due=MONDAY)
    # The clock is a week ahead, then right again.
    ticker.beat(MONDAY + WEEK)
    ticker.beat(MONDAY + HOUR)
    ticker.beat(MONDAY + WEEK)

    assert look(engine).next_due == MONDAY + 2 * WEEK
    assert Counter(run.due for run in runs(engine)) == Counter([MONDAY, MONDAY + WEEK])


def test_what_a_clock_noted_in_the_future_is_not_the_latest_until_that_future(
    engine: sa.Engine, runtime: Runtime, slots: Slots
) -> None:
    serve(engine, schedule="", refreshed=MONDAY + WEEK, failing_since=MONDAY + WEEK)
    ended(engine, "with the clock ahead", MONDAY + WEEK)
    Ticker(runtime, slots).beat(MONDAY)
    ended(engine, "since", MONDAY + HOUR)

    assert [run.id for run in runs(engine)] == ["with the clock ahead", "since"]
    with engine.begin() as connection:
        last = last_run(connection, BOOK)
    assert last is not None
    assert last.id == "since"
    assert (look(engine).refreshed, look(engine).failing_since) == (MONDAY, MONDAY)
