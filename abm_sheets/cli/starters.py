"""The commands that give a team its first workbook: template, demo."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import typer

from abm_sheets.cli.options import Folder, Force, Made, Out, help_text
from abm_sheets.cli.results import compute_and_save, show_result
from abm_sheets.errors import AlreadyExistsError, OutputNotXlsxError
from abm_sheets.language import LANGUAGES, catalogue
from abm_sheets.outputs.terminal import show
from abm_sheets.upkeep.starter import SAMPLE_DAY, save_sample, save_template
from abm_sheets.workbook.opener import open_workbook

commands = typer.Typer()


@commands.command("template", help=help_text("template"))
def template_command(out: Out, language: Made = LANGUAGES[0], *, force: Force = False) -> None:
    """Write the empty workbook."""
    if out.suffix.lower() != ".xlsx":
        raise OutputNotXlsxError
    if out.exists() and not force:
        raise AlreadyExistsError(path=out)
    save_template(out, language, datetime.now(UTC).year)
    show(catalogue(language).text("console.template", path=out))


@commands.command("demo", help=help_text("demo"))
def demo_command(folder: Folder = Path("demo"), language: Made = LANGUAGES[0]) -> None:
    """Write the sample workbook, refresh it, print the result."""
    words = catalogue(language)
    path = folder / words.text("console.sample_file")
    kept = path.exists()
    if not kept:
        save_sample(path, language)
    opened = open_workbook(path)
    view, written = compute_and_save(opened, SAMPLE_DAY, language)
    show(words.text("console.kept" if kept else "console.workbook", path=path))
    show_result(view, written)
