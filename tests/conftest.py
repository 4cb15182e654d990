"""What every test runs with: a clean environment and a terminal of a known width."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.google.launch import LocalGoogle, local_google
from tests.loading import key_file

# Machines are noisy: how long an example takes says nothing about the product.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("house", patient, max_examples=40)
settings.register_profile("soak", patient, max_examples=1000)
settings.load_profile("house")


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget what the developer's own shell says to the product and to its terminal."""
    terminal = {"FORCE_COLOR", "NO_COLOR", "TTY_COMPATIBLE"}
    for name in list(os.environ):
        if name.startswith(("ABM_SHEETS_", "GOOGLE_")) or name in terminal:
            monkeypatch.delenv(name)
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("TERM", "xterm")


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """A copy of the article's workbook, that a run may write beside."""
    return Path(shutil.copy(Path(__file__).parent / "golden" / "article.xlsx", tmp_path / "suivi.xlsx"))


@pytest.fixture(scope="session")
def google_server() -> Iterator[LocalGoogle]:
    """The local Google, in a process of its own for all the tests of a worker."""
    with local_google() as running:
        yield running


@pytest.fixture
def google(google_server: LocalGoogle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LocalGoogle:
    """The local Google, emptied, with the product pointed at it and given a service account's key."""
    google_server.reset()
    monkeypatch.setenv("ABM_SHEETS_GOOGLE_URL", google_server.url)
    monkeypatch.setenv("ABM_SHEETS_CREDENTIALS", str(key_file(google_server, tmp_path)))
    monkeypatch.setenv("ABM_SHEETS_GOOGLE_MINUTE", "0.6")
    return google_server
