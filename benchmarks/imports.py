"""A hundred thousand interactions of a CSV file imported, into an `.xlsx` and on a local Google server."""

from __future__ import annotations

import csv
import os
import random
import sys
import time
from contextlib import redirect_stdout
from datetime import timedelta
from io import StringIO
from pathlib import Path
from unittest.mock import patch

from abm_sheets.cli import main
from benchmarks.large import AS_OF
from tests.google.launch import local_google
from tests.loading import key_file, load_file

ROWS = 100_000

_HEADERS = ("Date", "Compte", "Type", "Contenu", "Contact", "Source", "Identifiant")


def export(path: Path, rows: int = ROWS) -> None:
    """Write the file to import: interactions with their ids, as a French tool exports them."""
    dice = random.Random(20260927)
    with path.open("w", encoding="cp1252", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(_HEADERS)
        for number in range(rows):
            day = (AS_OF - timedelta(days=dice.randrange(400))).strftime("%d/%m/%Y")
            account, asset = f"Société {dice.randrange(5_000):05d} SAS", f"Contenu {dice.randrange(60)}"
            contact = f"contact{dice.randrange(20_000)}@exemple.fr"
            writer.writerow((day, account, "Webinaire", asset, contact, "CRM", f"int-{number:07d}"))


def import_into_file(path: Path) -> float:
    """The whole command, into a new workbook; the seconds."""
    folder = path.parent
    _run("template", folder / "classeur.xlsx", "--force")
    (folder / "classeur-dashboard.xlsx").unlink(missing_ok=True)
    return _import(path, folder / "classeur.xlsx")


def import_into_google(path: Path) -> tuple[float, int]:
    """The same, into a sheet on a local server; the seconds, and the calls to Sheets."""
    folder = path.parent
    _run("template", folder / "feuille.xlsx", "--force")
    with local_google() as google, patch.dict(os.environ, ABM_SHEETS_GOOGLE_URL=google.url):
        sheet = load_file(google, folder / "feuille.xlsx")
        os.environ["ABM_SHEETS_CREDENTIALS"] = str(key_file(google, folder))
        google.clear_requests()
        seconds = _import(path, sheet)
        calls = [each for each in google.requests() if each["path"].startswith("/v4/")]
    return seconds, len(calls)


def _import(path: Path, workbook: object) -> float:
    return _run("import", path, "--into", workbook, "--memory", path.parent / "memory", "--yes")


def _run(*arguments: object) -> float:
    """Run the command line, and time it.

    Raises:
        RuntimeError: it failed.

    """
    started = time.perf_counter()
    with patch.object(sys, "argv", ["abm-sheets", *map(str, arguments)]), redirect_stdout(StringIO()):
        try:
            main()
        except SystemExit as end:
            if end.code:
                raise RuntimeError(arguments[0]) from None
    return time.perf_counter() - started
