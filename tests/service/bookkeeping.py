"""Workbooks and runs put in the service's database, and looked up there."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from abm_sheets.service.schedule import MONDAY_AT_NINE
from abm_sheets.service.store.runs import Run, list_runs
from abm_sheets.service.store.workbooks import Served, add_workbook, change, get_workbook
from abm_sheets.story.digest import Digest

BOOK = "1SuiviDesComptesCibles0000000000000000000000"
MONDAY = datetime(2026, 9, 28, 7, tzinfo=UTC)
"""A Monday at nine in Paris."""

DIGESTS = {
    language: Digest(
        language=language,
        source="Suivi",
        headline=headline,
        as_of=MONDAY.date(),
        rows=307,
        currency="EUR",
        metrics=[],
        stagnating=[],
        stagnating_count=0,
        win="",
        issues=[],
        issue_count=2,
        error_count=0,
    )
    for language, headline in {"fr": "Nous avons ciblé 50 comptes.", "en": "We targeted 50 accounts."}.items()
}
"""What a refresh found, in short."""


def serve(engine: sa.Engine, workbook: str = BOOK, **values: Any) -> Served:
    """A workbook served from a while ago, every Monday at nine in Paris unless given otherwise."""
    first = {"title": "Suivi", "schedule": MONDAY_AT_NINE, "sheet_zone": "Europe/Paris", "locale": "fr_FR"}
    with engine.begin() as connection:
        added = datetime(2026, 9, 1, 12, tzinfo=UTC)
        add_workbook(connection, {"id": workbook}, {**first, "added": added, **values})
    return look(engine, workbook)


def look(engine: sa.Engine, workbook: str = BOOK) -> Served:
    """A workbook as it is kept."""
    with engine.begin() as connection:
        return get_workbook(connection, workbook)


def alter(engine: sa.Engine, workbook: str = BOOK, **values: Any) -> Served:
    """Change a workbook's columns."""
    with engine.begin() as connection:
        change(connection, workbook, **values)
    return look(engine, workbook)


def runs(engine: sa.Engine, workbook: str = BOOK) -> Sequence[Run]:
    """The runs of a workbook, the first asked for first."""
    with engine.begin() as connection:
        return list(reversed(list_runs(connection, workbook, limit=100)))


def jobs(engine: sa.Engine, status: str = "%") -> list[str]:
    """The names of the jobs in a state."""
    schema = "dbos." if engine.dialect.name == "postgresql" else ""
    query = f"SELECT workflow_uuid FROM {schema}workflow_status WHERE status LIKE :status"  # noqa: S608 (ours)
    with engine.begin() as connection:
        return sorted(connection.execute(sa.text(query), {"status": status}).scalars())


def until(condition: Callable[[], object], seconds: float = 60) -> None:
    """Wait for something to become true."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.03)
