"""The command that brings other tools' files into a workbook: import."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from abm_sheets.cli.import_display import save_plan, show_plan
from abm_sheets.cli.import_steps import find_place, finish, read_file
from abm_sheets.cli.options import WORDS, Credentials, Force, Language, Yes, help_text
from abm_sheets.collection import collection_paused
from abm_sheets.errors import AlreadyExistsError
from abm_sheets.intake.places import Ready, WorkbookMemory
from abm_sheets.intake.plan import make_plan
from abm_sheets.intake.request import (
    Asked,
    ImportFile,
    check_locale,
    parse_answers,
    parse_constants,
    parse_period,
)
from abm_sheets.intake.sources import source_keys
from abm_sheets.intake.standing import read_standing, survey
from abm_sheets.language import catalogue
from abm_sheets.outputs.terminal import working

commands = typer.Typer()

File = Annotated[Path, typer.Argument(help=help_text("import_file"), metavar="FILE", show_default=False)]
Into = Annotated[
    str, typer.Option("--into", metavar="WORKBOOK", help=help_text("import_into"), show_default=False)
]
Source = Annotated[
    str | None,
    typer.Option(
        "--source",
        help=WORDS.text("help.import_source", choices=", ".join(source_keys())),
        show_default=False,
    ),
]
Mapped = Annotated[
    list[str] | None, typer.Option("--map", metavar="HEADER=COLUMN", help=help_text("import_map"))
]
Constants = Annotated[
    list[str] | None, typer.Option("--set", metavar="COLUMN=VALUE", help=help_text("import_set"))
]
FileTab = Annotated[str | None, typer.Option("--tab", help=help_text("import_tab"), show_default=False)]
Locale = Annotated[str | None, typer.Option("--locale", help=help_text("import_locale"), show_default=False)]
Period = Annotated[
    str | None,
    typer.Option("--period", metavar="DAY/DAY", help=help_text("import_period"), show_default=False),
]
Overwrite = Annotated[bool, typer.Option("--overwrite", help=help_text("import_overwrite"))]
Output = Annotated[
    Path | None,
    typer.Option("--output", metavar="FILE", help=help_text("import_output"), show_default=False),
]
PlanFile = Annotated[
    Path | None, typer.Option("--plan", metavar="FILE", help=help_text("import_plan"), show_default=False)
]
Memory = Annotated[Path, typer.Option("--memory", metavar="FOLDER", help=help_text("import_memory"))]
Shown = Annotated[
    Language | None, typer.Option("--language", help=help_text("import_language"), show_default=False)
]


@commands.command("import", help=help_text("import"))
def import_command(  # noqa: PLR0913 (a command has as many options as it needs)
    file: File,
    into: Into,
    *,
    source: Source = None,
    mapped: Mapped = None,
    constants: Constants = None,
    tab: FileTab = None,
    locale: Locale = None,
    period: Period = None,
    overwrite: Overwrite = False,
    yes: Yes = False,
    output: Output = None,
    force: Force = False,
    plan_file: PlanFile = None,
    memory: Memory = Path(".abm-sheets"),
    language: Shown = None,
    credentials: Credentials = None,
) -> None:
    """Read the file, show what it changes, ask, change it; exit 1 when something was not done."""
    given = parse_answers(mapped or ()), tab, check_locale(locale), parse_period(period)
    asked = Asked(file, source, *given, parse_constants(constants or ()))
    if plan_file is not None and plan_file.exists() and not force:
        raise AlreadyExistsError(path=plan_file)
    place = find_place(into, output, credentials, force=force)
    with working(WORDS.text("imports.reading", name=file.name)):
        found = ImportFile(asked, memory)
        tab_key = found.propose(WORDS.language).source.tab
    with working(WORDS.text("imports.comparing", name=into)):
        ground = survey(place.read(tab_key))
    words = catalogue(language or ground.vocabulary.language)
    with collection_paused():
        imported = read_file(found, asked, ground, words)
        kept = WorkbookMemory(memory, place.memory_name)
        standing = read_standing(ground, imported.tab, imported.recognised.source)
        place.check(standing)
        plan = make_plan(imported, standing, kept.of(imported), overwrite=overwrite)
    ready = Ready(ground.snapshot.name, plan, imported.recognised.source, kept)
    show_plan(plan, words)
    if plan_file is not None:
        save_plan(plan, plan_file, words)
    with collection_paused():
        whole = finish(place, ready, words, yes=yes)
    raise typer.Exit(not whole)
