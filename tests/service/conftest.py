"""The service's database: SQLite in a file, and PostgreSQL where it is installed."""

from __future__ import annotations

import io
import json
import logging
import shutil
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr
from pathlib import Path
from typing import Any, NoReturn

import pytest
import sqlalchemy as sa

from abm_sheets.service.configuration import Configuration
from abm_sheets.service.database import metadata, open_database
from abm_sheets.service.jobs.queue import Queue, open_queue
from abm_sheets.service.jobs.refreshing import Parts
from abm_sheets.service.logs import start_logs
from abm_sheets.service.slots import Slots, slots_of
from tests.loading import ROBOT
from tests.service.postgres import binaries, postgres

Logged = Callable[[], list[dict[str, Any]]]

SECRET_KEYS = ("clé-de-seize-octets-au-hasard-ici",)
"""What seals addresses in a database that is no file."""

QUIET = ("dbos", "apprise", "urllib3")
"""The loggers that the service changes."""


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL server's address, for all the tests of a worker."""
    if binaries() is None:
        pytest.skip("PostgreSQL is not installed")
    with postgres() as url:
        yield url


@pytest.fixture(scope="session")
def postgres_engine(postgres_url: str) -> Iterator[sa.Engine]:
    """PostgreSQL with our tables, whatever is in them."""
    engine = open_database(postgres_url, SECRET_KEYS)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """SQLite with our tables, of which copies are quicker made."""
    path = tmp_path_factory.mktemp("empty") / "service.sqlite"
    open_database(f"sqlite:///{path}").dispose()
    return path


@pytest.fixture(params=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest, empty_file: Path, tmp_path: Path) -> Iterator[sa.Engine]:
    """An empty database of each kind."""
    if request.param == "postgres":
        found: sa.Engine = request.getfixturevalue("postgres_engine")
        with found.begin() as connection:
            for name in [*metadata.tables, "dbos.workflow_status"]:
                connection.execute(sa.text(f"DELETE FROM {name}"))  # noqa: S608 (our own names)
        yield found
    else:
        made = open_database(f"sqlite:///{shutil.copy(empty_file, tmp_path)}")
        yield made
        made.dispose()


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> Logged:
    """The service's own logs, started for a test; called, it gives all the lines so far."""
    monkeypatch.setattr(logging.root, "handlers", [])
    monkeypatch.setattr(logging.root, "level", logging.WARNING)
    for logger in map(logging.getLogger, QUIET):
        for name in ("level", "handlers", "propagate"):
            monkeypatch.setattr(logger, name, getattr(logger, name))
    stream = io.StringIO()
    with redirect_stderr(stream):
        start_logs()
    return lambda: [json.loads(line) for line in stream.getvalue().splitlines()]


@pytest.fixture
def another(engine: sa.Engine) -> Iterator[Slots]:
    """The places as a second worker sees them."""
    found = slots_of(engine)
    yield found
    found.leave()


@pytest.fixture
def slots(engine: sa.Engine) -> Iterator[Slots]:
    """The places as a worker sees them."""
    found = slots_of(engine)
    yield found
    found.leave()


@pytest.fixture
def queue(engine: sa.Engine) -> Queue:
    """The queue of jobs, from which nobody takes any."""
    return open_queue(engine)


@pytest.fixture
def parts(engine: sa.Engine, queue: Queue) -> Parts:
    """What jobs work with, all but Google."""

    def open_workbook(workbook: str) -> NoReturn:
        raise AssertionError(workbook)

    configuration = Configuration(database="", minute=0.6, poll=0.01)
    return Parts(engine, queue, configuration, open_workbook, ROBOT)
