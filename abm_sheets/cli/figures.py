"""The commands that read a workbook: refresh, check, workshop, schema."""

from __future__ import annotations

import os
from functools import partial
from importlib import import_module

import orjson
import typer

from abm_sheets.cli.options import (
    AsOf,
    Credentials,
    Each,
    Json,
    Output,
    Recomputed,
    Shown,
    WorkbookName,
    day,
    help_text,
)
from abm_sheets.cli.results import compute, compute_and_save, show_result
from abm_sheets.intake.sources.live import keyed
from abm_sheets.issues import has_errors
from abm_sheets.outputs.terminal import show, show_each, show_json
from abm_sheets.outputs.terminal.tables import issue_line, recomputed_table, shown_issues, tally_table
from abm_sheets.report import Report
from abm_sheets.story.quality import gain_lines
from abm_sheets.story.workshop import tally
from abm_sheets.tables.reader import Bringing, Incoming
from abm_sheets.workbook.google.address import Use
from abm_sheets.workbook.opener import open_workbook

commands = typer.Typer()


@commands.command("refresh", help=help_text("refresh"))
def refresh_command(  # noqa: PLR0913 (a command has as many options as it needs)
    workbook: WorkbookName,
    as_of: AsOf = None,
    *,
    json: Json = False,
    recomputed: Recomputed = False,
    output: Output = None,
    language: Shown = None,
    credentials: Credentials = None,
) -> None:
    """Compute and write; print the table or the JSON."""
    as_of_day = day(as_of)
    opened = open_workbook(workbook, output, credentials=credentials)
    view, path = compute_and_save(opened, as_of_day, language, incoming=_fresh())
    if json:
        show_json(view.report.model_dump_json())
    else:
        show_result(view, path)
    if recomputed and not json:
        show("", recomputed_table(view))


def _fresh() -> Incoming | Bringing:
    """What brings in what the systems of a workbook say now, where the environment has their keys."""
    systems = keyed(os.environ)
    if not systems:
        return {}
    steps = import_module("abm_sheets.cli.source_steps")
    return partial(steps.freshly_read, keyed=systems)


@commands.command("check", help=help_text("check"))
def check_command(
    workbook: WorkbookName,
    as_of: AsOf = None,
    *,
    each: Each = False,
    language: Shown = None,
    credentials: Credentials = None,
) -> None:
    """Print the issues; exit 1 on errors."""
    as_of_day = day(as_of)
    view = compute(open_workbook(workbook, credentials=credentials, use=Use.READ), as_of_day, language)
    issues, words = view.report.issues, view.words
    if not issues:
        show(words.text("console.no_issue"))
    elif each:
        show_each(issue_line(issue, words) for issue in issues)
    else:
        show(*shown_issues(issues, words))
        if corrections := list(gain_lines(view)):
            show("", words.text("quality.gains.heading"), *corrections)
    raise typer.Exit(has_errors(issues))


@commands.command("workshop", help=help_text("workshop"))
def workshop_command(workbook: WorkbookName, language: Shown = None, credentials: Credentials = None) -> None:
    """Print the votes and the proposal."""
    view = compute(open_workbook(workbook, credentials=credentials, use=Use.READ), None, language)
    words, found = view.words, tally(view.tables.workshop)
    if view.tables.workshop.empty:
        show(words.text("console.no_vote", title=words.title("workshop")))
        return
    show(tally_table(found, words))
    for kind, names in (("vanity", found.vanity), ("unknown", found.unknown)):
        if names:
            show(words.text(f"console.{kind}", names=", ".join(names)))
    proposed = [words.word("metric", each.metric) for each in found.metrics if each.proposed]
    show(words.text("console.proposal", names=", ".join(proposed)))


@commands.command("schema", help=help_text("schema"))
def schema_command() -> None:
    """Print the JSON schema of the report."""
    show_json(orjson.dumps(Report.model_json_schema(), option=orjson.OPT_INDENT_2).decode())
