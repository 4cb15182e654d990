"""Values, links and notes into the cells of one worksheet, and looks as its formats, each made once."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from datetime import date
from numbers import Real
from typing import Any
from urllib.parse import quote

from xlsxwriter.format import Format
from xlsxwriter.url import Url
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook

from abm_sheets.palette import Tone
from abm_sheets.workbook.contents import clean_text, formula, shown, waiting
from abm_sheets.workbook.interface import Look
from abm_sheets.workbook.looks import CellLook, Looks
from abm_sheets.workbook.sheet import Block, Item, Link, Style, Table, TableColumn, Value

LONGEST_TEXT = 32_767
MOST_LINKS = 65_530
_Write = Callable[[int, int, Any, Format], object]
_NOTE_WIDTH, _NOTE_LINE, _NOTE_LETTERS = 260, 18, 38


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


class Addresses:
    """Where links lead: our tabs by their titles, the people's in the workbook beside ours."""

    def __init__(self, ours: Mapping[str, str], theirs: Mapping[str, str], source: str | None) -> None:
        """Keep the titles by tab key, and the name of the people's file."""
        self._titles = {False: ours, True: theirs}
        self._source = re.sub("[ -~]+", lambda part: quote(part[0]), source) if source else None
        self._places: dict[tuple[str, bool], tuple[str, Url] | None] = {}

    def url(self, link: Link, text: str = "") -> Url | None:
        """The address of a link under a text, none where its tab or its file is unknown."""
        key = link.tab, link.source
        if key not in self._places:
            self._places[key] = self._place(*key)
        if (place := self._places[key]) is None:
            return None
        # Finding out once for a tab what such an address needs spares it thousands of times.
        tab, url = place[0], copy(place[1])
        url._anchor = f"{tab}!{xl_rowcol_to_cell(link.row - 1, link.column - 1)}"  # noqa: SLF001
        if not link.source:
            url._link = url._anchor  # noqa: SLF001
        url.text = text
        return url

    def _place(self, tab: str, source: bool) -> tuple[str, Url] | None:  # noqa: FBT001 (a link's own)
        """A tab as references quote it, and the address of its first cell."""
        title = self._titles[source].get(tab)
        if title is None or (source and self._source is None):
            return None
        file = f"external:{self._source}#" if source else "internal:"
        return quoted(title), Url(f"{file}{quoted(title)}!A1")


def quoted(title: str) -> str:
    """A tab's title as references quote it."""
    return "'" + title.replace("'", "''") + "'"


class Cells:
    """Writes the cells of one worksheet."""

    def __init__(self, worksheet: Any, formats: ExcelFormats, addresses: Addresses) -> None:
        """Bind the worksheet, its formats and the addresses that its links lead to."""
        self._sheet = worksheet
        self._formats = formats
        self._addresses = addresses
        self._links = 0
        self._writers: dict[type, _Write] = {
            str: self._text,
            int: worksheet.write_number,
            float: self._number,
            bool: worksheet.write_boolean,
            date: worksheet.write_datetime,
            type(None): self._blank,
        }

    def block(self, block: Block) -> None:
        """Write a block's items, each with its own format."""
        for row, items in enumerate(block.rows, block.row):
            for column, item in enumerate(items, block.column):
                if item is not None:
                    self._item(row, column, item)

    def table(self, table: Table) -> None:
        """Write a table: the headers, then the values column by column."""
        for position, column in table.placed():
            header = self._formats.header(table.tone, column.style)
            self._merge(table.row, position, column, header)
            self._text(table.row, position, column.header, header)
            if column.note:
                self._note(table.row, position, column.note)
            self._column(table.row + 1, position, column)
        if table.filter:
            last_row, last_column = table.end
            self._sheet.autofilter(table.row, table.column, last_row, last_column)

    def _merge(self, row: int, position: int, column: TableColumn, cell_format: Format) -> None:
        if column.span > 1:
            self._sheet.merge_range(row, position, row, position + column.span - 1, "", cell_format)

    def _column(self, first_row: int, position: int, column: TableColumn) -> None:
        plain = self._formats.column(column.style)
        for row in range(first_row, first_row + len(column.values)):
            self._merge(row, position, column, plain)
        if column.links is None:
            self._values(first_row, position, shown(column.values, column.style), plain)
        else:
            self._linked(first_row, position, column)
        for place, item in column.special.items():
            self._item(first_row + place, position, item)

    def _linked(self, first_row: int, position: int, column: TableColumn) -> None:
        """Write values of which some are links."""
        plain = self._formats.column(column.style)
        linked = self._formats.column(column.style, linked=True)
        for row, (value, link) in enumerate(zip(column.values, column.links or (), strict=True), first_row):
            text = clean_text(value, LONGEST_TEXT) if isinstance(value, str) else ""
            url = self._url(link, text) if link else None
            if url is not None:
                self._sheet.write_url(row, position, url, linked)
            if url is None or not text:
                self._value(row, position, value, linked if url else plain)

    def _values(self, first_row: int, position: int, values: Sequence[Value], cell_format: Format) -> None:
        kinds = set(map(type, values))
        write = (self._writers.get(kinds.pop()) if len(kinds) == 1 else None) or self._value
        for row, value in enumerate(values, first_row):
            write(row, position, value, cell_format)

    def _item(self, row: int, column: int, item: Item) -> None:
        url = self._url(item.link) if item.link else None
        cell_format = self._formats.cell(item.style, item.tone, linked=url is not None)
        if item.span > 1 or item.height > 1:
            cell_format = self._formats.merged(item.style, item.tone)
            self._sheet.merge_range(
                row, column, row + item.height - 1, column + item.span - 1, "", cell_format
            )
        if url:
            self._sheet.write_url(row, column, url, cell_format)
        if later := waiting(item):
            # Programs that calculate nothing show the value stored with the formula.
            self._sheet.write_formula(row, column, formula(later, ","), cell_format, "")
        else:
            self._value(row, column, shown([item.value], item.style)[0], cell_format)
        if item.note:
            self._note(row, column, item.note)

    def _url(self, link: Link, text: str = "") -> Url | None:
        """The address of a link, as long as Excel accepts one more on the tab."""
        url = self._addresses.url(link, text)
        if url is None or self._links == MOST_LINKS:
            return None
        self._links += 1
        return url

    def _value(self, row: int, column: int, value: Value, cell_format: Format) -> None:
        write = self._writers.get(type(value)) or self._other
        write(row, column, value, cell_format)

    def _text(self, row: int, column: int, text: str, cell_format: Format) -> None:
        if text:
            self._sheet.write_string(row, column, clean_text(text, LONGEST_TEXT), cell_format)
        else:
            self._sheet.write_blank(row, column, None, cell_format)

    def _number(self, row: int, column: int, number: float, cell_format: Format) -> None:
        if math.isfinite(number):
            self._sheet.write_number(row, column, number, cell_format)
        else:
            self._sheet.write_blank(row, column, None, cell_format)

    def _blank(self, row: int, column: int, _: None, cell_format: Format) -> None:
        self._sheet.write_blank(row, column, None, cell_format)

    def _other(self, row: int, column: int, value: Value, cell_format: Format) -> None:
        """Write what pandas and numpy hand over: subclasses of our types, NaT and their scalars."""
        if value != value:  # noqa: PLR0124 (NaN and NaT alone differ from themselves)
            self._blank(row, column, None, cell_format)
        elif isinstance(value, date):
            self._sheet.write_datetime(row, column, value, cell_format)
        elif isinstance(value, Real):
            self._number(row, column, float(value), cell_format)
        elif isinstance(value, str):
            self._text(row, column, str(value), cell_format)
        else:
            self._sheet.write_boolean(row, column, bool(value), cell_format)

    def _note(self, row: int, column: int, note: str) -> None:
        """Attach a note, its box as high as its text."""
        text = clean_text(note, LONGEST_TEXT)
        lines = sum(len(line) // _NOTE_LETTERS + 1 for line in text.splitlines())
        size = {"width": _NOTE_WIDTH, "height": _NOTE_LINE * (lines + 1)}
        self._sheet.write_comment(row, column, text, size)
