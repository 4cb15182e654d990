"""The commands of the workbooks served: workbooks add, list, pause, resume, remove, run, history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from abm_sheets.cli.channels import addresses_given, parse_channels
from abm_sheets.cli.extras import open_desk, service
from abm_sheets.cli.options import WORDS, SheetName, Yes, help_text, is_agreed
from abm_sheets.cli.service_tables import next_text, removal_question, runs_table, standings_table
from abm_sheets.outputs.terminal import complain, show

if TYPE_CHECKING:
    from abm_sheets.service.store.workbooks import Served

workbooks = typer.Typer(help=help_text("workbooks"), no_args_is_help=True, rich_markup_mode=None)
commands = typer.Typer()
commands.add_typer(workbooks, name="workbooks")

Schedule = Annotated[
    str | None, typer.Option("--schedule", metavar="CRON", help=help_text("schedule"), show_default=False)
]
Zone = Annotated[
    str | None, typer.Option("--time-zone", metavar="ZONE", help=help_text("time_zone"), show_default=False)
]
Alerts = Annotated[
    list[str] | None, typer.Option("--alert", metavar="URL", help=help_text("alert"), show_default=False)
]
Channels = Annotated[
    list[str] | None,
    typer.Option("--channel", metavar="ROLE=URL", help=help_text("channel"), show_default=False),
]
WhenChanged = Annotated[
    bool | None,
    typer.Option("--when-changed/--every-week", help=help_text("when_changed"), show_default=False),
]
Limit = Annotated[int, typer.Option("--limit", min=1, max=1000, help=help_text("limit"))]


@workbooks.command("add", help=help_text("workbooks_add"))
def add_command(
    sheet: SheetName,
    schedule: Schedule = None,
    time_zone: Zone = None,
    alert: Alerts = None,
    channel: Channels = None,
    *,
    when_changed: WhenChanged = None,
) -> None:
    """Serve the sheet."""
    alerts, channels = addresses_given(alert), addresses_given(channel)
    roles = None if channels is None else parse_channels(channels)
    wishes = service("desk").Wishes(schedule, time_zone, alerts, roles, when_changed)
    desk = open_desk()
    served = desk.add(sheet, wishes)
    _show_added(served)
    if kept := desk.channels(served.id):
        show(WORDS.text("message.kept", len(kept)))


@workbooks.command("list", help=help_text("workbooks_list"))
def list_command() -> None:
    """Print the sheets served."""
    desk = open_desk()
    found = desk.standings()
    if addresses := desk.addresses:
        show(WORDS.text("service.addresses", addresses=", ".join(addresses)))
    if unreadable := desk.unreadable():
        complain(WORDS.text("service.unreadable", unreadable))
    shown = standings_table(found, WORDS, accounts=bool(addresses))
    show(shown if found else WORDS.text("service.none"))


@workbooks.command("pause", help=help_text("workbooks_pause"))
def pause_command(sheet: SheetName) -> None:
    """Suspend the schedule."""
    served = open_desk().pause(sheet, paused=True)
    show(WORDS.text("service.paused", title=served.title))


@workbooks.command("resume", help=help_text("workbooks_resume"))
def resume_command(sheet: SheetName) -> None:
    """Take the schedule up again."""
    _show_added(open_desk().pause(sheet, paused=False))


@workbooks.command("remove", help=help_text("workbooks_remove"))
def remove_command(sheet: SheetName, *, yes: Yes = False) -> None:
    """Ask, then serve the sheet no more."""
    desk = open_desk()
    if not yes and not is_agreed(removal_question(desk.history(sheet, 1)[0], WORDS)):
        show(WORDS.text("access.kept"))
        raise typer.Exit(1)
    served, lost = desk.remove(sheet)
    show(WORDS.text("service.removed", title=served.title))
    if lost:
        show(WORDS.text("service.lost", lost))


@workbooks.command("run", help=help_text("workbooks_run"))
def run_command(sheet: SheetName) -> None:
    """Ask for a refresh."""
    _, new = open_desk().run(sheet)
    show(WORDS.text("service.asked" if new else "service.asked_already"))


@workbooks.command("history", help=help_text("workbooks_history"))
def history_command(sheet: SheetName, limit: Limit = 20) -> None:
    """Print the last refreshes."""
    served, found = open_desk().history(sheet, limit)
    if found:
        show(runs_table(found, served.clock, WORDS))
    else:
        show(WORDS.text("service.no_run", title=served.title))


def _show_added(served: Served) -> None:
    show(WORDS.text("service.added", title=served.title, next=next_text(served, WORDS)))
