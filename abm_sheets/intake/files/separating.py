"""A text as rows of cells: which separator it uses, quotation marks and line breaks inside cells minded."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import chain, islice

from abm_sheets.csv_guard import unguarded
from abm_sheets.errors.incoming import FileNotReadableError, FileTooLongError, UnclosedQuoteError
from abm_sheets.language.folding import squeeze

SEPARATORS = (",", ";", "\t", "|")
MOST_ROWS = 1_000_000
HEADER_ROWS = 30
"""The rows among which a header is looked for: exports put their title and their dates above it."""

_SAMPLE = 200_000
_LONGEST_HEADER = 200
_DECLARED = re.compile(r'"?sep=([^\w\s"]|\t)"?\r?\n', re.IGNORECASE)
"""What Excel reads, and does not show, on the first line."""

_END = "\x1e"
"""Stands on a line of its own after the text, where it is a row unless a quotation mark is still open."""

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
