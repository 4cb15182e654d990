"""What the commands have in common: a workbook computed and written, its result shown, a file delivered."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from abm_sheets.cli.options import WORDS
from abm_sheets.errors import AlreadyExistsError, OutputIsInputError, OutputNeededError
from abm_sheets.language import Catalogue
from abm_sheets.outputs.files.file import save
from abm_sheets.outputs.terminal import show, working
from abm_sheets.outputs.terminal.tables import metrics_table
from abm_sheets.refresh import examine, run
from abm_sheets.story.standing import reading_lines
from abm_sheets.story.summary import last_headline
from abm_sheets.story.view import View
from abm_sheets.story.wording import rebuilt_text
from abm_sheets.tables.reader import Bringing, Incoming
from abm_sheets.workbook.excel import ExcelWorkbook
from abm_sheets.workbook.interface import Workbook


def compute(workbook: Workbook, as_of: date | None, language: str | None) -> View:
    """Read a workbook and compute its figures, saying so."""
    with working(WORDS.text("console.reading", name=workbook.name)):
        return examine(workbook, as_of, language=language, now=datetime.now(UTC))


def compute_and_save(
    workbook: Workbook,
    as_of: date | None,
    language: str | None,
    incoming: Incoming | Bringing = MappingProxyType({}),
) -> tuple[View, str]:
    """Compute a workbook and write its dashboard, saying so; the second result says where it is.

    `incoming` are mirrors to write with it.
    """
    with working(WORDS.text("console.computing", name=workbook.name)):
        return run(workbook, as_of, language=language, now=datetime.now(UTC), incoming=incoming)


def show_result(view: View, path: str) -> None:
    """Print the metrics, the number of issues, where the dashboard is, and the sentence."""
    words, report = view.words, view.report
    show_day(view)
    show(metrics_table(view), *reading_lines(view), "")
    show(words.text("console.issues", len(report.issues), title=words.title("quality")))
    last = last_headline(view.figures, view.tables.settings, words)
    show(words.text("console.written", path=path), "", report.headline, *filter(None, [last]))


def show_day(view: View) -> None:
    """Print the day that the figures are of, and that it is rebuilt where it is past."""
    words, report = view.words, view.report
    day, start = words.formats.day(report.as_of), words.formats.day(report.period.start)
    show(words.text("console.as_of", day=day, start=start), *filter(None, [rebuilt_text(view)]), "")


def destination(output: Path | None, opened: Workbook | None, *, force: bool) -> Path | None:
    """The file to write, None for standard output.

    Raises:
        OutputIsInputError: it is the workbook, or the dashboard that holds its history.
        AlreadyExistsError: it is there, and may not be replaced.

    """
    if output is None or str(output) == "-":
        return None
    read = [opened.path, opened.output] if isinstance(opened, ExcelWorkbook) else []
    if any(_is_same(output, path) for path in read):
        raise OutputIsInputError
    if output.exists() and not force:
        raise AlreadyExistsError(path=output)
    return output


def _is_same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve() or (one.exists() and other.exists() and one.samefile(other))


def deliver(content: bytes, path: Path | None, words: Catalogue) -> None:
    """Save the content, or print it as it is, whatever the terminal's encoding."""
    if path is None:
        sys.stdout.buffer.write(content)
        return
    save(path, content)
    say_where(path, words)


def say_where(path: Path | None, words: Catalogue) -> None:
    """Say where the file is."""
    show(words.text("export.written", path=path))


def needed(path: Path | None) -> Path:
    """The file, where standard output will not do.

    Raises:
        OutputNeededError: there is none.

    """
    if path is None:
        raise OutputNeededError
    return path


@contextmanager
def advancing(total: int, sentence: str) -> Iterator[Callable[[int], None]]:
    """A progress bar on standard error, where it is a terminal; what is given moves it on."""
    console = Console(stderr=True, markup=False)
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(sentence, total=total)
        yield lambda rows: progress.advance(task, rows)
