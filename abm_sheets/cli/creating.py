"""The command that makes an empty Google Sheet: create."""

from __future__ import annotations

import re
from typing import Annotated

import typer

from abm_sheets.cli.options import Credentials, Made, help_text
from abm_sheets.language import LANGUAGES, catalogue
from abm_sheets.outputs.terminal import show
from abm_sheets.workbook.google.address import Use, spreadsheet_url
from abm_sheets.workbook.google.client import GoogleClient
from abm_sheets.workbook.google.credentials import load_credentials
from abm_sheets.workbook.google.drive import create_spreadsheet, set_region

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
    set_region(client, spreadsheet_id, words.formats.locale, _TIME_ZONE)
    show(words.text("create.next", address=address))


def _folder_id(folder: str | None) -> str | None:
    """The id of a folder given by its id or by its address."""
    address = _FOLDER_ADDRESS.fullmatch(folder.strip()) if folder else None
    return address[1] if address else folder
