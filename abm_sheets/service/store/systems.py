"""The keys of the systems that feed a workbook by themselves, and since when one cannot be read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from abm_sheets.service.database import systems
from abm_sheets.service.sealing import UNREADABLE


@dataclass(frozen=True)
class Keyed:
    """A system with its keys, by the names that it gives them; since when it cannot be read, if it cannot."""

    secrets: Mapping[str, str]
    failing_since: datetime | None


def set_keys(
    connection: sa.Connection, workbook: str, system: str, secrets: Mapping[str, str] | None
) -> None:
    """Keep the keys of a system in place of those before, or forget them."""
    here = (systems.c.workbook == workbook) & (systems.c.system == system)
    connection.execute(systems.delete().where(here))
    if secrets is not None:
        kept = json.dumps(dict(secrets))
        connection.execute(systems.insert().values(workbook=workbook, system=system, secrets=kept))


def list_keys(connection: sa.Connection, workbook: str) -> dict[str, Keyed]:
    """The systems of a workbook by their keys; those whose secrets none of our keys opens are left out."""
    rows = connection.execute(systems.select().where(systems.c.workbook == workbook))
    return {
        row.system: Keyed(json.loads(row.secrets), row.failing_since)
        for row in rows
        if row.secrets != UNREADABLE
    }


def note_failing(connection: sa.Connection, workbook: str, system: str, since: datetime | None) -> None:
    """Note since when a system cannot be read, or that it can."""
    here = (systems.c.workbook == workbook) & (systems.c.system == system)
    connection.execute(systems.update().where(here).values(failing_since=since))
