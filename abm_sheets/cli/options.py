"""What the commands take: their arguments and options, with their help in the language asked for."""

from __future__ import annotations

import os
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from abm_sheets.errors import InvalidDateError
from abm_sheets.language import LANGUAGES, catalogue

LANGUAGE_VARIABLE = "ABM_SHEETS_LANGUAGE"
"""The environment variable that chooses the language of the help and of failures, French without it."""

_spoken = os.environ.get(LANGUAGE_VARIABLE, "")
WORDS = catalogue(_spoken if _spoken in LANGUAGES else LANGUAGES[0])
"""The words of the help."""


def help_text(key: str) -> str:
    """What the help says of a command, an argument or an option."""
    return WORDS.text(f"help.{key}")


if TYPE_CHECKING:
    Language = str
else:
    # Checkers take no enumeration of what is found in folders.
    Language = StrEnum("Language", {language.upper(): language for language in LANGUAGES})


WorkbookName = Annotated[str, typer.Argument(help=help_text("workbook"), metavar="WORKBOOK")]
SheetName = Annotated[str, typer.Argument(help=help_text("sheet"), metavar="SHEET")]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help=help_text("as_of"), show_default=False)
]
Shown = Annotated[Language | None, typer.Option("--language", help=help_text("language"), show_default=False)]
Made = Annotated[Language, typer.Option("--language", help=help_text("template_language"))]
Output = Annotated[Path | None, typer.Option("--output", help=help_text("output"), show_default=False)]
Credentials = Annotated[
    Path | None, typer.Option("--credentials", help=help_text("credentials"), show_default=False)
]
Json = Annotated[bool, typer.Option("--json", help=help_text("json"))]
Each = Annotated[bool, typer.Option("--all", help=help_text("all"))]
Recomputed = Annotated[bool, typer.Option("--recomputed", help=help_text("recomputed"))]
Force = Annotated[bool, typer.Option("--force", help=help_text("force"))]
Out = Annotated[Path, typer.Argument(help=help_text("out"), show_default=False)]
Folder = Annotated[Path, typer.Argument(help=help_text("folder"))]


def day(text: str | None) -> date | None:
    """The date that --as-of gives.

    Raises:
        InvalidDateError: it is no date.

    """
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise InvalidDateError(value=text) from None
