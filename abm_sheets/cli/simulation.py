"""The command that tries other settings before a team locks a rule: simulate."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated

import typer

from abm_sheets.cli.grid import TrialGrid
from abm_sheets.cli.options import WORDS, AsOf, Credentials, Json, Shown, WorkbookName, day, help_text
from abm_sheets.cli.results import show_day
from abm_sheets.explain.simulate import Bench, axes_of, wanted
from abm_sheets.explain.simulate.findings import document
from abm_sheets.explain.simulate.trials import FIGURES
from abm_sheets.language import Catalogue
from abm_sheets.outputs.terminal import show, show_json, working
from abm_sheets.refresh import examine
from abm_sheets.story.definitions import setting_label
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
    view.tables.check_usable()
    axes = axes_of(asked, view.tables.settings)
    with working(view.words.text("simulate.trying")):
        simulation = Bench(snapshot, moment, view.tables, as_of_day).simulate(axes)
    if json:
        show_json(document(simulation).model_dump_json())
        return
    show_day(view)
    grid = TrialGrid(simulation, view.words)
    show(*grid.lines(), "", *notes(grid), "")
    show(view.words.text("simulate.untouched", title=view.words.title("settings")))


def notes(grid: TrialGrid) -> Iterator[str]:
    """What the mark means, the figures that do not change, the settings that change nothing."""
    words, simulation = grid.words, grid.simulation
    yield words.text("simulate.today" if grid.trials() is simulation.trials else "simulate.today_is")
    if not grid.varied:
        already = all(map(grid.is_in_force, simulation.trials))
        yield words.text("simulate.already" if already else "simulate.none")
    same = [name for name in FIGURES if name not in grid.columns]
    unchanged = [
        words.text("simulate.one_same", figure=grid.name(name), value=grid.figure(simulation.now, name))
        for name in same
    ]
    if unchanged:
        yield words.text("simulate.same", figures=", ".join(unchanged))
    for key in simulation.idle:
        yield _idle(words, key)


def _idle(words: Catalogue, key: str) -> str:
    """A setting that changes nothing, with what it decides elsewhere."""
    sentence = words.text("simulate.idle", setting=setting_label(words, key))
    elsewhere = words.find("simulate.elsewhere").get(key)
    return f"{sentence} {elsewhere}" if elsewhere else sentence
