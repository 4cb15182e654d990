"""The commands of the tools that feed a sheet: hooks add, rotate, remove, list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from abm_sheets.cli.extras import open_desk, service
from abm_sheets.cli.options import WORDS, SheetName, help_text
from abm_sheets.cli.service_tables import hooks_table
from abm_sheets.outputs.terminal import show

if TYPE_CHECKING:
    from abm_sheets.service.store.events import Hook

hooks = typer.Typer(help=help_text("hooks"), no_args_is_help=True, rich_markup_mode=None)
commands = typer.Typer()
commands.add_typer(hooks, name="hooks")

Source = Annotated[str, typer.Argument(help=help_text("source"), metavar="SOURCE")]
InputTab = Annotated[
    str | None, typer.Option("--tab", metavar="TAB", help=help_text("tab"), show_default="interactions")
]


@hooks.command("add", help=help_text("hooks_add"))
def add_command(sheet: SheetName, source: Source, tab: InputTab = None) -> None:
    """Let the tool add rows."""
    _show_secret(*open_desk().set_hook(sheet, source, tab, fresh=True))


@hooks.command("rotate", help=help_text("hooks_rotate"))
def rotate_command(sheet: SheetName, source: Source) -> None:
    """Give the tool another secret."""
    _show_secret(*open_desk().set_hook(sheet, source, None, fresh=False))


@hooks.command("remove", help=help_text("hooks_remove"))
def remove_command(sheet: SheetName, source: Source) -> None:
    """Accept the tool no more."""
    open_desk().remove_hook(sheet, source)
    show(WORDS.text("service.hook_removed", source=source))


@hooks.command("list", help=help_text("hooks_list"))
def list_command(sheet: SheetName) -> None:
    """Print the tools of the sheet."""
    desk = open_desk()
    found = desk.hooks(sheet)
    if found:
        show(hooks_table(found, WORDS))
    else:
        show(WORDS.text("service.no_hook", title=desk.history(sheet, 1)[0].title))


def _show_secret(hook: Hook, secret: str) -> None:
    base = service("configuration").read_configuration().base or WORDS.text("service.unaddressed")
    show(
        WORDS.text("service.secret", source=hook.source, secret=secret),
        WORDS.text("service.hook_address", url=f"{base}/hooks/{hook.source}"),
        WORDS.text("service.hook_header", secret=secret),
        WORDS.text("service.hook_tab", tab=WORDS.title(hook.tab)),
    )
