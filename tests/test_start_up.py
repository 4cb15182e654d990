"""What a command loads: no library that it does without, whatever else the package can do."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import abm_sheets
from abm_sheets import cli
from abm_sheets.cli.options import help_text
from abm_sheets.refresh import run

GOOGLE = {"gspread", "google.auth", "google.oauth2", "requests"}
FILES = {"python_calamine", "xlsxwriter"}
COMPUTING = {"pandas", "numpy", "publicsuffixlist", "abm_sheets.tables", "abm_sheets.workbook"}

FOLDER = Path(cli.__file__).parent


def loaded(*arguments: object) -> set[str]:
    """The modules that a command has loaded when it ends, in a process of its own."""
    script = (
        "import atexit, sys; atexit.register(lambda: print(*sys.modules, file=sys.stderr));"
        "from abm_sheets.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)], capture_output=True, text=True, check=True
    )
    return set(done.stderr.split())


@pytest.mark.parametrize("asked", ["--help", "--version"])
def test_the_help_and_the_version_load_neither_google_nor_a_table(asked: str) -> None:
    assert not loaded(asked) & (GOOGLE | FILES | COMPUTING)


def test_a_file_is_refreshed_without_the_libraries_of_google(article: Path) -> None:
    found = loaded("refresh", article, "--as-of", "2026-09-27")

    assert found >= FILES
    assert not found & GOOGLE


@pytest.mark.parametrize("module", cli.MODULES)
def test_the_commands_of_a_module_are_those_listed_with_the_same_help(module: str) -> None:
    typer = import_module(f"abm_sheets.cli.{module}").commands
    named = [each.name for each in typer.registered_commands + typer.registered_groups]

    assert tuple(named) == cli.MODULES[module]
    assert all(cli.loaded(name).help == help_text(name) for name in named)


def test_every_module_of_commands_is_listed() -> None:
    of_commands = "commands = typer.Typer()"
    found = {each.stem for each in FOLDER.glob("*.py") if of_commands in each.read_text("utf-8")}

    assert found == set(cli.MODULES)


def test_the_package_offers_the_function_refresh_though_a_module_has_its_name() -> None:
    assert import_module("abm_sheets.refresh").run is run
    assert abm_sheets.refresh is import_module("abm_sheets.refresh").refresh


def test_the_package_offers_nothing_else() -> None:
    assert not hasattr(abm_sheets, "compute")
