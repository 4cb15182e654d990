"""The sources that may feed a workbook, and the rows received from them.

Of a source's secret only the hash is kept; rows are kept until written, and known again for thirty days.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from abm_sheets.service.database import events, hooks

REMEMBERED = timedelta(days=30)
"""For how long the same event is one row."""

BATCH = 500
"""The most rows written at once."""

MOST_WAITING = 50_000
"""Rows of one workbook that may wait to be written."""


@dataclass(frozen=True)
class Hook:
    """A source of a workbook and the input tab that it feeds."""

    workbook: str
    source: str
    tab: str
    added: datetime


def set_hook(connection: sa.Connection, hook: Hook, secret: str) -> bool:
    """Let a source feed a workbook by a secret's hash, in place of its former one; whether it is new."""
    same = (hooks.c.workbook == hook.workbook) & (hooks.c.source == hook.source)
    changed = connection.execute(hooks.update().where(same).values(secret=secret, tab=hook.tab))
    if changed.rowcount:
        return False
    values = {"workbook": hook.workbook, "source": hook.source, "tab": hook.tab, "added": hook.added}
    connection.execute(hooks.insert().values(**values, secret=secret))
    return True


def find_hook(connection: sa.Connection, source: str, secret: str) -> Hook | None:
    """The source that has a secret's hash."""
    query = hooks.select().where(hooks.c.secret == secret, hooks.c.source == source)
    return next(map(_hook, connection.execute(query)), None)


def list_hooks(connection: sa.Connection, workbook: str) -> Sequence[Hook]:
    """The sources of a workbook, by name."""
    query = hooks.select().where(hooks.c.workbook == workbook).order_by(hooks.c.source)
    return list(map(_hook, connection.execute(query)))


def remove_hook(connection: sa.Connection, workbook: str, source: str) -> bool:
    """Refuse a source from now on; whether there was one."""
    removed = hooks.delete().where(hooks.c.workbook == workbook, hooks.c.source == source)
    return bool(connection.execute(removed).rowcount)


def _hook(row: sa.Row[Any]) -> Hook:
    return Hook(row.workbook, row.source, row.tab, row.added)


@dataclass(frozen=True)
class Batch:
    """Rows of one tab that are written together, in the order in which they came."""

    id: str
    tab: str
    rows: Sequence[Mapping[str, Any]]


def add_events(connection: sa.Connection, received: Sequence[Mapping[str, Any]]) -> list[bool]:
    """Keep rows, in order; for each, whether it is new rather than one received before.

    The caller holds the workbook, so that nobody adds the same event meanwhile.
    """
    return [_add(connection, event) for event in received]


def _add(connection: sa.Connection, event: Mapping[str, Any]) -> bool:
    same = [events.c[name] == event[name] for name in ("workbook", "source", "key")]
    # Past their time, events written are forgotten at the latest here: housekeeping may be late.
    old = events.c.received < event["received"] - REMEMBERED
    connection.execute(events.delete().where(*same, old, events.c.written.is_not(None)))
    if connection.execute(sa.select(events.c.seq).where(*same)).first() is not None:
        return False
    connection.execute(events.insert().values(**event))
    return True


def take_batch(connection: sa.Connection, workbook: str, batch: str) -> Batch | None:
    """The next rows to write: a batch begun before, else the oldest rows, marked as a batch of that id."""
    waiting = events.select().where(events.c.workbook == workbook, events.c.written.is_(None))
    first = connection.execute(waiting.order_by(events.c.seq).limit(1)).first()
    if first is None:
        return None
    if first.batch is None:
        _begin(connection, first, batch)
    name = first.batch or batch
    rows = connection.execute(events.select().where(events.c.batch == name).order_by(events.c.seq))
    return Batch(name, first.tab, [row.row for row in rows])


def _begin(connection: sa.Connection, first: sa.Row[Any], batch: str) -> None:
    """Mark the oldest rows as a batch: those of the same tab, up to the first of another."""
    waiting = sa.select(events.c.seq, events.c.tab).where(
        events.c.workbook == first.workbook, events.c.written.is_(None)
    )
    taken = []
    for seq, tab in connection.execute(waiting.order_by(events.c.seq).limit(BATCH)):
        if tab != first.tab:
            break
        taken.append(seq)
    connection.execute(events.update().where(events.c.seq.in_(taken)).values(batch=batch))


def mark_written(connection: sa.Connection, batch: str, now: datetime) -> None:
    """Note that the rows of a batch are in their sheet; their content is kept no longer."""
    connection.execute(
        events.update().where(events.c.batch == batch).values(written=now, row=sa.null(), batch=None)
    )


def is_waiting(connection: sa.Connection, workbook: str) -> bool:
    """Whether a workbook has rows to write."""
    waiting = sa.select(events.c.seq).where(events.c.workbook == workbook, events.c.written.is_(None))
    return connection.execute(waiting.limit(1)).first() is not None


def has_room(connection: sa.Connection, workbook: str) -> bool:
    """Whether a workbook has fewer rows to write than would take hours."""
    waiting = sa.select(events.c.seq).where(events.c.workbook == workbook, events.c.written.is_(None))
    return connection.execute(waiting.offset(MOST_WAITING).limit(1)).first() is None


def count_waiting(connection: sa.Connection) -> int:
    """How many rows wait to be written, in all workbooks."""
    counted = sa.select(sa.func.count()).where(events.c.written.is_(None))
    return int(connection.execute(counted).scalar_one())


def workbooks_waiting(connection: sa.Connection) -> Sequence[str]:
    """The ids of the workbooks that have rows to write."""
    found = sa.select(events.c.workbook).where(events.c.written.is_(None)).distinct()
    return list(connection.execute(found).scalars())


def forget_events(connection: sa.Connection, now: datetime) -> None:
    """Delete the rows written that are older than what is remembered."""
    old = (events.c.received < now - REMEMBERED) & events.c.written.is_not(None)
    connection.execute(events.delete().where(old))
