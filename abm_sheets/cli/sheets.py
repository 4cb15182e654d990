"""The commands that make a Google Sheet, empty and then ready: create, setup."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Annotated

import typer

from abm_sheets.cli.options import WORDS, Credentials, Made, SheetName, Shown, help_text
from abm_sheets.cli.results import compute_and_save
from abm_sheets.language import LANGUAGES, catalogue
from abm_sheets.metrics.scope import first_day
from abm_sheets.outputs.terminal import show, working
from abm_sheets.story.quality import next_to_fill
from abm_sheets.tables import read_tables
from abm_sheets.upkeep.setup import Done, changes_list, set_up
from abm_sheets.workbook.google.address import Use, spreadsheet_url
from abm_sheets.workbook.google.client import GoogleClient
from abm_sheets.workbook.google.credentials import load_credentials
from abm_sheets.workbook.google.drive import create_spreadsheet, set_region
from abm_sheets.workbook.google.spreadsheet import GoogleWorkbook
from abm_sheets.workbook.opener import open_spreadsheet

commands = typer.Typer()

Title = Annotated[str, typer.Argument(help=help_text("title"))]
DriveFolder = Annotated[
    str | None,
    typer.Option("--folder", metavar="ID", help=help_text("drive_folder"), show_default=False),
]

_TIME_ZONE = "Europe/Paris"
_FOLDER_ADDRESS = re.compile(r"https?://\S+/folders/([\w-]+)(?:[/?#]\S*)?")


@commands.command("create", help=help_text("create"))
def create_command(
    title: Title,
    language: Made = LANGUAGES[0],
    *,
    folder: DriveFolder = None,
    credentials: Credentials = None,
) -> None:
    """Make the spreadsheet, and say where it is and what comes next."""
    words = catalogue(language)
    # To a program that may touch its own files only, a folder that a person made is not there.
    use = Use.SHARE if folder else Use.CREATE
    client = GoogleClient(load_credentials(use, credentials))
    spreadsheet_id = create_spreadsheet(client, title, _folder_id(folder))
    address = spreadsheet_url(spreadsheet_id)
    # Said first: were the rest to fail, the sheet would be there all the same.
    show(words.text("create.made", address=address))
    set_region(client, spreadsheet_id, words.formats.habits.locale, _TIME_ZONE)
    show(words.text("create.next", address=address))


def _folder_id(folder: str | None) -> str | None:
    """The id of a folder given by its id or by its address."""
    address = _FOLDER_ADDRESS.fullmatch(folder.strip()) if folder else None
    return address[1] if address else folder


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
    """Compute and write it, unless nothing has begun that figures could show."""
    url = compute_and_save(opened, None, done.words.language)[1] if begun else spreadsheet_url(opened.id)
    show(done.words.text("setup.ready", url=url))
