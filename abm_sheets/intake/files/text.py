"""A text file read whole, within bounds, as rows of cells, whatever its encoding and its separator."""

from __future__ import annotations

import csv
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import StringIO
from itertools import chain, islice
from pathlib import Path

from abm_sheets.errors.incoming import (
    FileNotOpenedError,
    FileNotReadableError,
    FileTooLargeError,
    FileTooLongError,
    UnclosedQuoteError,
    WebPageFileError,
)
from abm_sheets.files import unguarded
from abm_sheets.intake.files.grid import Grid, filled
from abm_sheets.intake.sources import known_headers
from abm_sheets.language.folding import squeeze

MOST_MEGABYTES = 200
SEPARATORS = (",", ";", "\t", "|")
MOST_ROWS = 1_000_000
HEADER_ROWS = 30
"""The rows among which a header is looked for: exports put their title and their dates above it."""

_SAMPLE = 200_000
_LONGEST_HEADER = 200
_DECLARED = re.compile(r'"?sep=([^\w\s"]|\t)"?\r?\n', re.IGNORECASE)
"""What Excel reads, and does not show, on the first line."""

_AS_TEXT = re.compile(r'^="([^"]*)"$')
"""A formula that is a text and nothing else: how files keep a spreadsheet from taking ids for numbers."""

_END = "\x1e"
"""Stands on a line of its own after the text, where it is a row unless a quotation mark is still open."""

_MARKS = ((BOM_UTF8, "utf-8-sig"), (BOM_UTF16_LE, "utf-16-le"), (BOM_UTF16_BE, "utf-16-be"))
_CODE_PAGES = ("cp1252", "mac_roman")
"""What western programs write that is not Unicode: those of Windows, and Excel on a Mac."""

_FOREIGN = re.compile("[ŽžƒˆŸ˜ıˇ˘˙˚˛]")
"""What one of them makes of the other's accents, and western texts hardly hold (`é` of a Mac becomes `Ž`)."""

_BEGINNING = 4_096
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufeff]")
"""What no text shows: control characters, and byte order marks left inside."""

_MOST_UNSEEN = 0.01
_WEB_PAGE = re.compile(r"\s*<(?:!doctype|html|head|body|table|meta|\?xml)\b", re.IGNORECASE)


def read_grid(path: Path) -> Grid:
    """Read a text file of any encoding and separator that exports use.

    Raises:
        ImportFileError: it cannot be opened, is too large, or is no table; the sentence says what to do.

    """
    return parse_grid(read_content(path, MOST_MEGABYTES), path.name)


def read_content(path: Path, megabytes: int) -> bytes:
    """The bytes of a file that may have so many megabytes.

    Raises:
        FileNotOpenedError: it cannot be opened. FileTooLargeError: it has more.

    """
    try:
        if path.stat().st_size > megabytes * 1_000_000:
            raise FileTooLargeError(path=path.name, limit=megabytes)
        return path.read_bytes()
    except (OSError, ValueError):
        raise FileNotOpenedError(path=path) from None


def parse_grid(content: bytes, name: str) -> Grid:
    """The rows that the bytes of a file hold; `name` is the file's, for the errors.

    Raises:
        ImportFileError: they are no table.

    """
    decoded = decode(content, name)
    split = separate(decoded.text, name, known_headers())
    return filled(Grid(name, split.rows, decoded.encoding, split.separator))


# A description in a CRM, or a mail kept with it, is longer than the 128 KiB that the library takes.
csv.field_size_limit(1 << 30)


@dataclass(frozen=True)
class Separated:
    """A text's rows and their separator."""

    rows: Sequence[Sequence[str]]
    separator: str


def separate(text: str, name: str, known: frozenset[str]) -> Separated:
    """Split a text, decoded, into rows; `known` are the headers, squeezed, that any source may have.

    Raises:
        FileNotReadableError: it cannot be split.
        FileTooLongError: it has more than `MOST_ROWS` rows.
        UnclosedQuoteError: a quotation mark is never closed.

    """
    declared = _DECLARED.match(text)
    if declared:
        text = text[declared.end() :]
    separator = declared[1] if declared else _recognise(text[:_SAMPLE], known)
    try:
        rows = list(islice(_rows(text, separator), MOST_ROWS + 2))
    except (csv.Error, TypeError, ValueError):
        raise FileNotReadableError(path=name) from None
    if len(rows) > MOST_ROWS + 1:
        raise FileTooLongError(path=name, limit=MOST_ROWS)
    if rows.pop() != [_END]:
        raise UnclosedQuoteError(path=name, number=len(rows) + 1)
    if "'" in text:
        # What keeps spreadsheets from taking a text for a formula is no part of it.
        rows = [[unguarded(cell) for cell in row] for row in rows]
    if '="' in text:
        rows = [[_AS_TEXT.sub(r"\1", cell) for cell in row] for row in rows]
    return Separated(rows, separator)


def header_key(text: str) -> str:
    """A header as headers are compared; nothing where it is too long to be one."""
    return squeeze(text) if len(text) <= _LONGEST_HEADER else ""


def _rows(text: str, separator: str) -> Iterator[list[str]]:
    lines = chain(StringIO(text, newline=""), [_END])
    return csv.reader(lines, delimiter=separator, skipinitialspace=True)


def _recognise(sample: str, known: frozenset[str]) -> str:
    """The separator by which the most headers are known, else by which the most rows are equally long."""
    return max(SEPARATORS, key=lambda separator: _likelihood(sample, separator, known))


def _likelihood(sample: str, separator: str, known: frozenset[str]) -> tuple[int, float, int, int]:
    """Known headers, share of equally long rows, their length, and how few rows are longer."""
    try:
        rows = [row for row in list(_rows(sample, separator))[:-1] if any(map(str.strip, row))]
    except csv.Error:
        return 0, 0, 0, 0
    if not rows:
        return 0, 0, 0, 0
    headers = max(len(known.intersection(map(header_key, row))) for row in rows[:HEADER_ROWS])
    lengths = Counter(map(len, rows))
    length, count = max(lengths.items(), key=lambda each: (each[1], each[0]))
    longer = sum(count for each, count in lengths.items() if each > length)
    return headers, count / len(rows) if length > 1 else 0, length, -longer


@dataclass(frozen=True)
class Decoded:
    """A text and the encoding that it was in."""

    text: str
    encoding: str


def decode(content: bytes, name: str) -> Decoded:
    """Read bytes as text: by their byte order mark, else as UTF-16 where it is plain, UTF-8, or a code page.

    Only strict readings count, in the order of how sure they are: a text in a code page is hardly ever valid
    UTF-8. The characters that nobody sees are dropped; `name` is the file's, for the errors.

    Raises:
        FileNotReadableError: the bytes are no text.
        WebPageFileError: they are a web page, or XML.

    """
    text, encoding = _strictly(content, name)
    unseen = len(_UNSEEN.findall(text))
    if unseen > _MOST_UNSEEN * len(text):
        raise FileNotReadableError(path=name)
    if _WEB_PAGE.match(text):
        raise WebPageFileError(path=name)
    return Decoded(_UNSEEN.sub("", text) if unseen else text, encoding)


def _strictly(content: bytes, name: str) -> tuple[str, str]:
    marked = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), None)
    marked = marked or _unmarked_utf_16(content[:_BEGINNING])
    try:
        return content.decode(marked or "utf-8").removeprefix("\ufeff"), marked or "utf-8"
    except UnicodeDecodeError:
        readings = {} if marked else dict(_readings(content))
    if not readings:
        raise FileNotReadableError(path=name)
    encoding = min(readings, key=lambda page: len(_FOREIGN.findall(readings[page])))
    return readings[encoding], encoding


def _readings(content: bytes) -> Iterator[tuple[str, str]]:
    for page in _CODE_PAGES:
        with suppress(UnicodeDecodeError):
            yield page, content.decode(page)


def _unmarked_utf_16(sample: bytes) -> str | None:
    """UTF-16 without its mark: in western texts nearly every other byte is zero."""
    pairs = len(sample) // 2
    first, second = sample[0::2].count(0), sample[1::2].count(0)
    if second > pairs / 2 and first < pairs / 10:
        return "utf-16-le"
    return "utf-16-be" if first > pairs / 2 and second < pairs / 10 else None
