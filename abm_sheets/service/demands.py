"""A refresh asked for, by a schedule, a person or another scheduler: noted and queued in one transaction."""

from __future__ import annotations

import logging
from datetime import datetime
from uuid import uuid4

import sqlalchemy as sa

from abm_sheets.service.jobs.queue import Queue
from abm_sheets.service.schedule import next_run
from abm_sheets.service.store.runs import Run, Trigger, add_run, find_run, pending_run
from abm_sheets.service.store.workbooks import (
    Served,
    change,
    find_workbook,
    get_workbook,
    hold,
    list_due,
    list_workbooks,
)

LOG = logging.getLogger(__name__)


def ask_for_run(
    connection: sa.Connection, queue: Queue, workbook: str, *, trigger: Trigger, who: str, now: datetime
) -> tuple[Run, bool]:
    """Ask for a refresh now; the run, and whether it is a new one rather than one that waits already.

    Raises:
        NotServedError: the workbook is not served.

    """
    hold(connection, workbook)
    get_workbook(connection, workbook)
    waiting = pending_run(connection, workbook)
    if waiting is not None:
        return waiting, False
    name = f"{workbook}-{uuid4().hex}"
    return _add(connection, queue, name, workbook=workbook, trigger=trigger, who=who, queued=now), True


def ask_once(
    connection: sa.Connection, queue: Queue, served: Served, *, trigger: Trigger, due: datetime, now: datetime
) -> Run:
    """Ask for the refresh that was due at a moment; asked for again, it is the same one."""
    hold(connection, served.id)
    name = f"{served.id}-{trigger}-{due:%Y%m%dT%H%M%S%z}"
    return find_run(connection, name) or _add(
        connection, queue, name, workbook=served.id, trigger=trigger, due=due, queued=now
    )


def ask_for_due(engine: sa.Engine, queue: Queue, now: datetime) -> int:
    """Ask for one refresh of each workbook whose time has come, however often it was missed; how many."""
    with engine.begin() as connection:
        due = list_due(connection, now)
    return sum(_ask_in_time(engine, queue, served.id, now) for served in due)


def plan_anew(engine: sa.Engine, now: datetime) -> int:
    """Bring forward the next runs that a clock which was wrong put too far away; how many."""
    with engine.connect() as connection:
        served = list_workbooks(connection)
    return sum(_bring_forward(engine, each.id, now) for each in served if _is_too_far(each, now))


def _is_too_far(served: Served, now: datetime) -> bool:
    due = served.next_due
    return due is not None and due > next_run(served.schedule, served.clock, now)


def _bring_forward(engine: sa.Engine, workbook: str, now: datetime) -> bool:
    with engine.begin() as connection:
        hold(connection, workbook)
        served = find_workbook(connection, workbook)
        if served is None or not _is_too_far(served, now):
            return False
        change(connection, workbook, next_due=next_run(served.schedule, served.clock, now))
    return True


def _ask_in_time(engine: sa.Engine, queue: Queue, workbook: str, now: datetime) -> bool:
    """Ask for a workbook's refresh, unless another service just did; a fault is that workbook's alone."""
    try:
        with engine.begin() as connection:
            hold(connection, workbook)
            served = find_workbook(connection, workbook)
            due = None if served is None or served.paused else served.next_due
            if served is None or due is None or due > now:
                return False
            change(connection, workbook, next_due=next_run(served.schedule, served.clock, now))
            ask_once(connection, queue, served, trigger="schedule", due=due, now=now)
    except Exception:
        LOG.exception("a run that is due was not asked for")
        return False
    return True


def _add(connection: sa.Connection, queue: Queue, name: str, **values: object) -> Run:
    add_run(connection, id=name, **values)
    queue.refresh(connection, name, str(values["workbook"]), 1)
    run = find_run(connection, name)
    if run is None:
        raise LookupError(name)
    return run
