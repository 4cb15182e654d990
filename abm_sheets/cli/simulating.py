"""The command that tries other settings before a team locks a rule: simulate."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from abm_sheets.cli.grid import Grid
from abm_sheets.cli.options import WORDS, AsOf, Credentials, Json, Shown, WorkbookName, day, help_text
from abm_sheets.cli.running import print_json, show_day
from abm_sheets.errors import NoUsableTabError
from abm_sheets.explain.simulate import Bench, axes_of, wanted
from abm_sheets.explain.simulate.document import document
from abm_sheets.outputs.terminal import show, working
from abm_sheets.refresh import examine
from abm_sheets.workbook.google.address import Use
from abm_sheets.workbook.memory import MemoryWorkbook
from abm_sheets.workbook.opener import open_workbook

commands = typer.Typer()

Tried = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="SETTING=VALUES", help=help_text("set"), show_default=False),
]


@commands.command("simulate", help=help_text("simulate"))
def simulate_command(
    workbook: WorkbookName,
    settings: Tried = None,
    as_of: AsOf = None,
    *,
    json: Json = False,
    language: Shown = None,
    credentials: Credentials = None,
) -> None:
    """Read once, try every combination, print the grid or the JSON; write nothing."""
    asked, as_of_day, moment = wanted(settings or []), day(as_of), datetime.now(UTC)
    opened = open_workbook(workbook, credentials=credentials, use=Use.READ)
    with working(WORDS.text("console.reading", name=opened.name)):
        snapshot = opened.read()
        view = examine(MemoryWorkbook(snapshot), as_of_day, language=language, now=moment)
    if view.tables.tell_nothing:
        raise NoUsableTabError
    axes = axes_of(asked, view.tables.settings)
    with working(view.words.text("simulate.trying")):
        simulation = Bench(snapshot, moment, view.tables, as_of_day).simulate(axes)
    if json:
        print_json(document(simulation).model_dump_json())
        return
    show_day(view)
    show(*Grid(simulation, view.words).lines(), "")
    show(view.words.text("simulate.untouched", title=view.words.title("settings")))
