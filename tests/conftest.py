"""What every test runs with: a clean environment and a terminal of a known width."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Machines are noisy: how long an example takes says nothing about the product.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget what the developer's own shell says to the product and to its terminal."""
    for name in list(os.environ):
        if name.startswith("ABM_SHEETS_") or name in {"FORCE_COLOR", "NO_COLOR", "TTY_COMPATIBLE"}:
            monkeypatch.delenv(name)
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("TERM", "xterm")


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """A copy of the article's workbook, that a run may write beside."""
    return Path(shutil.copy(Path(__file__).parent / "golden" / "article.xlsx", tmp_path / "suivi.xlsx"))
