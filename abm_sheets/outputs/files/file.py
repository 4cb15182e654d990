"""Files that are made: rows as the bytes of a CSV, and bytes saved where they belong."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from pathlib import Path

from abm_sheets.errors import ExportNotWrittenError
from abm_sheets.files import guarded, replace_file

Plain = str | int | float | bool | None
"""A value of a row; dates are texts already."""

CRLF = "\r\n"
"""The line end of the standard, RFC 4180."""


def csv_file(rows: Iterable[Sequence[Plain]], line_end: str = CRLF, *, quote_all: bool = False) -> bytes:
    """Rows as CSV: commas, UTF-8 without a mark, which importers take for a part of the first header.

    Numbers are unrounded, with a point; yes and no are `true` and `false`; texts are `guarded`.
    """
    text = StringIO(newline="")
    writer = csv.writer(
        text, lineterminator=line_end, quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL
    )
    writer.writerows([cell_text(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8", "replace")


def cell_text(value: Plain) -> str:
    """A value as a cell of the file; nothing where there is none."""
    match value:
        case None:
            return ""
        case str():
            return guarded(value)
        case bool():
            return str(value).lower()
        case _:
            return repr(value)


def save(path: Path, content: bytes) -> None:
    """Write a file in place of the one before, if any.

    Raises:
        ExportNotWrittenError: nothing was written, and the file that stood there is still whole.

    """
    try:
        replace_file(path, content)
    except OSError as error:
        raise ExportNotWrittenError(path=path, reason=error.strerror or error) from error
