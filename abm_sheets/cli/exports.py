"""The commands that give other tools what they should know: export crm, export definitions, export table."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from abm_sheets.cli.options import (
    WORDS,
    AsOf,
    Credentials,
    DocumentAs,
    DocumentFormat,
    ExportFile,
    ExportShown,
    Force,
    SomeWorkbook,
    TableAs,
    TableFormat,
    WorkbookName,
    day,
    help_text,
)
from abm_sheets.cli.results import compute, deliver, destination, needed, say_where
from abm_sheets.errors import OutputNotXlsxError, OutputNotZipError
from abm_sheets.language import catalogue
from abm_sheets.outputs.files.crm import Crm, crm_file, remarks
from abm_sheets.outputs.files.document import default_workbook, document, markdown_file, notion_archive
from abm_sheets.outputs.files.table import save_alone, tab_asked, tab_csv, tab_json
from abm_sheets.outputs.terminal import complain, working
from abm_sheets.refresh import examine
from abm_sheets.story.view import View
from abm_sheets.workbook.google.address import Use
from abm_sheets.workbook.memory import MemoryWorkbook
from abm_sheets.workbook.opener import open_workbook

export = typer.Typer(help=help_text("export"), no_args_is_help=True, rich_markup_mode=None)
commands = typer.Typer()
commands.add_typer(export, name="export")


To = Annotated[Crm, typer.Option("--to", help=help_text("export_to"), show_default=False)]
TabName = Annotated[str, typer.Argument(help=help_text("export_tab"), metavar="TAB")]


@export.command("crm", help=help_text("export_crm"))
def crm_command(  # noqa: PLR0913 (a command has as many options as it needs)
    workbook: WorkbookName,
    to: To,
    as_of: AsOf = None,
    *,
    output: ExportFile = None,
    force: Force = False,
    language: ExportShown = None,
    credentials: Credentials = None,
) -> None:
    """Write the CRM's file, and say what whoever imports it should know."""
    as_of_day = day(as_of)
    opened = open_workbook(workbook, credentials=credentials, use=Use.READ)
    path = destination(output, opened, force=force)
    with working(WORDS.text("console.reading", name=opened.name)):
        snapshot = opened.read()
    view = compute(MemoryWorkbook(snapshot), as_of_day, language)
    deliver(crm_file(view, snapshot, to), path, view.words)
    for remark in remarks(view):
        complain(remark)


@export.command("definitions", help=help_text("export_definitions"))
def definitions_command(
    workbook: SomeWorkbook = None,
    form: DocumentAs = DocumentFormat.MARKDOWN,
    *,
    output: ExportFile = None,
    force: Force = False,
    language: ExportShown = None,
    credentials: Credentials = None,
) -> None:
    """Write the definitions in force and the meeting's playbook."""
    opened = open_workbook(workbook, credentials=credentials, use=Use.READ) if workbook else None
    path = destination(output, opened, force=force)
    if form is DocumentFormat.NOTION and needed(path).suffix.lower() != ".zip":
        raise OutputNotZipError
    view = compute(opened, None, language) if opened else _defaults(language or WORDS.language)
    write = notion_archive if form is DocumentFormat.NOTION else markdown_file
    deliver(write(document(view)), path, view.words)


@export.command("table", help=help_text("export_table"))
def table_command(  # noqa: PLR0913 (a command has as many options as it needs)
    workbook: WorkbookName,
    tab: TabName,
    form: TableAs = TableFormat.CSV,
    as_of: AsOf = None,
    *,
    output: ExportFile = None,
    force: Force = False,
    language: ExportShown = None,
    credentials: Credentials = None,
) -> None:
    """Write one output tab."""
    key, as_of_day = tab_asked(tab), day(as_of)
    opened = open_workbook(workbook, credentials=credentials, use=Use.READ)
    path = destination(output, opened, force=force)
    if form is TableFormat.XLSX and needed(path).suffix.lower() != ".xlsx":
        raise OutputNotXlsxError
    view = compute(opened, as_of_day, language)
    if form is TableFormat.XLSX:
        save_alone(view, key, needed(path))
        say_where(path, view.words)
    else:
        write = tab_json if form is TableFormat.JSON else tab_csv
        deliver(write(view, key), path, view.words)


def _defaults(language: str) -> View:
    return examine(default_workbook(catalogue(language)), None, language=language, now=datetime.now(UTC))
