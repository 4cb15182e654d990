"""Rows that a tool sends to a workbook, as the service keeps them."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from abm_sheets.service.jobs.feeds import receive
from abm_sheets.service.jobs.refreshes import Runtime
from abm_sheets.service.store.events import count_waiting
from tests.service.bookkeeping import BOOK, MONDAY

Json = dict[str, Any]


def visit(number: int, book: str = BOOK, **values: Any) -> Json:
    """A visit of Alizé's, on a day of September, to be kept as an event."""
    row = {"date": f"2026-09-{number:02}", "account": "Alizé", "type": "visite site", "id": f"v{number}"}
    first = {"workbook": book, "source": "zapier", "tab": "interactions", "key": f"v{number}", "row": row}
    return {**first, "received": MONDAY, **values}


def send(runtime: Runtime, *rows: Json, book: str = BOOK) -> list[bool]:
    """Have rows received; for each, whether it is new."""
    with runtime.engine.begin() as connection:
        return receive(connection, runtime.queue, book, rows, runtime.configuration.minute)


def waiting(engine: sa.Engine) -> int:
    """How many rows wait to be written."""
    with engine.begin() as connection:
        return count_waiting(connection)
