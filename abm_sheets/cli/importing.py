"""The command that brings other tools' files into a workbook: import."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from abm_sheets.cli.confirming import is_agreed
from abm_sheets.cli.delivering import destination
from abm_sheets.cli.import_file import (
    Asked,
    ImportFile,
    ask_columns,
    check_locale,
    parse_answers,
    parse_period,
)
from abm_sheets.cli.import_shown import save_plan, show_plan, show_reading
from abm_sheets.cli.import_writing import ExcelPlace, GooglePlace, Kept, Place, Ready
from abm_sheets.cli.options import WORDS, Credentials, Force, Language, help_text
from abm_sheets.collection import collection_paused
from abm_sheets.errors import AlreadyExistsError, OutputNotXlsxError
from abm_sheets.errors.incoming import CopyNeededError, NeedlessOutputError
from abm_sheets.intake.files import Imported, read_records, source_keys
from abm_sheets.intake.plan import make_plan
from abm_sheets.intake.standing import Ground, read_standing, survey
from abm_sheets.intake.wording import outcome_lines
from abm_sheets.language import Catalogue, catalogue
from abm_sheets.outputs.terminal import show, working
from abm_sheets.workbook.excel import ExcelWorkbook
from abm_sheets.workbook.excel.package import find_losses
from abm_sheets.workbook.opener import find_id, open_spreadsheet

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
FileTab = Annotated[str | None, typer.Option("--tab", help=help_text("import_tab"), show_default=False)]
Locale = Annotated[str | None, typer.Option("--locale", help=help_text("import_locale"), show_default=False)]
Period = Annotated[
    str | None,
    typer.Option("--period", metavar="DAY/DAY", help=help_text("import_period"), show_default=False),
]
Overwrite = Annotated[bool, typer.Option("--overwrite", help=help_text("import_overwrite"))]
Yes = Annotated[bool, typer.Option("--yes", help=help_text("yes"))]
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
    asked = Asked(file, source, parse_answers(mapped or ()), tab, check_locale(locale), parse_period(period))
    if plan_file is not None and plan_file.exists() and not force:
        raise AlreadyExistsError(path=plan_file)
    place = _place(into, output, credentials, force=force)
    with working(WORDS.text("imports.reading", name=file.name)):
        found = ImportFile(asked, memory)
        tab_key = found.propose(WORDS.language).source.tab
    with working(WORDS.text("imports.comparing", name=into)):
        ground = survey(place.read(tab_key))
    words = catalogue(language or ground.vocabulary.language)
    with collection_paused():
        imported = _read(found, asked, ground, words)
        kept = Kept(memory, place.memory_name)
        standing = read_standing(ground, imported.tab, imported.recognised.source)
        place.check(standing)
        plan = make_plan(imported, standing, kept.of(imported), overwrite=overwrite)
    ready = Ready(ground.snapshot.name, plan, imported.recognised.source, kept, words)
    show_plan(plan, words)
    if plan_file is not None:
        save_plan(plan, plan_file, words)
    with collection_paused():
        whole = _finish(place, ready, yes=yes)
    raise typer.Exit(not whole)


def _place(into: str, output: Path | None, credentials: Path | None, *, force: bool) -> Place:
    """The workbook, and the file to write where it is an `.xlsx`.

    Raises:
        UsageError: an `.xlsx` has no file to be copied to, or one that cannot be written.

    """
    spreadsheet = find_id(into)
    if spreadsheet is not None:
        if output is not None:
            raise NeedlessOutputError
        return GooglePlace(open_spreadsheet(spreadsheet, credentials))
    opened = ExcelWorkbook(Path(into))
    path = destination(output, opened, force=force)
    if path is None:
        raise CopyNeededError
    if path.suffix.lower() != ".xlsx":
        raise OutputNotXlsxError
    return ExcelPlace(opened, path)


def _read(found: ImportFile, asked: Asked, ground: Ground, words: Catalogue) -> Imported:
    """The file's records, once what is not recognised was asked; how it was read is shown."""
    proposal = found.propose(words.language)
    answers = ask_columns(found, proposal, words)
    if answers:
        proposal = found.propose(words.language, answers)
    with working(words.text("imports.reading", name=asked.path.name)):
        imported = read_records(found.grid, proposal, ground.vocabulary, asked.locale, asked.period)
    found.keep(proposal, answers)
    show_reading(proposal, imported, words)
    return imported


def _finish(place: Place, ready: Ready, *, yes: bool) -> bool:
    """Carry the plan out if people agree; whether all is done."""
    words, name = ready.words, ready.name
    if ready.plan.is_done:
        show("", words.text("imports.nothing_to_do"))
        ready.kept.save(ready.kept.add(ready.plan, ready.source))
        return True
    if isinstance(place, ExcelPlace) and (losses := find_losses(place.path)):
        listed = ", ".join(words.text(f"imports.losses.{loss}") for loss in losses)
        show("", words.text("imports.losses_told", name=name, losses=listed))
    if not yes and not is_agreed(words.text("imports.confirm", name=name)):
        show(words.text("imports.kept"))
        return False
    outcome = place.write(ready)
    show("", *outcome_lines(outcome, ready.plan, words))
    if isinstance(place, ExcelPlace):
        show(words.text("imports.copied", path=place.output))
    return outcome.is_whole
