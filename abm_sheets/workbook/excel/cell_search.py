"""Cells found in a worksheet's XML by searching its bytes, without parsing it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

MOST_CELLS = 30_000_000
"""Cells of the rectangle that a tab may span: one stray value at the far corner would fill the memory."""

_ATTRIBUTES = rb"""[^>"']*+(?:"[^"]*+"[^>"']*+|'[^']*+'[^>"']*+)*+"""
_REFERENCE = re.compile(rb"""(?<![\w:])r\s*=\s*["']\s*([A-Za-z]*)(\d+)""")
_ROOT = re.compile(rb"<([\w.-]+:)?worksheet[\s>]")
_ROW_END = b"row>"


@dataclass(frozen=True, slots=True)
class Found:
    """A cell in the XML: its row and column from 0, its attributes, and what is between its tags."""

    row: int
    column: int
    attributes: bytes
    content: bytes


@cache
def _row_or_cell(prefix: bytes) -> re.Pattern[bytes]:
    """What is searched for, under the prefix that a worksheet gives its elements."""
    cell, ends = b"<" + prefix + rb"c(?=[\s/>])", b"</" + prefix + rb"c\s*>"
    whole = cell + b"(" + _ATTRIBUTES + rb")(?:(?<=/)>|(?<!/)>(.*?)" + ends + b")"
    row = b"<(/?)" + prefix + rb"row(?=[\s/>])(" + _ATTRIBUTES + b")>"
    return re.compile(row + b"|" + whole, re.DOTALL)


def find_cells(blocks: Iterable[bytes]) -> Iterator[Found]:
    """Every cell of a worksheet; those without a reference are numbered as calamine numbers them."""
    row = column = 0
    pattern = None
    for piece in pieces(blocks):
        pattern = pattern or _row_or_cell(prefix_of(piece))
        for tag in pattern.finditer(piece):
            ends, begins, attributes, content = tag.groups()
            if attributes is not None:
                if place := _REFERENCE.search(attributes):
                    row, column = int(place[2]) - 1, column_number(place[1].upper())
                yield Found(row, column, attributes, content or b"")
                column += 1
            elif ends:
                row, column = row + 1, 0
            else:
                row, column = _row_of(begins, row), 0


def _row_of(attributes: bytes, row: int) -> int:
    """The row that a tag begins, or the next one where it ends at once."""
    if place := _REFERENCE.search(attributes):
        row = int(place[2]) - 1
    return row + attributes.endswith(b"/")


def pieces(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """The XML of a worksheet in pieces that end between two rows."""
    rest: list[bytes] = []
    for block in blocks:
        whole, end, after = block.rpartition(_ROW_END)
        if end:
            yield b"".join([*rest, whole, end])
            rest = []
        rest.append(after)
    yield b"".join(rest)


def prefix_of(piece: bytes) -> bytes:
    """What the names of elements begin with, by the first piece of a worksheet."""
    root = _ROOT.search(piece)
    return root[1] or b"" if root else b""


def column_number(letters: bytes) -> int:
    """A column's position from 0, by its letters."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
