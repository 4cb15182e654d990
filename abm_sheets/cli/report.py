"""The command that makes what leadership looks at: report."""

from __future__ import annotations

import os
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from abm_sheets.cli.extras import leadership
from abm_sheets.cli.options import AsOf, Credentials, Force, Language, WorkbookName, day, help_text
from abm_sheets.cli.results import compute, deliver, destination
from abm_sheets.errors import ReportSuffixError
from abm_sheets.outputs.page.printing import find_browser, print_page
from abm_sheets.story.story import Story, story_of
from abm_sheets.workbook.excel import ExcelWorkbook
from abm_sheets.workbook.google.address import Use
from abm_sheets.workbook.interface import Workbook
from abm_sheets.workbook.opener import open_workbook

commands = typer.Typer()

Write = Callable[[Story], bytes]
"""What makes a file of a story."""


class Form(StrEnum):
    """What the story is written as; each is how its file's name ends, too."""

    HTML = "html"
    PDF = "pdf"
    PPTX = "pptx"


As = Annotated[Form | None, typer.Option("--format", help=help_text("report_format"), show_default=False)]
ToFile = Annotated[
    Path | None,
    typer.Option("--output", metavar="FILE", help=help_text("report_output"), show_default=False),
]
Shown = Annotated[
    Language | None, typer.Option("--language", help=help_text("report_language"), show_default=False)
]


@commands.command("report", help=help_text("report"))
def report_command(  # noqa: PLR0913 (a command has as many options as it needs)
    workbook: WorkbookName,
    as_of: AsOf = None,
    *,
    output: ToFile = None,
    form: As = None,
    force: Force = False,
    language: Shown = None,
    credentials: Credentials = None,
) -> None:
    """Compute and write the page or the slides; write nothing in the workbook."""
    as_of_day, form = day(as_of), form or _form_of(output)
    opened = open_workbook(workbook, credentials=credentials, use=Use.READ)
    path = destination(output or _beside(opened, form), opened, force=force)
    if path is not None and path.suffix.lower() != f".{form}":
        raise ReportSuffixError(value=form)
    write = _WRITERS[form]()
    view = compute(opened, as_of_day, language)
    view.tables.check_usable()
    deliver(write(story_of(view)), path, view.words)


def _form_of(output: Path | None) -> Form:
    """The format that a file's name asks for, a page where it asks for none."""
    suffix = output.suffix.lower().removeprefix(".") if output else ""
    return Form(suffix) if suffix in list(Form) else Form.HTML


def _beside(opened: Workbook, form: Form) -> Path:
    """The file beside a workbook, in the current folder for a spreadsheet."""
    if isinstance(opened, ExcelWorkbook):
        return opened.path.with_name(f"{opened.path.stem}-report.{form}")
    return Path(f"report.{form}")


def _page() -> Write:
    render = leadership("page").render
    return lambda story: render(story).encode()


def _printed() -> Write:
    page, browser = _page(), find_browser(os.environ)
    return lambda story: print_page(page(story), browser)


def _slides() -> Write:
    write: Write = leadership("slides").slides_file
    return write


_WRITERS: dict[Form, Callable[[], Write]] = {Form.HTML: _page, Form.PDF: _printed, Form.PPTX: _slides}
"""What each format needs is looked for before the workbook is read."""
