"""A language is a folder: one that is put beside the others is spoken, and understood, everywhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

import abm_sheets

PACKAGE = Path(abm_sheets.__file__).parent

SWAPPED = {
    "language.toml": [
        ("rank = 2", "rank = 3"),
        ('"en_US"', '"de_DE"'),
        ('"MM/dd/yyyy"', '"dd.MM.yyyy"'),
        ('at = "at"', 'at = "um"'),
    ],
    "tabs.toml": [('"Dashboard"', '"Übersicht"'), ('"Accounts"', '"Zielkonten"')],
}
"""What makes the English catalogue into one that speaks some German."""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the package with a folder more."""
    shutil.copytree(PACKAGE, tmp_path / "abm_sheets", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(PACKAGE.parent / "templates", tmp_path / "abm_sheets" / "templates")
    folder = tmp_path / "abm_sheets" / "language" / "de"
    shutil.copytree(folder.parent / "en", folder)
    for name, changes in SWAPPED.items():
        text = (folder / name).read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new)
        (folder / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_a_folder_more_is_a_language_more(checkout: Path) -> None:
    def run(*arguments: str) -> str:
        command = [sys.executable, "-m", "abm_sheets", *arguments]
        done = subprocess.run(
            command, cwd=checkout, env=os.environ | {"COLUMNS": "200"}, check=False, capture_output=True
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    run("demo", ".", "--language", "de")
    made = next(path for path in checkout.glob("*.xlsx") if "Zielkonten" in load_workbook(path).sheetnames)
    shown = run("refresh", str(made), "--as-of", "2026-09-27")

    assert "3,2" in shown
    dashboard = next(
        path for path in checkout.glob("*.xlsx") if "Übersicht" in load_workbook(path).sheetnames
    )
    assert load_workbook(dashboard)["Übersicht"]["A2"].value == "From 1. Juli 2026 to 27. September 2026"
