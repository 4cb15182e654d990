"""The service's database: SQLite in a file, and PostgreSQL where it is installed."""

from __future__ import annotations

import io
import json
import logging
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import redirect_stderr
from pathlib import Path
from typing import Any, NoReturn

import pytest
import sqlalchemy as sa

from abm_sheets.service.configuration import Configuration
from abm_sheets.service.database import metadata, open_database
from abm_sheets.service.jobs.queue import Queue, open_queue
from abm_sheets.service.jobs.refreshes import Runtime
from abm_sheets.service.slots import Slots, slots_of
from abm_sheets.service.store.workbooks import list_workbooks, remove_workbook
from abm_sheets.service.telemetry import start_logs
from tests.google.launch import LocalGoogle
from tests.loading import ROBOT, key_file
from tests.service.app.calling import SCHEDULER
from tests.service.bookkeeping import until
from tests.service.callers.calls import ADDON, CLIENT
from tests.service.postgres import binaries, places_held, postgres
from tests.service.process import Service, running

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


PLACES = 40
"""The connections that the service in a process of its own takes."""


@pytest.fixture(scope="module")
def variables(google_server: LocalGoogle, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """The environment of the service in a process of its own, and of the commands about it."""
    folder = tmp_path_factory.mktemp("served")
    return {
        "ABM_SHEETS_GOOGLE_URL": google_server.url,
        "ABM_SHEETS_GOOGLE_MINUTE": "6",
        "ABM_SHEETS_CREDENTIALS": str(key_file(google_server, folder)),
        "ABM_SHEETS_DATABASE_URL": f"sqlite:///{folder}/service.sqlite",
        "ABM_SHEETS_ADDON_ACCOUNT": ADDON,
        "ABM_SHEETS_ADDON_CLIENT_ID": CLIENT,
        "ABM_SHEETS_SCHEDULER_ACCOUNT": SCHEDULER,
        "ABM_SHEETS_CONNECTIONS": str(PLACES),
    }


@pytest.fixture(scope="module")
def started(variables: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The service in a process of its own, for all the tests of a module."""
    with running(variables, tmp_path_factory.mktemp("log") / "service.log") as service:
        yield service


@pytest.fixture
def service(
    google: LocalGoogle, started: Service, variables: Mapping[str, str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Service]:
    """The same, ready before and after a test, with no workbook to serve and a Google that works."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    until(started.answers)
    yield started
    google.control("DELETE", "faults")
    engine = open_database(variables["ABM_SHEETS_DATABASE_URL"])
    with engine.begin() as connection:
        for served in list_workbooks(connection):
            remove_workbook(connection, served.id)
    engine.dispose()
    until(started.answers)


@pytest.fixture(params=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest, empty_file: Path, tmp_path: Path) -> Iterator[sa.Engine]:
    """An empty database of each kind."""
    if request.param == "postgres":
        found: sa.Engine = request.getfixturevalue("postgres_engine")
        # The server learns that a process of the test before was killed when it looks.
        until(lambda: not places_held(found))
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
def runtime(engine: sa.Engine, queue: Queue) -> Runtime:
    """What jobs work with, all but Google."""

    def open_workbook(workbook: str) -> NoReturn:
        raise AssertionError(workbook)

    configuration = Configuration(database="", minute=0.6, poll=0.01)
    return Runtime(engine, queue, configuration, open_workbook, ROBOT)
