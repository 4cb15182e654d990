"""The command that says why a figure is what it is: explain."""

from __future__ import annotations

from typing import Annotated

import orjson
import typer

from abm_sheets.cli.options import AsOf, Credentials, Json, Shown, WorkbookName, day, help_text
from abm_sheets.cli.running import compute, print_json
from abm_sheets.console import show
from abm_sheets.explain import explain, published
from abm_sheets.explained import explained
from abm_sheets.workbook.google.scopes import Use
from abm_sheets.workbook.opener import open_workbook

commands = typer.Typer()

Subject = Annotated[str, typer.Argument(help=help_text("subject"), metavar="METRIC|ACCOUNT")]


@commands.command("explain", help=help_text("explain"))
def explain_command(
    workbook: WorkbookName,
    subject: Subject,
    as_of: AsOf = None,
    *,
    json: Json = False,
    language: Shown = None,
    credentials: Credentials = None,
) -> None:
    """Print the formula with its numbers, and the rows that count or do not."""
    as_of_day = day(as_of)
    view = compute(open_workbook(workbook, credentials=credentials, use=Use.READ), as_of_day, language)
    found = explain(view, subject)
    if json:
        print_json(orjson.dumps(published(found)).decode())
    else:
        show(*explained(found, view.words))
