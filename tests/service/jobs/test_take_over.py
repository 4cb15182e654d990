"""What a crash leaves is finished by who lives, and what is old goes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from abm_sheets.service.beat import JOBS_KEPT, KEPT, forget
from abm_sheets.service.jobs.refreshes import Runtime
from abm_sheets.service.store.events import REMEMBERED, add_events, mark_written, take_batch
from abm_sheets.service.store.runs import add_run, ask_for_run, change_run
from tests.google.launch import ROOT, LocalGoogle
from tests.loading import load_snapshot
from tests.service.bookkeeping import BOOK, jobs, runs, serve, until
from tests.service.conftest import SECRET_KEYS
from tests.service.jobs.sending import visit
from tests.sheets import snapshot

MINUTE = timedelta(minutes=1)


def test_what_is_too_old_is_forgotten(worker: Runtime) -> None:
    serve(worker.engine)
    now = datetime.now(UTC)
    with worker.engine.begin() as connection:
        for name, ended in {"ancienne": now - KEPT - MINUTE, "récente": now - KEPT + MINUTE}.items():
            add_run(connection, id=name, workbook=BOOK, trigger="panel", queued=ended)
            change_run(connection, name, state="done", ended=ended)
        add_events(connection, [visit(1, received=now - REMEMBERED - MINUTE)])
        take_batch(connection, BOOK, "lot")
        mark_written(connection, "lot", now)
    forget(worker, now)

    assert [run.id for run in runs(worker.engine)] == ["récente"]
    with worker.engine.begin() as connection:
        assert add_events(connection, [visit(1, received=now - REMEMBERED)]) == [True]


def test_jobs_that_are_over_are_kept_a_week(worker: Runtime) -> None:
    serve(worker.engine)
    with worker.engine.begin() as connection:
        worker.queue.feed(connection, BOOK, "feed-passé", 0)
    until(lambda: "feed-passé" in jobs(worker.engine, "SUCCESS"))
    now = datetime.now(UTC)
    forget(worker, now + JOBS_KEPT - MINUTE)
    assert "feed-passé" in jobs(worker.engine)
    forget(worker, now + JOBS_KEPT + MINUTE)
    assert "feed-passé" not in jobs(worker.engine)


@contextmanager
def lone_worker(url: str) -> Iterator[subprocess.Popen[str]]:
    """A worker in a process of its own."""
    command = [sys.executable, "-m", "tests.service.jobs.lone_worker"]
    key = {"ABM_SHEETS_SECRET_KEY": SECRET_KEYS[0]} if url.startswith("postgresql") else {}
    environment = {**os.environ, **key, "ABM_SHEETS_DATABASE_URL": url}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def test_the_jobs_of_a_worker_that_was_killed_are_finished_by_another(
    google: LocalGoogle, engine: sa.Engine, runtime: Runtime
) -> None:
    book = load_snapshot(google, snapshot())
    serve(engine, book)
    google.clear_requests()
    url = engine.url.render_as_string(hide_password=False)
    with ExitStack() as stack:
        processes = [stack.enter_context(lone_worker(url)) for _ in range(2)]
        workers = {each.stdout.readline().strip(): each for each in processes if each.stdout}
        assert sorted(workers) == ["worker-1", "worker-2"]
        google.faults([{"match": f"^GET /v4/spreadsheets/{book}$", "hang_s": 60}])
        with engine.begin() as connection:
            run, _ = ask_for_run(
                connection, runtime.queue, book, trigger="panel", who="", now=datetime.now(UTC)
            )
        until(lambda: [call for call in google.requests() if book in call["path"]])
        name = f"refresh-{run.id}-1"
        (job,) = runtime.queue.client.list_workflows(workflow_ids=[name])
        workers.pop(str(job.executor_id)).kill()
        until(lambda: [each.state for each in runs(engine, book)] == ["done"])
        until(lambda: jobs(engine, "SUCCESS") == [name])
        (job,) = runtime.queue.client.list_workflows(workflow_ids=[name])

    assert [job.executor_id] == list(workers)
    assert [each.attempts for each in runs(engine, book)] == [1]
