"""The service's own beat: what is due is asked for, what a crash left is mended, what is old is deleted."""

from __future__ import annotations

import logging
import signal
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from dbos import DBOS, DBOSClient, WorkflowStatus

from abm_sheets.service import database
from abm_sheets.service.jobs.feeds import start_feeding
from abm_sheets.service.jobs.queue import APPLICATION, refresh_name
from abm_sheets.service.jobs.refreshes import Runtime
from abm_sheets.service.slots import Slots
from abm_sheets.service.store.events import forget_events, workbooks_waiting
from abm_sheets.service.store.runs import (
    Run,
    ask_for_due,
    change_run,
    find_run,
    forget_runs,
    list_pending,
    plan_anew,
)
from abm_sheets.service.store.workbooks import Served, change, find_workbook, hold

LOG = logging.getLogger(__name__)

BEAT = 15
"""Seconds between two beats, on an hour of sixty real minutes."""

_RARE = timedelta(hours=1)
KEPT = timedelta(days=400)
"""For how long the runs of a workbook are kept: a year and its comparison."""

JOBS_KEPT = timedelta(days=7)
_SETTLED = timedelta(minutes=2)
"""How long ago a run without a job was asked for at least, or how far in the future, by another clock."""

_AT_ONCE = 1_000
_TOLERATED = timedelta(seconds=5)
_PLANNED = ("next_due", "due")
"""The moments that are of the future."""

_JOBS = sa.table("workflow_status", sa.column("rate_limited"), sa.column("started_at_epoch_ms"))


class Ticker(threading.Thread):
    """Beats from the moment it is started, so that what was missed while nothing ran is caught up at once."""

    def __init__(self, runtime: Runtime, slots: Slots) -> None:
        """Bind what is looked after."""
        super().__init__(name="ticker", daemon=True)
        self._runtime = runtime
        self._slots = slots
        self._waits = Waits()
        self._over = threading.Event()
        self._forgotten = datetime.min.replace(tzinfo=UTC)

    def run(self) -> None:
        """Beat until stopped."""
        while True:
            self._guarded(lambda: self.beat(database.now(self._runtime.engine)))
            if self._over.wait(BEAT * self._runtime.configuration.poll):
                return

    def stop(self) -> None:
        """End after the beat in progress."""
        self._over.set()

    def beat(self, now: datetime) -> None:
        """Do once what is done at each beat; what fails is done at the next."""
        self._guarded(self._keep_place)
        self._guarded(lambda: self._ask(now))
        self._guarded(lambda: take_over(self._slots))
        self._guarded(lambda: mend(self._runtime, now))
        self._guarded(lambda: self._hasten(now))
        # At once where the clock was set back: it may have been wrong when the next runs were planned.
        if not timedelta() <= now - self._forgotten < _RARE:
            self._forgotten = now
            self._guarded(lambda: plan_anew(self._runtime.engine, now))
            self._guarded(lambda: self._bring_back(now))
            self._guarded(lambda: forget(self._runtime, now))

    def _keep_place(self) -> None:
        if not self._slots.keep():
            # Two workers of one name would take each other's jobs for their own.
            LOG.critical("another worker has this one's place")
            signal.raise_signal(signal.SIGTERM)

    def _ask(self, now: datetime) -> None:
        asked = ask_for_due(self._runtime.engine, self._runtime.queue, now)
        if asked:
            LOG.info("runs due: %d", asked)

    def _hasten(self, now: datetime) -> None:
        self._waits.end(self._runtime.queue.client)
        with self._runtime.engine.begin() as connection:
            count_from_now(connection, now)

    def _bring_back(self, now: datetime) -> None:
        with self._runtime.engine.begin() as connection:
            bring_back(connection, now)

    @staticmethod
    def _guarded(work: Callable[[], object]) -> None:
        try:
            work()
        except Exception:
            LOG.exception("a beat failed")


def take_over(slots: Slots) -> int:
    """Have the jobs of workers that died taken up by the living; how many there were."""
    pending = DBOS.list_workflows(
        status="PENDING", application_name=APPLICATION, load_input=False, load_output=False
    )
    holders = {job.executor_id for job in pending if job.executor_id} - {DBOS.executor_id}
    with slots.dead(holders) as dead:
        # The names of a private method: DBOS leaves this to a paid service, and offers no other way.
        taken = DBOS._recover_pending_workflows(dead) if dead else []  # noqa: SLF001
    return len(taken)


def mend(runtime: Runtime, now: datetime) -> None:
    """Give a job to what should have one and has none: a bug or a broken database may have ended it."""
    with runtime.engine.begin() as connection:
        pending = [run for run in list_pending(connection) if abs(now - run.queued) > _SETTLED]
        waiting = [
            served
            for workbook in workbooks_waiting(connection)
            if (served := find_workbook(connection, workbook)) is not None
        ]
    names = {refresh_name(run.id, run.attempts + 1): run for run in pending}
    feeding = {served.feeding: served for served in waiting if served.feeding}
    alive = runtime.queue.alive([*names, *feeding])
    for name, run in names.items():
        if name not in alive:
            _attempt_again(runtime, run)
    for served in waiting:
        if served.feeding not in alive:
            _feed_again(runtime, served)


def _attempt_again(runtime: Runtime, run: Run) -> None:
    """Give a run another job in place of the one that it lost, unless it went on meanwhile."""
    with runtime.engine.begin() as connection:
        if hold(connection, run.workbook) and find_run(connection, run.id) == run:
            change_run(connection, run.id, attempts=run.attempts + 1, state="queued")
            runtime.queue.refresh(connection, run.id, run.workbook, run.attempts + 2)


def _feed_again(runtime: Runtime, served: Served) -> None:
    """Give the rows that wait for a workbook another job, unless they got one meanwhile."""
    with runtime.engine.begin() as connection:
        hold(connection, served.id)
        now = find_workbook(connection, served.id)
        if now is not None and now.feeding == served.feeding:
            change(connection, served.id, feeding=None)
            start_feeding(connection, runtime.queue, served.id, 0)


def forget(runtime: Runtime, now: datetime) -> None:
    """Delete what is too old to be of use."""
    with runtime.engine.begin() as connection:
        forget_runs(connection, now - KEPT)
        forget_events(connection, now)
    old = DBOS.list_workflows(
        completed_before=(now - JOBS_KEPT).isoformat(),
        application_name=APPLICATION,
        limit=_AT_ONCE,
        load_input=False,
        load_output=False,
    )
    if old:
        DBOS.delete_workflows([job.workflow_id for job in old])


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


def bring_back(connection: sa.Connection, now: datetime) -> int:
    """Take what was noted in the future, by a clock set back since, as noted now; how much.

    It would be the latest of its kind until that future comes.
    """
    moments = (
        column
        for table in database.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, database.Moment) and column.name not in _PLANNED
    )
    late = [sa.update(each.table).where(each > now + _TOLERATED).values({each.name: now}) for each in moments]
    return sum(connection.execute(each).rowcount for each in late)


def _in_schema() -> sa.TableClause:
    return sa.table(_JOBS.name, *(sa.column(each.name) for each in _JOBS.c), schema="dbos")


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
