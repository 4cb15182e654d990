"""The Monday message on its way: each channel has it once, whatever fails or dies meanwhile."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from abm_sheets.outputs.message import Channel
from abm_sheets.service import telemetry
from abm_sheets.service.jobs.queue import Refreshed
from abm_sheets.service.jobs.refreshes import Runtime, attempt_run
from abm_sheets.service.store.runs import Trigger, add_run, ask_for_run, ask_once
from tests.google.launch import LocalGoogle
from tests.loading import load_snapshot
from tests.service.bookkeeping import MONDAY, jobs, look, runs, serve, until
from tests.service.inbox import Inbox
from tests.service.jobs.wanting import NOBODY, want
from tests.sheets import snapshot

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("trigger", "written"),
    [
        ("schedule", {"sales", None}),
        ("job", {"sales", None}),
        ("panel", set()),
        ("command", set()),
        ("setup", set()),
    ],
)
def test_a_run_that_was_scheduled_writes_for_the_roles_that_read(
    google: LocalGoogle, worker: Runtime, trigger: Trigger, written: set[str | None]
) -> None:
    book = load_snapshot(google, snapshot())
    serve(worker.engine, book)
    want(worker.engine, Channel("sales", "a"), Channel(None, "b"), Channel("sales", "c"), book=book)
    with worker.engine.begin() as connection:
        add_run(connection, id="r", workbook=book, trigger=trigger, queued=datetime.now(UTC))
    outcome = attempt_run(worker, "r")

    assert isinstance(outcome, Refreshed)
    assert {each.role for each in outcome.messages} == written
    assert all(each.link.endswith(f"/{book}/edit") for each in outcome.messages)


def scheduled(runtime: Runtime, book: str, moment: datetime) -> None:
    """Ask for the refresh that is due at a moment, and wait for its end."""
    with runtime.engine.begin() as connection:
        ask_once(
            connection, runtime.queue, look(runtime.engine, book), trigger="schedule", due=moment, now=moment
        )
    until(lambda: all(run.state == "done" for run in runs(runtime.engine, book)))


def idle(runtime: Runtime) -> None:
    """Wait until no job waits or runs."""
    until(lambda: not set(jobs(runtime.engine)) - set(jobs(runtime.engine, "SUCCESS")))


def test_after_a_scheduled_run_each_channel_has_one_message_and_after_others_none(
    google: LocalGoogle, worker: Runtime, inbox: Inbox
) -> None:
    book = load_snapshot(google, snapshot())
    serve(worker.engine, book)
    want(worker.engine, Channel("leadership", inbox.address), Channel(None, inbox.address), book=book)
    with worker.engine.begin() as connection:
        ask_for_run(connection, worker.queue, book, trigger="panel", who="", now=datetime.now(UTC))
    until(lambda: [run.state for run in runs(worker.engine, book)] == ["done"])
    idle(worker)
    assert inbox.received == []

    for number in range(2):
        scheduled(worker, book, MONDAY + number * DAY)
    idle(worker)
    assert len(inbox.received) == 2
    assert {each["message"].splitlines()[0] for each in inbox.received} == {
        "Bonjour,",
        "Bonjour à toutes et à tous,",
    }
    assert all(each["message"].endswith(f"/spreadsheets/d/{book}/edit") for each in inbox.received)


def counted(result: str) -> float:
    return telemetry.REGISTRY.get_sample_value("abm_sheets_messages_total", {"result": result}) or 0


def test_a_channel_that_fails_is_tried_again_then_given_up_and_the_run_succeeded(
    google: LocalGoogle, worker: Runtime, inbox: Inbox
) -> None:
    book, failed, sent = load_snapshot(google, snapshot()), counted("failed"), counted("sent")
    serve(worker.engine, book)
    gone, _ = want(worker.engine, Channel("sales", NOBODY), Channel(None, inbox.address), book=book)
    scheduled(worker, book, MONDAY)
    until(lambda: f"message-{gone}-2026-W40-5" in jobs(worker.engine, "SUCCESS"))

    assert len(inbox.received) == 1
    assert (counted("failed") - failed, counted("sent") - sent) == (5, 1)
    assert look(worker.engine, book).failing_since is None
