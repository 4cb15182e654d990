"""What a crash may leave: jobs of a dead worker, work without a job, and what is too old to keep."""

from __future__ import annotations

from datetime import datetime, timedelta

from dbos import DBOS

from abm_sheets.service.jobs.feeding import start_feeding
from abm_sheets.service.jobs.queue import APPLICATION, refresh_name
from abm_sheets.service.jobs.refreshing import Parts
from abm_sheets.service.slots import Slots
from abm_sheets.service.store.events import forget_events, workbooks_waiting
from abm_sheets.service.store.runs import Run, change_run, find_run, forget_runs, list_pending
from abm_sheets.service.store.workbooks import Served, change, find_workbook, hold

KEPT = timedelta(days=400)
"""For how long the runs of a workbook are kept: a year and its comparison."""

JOBS_KEPT = timedelta(days=7)

_SETTLED = timedelta(minutes=2)
"""How long ago a run without a job was asked for at least, or how far in the future, by another clock."""

_AT_ONCE = 1_000


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


def mend(parts: Parts, now: datetime) -> None:
    """Give a job to what should have one and has none: a bug or a broken database may have ended it."""
    with parts.engine.begin() as connection:
        pending = [run for run in list_pending(connection) if abs(now - run.queued) > _SETTLED]
        waiting = [
            served
            for workbook in workbooks_waiting(connection)
            if (served := find_workbook(connection, workbook)) is not None
        ]
    names = {refresh_name(run.id, run.attempts + 1): run for run in pending}
    feeding = {served.feeding: served for served in waiting if served.feeding}
    alive = parts.queue.alive([*names, *feeding])
    for name, run in names.items():
        if name not in alive:
            _attempt_again(parts, run)
    for served in waiting:
        if served.feeding not in alive:
            _feed_again(parts, served)


def _attempt_again(parts: Parts, run: Run) -> None:
    """Give a run another job in place of the one that it lost, unless it went on meanwhile."""
    with parts.engine.begin() as connection:
        if hold(connection, run.workbook) and find_run(connection, run.id) == run:
            change_run(connection, run.id, attempts=run.attempts + 1, state="queued")
            parts.queue.refresh(connection, run.id, run.workbook, run.attempts + 2)


def _feed_again(parts: Parts, served: Served) -> None:
    """Give the rows that wait for a workbook another job, unless they got one meanwhile."""
    with parts.engine.begin() as connection:
        hold(connection, served.id)
        now = find_workbook(connection, served.id)
        if now is not None and now.feeding == served.feeding:
            change(connection, served.id, feeding=None)
            start_feeding(connection, parts.queue, served.id, 0)


def forget(parts: Parts, now: datetime) -> None:
    """Delete what is too old to be of use."""
    with parts.engine.begin() as connection:
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
