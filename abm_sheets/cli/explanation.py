"""The command that says why a figure is what it is: explain."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import orjson
import typer

from abm_sheets.cli.extras import leadership
from abm_sheets.cli.options import (
    AsOf,
    Credentials,
    Force,
    Json,
    Recomputed,
    Shown,
    WorkbookName,
    day,
    help_text,
)
from abm_sheets.cli.results import compute, deliver, destination
from abm_sheets.explain import explain
from abm_sheets.language import fold
from abm_sheets.language.catalogue import understood
from abm_sheets.outputs.terminal import show, show_json
from abm_sheets.outputs.terminal.explanation import explanation_lines
from abm_sheets.outputs.terminal.tables import recomputed_table
from abm_sheets.story.explanation import published
from abm_sheets.workbook.google.address import Use
from abm_sheets.workbook.google.spreadsheet import GoogleWorkbook
from abm_sheets.workbook.opener import open_workbook

commands = typer.Typer()

Subject = Annotated[str, typer.Argument(help=help_text("subject"), metavar="METRIC|ACCOUNT")]

Html = Annotated[
    Path | None,
    typer.Option("--html", metavar="FILE", help=help_text("explain_html"), show_default=False),
]


@commands.command("explain", help=help_text("explain"))
def explain_command(  # noqa: PLR0913 (a command has as many options as it needs)
    workbook: WorkbookName,
    subject: Subject,
    as_of: AsOf = None,
    *,
    json: Json = False,
    recomputed: Recomputed = False,
    html: Html = None,
    force: Force = False,
    language: Shown = None,
    credentials: Credentials = None,
) -> None:
    """Print the formula with its numbers, and the rows that count or do not, or write them as a page."""
    as_of_day, opened = day(as_of), open_workbook(workbook, credentials=credentials, use=Use.READ)
    path = destination(html, opened, force=force)
    page = leadership("page") if html else None
    view = compute(opened, as_of_day, language)
    found = explain(view, subject)
    if page:
        address = opened.row_address if isinstance(opened, GoogleWorkbook) else page.nowhere
        deliver(page.render_explanation(found, view.words, address).encode(), path, view.words)
        return
    if json:
        show_json(orjson.dumps(published(found)).decode())
    else:
        show(*explanation_lines(found, view.words))
    if recomputed and not json:
        metric = understood("metric").get(fold(subject))
        show("", recomputed_table(view, metric) if metric else view.words.text("history.no_accounts"))
