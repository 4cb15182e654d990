"""The service's application in this process, over the local Google and a database of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from abm_sheets.service.app import make_app
from abm_sheets.service.configuration import read_configuration
from abm_sheets.service.jobs.refreshes import Runtime
from abm_sheets.service.worker import prepare
from tests.google.launch import LocalGoogle
from tests.service.app.calling import SCHEDULER
from tests.service.callers.calls import ADDON, CLIENT

BASE = "https://abm.exemple.fr"


@pytest.fixture
def database_url(empty_file: Path, tmp_path: Path) -> str:
    """The address of an empty database."""
    return f"sqlite:///{shutil.copy(empty_file, tmp_path)}"


@pytest.fixture
def runtime(google: LocalGoogle, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Runtime]:
    """What the service works with; no worker takes its jobs."""
    del google  # the product is pointed at it
    monkeypatch.setenv("ABM_SHEETS_DATABASE_URL", database_url)
    monkeypatch.setenv("ABM_SHEETS_URL", BASE)
    monkeypatch.setenv("ABM_SHEETS_ADDON_ACCOUNT", ADDON)
    monkeypatch.setenv("ABM_SHEETS_ADDON_CLIENT_ID", CLIENT)
    monkeypatch.setenv("ABM_SHEETS_SCHEDULER_ACCOUNT", SCHEDULER)
    made = prepare(read_configuration())
    yield made
    made.engine.dispose()


@pytest.fixture
def http(runtime: Runtime) -> TestClient:
    """A client of the application, which answers as over the network."""
    return TestClient(make_app(runtime, shown=True), base_url=BASE, raise_server_exceptions=False)
