"""The sources that may feed a workbook, each with its own secret, of which only the hash is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from abm_sheets.service.database import hooks


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
