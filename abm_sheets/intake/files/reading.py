"""A text file read whole, within bounds, as rows of cells."""

from __future__ import annotations

from pathlib import Path

from abm_sheets.errors.incoming import FileNotOpenedError, FileTooLargeError
from abm_sheets.intake.files.decoding import decode
from abm_sheets.intake.files.grid import Grid, filled
from abm_sheets.intake.files.separating import separate
from abm_sheets.intake.sources import known_headers

MOST_MEGABYTES = 200


def read_grid(path: Path) -> Grid:
    """Read a text file of any encoding and separator that exports use.

    Raises:
        ImportFileError: it cannot be opened, is too large, or is no table; the sentence says what to do.

    """
    try:
        if path.stat().st_size > MOST_MEGABYTES * 1_000_000:
            raise FileTooLargeError(path=path.name, limit=MOST_MEGABYTES)
        content = path.read_bytes()
    except (OSError, ValueError):
        raise FileNotOpenedError(path=path) from None
    return parse_grid(content, path.name)


def parse_grid(content: bytes, name: str) -> Grid:
    """The rows that the bytes of a file hold; `name` is the file's, for the errors.

    Raises:
        ImportFileError: they are no table.

    """
    decoded = decode(content, name)
    split = separate(decoded.text, name, known_headers())
    return filled(Grid(name, split.rows, decoded.encoding, split.separator))
