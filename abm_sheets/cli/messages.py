"""The command that sends the Monday message: notify."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated

import typer

from abm_sheets.cli.channels import channels_asked, reader_asked
from abm_sheets.cli.extras import service
from abm_sheets.cli.options import AsOf, Credentials, Language, WorkbookName, day, help_text
from abm_sheets.cli.results import compute
from abm_sheets.errors import MessageNotSentError, NoChannelError
from abm_sheets.language import Catalogue
from abm_sheets.outputs.message import Channel, Message, Role, compose
from abm_sheets.outputs.terminal import show
from abm_sheets.workbook.google.address import Use, spreadsheet_url
from abm_sheets.workbook.google.spreadsheet import GoogleWorkbook
from abm_sheets.workbook.interface import Workbook
from abm_sheets.workbook.opener import open_workbook

commands = typer.Typer()

Reader = Annotated[
    str | None, typer.Option("--role", metavar="ROLE", help=help_text("reader"), show_default=False)
]
To = Annotated[
    list[str] | None, typer.Option("--to", metavar="URL", help=help_text("to"), show_default=False)
]
DryRun = Annotated[bool, typer.Option("--dry-run", help=help_text("dry_run"))]
WhenChanged = Annotated[bool, typer.Option("--when-changed", help=help_text("notify_when_changed"))]
Shown = Annotated[
    Language | None, typer.Option("--language", help=help_text("notify_language"), show_default=False)
]


@commands.command("notify", help=help_text("notify"))
def notify_command(  # noqa: PLR0913 (a command has as many options as it needs)
    workbook: WorkbookName,
    role: Reader = None,
    to: To = None,
    as_of: AsOf = None,
    *,
    dry_run: DryRun = False,
    when_changed: WhenChanged = False,
    language: Shown = None,
    credentials: Credentials = None,
) -> None:
    """Send each channel its message, or print the messages."""
    as_of_day, channels = day(as_of), channels_asked(role, to)
    if not dry_run:
        _check(channels)
    opened = open_workbook(workbook, credentials=credentials, use=Use.READ)
    view = compute(opened, as_of_day, language)
    view.tables.check_usable()
    words, link = view.words, _link(opened)
    readers = dict.fromkeys(channel.role for channel in channels) or {reader_asked(role): None}
    messages = {reader: compose(view, reader, words.language, link) for reader in readers}
    if when_changed and not any(message.changed for message in messages.values()):
        show(words.text("message.nothing"))
    elif dry_run:
        _show(messages, words)
    else:
        _send(channels, messages)
        show(words.text("message.sent", len(channels)))


def _check(channels: Sequence[Channel]) -> None:
    """Make sure that there are channels and that each can be reached, before anything is computed."""
    if not channels:
        raise NoChannelError
    service("channels").check_addresses([channel.address for channel in channels])


def _link(opened: Workbook) -> str:
    """The address of a Google spreadsheet; a file on this machine has none that others could open."""
    return spreadsheet_url(opened.id) if isinstance(opened, GoogleWorkbook) else ""


def _show(messages: Mapping[Role | None, Message], words: Catalogue) -> None:
    """Print each message under the name of whom it is for."""
    for number, (role, message) in enumerate(messages.items()):
        reader = words.word("role", role) if role else words.find("message.readers")[0]
        show(*([""] * bool(number)), words.text("message.written_for", reader=reader))
        show(message.title, "", message.text)


def _send(channels: Sequence[Channel], messages: Mapping[Role | None, Message]) -> None:
    """Send each channel the message of its role.

    Raises:
        MessageNotSentError: some did not take it; the others have it.

    """
    deliver = service("channels").deliver_in_time
    failed = [
        str(number)
        for number, channel in enumerate(channels, 1)
        if not deliver(channel.address, messages[channel.role])
    ]
    if failed:
        raise MessageNotSentError(number=", ".join(failed))
