"""Files as they leave: whole or not at all, and with no text that a spreadsheet takes for a formula."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path


def replace_file(path: Path, content: bytes) -> None:
    """Write a file in place of the one before, if any.

    Raises:
        OSError: nothing was written, and the file that stood there is still whole.

    """
    draft = path.with_name(f".{path.name}-{os.getpid()}.tmp")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


_BEFORE = "[ '\"\u00a0\u202f\ufeff]*"
"""What a spreadsheet may drop, or read as quotes of its own, before it looks for a formula."""

_SIGNS = "=+\\-@\uff1d\uff0b\uff0d\uff20\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f"
"""The signs of formulas, wide ones too, and control characters but for those that begin a cell."""

_START = f"(?={_BEFORE}[{_SIGNS}\\t\\r\\n])"
_AFTER = f"(?={_BEFORE}[{_SIGNS}])"
_ENDS = "[;\\t\\r\\n]"
"""What begins another cell where a spreadsheet does not split at commas, as French ones do not."""

_RISKS = re.compile(f"^{_START}|{_ENDS}{_AFTER}")
_GUARDED = re.compile(f"^'{_START}|({_ENDS})'{_AFTER}")


def guarded(text: str) -> str:
    """A text with an apostrophe before each sign that may begin a formula (`=`, `+`, `-`, `@`, controls).

    A sign counts at the start of the text, and after what some spreadsheet splits cells at though the text
    is quoted. Other texts are left as they are.
    """
    return _RISKS.sub(lambda risk: f"{risk[0]}'", text)


def unguarded(text: str) -> str:
    """The text that `guarded` was given; one that it did not write loses such apostrophes too."""
    return _GUARDED.sub(lambda mark: mark[1] or "", text)
