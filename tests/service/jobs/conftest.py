"""A worker in this process, on a database and a Google of its own, and where its alerts arrive."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from dbos import _workflow_commands
from dbos._dbos import _get_or_create_dbos_registry

from abm_sheets.service.configuration import read_configuration
from abm_sheets.service.jobs.refreshes import Runtime
from abm_sheets.service.store.workbooks import list_workbooks, remove_workbook
from abm_sheets.service.worker import prepare, working
from abm_sheets.workbook.google.session import MINUTE_VARIABLE
from tests.google.launch import LocalGoogle
from tests.loading import key_file
from tests.service.bookkeeping import jobs, until
from tests.service.inbox import Inbox, open_inbox

MINUTE = 0.02
"""Seconds of Google's minutes here: the pauses between all the attempts of a run take less than one."""


@pytest.fixture
def google(google: LocalGoogle, monkeypatch: pytest.MonkeyPatch) -> LocalGoogle:
    """The local Google, with shorter minutes still."""
    monkeypatch.setenv(MINUTE_VARIABLE, str(MINUTE))
    return google


@pytest.fixture(scope="package")
def working_runtime(
    google_server: LocalGoogle, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Runtime]:
    """A worker for all these tests: there can be one in a process."""
    folder = tmp_path_factory.mktemp("worker")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("ABM_SHEETS_GOOGLE_URL", google_server.url)
        environment.setenv("ABM_SHEETS_CREDENTIALS", str(key_file(google_server, folder)))
        environment.setenv("ABM_SHEETS_DATABASE_URL", f"sqlite:///{folder}/service.sqlite")
        environment.setenv(MINUTE_VARIABLE, str(MINUTE))
        # DBOS looks once a second for what was put off, however short that is.
        environment.setattr(_workflow_commands, "_BACKGROUND_JOBS_INTERVAL_SEC", 0.05)
        runtime = prepare(replace(read_configuration(), poll=0.05))
        with working(runtime):
            yield runtime
    # DBOS keeps the jobs' object of a worker that ended, and refuses another of the same name.
    _get_or_create_dbos_registry().instance_info_map.clear()
    runtime.engine.dispose()


@pytest.fixture
def worker(working_runtime: Runtime, google: LocalGoogle) -> Iterator[Runtime]:
    """The worker, with nothing to do before and after a test."""
    yield working_runtime
    google.control("DELETE", "faults")
    with working_runtime.engine.begin() as connection:
        for served in list_workbooks(connection):
            remove_workbook(connection, served.id)
    until(lambda: not jobs(working_runtime.engine, "PENDING"))


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    """Where alerts arrive."""
    with open_inbox() as found:
        yield found
