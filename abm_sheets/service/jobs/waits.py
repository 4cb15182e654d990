"""What waits for a clock, and must not wait longer because it was set back."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta

import sqlalchemy as sa
from dbos import DBOSClient, WorkflowStatus

from abm_sheets.service.jobs.queue import APPLICATION

_TOLERATED = timedelta(seconds=5)

_JOBS = sa.table("workflow_status", sa.column("rate_limited"), sa.column("started_at_epoch_ms"))


class Waits:
    """The jobs that were put off, timed by a clock that nobody sets: `clock` counts seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Know of none yet."""
        self._clock = clock
        self._ends: dict[str, float] = {}

    def end(self, client: DBOSClient) -> int:
        """Let those begin that have waited for long enough, whatever the time of day is now; how many."""
        put_off = client.list_workflows(
            status="DELAYED", application_name=APPLICATION, load_input=False, load_output=False
        )
        now = self._clock()
        self._ends = {
            job.workflow_id: self._ends.get(job.workflow_id, now + _asked_for(job)) for job in put_off
        }
        over = [name for name, end in self._ends.items() if end <= now]
        for name in over:
            client.set_workflow_delay(name, delay_seconds=0)
        return len(over)


def _asked_for(job: WorkflowStatus) -> float:
    """The seconds that a job still has to wait: never more than it was put off by."""
    until = (job.delay_until_epoch_ms or 0) / 1000
    left = max(until - time.time(), 0)
    asked = until - (job.created_at or 0) / 1000
    return min(left, asked) if asked > 0 else left


def count_from_now(connection: sa.Connection, now: datetime) -> int:
    """Take jobs that began in the future, by a clock set back since, as begun now; how many.

    DBOS would count them among those of the last minute until that future comes.
    """
    jobs = _JOBS if connection.dialect.name == "sqlite" else _in_schema()
    future = jobs.c.started_at_epoch_ms > _milliseconds(now + _TOLERATED)
    late = jobs.update().where(jobs.c.rate_limited.is_(sa.true()), future)
    return connection.execute(late.values(started_at_epoch_ms=_milliseconds(now))).rowcount


def _in_schema() -> sa.TableClause:
    return sa.table(_JOBS.name, *(sa.column(each.name) for each in _JOBS.c), schema="dbos")


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
