"""Where the commands that make one file put it: a path that may be written, or standard output."""

from __future__ import annotations

import sys
from pathlib import Path

from abm_sheets.errors import AlreadyExistsError, OutputIsInputError, OutputNeededError
from abm_sheets.language import Catalogue
from abm_sheets.outputs.files.file import save
from abm_sheets.outputs.terminal import show
from abm_sheets.workbook.excel import ExcelWorkbook
from abm_sheets.workbook.interface import Workbook


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
