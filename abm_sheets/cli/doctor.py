"""The command that says what is wrong with a Google Sheet or a file and what to do: doctor."""

from __future__ import annotations

from pathlib import Path

import orjson
import typer
from rich.table import Table
from rich.text import Text

from abm_sheets.cli.options import WORDS, Credentials, Json, SheetName, Shown, help_text
from abm_sheets.errors import NotASpreadsheetError, WorkbookNotFoundError
from abm_sheets.language import Catalogue
from abm_sheets.outputs.terminal import show, show_json, working
from abm_sheets.upkeep.doctor import examine, examine_file
from abm_sheets.upkeep.doctor.answers import Question, gather
from abm_sheets.upkeep.doctor.facts import Finding, Level, first_step, has_errors
from abm_sheets.workbook.opener import find_id

commands = typer.Typer()

_COLOURS = {Level.OK: "green", Level.WARNING: "yellow", Level.ERROR: "red", Level.SKIPPED: "bright_black"}


@commands.command("doctor", help=help_text("doctor"))
def doctor_command(
    sheet: SheetName, *, json: Json = False, language: Shown = None, credentials: Credentials = None
) -> None:
    """Print the findings and the next step; exit 1 on errors."""
    spreadsheet_id = find_id(sheet)
    with working(WORDS.text("console.examining")):
        if spreadsheet_id is None:
            facts, findings = examine_file(_path(sheet), language, WORDS.language)
        else:
            facts = gather(Question(spreadsheet_id, credentials, language, WORDS.language))
            findings = examine(facts)
    words = facts.words
    step = first_step(findings)
    if json:
        show_json(orjson.dumps({"findings": findings, "next": step}).decode())
    else:
        show(_table(findings, words), "", _conclusion(step, facts.sheet, words))
    raise typer.Exit(has_errors(findings))


def _path(sheet: str) -> Path:
    """The file that a text names.

    Raises:
        NotASpreadsheetError: it names none. WorkbookNotFoundError: the file is not there.

    """
    path = Path(sheet)
    if path.is_file():
        return path
    if path.suffix.lower() == ".xlsx":
        raise WorkbookNotFoundError(path=path)
    raise NotASpreadsheetError(location=sheet)


def _table(findings: list[Finding], words: Catalogue) -> Table:
    """A line for each finding: how serious, about what, what was found and what to do."""
    table = Table(show_header=False, show_edge=False, pad_edge=False, box=None, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for each in findings:
        level = Text(words.text(f"doctor.level.{each.level}"), style=_COLOURS[each.level])
        text = f"{each.found}\n→ {each.next}" if each.next else each.found
        table.add_row(level, Text(words.text(f"doctor.{each.check}.label")), Text(text))
    return table


def _conclusion(step: str, sheet: str, words: Catalogue) -> str:
    return words.text("doctor.next", step=step) if step else words.text("doctor.all_well", sheet=sheet)
