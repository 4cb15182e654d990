"""The command that makes a Google Sheet ready: setup."""

from __future__ import annotations

from datetime import UTC, datetime

import typer

from abm_sheets.cli.options import WORDS, Credentials, SheetName, Shown, help_text
from abm_sheets.cli.running import compute_and_save
from abm_sheets.metrics.beginning import first_day
from abm_sheets.outputs.terminal import show, working
from abm_sheets.tables import read_tables
from abm_sheets.tables.unfilled import next_to_fill
from abm_sheets.upkeep.setup import Done, changes_list, set_up
from abm_sheets.workbook.google.address import spreadsheet_url
from abm_sheets.workbook.google.spreadsheet import GoogleWorkbook
from abm_sheets.workbook.opener import open_spreadsheet

commands = typer.Typer()


@commands.command("setup", help=help_text("setup"))
def setup_command(sheet: SheetName, language: Shown = None, credentials: Credentials = None) -> None:
    """Add what the sheet lacks, then its dashboard once there is something to count; say what to fill."""
    opened = open_spreadsheet(sheet, credentials)
    with working(WORDS.text("console.preparing")):
        done = set_up(opened, language, datetime.now(UTC).year)
    show(*changes_list(done))
    has_dashboard, tables = opened.has_dashboard, read_tables(opened.read(), datetime.now(UTC))
    if step := next_to_fill(tables, done.words):
        show(step)
    begun = first_day(tables) is not None
    if done.changes or (begun and not has_dashboard):
        _first_dashboard(opened, done, begun=begun)
    elif not done.left:
        show(done.words.text("setup.nothing"))


def _first_dashboard(opened: GoogleWorkbook, done: Done, *, begun: bool) -> None:
    """Compute and write it, unless nothing has begun that figures could tell of."""
    url = compute_and_save(opened, None, done.words.language)[1] if begun else spreadsheet_url(opened.id)
    show(done.words.text("setup.ready", url=url))
