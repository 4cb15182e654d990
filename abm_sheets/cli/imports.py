"""The command that brings other tools' files into a workbook: import."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from abm_sheets.cli.import_display import save_plan, show_plan
from abm_sheets.cli.import_steps import date_again, finish, read_incoming, undo
from abm_sheets.cli.options import WORDS, Credentials, Force, Language, Output, Yes, help_text
from abm_sheets.collection import collection_paused
from abm_sheets.errors import AlreadyExistsError
from abm_sheets.errors.incoming import FileNeededError, NothingTakenError
from abm_sheets.intake.request import (
    Asked,
    check_locale,
    parse_answers,
    parse_constants,
    parse_period,
)
from abm_sheets.intake.sources import source_keys
from abm_sheets.intake.undo import Keeping
from abm_sheets.workbook.opener import open_workbook

commands = typer.Typer()


class Kept(StrEnum):
    """What the records of a system become, where it is not a mirror."""

    ROWS = "rows"


File = Annotated[
    Path | None, typer.Argument(help=help_text("import_file"), metavar="[FILE]", show_default=False)
]
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
As = Annotated[Kept | None, typer.Option("--as", help=help_text("import_as"), show_default=False)]
Undone = Annotated[bool, typer.Option("--undo", help=help_text("import_undo"))]
PlanFile = Annotated[
    Path | None, typer.Option("--plan", metavar="FILE", help=help_text("import_plan"), show_default=False)
]
Memory = Annotated[Path, typer.Option("--memory", metavar="FOLDER", help=help_text("import_memory"))]
Shown = Annotated[
    Language | None, typer.Option("--language", help=help_text("import_language"), show_default=False)
]


@commands.command("import", help=help_text("import"))
def import_command(  # noqa: PLR0913 (a command has as many options as it needs)
    file: File = None,
    *,
    into: Into,
    source: Source = None,
    mapped: Mapped = None,
    constants: Constants = None,
    tab: FileTab = None,
    locale: Locale = None,
    period: Period = None,
    kept: As = None,
    undone: Undone = False,
    yes: Yes = False,
    output: Output = None,
    force: Force = False,
    plan_file: PlanFile = None,
    memory: Memory = Path(".abm-sheets"),
    language: Shown = None,
    credentials: Credentials = None,
) -> None:
    """Read the file, show what it brings, ask, bring it in; exit 1 when something was not done."""
    opened = open_workbook(into, output, credentials=credentials)
    keeping = Keeping.of(opened, memory)
    if undone:
        raise typer.Exit(not undo(opened, keeping, language, yes=yes))
    if file is None:
        raise FileNeededError
    answers, given = parse_answers(mapped or ()), parse_constants(constants or ())
    said = answers, tab, check_locale(locale), parse_period(period), given
    asked = Asked(file, source, *said, today=datetime.now().astimezone().date())
    if plan_file is not None and plan_file.exists() and not force:
        raise AlreadyExistsError(path=plan_file)
    with collection_paused():
        found = read_incoming(opened, asked, memory, language, as_rows=kept is Kept.ROWS)
    show_plan(found.plan, found.words)
    if plan_file is not None:
        save_plan(found.plan, plan_file, found.words)
    if not found.imported.records:
        raise NothingTakenError(path=file.name)
    if found.plan.is_lost:
        raise typer.Exit(1)
    if found.plan.is_done:
        date_again(opened, found)
        return
    with collection_paused():
        raise typer.Exit(not finish(opened, found, keeping, file.name, yes=yes))
