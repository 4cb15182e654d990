"""The command line: parse, call, print; each command is in a module that is loaded when it is called."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from itertools import pairwise
from typing import Annotated, Any

import typer
from typer import Typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_group

from abm_sheets import __version__
from abm_sheets.cli.options import WORDS, help_text
from abm_sheets.collection import collection_paused, leave_uncollected
from abm_sheets.errors import AbmSheetsError, UsageError
from abm_sheets.language import LANGUAGES, Catalogue, catalogue
from abm_sheets.outputs.terminal import complain, print_whatever_the_code_page, show

MODULES = {
    "figures": ("refresh", "check", "workshop", "schema"),
    "explanation": ("explain",),
    "simulation": ("simulate",),
    "report": ("report",),
    "imports": ("import",),
    "sources": ("sources",),
    "exports": ("export",),
    "messages": ("notify",),
    "sheets": ("create", "setup"),
    "access": ("access",),
    "doctor": ("doctor",),
    "server": ("serve",),
    "workbooks": ("workbooks",),
    "hooks": ("hooks",),
    "starters": ("template", "demo"),
}
"""The commands of each module, in the order that the help lists them."""

_HOMES = {name: module for module, names in MODULES.items() for name in names}


class Commands(TyperGroup):
    """Commands that are listed, and suggested, by their names and first sentences alone."""

    def __init__(self, **attributes: Any) -> None:
        """List them."""
        super().__init__(**attributes)
        self.commands = {name: TyperCommand(name, help=help_text(name)) for name in _HOMES}

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """The command that is called, loaded."""
        name, _, rest = super().resolve_command(ctx, args)
        return name, name and loaded(name), rest


def loaded(name: str) -> Any:
    """A command as its module makes it."""
    with collection_paused():
        module = import_module(f"abm_sheets.cli.{_HOMES[name]}")
    alone = Typer(rich_markup_mode=None)
    alone.add_typer(module.commands)
    return get_group(alone).commands[name]


DEBUG_VARIABLE = "ABM_SHEETS_DEBUG"
"""Set, it lets an unforeseen failure show where it happened."""

app = typer.Typer(
    cls=Commands,
    help=help_text("app"),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)


@app.callback(invoke_without_command=True)
def _version(
    *,
    version: Annotated[bool, typer.Option("--version", is_eager=True, help=help_text("version"))] = False,
) -> None:
    if version:
        show(f"abm-sheets {__version__}")
        raise typer.Exit


def _words_asked() -> Catalogue:
    """The language asked for on the command line, even where the rest of it is wrong."""
    after = [value for name, value in pairwise(sys.argv) if name == "--language" and value in LANGUAGES]
    return catalogue(after[0]) if after else WORDS


@contextmanager
def _failures_in_one_sentence() -> Iterator[None]:
    """Turn every failure into a sentence and an exit status: 2 for wrong usage, else 1."""
    words = _words_asked()
    try:
        yield
    except AbmSheetsError as error:
        complain(error.sentence(words.language))
        raise SystemExit(2 if isinstance(error, UsageError) else 1) from None
    except Exception as error:
        # The last resort: users never see a traceback, developers may ask for it.
        if os.environ.get(DEBUG_VARIABLE):
            raise
        complain(words.text("console.unexpected", reason=type(error).__name__))
        raise SystemExit(1) from None


def main() -> None:
    """Run the command line."""
    print_whatever_the_code_page()
    leave_uncollected()
    with _failures_in_one_sentence():
        app()
