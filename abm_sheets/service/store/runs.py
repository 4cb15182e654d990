"""Each refresh asked for: by whom, when it began and ended, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa

from abm_sheets.service.database import runs

Trigger = Literal["schedule", "panel", "command", "job", "setup"]
State = Literal["queued", "running", "done", "failed"]

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
