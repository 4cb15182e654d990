"""Cells found in a worksheet's XML by searching its bytes, without parsing it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

_ATTRIBUTES = rb"""[^>"']*+(?:"[^"]*+"[^>"']*+|'[^']*+'[^>"']*+)*+"""
_REFERENCE = re.compile(rb"""(?<![\w:])r\s*=\s*["']\s*([A-Za-z]*)(\d+)""")
_ROOT = re.compile(rb"<([\w.-]+:)?worksheet[\s>]")
_PLACE = re.compile(rb"([A-Za-z]*)(\d+)")
_ROW_END = b"row>"
_NARROW = 26
"""Columns that have one letter."""


@dataclass(frozen=True, slots=True)
class Found:
    """A cell in the XML: its row and column from 0, its attributes, and what is between its tags."""

    row: int
    column: int
    attributes: bytes
    content: bytes


class _Patterns:
    """What is searched for, under the prefix that a worksheet gives its elements."""

    def __init__(self, prefix: bytes) -> None:
        cell, ends = b"<" + prefix + rb"c(?=[\s/>])", b"</" + prefix + rb"c\s*>"
        # A style and a type in any order, no error, no formula: what calamine tells whole.
        plain = rb'\d++"(?: [st]="(?!e")\w*+")*+/?+>(?!<' + prefix + b"f)"
        self.narrow = re.compile(cell + rb'(?! r="[A-Z]' + plain + b")")
        self.plain = re.compile(cell + rb'(?! r="[A-Z]++' + plain + b")")
        self.placed = re.compile(cell + rb'(?! r="[A-Z]++\d++")')
        self.wide = re.compile(cell + rb' r="[A-Z]{2}')
        blank = ends + b"|<" + prefix + b"v/>" + ends + b"|<" + prefix + b"v></" + prefix + b"v>" + ends
        self.held = re.compile(cell + rb' r="([A-Z]++)(\d++)"(?:[^>]*[^/>])?>(?!' + blank + b")")
        whole = cell + b"(" + _ATTRIBUTES + rb")(?:(?<=/)>|(?<!/)>(.*?)" + ends + b")"
        self.cell = re.compile(whole, re.DOTALL)
        row = b"<(/?)" + prefix + rb"row(?=[\s/>])(" + _ATTRIBUTES + b")>"
        self.any = re.compile(row + b"|" + whole, re.DOTALL)


_patterns = cache(_Patterns)


class CellSearch:
    """Searches a worksheet piece by piece; cells and rows without a reference are numbered as they come."""

    def __init__(self, blocks: Iterable[bytes]) -> None:
        """Search the bytes of a part."""
        self._blocks = iter(blocks)
        self._head = next(self._blocks, b"")
        root = _ROOT.search(self._head)
        self._patterns = _patterns(root[1] or b"" if root else b"")
        self._row = self._column = 0
        self.is_wide = False

    def peculiar(self) -> Iterator[Found]:
        """The cells that may hold a failed formula, one that nobody computed, or what is written oddly.

        `is_wide` says in the end whether some cell stands beyond column Z.
        """
        for piece in self._pieces():
            if self._patterns.narrow.search(piece):
                yield from self._peculiar(piece)
            else:
                self._skip(piece)

    def held(self) -> Iterator[tuple[int, int]]:
        """The row and the column of each cell that holds something."""
        for piece in self._pieces():
            if self._patterns.placed.search(piece):
                yield from ((found.row, found.column) for found in self._numbered(piece) if found.content)
            else:
                found = self._patterns.held.findall(piece)
                yield from ((int(row) - 1, column_number(column)) for column, row in found)

    def _pieces(self) -> Iterator[bytes]:
        """The XML in pieces that end between two rows."""
        rest = [self._head]
        for block in self._blocks:
            whole, end, after = block.rpartition(_ROW_END)
            if end:
                yield b"".join([*rest, whole, end])
                rest = []
            rest.append(after)
        yield b"".join(rest)

    def _peculiar(self, piece: bytes) -> Iterator[Found]:
        if self._patterns.placed.search(piece):
            yield from self._numbered(piece)
            return
        self.is_wide = self.is_wide or bool(self._patterns.wide.search(piece))
        for place in self._patterns.plain.finditer(piece):
            if cell := self._patterns.cell.match(piece, place.start()):
                yield self._found(cell[1], cell[2])
        self._skip(piece)

    def _skip(self, piece: bytes) -> None:
        """Go on from the last row of a piece whose cells all tell where they are."""
        _, found, after = piece.rpartition(b' r="')
        if found and (last := _PLACE.match(after)):
            self._row, self._column = int(last[2]), 0

    def _numbered(self, piece: bytes) -> Iterator[Found]:
        """Every cell of a piece, numbered as calamine numbers them."""
        for tag in self._patterns.any.finditer(piece):
            ends, row, attributes, content = tag.groups()
            if attributes is not None:
                yield self._found(attributes, content)
            elif ends:
                self._row, self._column = self._row + 1, 0
            else:
                self._begin_row(row)

    def _begin_row(self, attributes: bytes) -> None:
        if place := _REFERENCE.search(attributes):
            self._row = int(place[2]) - 1
        if attributes.endswith(b"/"):
            self._row += 1
        self._column = 0

    def _found(self, attributes: bytes, content: bytes | None) -> Found:
        row = self._row
        if place := _REFERENCE.search(attributes):
            row, self._column = int(place[2]) - 1, column_number(place[1].upper())
        found = Found(row, self._column, attributes, content or b"")
        self._column += 1
        self.is_wide = self.is_wide or self._column > _NARROW
        return found


def column_number(letters: bytes) -> int:
    """A column's position from 0, by its letters."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
