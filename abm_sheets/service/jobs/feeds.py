"""The rows received for a workbook, written in its input tabs: each once, in the order of arrival."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from abm_sheets.errors import AbmSheetsError
from abm_sheets.intake import append
from abm_sheets.service import telemetry
from abm_sheets.service.jobs.messages import queue_alert
from abm_sheets.service.jobs.queue import Failure, Queue, failure_of
from abm_sheets.service.jobs.refreshes import Runtime
from abm_sheets.service.store.events import Batch, add_events, is_waiting, mark_written, take_batch
from abm_sheets.service.store.workbooks import Served, begin_feeding, change, find_workbook, hold
from abm_sheets.workbook.edits import Appended
from abm_sheets.workbook.google.spreadsheet import GoogleWorkbook

LOG = logging.getLogger(__name__)

GATHERING = 2 / 60
"""Share of Google's minute that a first row waits for others, to be written together."""

TOLERATED = 3
"""Passing failures in a row before people get an alert."""

_LONGEST_PAUSE = 60
"""Google's minutes between two attempts, at most: what was received is never given up."""

_DOUBLINGS = 7
"""After so many, half a minute is longer than that."""


def receive(
    connection: sa.Connection, queue: Queue, workbook: str, rows: Sequence[Mapping[str, Any]], minute: float
) -> list[bool]:
    """Keep rows for a workbook and have them written; for each, whether it is new."""
    if not hold(connection, workbook):
        return []
    new = add_events(connection, rows)
    if any(new):
        start_feeding(connection, queue, workbook, GATHERING * minute)
    return new


def start_feeding(connection: sa.Connection, queue: Queue, workbook: str, delay: float) -> None:
    """Have the rows that wait written, unless a job does already; the caller holds the workbook."""
    name = f"feed-{uuid4().hex}"
    if begin_feeding(connection, workbook, name):
        queue.feed(connection, workbook, name, delay)


def attempt_feed(runtime: Runtime, workbook: str, name: str) -> str | Failure | None:
    """Write the next rows of a workbook and read them back; the batch written, None where there is none.

    It may be repeated at any moment: a batch that is in the sheet is not written again.
    """
    with runtime.engine.begin() as connection:
        hold(connection, workbook)
        batch = take_batch(connection, workbook, name)
    if batch is None:
        return None
    try:
        runtime.as_its_account(workbook, lambda opened: _write(opened, batch))
    except Exception as error:
        foreseen = isinstance(error, AbmSheetsError)
        LOG.warning("rows not written: %s", type(error).__name__, exc_info=None if foreseen else error)
        return failure_of(error)
    return batch.id


def _write(opened: GoogleWorkbook, batch: Batch) -> None:
    try:
        with telemetry.timed("feed"):
            _note(append(opened, batch.tab, batch.rows, batch.id))
    finally:
        telemetry.count_calls(opened.client.calls)


def _note(appended: Appended) -> None:
    """Log what people did at the very moment: nothing is written twice because of it."""
    if appended.misplaced:
        LOG.warning(
            "rows under other headers, for columns were moved: %s", sorted(appended.misplaced.values())
        )
    if appended.missing:
        LOG.warning("rows changed or deleted as soon as written: %d", len(appended.missing))


def settle_feed(runtime: Runtime, workbook: str, name: str, outcome: str | Failure | None) -> None:
    """Note which rows are written, and have the next ones written; done again, it changes nothing more."""
    now = datetime.now(UTC)
    with runtime.engine.begin() as connection:
        hold(connection, workbook)
        served = find_workbook(connection, workbook)
        if served is None or served.feeding != name:
            return
        change(connection, workbook, feeding=None)
        if isinstance(outcome, Failure):
            _put_off(connection, runtime, served, outcome, name)
            return
        if outcome is not None:
            mark_written(connection, outcome, now)
        if served.feeding_failing_since is not None:
            queue_alert(connection, runtime, f"alert-{name}", workbook, "feed_again")
        change(connection, workbook, feed_failures=0, feeding_failing_since=None)
        if is_waiting(connection, workbook):
            start_feeding(connection, runtime.queue, workbook, 0)


def _put_off(
    connection: sa.Connection, runtime: Runtime, served: Served, failure: Failure, name: str
) -> None:
    """Try again later, later each time; alert people once when it does not pass by itself."""
    failures = served.feed_failures + 1
    change(connection, served.id, feed_failures=failures, feed_failure=dict(failure.sentence))
    minutes = min(2 ** min(failures - 1, _DOUBLINGS) / 2, _LONGEST_PAUSE)
    start_feeding(connection, runtime.queue, served.id, minutes * runtime.configuration.minute)
    lasting = not failure.passing or failures >= TOLERATED
    if lasting and served.feeding_failing_since is None:
        change(connection, served.id, feeding_failing_since=datetime.now(UTC))
        queue_alert(connection, runtime, f"alert-{name}", served.id, "feed_failed")
