"""The command that makes a Google Sheet ready: setup."""

from __future__ import annotations

from datetime import UTC, datetime

import typer

from abm_sheets.cli.options import WORDS, Credentials, SheetName, Shown, help_text
from abm_sheets.cli.running import compute_and_save
from abm_sheets.console import show, working
from abm_sheets.console.tables import changes_list
from abm_sheets.setup import Done, set_up
from abm_sheets.workbook.google.spreadsheet import GoogleWorkbook
from abm_sheets.workbook.opener import open_spreadsheet

commands = typer.Typer()


@commands.command("setup", help=help_text("setup"))
def setup_command(sheet: SheetName, language: Shown = None, credentials: Credentials = None) -> None:
    """Add what the sheet lacks, then its dashboard."""
    opened = open_spreadsheet(sheet, credentials)
    with working(WORDS.text("console.preparing")):
        done = set_up(opened, language, datetime.now(UTC).year)
    show(*changes_list(done))
    if done.changes or not opened.has_dashboard:
        _first_dashboard(opened, done)
    elif not done.left:
        show(done.words.text("setup.nothing"))


def _first_dashboard(opened: GoogleWorkbook, done: Done) -> None:
    _, url = compute_and_save(opened, None, done.words.language)
    show(done.words.text("setup.ready", url=url))
