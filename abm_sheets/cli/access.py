"""The commands of the roles: access plan, access apply."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from abm_sheets.cli.options import WORDS, Credentials, SheetName, Shown, Yes, help_text, is_agreed
from abm_sheets.language import Catalogue
from abm_sheets.outputs.terminal import complain, show, working
from abm_sheets.outputs.terminal.tables import access_table, issues_table
from abm_sheets.upkeep.access import Applied, Examined, apply_plan, change_line, examine_access, plan_lines
from abm_sheets.workbook.google.address import Use
from abm_sheets.workbook.google.spreadsheet import GoogleWorkbook
from abm_sheets.workbook.opener import open_spreadsheet

access = typer.Typer(help=help_text("access"), no_args_is_help=True, rich_markup_mode=None)
commands = typer.Typer()
commands.add_typer(access, name="access")

Prune = Annotated[bool, typer.Option("--prune", help=help_text("prune"))]


@access.command("plan", help=help_text("access_plan"))
def plan_command(
    sheet: SheetName, *, prune: Prune = False, language: Shown = None, credentials: Credentials = None
) -> None:
    """Print what the roles ask for; change nothing."""
    _show_plan(_examine(_open(sheet, credentials, Use.READ), language, prune=prune))


@access.command("apply", help=help_text("access_apply"))
def apply_command(
    sheet: SheetName,
    *,
    prune: Prune = False,
    yes: Yes = False,
    language: Shown = None,
    credentials: Credentials = None,
) -> None:
    """Print the plan, ask, carry it out; exit 1 when something was not done."""
    workbook = _open(sheet, credentials, Use.SHARE)
    found = _examine(workbook, language, prune=prune)
    _show_plan(found)
    if found.plan.is_done:
        return
    if not yes and not is_agreed(found.words.text("access.confirm")):
        show(found.words.text("access.kept"))
        raise typer.Exit(1)
    raise typer.Exit(not _carry_out(workbook, found))


def _open(sheet: str, credentials: Path | None, use: Use) -> GoogleWorkbook:
    return open_spreadsheet(sheet, credentials, use)


def _examine(workbook: GoogleWorkbook, language: str | None, *, prune: bool) -> Examined:
    with working(WORDS.text("console.reading", name=workbook.name)):
        return examine_access(workbook, language, prune=prune)


def _show_plan(found: Examined) -> None:
    """The rows that could not be read, what is to be done, and what protection is not."""
    plan, words = found.plan, found.words
    if found.issues:
        show(issues_table(found.issues, words), "")
    lines = plan_lines(plan, words)
    if lines:
        show(access_table(lines, words), "")
    show(words.text("access.settled", plan.settled))
    changes = len(plan.grants_to_do) + len(plan.guards_to_do)
    idle = "access.only_left" if lines else "access.nothing_to_do"
    show(words.text(idle) if plan.is_done else words.text("access.changes", changes))
    if not plan.has_admin:
        show(words.text("access.no_admin", role=words.word("role", "admin"), title=words.title("team")))
    show(words.text("access.notice"))


def _carry_out(workbook: GoogleWorkbook, found: Examined) -> bool:
    """Carry the plan out, saying each change as it is made; whether all were."""
    steps: list[Applied] = []
    for step in apply_plan(found.plan, workbook.client, workbook.id, found.words):
        _show_step(step, found.words)
        steps.append(step)
    done = [step for step in steps if step.failure is None]
    show(found.words.text("access.applied", sum(len(step.changes) for step in done)))
    return len(done) == len(steps)


def _show_step(step: Applied, words: Catalogue) -> None:
    if step.failure is not None:
        complain(step.failure.sentence(words.language))
        return
    for change in step.changes:
        what = ", ".join([part for part in change_line(change, words)[:3] if part])
        show(words.text("access.done", what=what))
