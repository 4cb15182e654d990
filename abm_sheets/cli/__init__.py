"""The command line: parse, call, print."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from enum import StrEnum
from io import TextIOWrapper
from itertools import pairwise
from pathlib import Path
from typing import Annotated

import orjson
import typer

from abm_sheets import __version__
from abm_sheets.console import complain, issues_table, metrics_table, show, tally_table, working
from abm_sheets.dashboard import View
from abm_sheets.errors import (
    AbmSheetsError,
    AlreadyExistsError,
    InvalidDateError,
    OutputNotXlsxError,
    UsageError,
)
from abm_sheets.issues import has_errors
from abm_sheets.language import LANGUAGES, Catalogue, catalogue
from abm_sheets.refresh import examine, write
from abm_sheets.report import Report
from abm_sheets.starter import SAMPLE_DAY, save_sample, save_template
from abm_sheets.workbook.interface import Workbook
from abm_sheets.workbook.opener import open_workbook
from abm_sheets.workshop import tally

LANGUAGE_VARIABLE = "ABM_SHEETS_LANGUAGE"
"""The environment variable that chooses the language of the help and of failures, French without it."""

DEBUG_VARIABLE = "ABM_SHEETS_DEBUG"
"""Set, it lets an unforeseen failure show where it happened."""

_spoken = os.environ.get(LANGUAGE_VARIABLE, "")
_WORDS = catalogue(_spoken if _spoken in LANGUAGES else LANGUAGES[0])


def _help(key: str) -> str:
    return _WORDS.text(f"help.{key}")


class Language(StrEnum):
    """The languages that --language takes."""

    FR = "fr"
    EN = "en"


WorkbookPath = Annotated[Path, typer.Argument(help=_help("workbook"), show_default=False)]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help=_help("as_of"), show_default=False)]
Shown = Annotated[Language | None, typer.Option("--language", help=_help("language"), show_default=False)]
Made = Annotated[Language, typer.Option("--language", help=_help("template_language"))]
Output = Annotated[Path | None, typer.Option("--output", help=_help("output"), show_default=False)]
Json = Annotated[bool, typer.Option("--json", help=_help("json"))]
Force = Annotated[bool, typer.Option("--force", help=_help("force"))]
Out = Annotated[Path, typer.Argument(help=_help("out"), show_default=False)]
Folder = Annotated[Path, typer.Argument(help=_help("folder"))]

app = typer.Typer(help=_help("app"), no_args_is_help=True, add_completion=False, rich_markup_mode=None)


@app.callback(invoke_without_command=True)
def _version(
    *,
    version: Annotated[bool, typer.Option("--version", is_eager=True, help=_help("version"))] = False,
) -> None:
    if version:
        show(f"abm-sheets {__version__}")
        raise typer.Exit


@app.command("refresh", help=_help("refresh"))
def refresh_command(
    workbook: WorkbookPath,
    as_of: AsOf = None,
    *,
    json: Json = False,
    output: Output = None,
    language: Shown = None,
) -> None:
    """Compute and write; print the table or the JSON."""
    opened = open_workbook(workbook, output)
    view = _examine(opened, _day(as_of), language)
    path = _write(opened, view)
    if json:
        _print_json(view.report.model_dump_json())
    else:
        _show_result(view, path)


@app.command("check", help=_help("check"))
def check_command(workbook: WorkbookPath, as_of: AsOf = None, language: Shown = None) -> None:
    """Print the issues; exit 1 on errors."""
    view = _examine(open_workbook(workbook), _day(as_of), language)
    issues = view.report.issues
    show(issues_table(issues, view.words) if issues else view.words.text("console.no_issue"))
    raise typer.Exit(has_errors(issues))


@app.command("template", help=_help("template"))
def template_command(out: Out, language: Made = Language.FR, *, force: Force = False) -> None:
    """Write the empty workbook."""
    if out.suffix.lower() != ".xlsx":
        raise OutputNotXlsxError
    if out.exists() and not force:
        raise AlreadyExistsError(path=out)
    save_template(out, language, datetime.now(UTC).year)
    show(catalogue(language).text("console.template", path=out))


@app.command("demo", help=_help("demo"))
def demo_command(folder: Folder = Path("demo"), language: Made = Language.FR) -> None:
    """Write the sample workbook, refresh it, print the result."""
    words = catalogue(language)
    path = folder / words.text("console.sample_file")
    kept = path.exists()
    if not kept:
        save_sample(path, language)
    opened = open_workbook(path)
    view = _examine(opened, SAMPLE_DAY, language)
    written = _write(opened, view)
    show(words.text("console.kept" if kept else "console.workbook", path=path))
    _show_result(view, written)


@app.command("workshop", help=_help("workshop"))
def workshop_command(workbook: WorkbookPath, language: Shown = None) -> None:
    """Print the votes and the proposal."""
    view = _examine(open_workbook(workbook), None, language)
    words, found = view.words, tally(view.tables.workshop)
    if view.tables.workshop.empty:
        show(words.text("console.no_vote", title=words.title("workshop")))
        return
    show(tally_table(found, words))
    for kind, names in (("vanity", found.vanity), ("unknown", found.unknown)):
        if names:
            show(words.text(f"console.{kind}", names=", ".join(names)))
    proposed = [words.word("metric", each.metric) for each in found.metrics if each.proposed]
    show(words.text("console.proposal", names=", ".join(proposed)))


@app.command("schema", help=_help("schema"))
def schema_command() -> None:
    """Print the JSON schema of the report."""
    _print_json(orjson.dumps(Report.model_json_schema(), option=orjson.OPT_INDENT_2).decode())


def _day(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise InvalidDateError(value=text) from None


def _examine(workbook: Workbook, as_of: date | None, language: str | None) -> View:
    with working(_WORDS.text("console.reading", name=workbook.name)):
        return examine(workbook, as_of, language=language, now=datetime.now(UTC), by="abm-sheets")


def _write(workbook: Workbook, view: View) -> str:
    with working(view.words.text("console.writing")):
        return write(workbook, view)


def _show_result(view: View, path: str) -> None:
    words, report = view.words, view.report
    day, start = words.formats.day(report.as_of), words.formats.day(report.period.start)
    show(words.text("console.as_of", day=day, start=start), "", metrics_table(view), "")
    show(words.text("console.issues", len(report.issues), title=words.title("quality")))
    show(words.text("console.written", path=path), "", report.headline)


def _print_json(text: str) -> None:
    sys.stdout.buffer.write(text.encode() + b"\n")


def _words_asked() -> Catalogue:
    """The language asked for on the command line, even where the rest of it is wrong."""
    after = [value for name, value in pairwise(sys.argv) if name == "--language" and value in LANGUAGES]
    return catalogue(after[0]) if after else _WORDS


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
    with _failures_in_one_sentence():
        app()
