"""What the cells of an `.xlsx` hold, by their attributes and what is written, each distinct value once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from html import unescape

import numpy as np
import numpy.typing as npt
from python_calamine import CalamineWorkbook

from abm_sheets.workbook.excel.package import Package
from abm_sheets.workbook.interface import Cell, CellError

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
        told = dict(_ATTRIBUTE.findall(attributes))
        kind, style = told.get(b"t", b"n"), told.get(b"s", b"0")
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
