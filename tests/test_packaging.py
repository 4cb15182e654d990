"""The wheel is whole: installed in an empty environment, it runs the demo by itself."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's wheel, built as an installation builds it."""
    folder = tmp_path_factory.mktemp("wheel")
    _uv("build", "--wheel", "--out-dir", str(folder), str(ROOT))
    return next(folder.glob("*.whl"))


def _uv(*arguments: str) -> None:
    """Run uv, which makes an environment in a tenth of the time that pip takes."""
    subprocess.run([sys.executable, "-m", "uv", "--quiet", *arguments], check=True, capture_output=True)


def test_the_wheel_holds_templates_and_catalogues(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert any(name.startswith("abm_sheets/templates/") for name in names)
    assert "abm_sheets/language/fr/tabs.toml" in names
    assert "abm_sheets/py.typed" in names
    assert not [name for name in names if name.startswith(("tests/", "benchmarks/"))]


def test_the_demo_runs_from_the_wheel_in_an_empty_environment(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "environment"
    _uv("venv", "--python", sys.executable, str(environment))
    pinned = ["--requirement", str(ROOT / "requirements.txt")]
    _uv("pip", "install", "--python", str(environment / "bin" / "python"), *pinned, str(wheel))
    ran = subprocess.run(
        [str(environment / "bin" / "abm-sheets"), "demo", "--language", "en"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    )
    assert ran.stdout.splitlines()[-1].startswith("We targeted 50 accounts this quarter: 18 are engaged")
    assert (tmp_path / "demo" / "abm-sample-dashboard.xlsx").exists()
