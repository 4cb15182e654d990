"""Run the command line in this process, as a user would from a shell: arguments in, texts and status out."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from unittest.mock import patch

import xlsxwriter

from abm_sheets.cli import MODULES, main

for _name in MODULES:
    # A module first loaded under a clock that a test holds still would keep that clock's dates.
    import_module(f"abm_sheets.cli.{_name}")


@dataclass(frozen=True)
class Done:
    """What a command left: its exit status, its standard output and its standard error."""

    status: int
    output: str
    errors: str


class _Stream(io.TextIOWrapper):
    """A stream that keeps what is written to it, and may pass for a terminal."""

    terminal = False

    def isatty(self) -> bool:
        return self.terminal


def run(*arguments: object, terminal: bool = False, encoding: str = "utf-8") -> Done:
    """Run `abm-sheets` with arguments; `terminal` says whether standard error is one."""
    output, errors = _stream(encoding), _stream(encoding)
    errors.terminal = terminal
    command = ["abm-sheets", *map(str, arguments)]
    with patch.object(sys, "argv", command), redirect_stdout(output), redirect_stderr(errors):
        status = _status()
    return Done(status, _text(output), _text(errors))


def _status() -> int:
    try:
        main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0


def _stream(encoding: str) -> _Stream:
    return _Stream(io.BytesIO(), encoding=encoding, write_through=True)


def _text(stream: _Stream) -> str:
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode(stream.encoding)


def workbook(path: Path, **tabs: Sequence[Sequence[object]]) -> Path:
    """An `.xlsx` file of these tabs, given by their titles."""
    book = xlsxwriter.Workbook(str(path))
    for title, rows in tabs.items():
        sheet = book.add_worksheet(title)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return path


def plain(text: str) -> str:
    """A text with all its spaces folded."""
    return " ".join(text.split())
