"""Files that appear whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from abm_sheets.errors.export import ExportNotWrittenError


def save(path: Path, content: bytes) -> None:
    """Write a file in place of the one before, if any.

    Raises:
        ExportNotWrittenError: nothing was written, and the file that stood there is still whole.

    """
    draft = path.with_name(f".{path.name}-{os.getpid()}.tmp")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    except OSError as error:
        raise ExportNotWrittenError(path=path, reason=error.strerror or error) from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
