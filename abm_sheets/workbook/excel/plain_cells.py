"""Worksheets whose cells are written as programs mostly write them, read whole columns at a time.

The bytes of a worksheet are searched at once for where each cell, its attributes and its value begin and
end. A tab with anything else (a text in several fonts, cells that do not say where they are) raises
`NotPlainError`, and is left to calamine.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape

import numpy as np
import numpy.typing as npt
import pandas as pd

from abm_sheets.workbook.excel.raw_cells import MOST_CELLS, CellValues, column_number, pieces, prefix_of
from abm_sheets.workbook.interface import Cell, Merged, Tab, UncomputedError

Places = npt.NDArray[np.int64]
Values = npt.NDArray[np.object_]

_LESS, _SLASH, _QUOTE, _MORE, _SPACE, _BANG = b'</"> !'
_C, _F, _I, _T, _V = b"cfitv"
_BEFORE_PLACE = b'<c r="'
_PLAIN, _SPACED = len("<v>"), len('<t xml:space="preserve">')
_MOST_LETTERS, _MOST_DIGITS, _MOST_FIGURES = 3, 7, 9
_WORD, _MOST_WORDS = 8, 4
_MERGE = re.compile(rb'<mergeCell ref="([A-Z]++)(\d++):([A-Z]++)(\d++)"')
_MARGIN = bytes(_WORD * (_MOST_WORDS + 1))
_PARTS = [(1 << 8 * length) - 1 for length in range(_WORD)] + [(1 << 64) - 1]
"""What of eight bytes is kept, by how many of them count."""


class NotPlainError(ValueError):
    """A worksheet holds something else than plain cells."""


def plain_tab(title: str, blocks: Iterable[bytes], values: CellValues) -> Tab:
    """A tab whose columns are each as long as its last cell that holds something.

    Raises:
        NotPlainError: some cell is written otherwise, or stands too far away.

    """
    columns: list[list[Cell]] = []
    for number, xml in enumerate(pieces(blocks)):
        _require(number > 0 or not prefix_of(xml))
        cells = _Cells(xml)
        _put(columns, cells.rows, cells.columns, cells.read(values))
    return Tab(title, columns, merges=[*_merges(xml)])


def _merges(end: bytes) -> Iterator[Merged]:
    """The merged ranges, which a worksheet lists after its rows."""
    found = _MERGE.findall(end)
    _require(len(found) == end.count(b"<mergeCell "))
    for left, top, right, bottom in found:
        yield Merged(int(top) - 1, column_number(left), int(bottom) - 1, column_number(right))


def _require(condition: object) -> None:
    if not condition:
        raise NotPlainError


def _put(columns: list[list[Cell]], rows: Places, places: Places, values: Values) -> None:
    """Add cells to their columns, with blanks where rows are left out."""
    width = max(len(columns), places.max(initial=-1) + 1)
    _require((rows.max(initial=-1) + 1) * width <= MOST_CELLS)
    columns.extend([] for _ in range(width - len(columns)))
    for place in np.flatnonzero(np.bincount(places)):
        column, mine = columns[place], places == place
        own = rows[mine] - len(column)
        _require(own[0] >= 0 and (own[1:] > own[:-1]).all())
        added = np.full(own[-1] + 1, "", object)
        added[own] = values[mine]
        column.extend(added.tolist())


class _Cells:
    """The cells of a piece of XML that hold something: `rows` and `columns` are their places from 0."""

    def __init__(self, xml: bytes) -> None:
        """Find them: `<c …>`, maybe `<f>…</f>`, then `<v>…</v>` or `<is><t>…</t></is>`, and `</c>`.

        Each array has one number per cell: `start` and `value` say which of the tags opens it, and its value.

        Raises:
            NotPlainError: not all is as expected.

        """
        self._xml = xml
        self._bytes = np.frombuffer(xml + _MARGIN, np.uint8)
        # The tags of the last cell are followed by others, if only by the end.
        tags = np.append(np.flatnonzero(self._bytes == _LESS), [len(xml)] * _WORD)
        first, second = self._bytes[tags + 1], self._bytes[tags + 2]
        _require(not (first == _BANG).any())
        start = np.flatnonzero((first == _C) & (second < ord("A")))
        # A formula may be a single tag, that of a formula shared with other cells.
        formula = first[start + 1] == _F
        value = start + 1 + formula * (1 + ((first[start + 2] == _SLASH) & (second[start + 2] == _F)))
        inline = first[value] == _I
        value += inline
        # What is not shown is blank: an empty tag, or at once the end of the cell or the next one.
        empty = second[value] == _SLASH
        shown = (first[value] == np.where(inline, _T, _V)) & ~empty
        _require((shown | empty | (first[value] == _SLASH) | (first[value] == _C)).all())
        closing = value + 2 + inline
        _require(((first[closing] == _SLASH) & (second[closing] == _C))[shown].all())
        begin = tags[value] + np.where(second[value] == _SPACE, _SPACED, _PLAIN)
        _require((self._bytes[begin - 1] == _MORE)[shown].all())
        held = formula | (shown & (tags[value + 1] > begin))
        self._begin, self._end = begin[held], np.where(shown, tags[value + 1], begin)[held]
        self._formula = np.where(formula, tags[start + 1], -1)[held]
        self._valued = (first[value] == _V)[held]
        self._attributes_end = tags[start[held] + 1] - 1
        self.rows, self.columns, self._attributes = self._places(tags[start[held]])

    def _places(self, start: Places) -> tuple[Places, Places, Places]:
        """The row and the column that each cell says, and where its other attributes begin."""
        for offset, letter in enumerate(_BEFORE_PLACE):
            _require((self._bytes[start + offset] == letter).all())
        letters_end, column = self._figures(start + len(_BEFORE_PLACE), b"AZ", _MOST_LETTERS)
        end, row = self._figures(letters_end, b"09", _MOST_DIGITS)
        _require((self._bytes[end] == _QUOTE).all() and row.min(initial=1) and column.min(initial=1))
        return row - 1, column - 1, end + 1

    def _figures(self, at: Places, between: bytes, most: int) -> tuple[Places, Places]:
        """Numbers written in figures, or in letters as columns are, and where they end."""
        lowest, highest = between
        base, least = (10, 0) if lowest == ord("0") else (26, 1)
        number = np.zeros(len(at), np.int64)
        for _ in range(most):
            figure = self._bytes[at]
            more = (figure >= lowest) & (figure <= highest)
            number = np.where(more, number * base + figure - lowest + least, number)
            at = at + more
        return at, number

    def read(self, values: CellValues) -> Values:
        """What the cells hold."""
        found = np.empty(len(self.rows), object)
        codes, attributes = self._kinds()
        for code, written in enumerate(attributes):
            alike = np.flatnonzero(codes == code)
            begin, end = self._begin[alike], self._end[alike]
            numbers = self._integers(begin, end) if values.are_numbers(written) else None
            if numbers is None:
                bounds = zip(begin.tolist(), end.tolist(), strict=True)
                found[alike] = values.read(written, [self._xml[first:last] for first, last in bounds])
            else:
                found[alike] = values.read_integers(written, numbers)
        for at in np.flatnonzero((self._formula >= 0) & (self._begin == self._end)):
            # A formula whose result is a blank text has been computed.
            if not (self._valued[at] and values.is_text(attributes[codes[at]])):
                found[at] = UncomputedError(f"={self._formula_text(int(self._formula[at]))}")
        return found

    def _integers(self, begin: Places, end: Places) -> Places | None:
        """The numbers written between some bounds, None where not all are whole."""
        lengths = end - begin
        if not lengths.min(initial=1) or lengths.max(initial=0) > _MOST_FIGURES:
            return None
        stop, numbers = self._figures(begin, b"09", int(lengths.max(initial=0)))
        return numbers if (stop == end).all() else None

    def _formula_text(self, start: int) -> str:
        tag, _, rest = self._xml[start:].partition(b">")
        return "" if tag.endswith(b"/") else unescape(rest.partition(b"<")[0].decode()).strip()

    def _kinds(self) -> tuple[Places, list[bytes]]:
        """Which attributes each cell has besides its place, and each of them once."""
        begin, end = self._attributes, self._attributes_end
        lengths = end - begin
        _require((self._bytes[end] == _MORE).all() and lengths.max(initial=0) <= _WORD * _MOST_WORDS)
        words = np.ndarray(len(self._bytes) - _WORD + 1, "<u8", self._bytes.data, strides=(1,))
        codes = np.zeros(len(begin), np.int64)
        for at in range(0, int(lengths.max(initial=0)), _WORD):
            kept = np.array(_PARTS, np.uint64)[np.clip(lengths - at, 0, _WORD)]
            parts, distinct = pd.factorize(words[begin + at] & kept)
            codes, _ = pd.factorize(codes * len(distinct) + parts)
        _, firsts = np.unique(codes, return_index=True)
        return codes, [self._xml[begin[first] : end[first]] for first in firsts]
