"""What the commands take: their arguments and options, with their help in the language asked for; a yes."""

from __future__ import annotations

import os
import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from abm_sheets.errors import InvalidDateError, NotConfirmedError
from abm_sheets.language import LANGUAGES, Catalogue, catalogue, fold
from abm_sheets.language.catalogue import catalogues
from abm_sheets.outputs.terminal import show

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


class DocumentFormat(StrEnum):
    """What the definitions are written as."""

    MARKDOWN = "markdown"
    NOTION = "notion"


class TableFormat(StrEnum):
    """What a tab is written as."""

    CSV = "csv"
    JSON = "json"
    XLSX = "xlsx"


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
Yes = Annotated[bool, typer.Option("--yes", help=help_text("yes"))]
Force = Annotated[bool, typer.Option("--force", help=help_text("force"))]
Out = Annotated[Path, typer.Argument(help=help_text("out"), show_default=False)]
Folder = Annotated[Path, typer.Argument(help=help_text("folder"))]

DocumentAs = Annotated[DocumentFormat, typer.Option("--format", help=help_text("export_format_definitions"))]
TableAs = Annotated[TableFormat, typer.Option("--format", help=help_text("export_format_table"))]
SomeWorkbook = Annotated[
    str | None, typer.Argument(help=help_text("export_workbook"), metavar="[WORKBOOK]", show_default=False)
]
ExportFile = Annotated[
    Path | None,
    typer.Option("--output", metavar="FILE", help=help_text("export_output"), show_default=False),
]
ExportShown = Annotated[
    Language | None, typer.Option("--language", help=help_text("export_language"), show_default=False)
]


def day(text: str | None) -> date | None:
    """The date that --as-of gives.

    Raises:
        InvalidDateError: it is no date.

    """
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise InvalidDateError(value=text) from None


def is_confirmed(question: str, words: Catalogue, *, yes: bool) -> bool:
    """Whether people agree, asked unless they said so before; if they do not, say that nothing is changed.

    Raises:
        NotConfirmedError: there is nobody to ask.

    """
    if yes or is_agreed(question):
        return True
    show(words.text("imports.kept"))
    return False


def is_agreed(question: str) -> bool:
    """Ask for a yes, in any language.

    Raises:
        NotConfirmedError: there is nobody to ask.

    """
    if not sys.stdin.isatty():
        raise NotConfirmedError
    answer = typer.prompt(question, default="", show_default=False, prompt_suffix=" ", err=True)
    return fold(answer) in {fold(word) for each in catalogues() for word in each.find("access.yes")}
