"""Looks as Excel cell formats, each made once."""

from __future__ import annotations

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from abm_sheets.palette import Tone
from abm_sheets.workbook.interface import Look
from abm_sheets.workbook.looks import CellLook, Looks
from abm_sheets.workbook.sheet import Style


class ExcelFormats:
    """The formats of one workbook; the methods are those of `Looks`."""

    def __init__(self, book: Workbook, look: Look) -> None:
        """Bind the formats to the workbook that holds them."""
        self._book = book
        self._looks = Looks(look)
        self._made: dict[tuple[object, ...], Format] = {}

    def cell(self, style: Style, tone: Tone | None = None, *, linked: bool = False) -> Format:
        """The format of a cell in a block."""
        return self._format(self._looks.cell(style, tone, linked=linked))

    def column(self, style: Style, *, linked: bool = False) -> Format:
        """The format of a cell in a table."""
        return self._format(self._looks.column(style, linked=linked))

    def header(self, tone: Tone, style: Style) -> Format:
        """The format of a column's header."""
        return self._format(self._looks.header(tone, style))

    def merged(self, style: Style, tone: Tone | None) -> Format:
        """The format of merged cells."""
        return self._format(self._looks.merged(style, tone))

    def whole_column(self, style: Style) -> Format:
        """The format that empty cells of an input column wait with."""
        return self._format(self._looks.whole_column(style))

    def highlight(self, tone: Tone) -> Format:
        """The format that a conditional format lays over a cell."""
        return self._format(self._looks.highlight(tone))

    def _format(self, look: CellLook) -> Format:
        key = tuple(sorted(look.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(dict(look))
        return self._made[key]
