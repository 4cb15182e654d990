"""The commands by name, each in a module that is loaded when it is called."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from typer import Typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_group

from abm_sheets.cli.options import help_text
from abm_sheets.collection import collection_paused

MODULES = {
    "figures": ("refresh", "check", "workshop", "schema"),
    "explanation": ("explain",),
    "simulation": ("simulate",),
    "report": ("report",),
    "imports": ("import",),
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
