"""The command that says why a figure is what it is: explain."""

from __future__ import annotations

from typing import Annotated

import orjson
import typer

from abm_sheets.cli.explanation import explained
from abm_sheets.cli.options import (
    AsOf,
    Credentials,
    Json,
    Recomputed,
    Shown,
    WorkbookName,
    day,
    help_text,
)
from abm_sheets.cli.running import compute, print_json
from abm_sheets.explain import explain, published
from abm_sheets.language import fold
from abm_sheets.language.catalogue import understood
from abm_sheets.outputs.terminal import show
from abm_sheets.outputs.terminal.tables import recomputed_table
from abm_sheets.workbook.google.address import Use
from abm_sheets.workbook.opener import open_workbook

commands = typer.Typer()

Subject = Annotated[str, typer.Argument(help=help_text("subject"), metavar="METRIC|ACCOUNT")]


@commands.command("explain", help=help_text("explain"))
def explain_command(  # noqa: PLR0913 (a command has as many options as it needs)
    workbook: WorkbookName,
    subject: Subject,
    as_of: AsOf = None,
    *,
    json: Json = False,
    recomputed: Recomputed = False,
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
    if recomputed and not json:
        metric = understood("metric").get(fold(subject))
        show("", recomputed_table(view, metric) if metric else view.words.text("history.no_accounts"))
