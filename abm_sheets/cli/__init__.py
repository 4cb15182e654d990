"""The command line: parse, call, print."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from itertools import pairwise
from typing import Annotated

import typer

from abm_sheets import __version__
from abm_sheets.cli.commands import Commands
from abm_sheets.cli.options import WORDS, help_text
from abm_sheets.collection import leave_uncollected
from abm_sheets.errors import AbmSheetsError, UsageError
from abm_sheets.language import LANGUAGES, Catalogue, catalogue
from abm_sheets.outputs.terminal import complain, show

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
    except UsageError as error:
        complain(error.sentence(words.language))
        raise SystemExit(2) from None
    except AbmSheetsError as error:
        complain(error.sentence(words.language))
        raise SystemExit(1) from None
    except Exception as error:
        # The last resort: users never see a traceback, developers may ask for it.
        if os.environ.get(DEBUG_VARIABLE):
            raise
        complain(words.text("console.unexpected", reason=type(error).__name__))
        raise SystemExit(1) from None


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # An old code page lacks some signs (narrow spaces): better a question mark than a failure.
            stream.reconfigure(errors="replace")
    leave_uncollected()
    with _failures_in_one_sentence():
        app()
