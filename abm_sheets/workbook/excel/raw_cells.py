"""Cells found in a worksheet's XML by searching its bytes, with what they hold, each distinct value once.

calamine 0.9 returns errors and formulas without a result as blanks, and holds a tab as a full rectangle.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from html import unescape

import numpy as np
import numpy.typing as npt
from python_calamine import CalamineWorkbook
from xlsxwriter.utility import xl_rowcol_to_cell

from abm_sheets.errors import TabTooLargeError
from abm_sheets.workbook.excel.package import Package
from abm_sheets.workbook.interface import Cell, CellError, UncomputedError

MOST_CELLS = 30_000_000
"""Cells of the rectangle that a tab may span: one stray value at the far corner would fill the memory."""

_ATTRIBUTES = rb"""[^>"']*+(?:"[^"]*+"[^>"']*+|'[^']*+'[^>"']*+)*+"""
_REFERENCE = re.compile(rb"""(?<![\w:])r\s*=\s*["']\s*([A-Za-z]*)(\d+)""")
_ROOT = re.compile(rb"<([\w.-]+:)?worksheet[\s>]")
_ROW_END = b"row>"
_KIND = re.compile(rb"""(?<![\w:])t\s*=\s*["']\s*(\w+)""")
_VALUE = re.compile(rb"<(?:[\w.-]+:)?[vt](?:\s[^>]*)?(?:/>|>([^<]*))")
_FORMULA = re.compile(rb"<(?:[\w.-]+:)?f(?:\s[^>]*)?(?:/>|>([^<]*))")


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


def unread_cells(package: Package, part: str, title: str) -> list[tuple[int, int, CellError]]:
    """The formulas of a tab that failed or were never computed, by their rows and columns from 0.

    Raises:
        TabTooLargeError: the tab's values are too far apart for the tab to be read.

    """
    cells: list[tuple[int, int, CellError]] = []
    rows, farthest = 0, (0, 0)
    for found in find_cells(package.blocks(part)):
        if found.content:
            rows = max(rows, found.row + 1)
            farthest = max(farthest, (found.column, found.row))
        if cell := _cell(found):
            cells.append((found.row, found.column, cell))
    _refuse_stray(rows, farthest, title)
    return cells


def _cell(found: Found) -> CellError | None:
    kind, formula = _KIND.search(found.attributes), _FORMULA.search(found.content)
    failed = kind is not None and kind[1] == b"e"
    if not (failed or formula):
        return None
    value = _VALUE.search(found.content)
    shown = _text(value[1]) if value else ""
    if failed and shown:
        return CellError(shown)
    # A formula whose result is a blank text has been computed.
    computed = shown or (value and kind and kind[1] == b"str")
    return UncomputedError(f"={_text(formula[1])}") if formula and not computed else None


def _text(content: bytes | None) -> str:
    return unescape((content or b"").decode(errors="replace")).strip()


def _refuse_stray(rows: int, farthest: tuple[int, int], title: str) -> None:
    column, row = farthest
    if (spanned := rows * (column + 1)) > MOST_CELLS:
        raise TabTooLargeError(title=title, cell=xl_rowcol_to_cell(row, column), cells=spanned)


_ATTRIBUTE = re.compile(rb' ([a-z]+)="([^"]*)"')
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_SHARED = re.compile(rb"<si\s*/>|<si>(?:<t(?:\s[^>]*+)?>([^<]*+)</t></si>|(.*?)</si>)", re.DOTALL)
_PIECE = re.compile(rb"<t(?:\s[^>]*)?>([^<]*)</t>")
_READING_AID = re.compile(rb"<rPh.*?</rPh>", re.DOTALL)
_BETWEEN = "\0"
"""What no text of an XML holds."""

_MOST_REMEMBERED = 100_000
_BOOLEANS = {b"1": True, b"0": False}

_Written = Sequence[bytes]


class _Known(dict[bytes, Cell]):
    """Values by what is written, each read once as long as they are not too many."""

    def __init__(self, read: Callable[[_Written], Iterable[Cell]]) -> None:
        super().__init__()
        self._read = read

    def values_of(self, written: _Written) -> list[Cell]:
        if len(self) > _MOST_REMEMBERED:
            self.clear()
        fresh = [*(set(written) - self.keys())]
        self.update(zip(fresh, self._read(fresh), strict=True))
        return [*map(self.__getitem__, written)]


class CellValues:
    """The values of one workbook's cells; calamine says what a number is in a style."""

    def __init__(self, package: Package) -> None:
        """Bind the workbook's parts."""
        self._package = package
        self._styles: dict[bytes, _Known | None] = {}
        self._kinds = {
            b"str": _Known(_texts),
            b"inlineStr": _Known(_texts),
            b"b": _Known(lambda written: [_BOOLEANS[each] for each in written]),
            b"e": _Known(lambda written: [CellError(text.strip()) for text in _texts(written)]),
        }

    @staticmethod
    def is_text(attributes: bytes) -> bool:
        """Whether cells with these attributes are texts that formulas gave."""
        return b' t="str"' in attributes

    def read(self, attributes: bytes, written: _Written) -> list[Cell]:
        """The values of cells with the same attributes.

        Raises:
            ValueError: a value is not what its kind promises.
            LookupError: a kind, or the text that a cell refers to, is unknown.

        """
        written_as = dict(_ATTRIBUTE.findall(attributes))
        kind, style = written_as.get(b"t", b"n"), written_as.get(b"s", b"0")
        known = self._style(style) if kind == b"n" else self._kinds[kind]
        return known.values_of(written) if known is not None else [*map(float, written)]

    @staticmethod
    def are_numbers(attributes: bytes) -> bool:
        """Whether cells with these attributes hold numbers, if only those of texts that they share."""
        return b' t="' not in attributes or b' t="s"' in attributes or b' t="n"' in attributes

    def read_integers(self, attributes: bytes, numbers: npt.NDArray[np.int64]) -> npt.NDArray[np.object_]:
        """The values of cells with the same attributes that hold whole numbers.

        Raises:
            LookupError: the text that a cell refers to is unknown.

        """
        if b' t="s"' in attributes:
            return self._strings[numbers]
        distinct, places = np.unique(numbers, return_inverse=True)
        values = np.empty(len(distinct), object)
        values[:] = self.read(attributes, [b"%d" % number for number in distinct.tolist()])
        return values[places]

    @cached_property
    def _strings(self) -> npt.NDArray[np.object_]:
        """The texts that cells share."""
        found = _SHARED.findall(self._package.shared_strings())
        texts = _texts([plain or _without_looks(rich) for plain, rich in found])
        return np.array([*texts, None], object)[:-1]

    def _style(self, style: bytes) -> _Known | None:
        """The days and times of a style; none where it shows numbers as numbers."""
        if style not in self._styles:
            (example,) = self._shown(style, [b"1"])
            is_number = isinstance(example, float)
            self._styles[style] = None if is_number else _Known(lambda written: self._shown(style, written))
        return self._styles[style]

    def _shown(self, style: bytes, numbers: _Written) -> Sequence[Cell]:
        """What calamine makes of numbers in a style."""
        cells = (b'<row><c s="%b"><v>%b</v></c></row>' % (style, number) for number in numbers)
        title, trial = self._package.trial(b"".join(cells))
        rows = CalamineWorkbook.from_filelike(trial).get_sheet_by_name(title).to_python()
        # A time alone or a duration, which calamine gives too, is refused where a column is read.
        return [cell for (cell,) in rows]  # type: ignore[misc]


def _without_looks(rich: bytes) -> bytes:
    """The text of a string in several fonts, or with a reading aid above it."""
    return b"".join(_PIECE.findall(_READING_AID.sub(b"", rich)))


def _texts(written: _Written) -> list[str]:
    """Texts without what XML escapes in them."""
    if not written:
        return []
    joined = _BETWEEN.encode().join(written).decode()
    if "&" in joined:
        joined = unescape(joined)
    if "_x" in joined:
        joined = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), joined)
    return joined.replace("\r\n", "\n").split(_BETWEEN)
