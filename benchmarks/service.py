"""Everybody due at once: how long the quota of one account, or of five, takes alone, and the service."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

from abm_sheets.service.configuration import read_configuration
from abm_sheets.service.jobs.refreshes import Runtime
from abm_sheets.service.store.runs import count_pending, list_runs
from abm_sheets.service.store.workbooks import add_workbook, change, list_due, list_workbooks
from abm_sheets.service.worker import prepare
from tests.google.launch import LocalGoogle, local_google
from tests.loading import OWNER, ROBOT, Person, key_file, load, read_file
from tests.service.process import running

WORKBOOKS = 150
QUOTA, PROJECT_QUOTA = 60, 300
"""Reads, and writes, that Google lets an account, and a project, make in a minute."""

READS = 2
"""What a refresh reads."""

MINUTES = {1: 12.0, 5: 45.0}
"""The length of the minute here by the number of accounts, on both sides, in seconds.

Long enough that the quota is the limit, and not the processor.
"""

_PROJECT = ROBOT.partition("@")[2]
_ARTICLE = Path(__file__).parents[1] / "tests" / "golden" / "article.xlsx"


@dataclass(frozen=True)
class Rush:
    """What came of it: minutes of the quota, refused calls that were absorbed, runs that were not."""

    workbooks: int
    accounts: int
    minutes: float
    quota_minutes: float
    refused: int
    failed: int

    @property
    def ratio(self) -> float:
        """How many times longer it took than the quota alone imposes."""
        return self.minutes / self.quota_minutes


def rush(accounts: int = 1, workbooks: int = WORKBOOKS) -> Rush:
    """Have that many workbooks refreshed that are all due at once, by one service on SQLite."""
    minute = MINUTES[accounts]
    with local_google() as google, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        robots = [ROBOT, *(f"robot-{number}@{_PROJECT}" for number in range(2, accounts + 1))]
        sheets = _shared(google, workbooks, robots)
        quotas = {"read": QUOTA, "write": QUOTA, "minute_s": minute}
        quotas |= {"project_read": PROJECT_QUOTA, "project_write": PROJECT_QUOTA}
        google.control("POST", "quotas", quotas)
        google.clear_requests()
        with patch.dict(os.environ, _environment(google, folder, minute, robots)):
            parts = prepare(read_configuration())
            _have_due(parts, sheets)
            with running({}, folder / "service.log"):
                started = time.monotonic()
                _wait(parts)
                seconds = time.monotonic() - started
            failed = _failed(parts)
        refused = sum(each["status"] == 429 for each in google.requests())  # noqa: PLR2004 (too many requests)
    return Rush(workbooks, accounts, seconds / minute, workbooks * READS / QUOTA / accounts, refused, failed)


def _shared(google: LocalGoogle, workbooks: int, robots: Sequence[str]) -> Mapping[str, str]:
    """Sheets, each with the account that it is shared with besides the first."""
    owner, sheets, tabs = Person(google, OWNER), {}, read_file(_ARTICLE)
    for number in range(workbooks):
        sheet, robot = load(google, _ARTICLE.name, tabs), robots[number % len(robots)]
        if robot != ROBOT:
            owner.share(sheet, robot)
        sheets[sheet] = robot
    return sheets


def _have_due(parts: Runtime, sheets: Mapping[str, str]) -> None:
    now = datetime.now(UTC)
    first = {"schedule": "0 9 * * 1", "added": now}
    with parts.engine.begin() as connection:
        for sheet, robot in sheets.items():
            values = {"id": sheet, "title": sheet, "sheet_zone": "Europe/Paris", "locale": "fr_FR"}
            add_workbook(connection, values, first)
            change(connection, sheet, next_due=now, account=robot if parts.shares else None)


def _wait(parts: Runtime) -> None:
    """Wait until every workbook was refreshed."""
    while True:
        with parts.engine.begin() as connection:
            if not list_due(connection, datetime.now(UTC)) and not count_pending(connection):
                return
        time.sleep(1)


def _failed(parts: Runtime) -> int:
    with parts.engine.begin() as connection:
        runs = [list_runs(connection, each.id, limit=1) for each in list_workbooks(connection)]
    return sum(each[0].state != "done" for each in runs)


def _environment(google: LocalGoogle, folder: Path, minute: float, robots: Sequence[str]) -> dict[str, str]:
    keys = [str(key_file(google, folder, robot)) for robot in robots]
    return {
        "ABM_SHEETS_GOOGLE_URL": google.url,
        "ABM_SHEETS_GOOGLE_MINUTE": str(minute),
        "ABM_SHEETS_CREDENTIALS": ",".join(keys),
        "ABM_SHEETS_DATABASE_URL": f"sqlite:///{folder / 'service.sqlite'}",
    }
