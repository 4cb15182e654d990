"""Each refresh asked for: noted and queued in one transaction, with what came of it."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import uuid4

import sqlalchemy as sa

from abm_sheets.service.database import runs
from abm_sheets.service.jobs.queue import Queue
from abm_sheets.service.schedule import next_run
from abm_sheets.service.store.workbooks import (
    Served,
    change,
    find_workbook,
    get_workbook,
    hold,
    list_due,
    list_workbooks,
)

Trigger = Literal["schedule", "panel", "command", "job", "setup"]
State = Literal["queued", "running", "done", "failed"]

LOG = logging.getLogger(__name__)

PENDING: tuple[State, ...] = ("queued", "running")


@dataclass(frozen=True)
class Run:
    """A refresh; `failure` is the sentence of its last failure by language, empty where there is none."""

    id: str
    workbook: str
    trigger: Trigger
    who: str
    due: datetime | None
    queued: datetime
    started: datetime | None
    ended: datetime | None
    state: State
    attempts: int
    row_count: int | None
    issue_count: int | None
    failure: Mapping[str, str] | None


def add_run(connection: sa.Connection, **values: Any) -> None:
    """Note that a refresh was asked for."""
    connection.execute(runs.insert().values(state="queued", attempts=0, **values))


def find_run(connection: sa.Connection, run: str) -> Run | None:
    """The run of an id."""
    row = connection.execute(runs.select().where(runs.c.id == run)).first()
    return None if row is None else _run(row)


def pending_run(connection: sa.Connection, workbook: str) -> Run | None:
    """The refresh of a workbook that was asked for and is not over, if any."""
    waiting = runs.select().where(runs.c.workbook == workbook, runs.c.state.in_(PENDING))
    row = connection.execute(waiting.order_by(runs.c.queued)).first()
    return None if row is None else _run(row)


def list_pending(connection: sa.Connection) -> Sequence[Run]:
    """Every refresh that was asked for and is not over, the oldest first."""
    waiting = runs.select().where(runs.c.state.in_(PENDING)).order_by(runs.c.queued)
    return [_run(row) for row in connection.execute(waiting)]


def last_run(connection: sa.Connection, workbook: str) -> Run | None:
    """The refresh of a workbook that ended last."""
    return next(iter(list_runs(connection, workbook, limit=1, ended=True)), None)


def list_runs(connection: sa.Connection, workbook: str, *, limit: int, ended: bool = False) -> Sequence[Run]:
    """The runs of a workbook, the latest first."""
    query = runs.select().where(runs.c.workbook == workbook)
    if ended:
        query = query.where(runs.c.ended.is_not(None))
    order = runs.c.ended if ended else runs.c.queued
    return [_run(row) for row in connection.execute(query.order_by(order.desc()).limit(limit))]


def change_run(connection: sa.Connection, run: str, **values: Any) -> None:
    """Set some columns of a run."""
    connection.execute(runs.update().where(runs.c.id == run).values(**values))


def count_pending(connection: sa.Connection) -> int:
    """How many refreshes wait or are running."""
    counted = sa.select(sa.func.count()).where(runs.c.state.in_(PENDING))
    return int(connection.execute(counted).scalar_one())


def forget_runs(connection: sa.Connection, before: datetime) -> None:
    """Delete the runs that ended before a moment."""
    connection.execute(runs.delete().where(runs.c.ended < before))


def _run(row: sa.Row[Any]) -> Run:
    return Run(**row._mapping)  # noqa: SLF001 (the documented way to a row's names)


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
