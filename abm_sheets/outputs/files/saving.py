"""Files for other tools, written whole or not at all."""

from __future__ import annotations

from pathlib import Path

from abm_sheets.errors import ExportNotWrittenError
from abm_sheets.files import replace_file


def save(path: Path, content: bytes) -> None:
    """Write a file in place of the one before, if any.

    Raises:
        ExportNotWrittenError: nothing was written, and the file that stood there is still whole.

    """
    try:
        replace_file(path, content)
    except OSError as error:
        raise ExportNotWrittenError(path=path, reason=error.strerror or error) from error
