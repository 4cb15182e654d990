"""Sheets into an `.xlsx` file that replaces the one before, whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell_fast
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from abm_sheets.errors import OutputNotWrittenError
from abm_sheets.files import replace_file
from abm_sheets.palette import SOLID
from abm_sheets.workbook.excel.attachments import ExcelCharts, ExcelChoices, highlight
from abm_sheets.workbook.excel.cells import Addresses, Cells, ExcelFormats, quoted
from abm_sheets.workbook.excel.raw_cells import column_number
from abm_sheets.workbook.interface import Look
from abm_sheets.workbook.looks import (
    FONT,
    FONT_SIZE,
    LINE_HEIGHT,
    USUAL_WIDTH,
    column_widths,
    number_formats,
    row_heights,
)
from abm_sheets.workbook.sheet import Sheet

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_format_properties": {"font_name": FONT, "font_size": FONT_SIZE},
}
_CREATED = datetime(2000, 1, 1, tzinfo=UTC)
"""A fixed date in the file's properties: the same input gives the same bytes."""

_A4 = 9
_ZOOM = 85
"""What prints on one page is seen on one screen."""

_ALLOWED = {
    "select_locked_cells": True,
    "select_unlocked_cells": True,
    "format_columns": True,
    "format_rows": True,
    "sort": True,
    "autofilter": True,
}


def write_workbook(
    path: Path,
    sheets: Sequence[Sheet],
    look: Look,
    titles: Mapping[str, str],
    source: str | None,
    claims: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Write sheets to a file, in order.

    `titles` gives the title of every tab by its key, the people's tabs included; `source` is the
    name of the people's file, which is in the same folder; `claims` are the names taken so far.

    Raises:
        OutputNotWrittenError: nothing was written, and the file that stood there is still whole.

    """
    try:
        replace_file(path, _workbook(sheets, look, titles, source, claims))
    except OSError as error:
        raise OutputNotWrittenError(path=path, reason=error.strerror or error) from error


def _workbook(
    sheets: Sequence[Sheet],
    look: Look,
    titles: Mapping[str, str],
    source: str | None,
    claims: Mapping[str, str],
) -> bytes:
    """The file's bytes, made in memory: a full disk then fails one write, with no archive half open."""
    content = BytesIO()
    ours = {sheet.key: sheet.title for sheet in sheets}
    book = Workbook(content, _OPTIONS)
    book.set_properties({"created": _CREATED})
    writer = _SheetWriter(book, look, {**titles, **ours}, Addresses(ours, titles, source))
    worksheets = [book.add_worksheet(sheet.title, QuickWorksheet) for sheet in sheets]
    for worksheet, sheet in zip(worksheets, sheets, strict=True):
        writer.write(worksheet, sheet)
    leave_memory(book, sheets, claims)
    book.close()
    return content.getvalue()


class _SheetWriter:
    """Writes sheets one by one with the formats, charts and lists that they share."""

    def __init__(self, book: Workbook, look: Look, titles: Mapping[str, str], addresses: Addresses) -> None:
        self._formats = ExcelFormats(book, look)
        self._charts = ExcelCharts(book, titles, number_formats(look))
        self._choices = ExcelChoices(book, titles)
        self._addresses = addresses

    def write(self, worksheet: Any, sheet: Sheet) -> None:
        lay_out(worksheet, sheet, self._formats)
        cells = Cells(worksheet, self._formats, self._addresses)
        for block in sheet.blocks:
            cells.block(block)
        for table in sheet.tables:
            cells.table(table)
        for each in sheet.highlights:
            highlight(worksheet, each, self._formats)
        for dropdown in sheet.dropdowns:
            self._choices.add(worksheet, dropdown)
        for chart in sheet.charts:
            self._charts.insert(worksheet, chart)
        for sparkline in sheet.sparklines:
            self._charts.draw_small(worksheet, sparkline)


def lay_out(worksheet: Worksheet, sheet: Sheet, formats: ExcelFormats) -> None:
    """Give a worksheet its widths, heights, panes, protection and print set-up."""
    widths = column_widths(sheet)
    for column in sorted(widths.keys() | sheet.column_styles.keys()):
        style = sheet.column_styles.get(column)
        whole = formats.whole_column(style) if style else None
        worksheet.set_column(column, column, widths.get(column, USUAL_WIDTH), whole)
    for row, height in row_heights(sheet, widths).items():
        worksheet.set_row(row, height)
    worksheet.set_tab_color(SOLID[sheet.tone])
    worksheet.hide_gridlines(1 if sheet.gridlines else 2)
    worksheet.freeze_panes(sheet.frozen_rows, sheet.frozen_columns)
    if sheet.protected:
        worksheet.set_default_row(LINE_HEIGHT)
        worksheet.protect("", _ALLOWED)
    _set_print(worksheet, sheet)


def _set_print(worksheet: Worksheet, sheet: Sheet) -> None:
    worksheet.set_paper(_A4)
    (worksheet.set_landscape if sheet.landscape else worksheet.set_portrait)()
    worksheet.fit_to_pages(1, 1 if sheet.one_page else 0)
    worksheet.set_margins(left=0.4, right=0.4, top=0.4, bottom=0.6)
    title = sheet.title.replace("&", "&&")
    worksheet.set_footer(f"&L&9{title}&R&9&P / &N")
    if sheet.one_page:
        worksheet.set_zoom(_ZOOM)
        worksheet.center_horizontally()
    elif len(sheet.tables) == 1 and sheet.tables[0].end[0] > sheet.tables[0].row:
        worksheet.repeat_rows(sheet.tables[0].row)


_CONTENTS: Mapping[str, Callable[[Any], str]] = {
    "Number": lambda cell: f"><v>{cell.number:.16G}</v></c>",
    "Datetime": lambda cell: f"><v>{cell.number:.16G}</v></c>",
    "String": lambda cell: f' t="s"><v>{cell.string}</v></c>',
    "Blank": lambda _: "/>",
}
"""What follows the format of a cell of each kind; its text is in the list of all texts."""


class QuickWorksheet(Worksheet):  # type: ignore[misc] # (XlsxWriter has no types)
    """The same worksheet, byte by byte."""

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        content = _CONTENTS.get(type(cell).__name__)
        if content is None or not cell.format:
            super()._write_cell(row, col, cell)
        else:
            style = cell.format._get_xf_index()  # noqa: SLF001 (XlsxWriter has no other name for it)
            self.fh.write(f'<c r="{xl_rowcol_to_cell_fast(row, col)}" s="{style}"{content(cell)}')


_CLAIM = "abm_sheets.claim."
"""How the custom properties begin that say who took a name."""

_COLUMN = "abm_sheets."
"""How the defined names begin that say which column is which: programs move them with the columns."""

_PLACE = re.compile(r"(?P<title>'(?:[^']|'')+'|[^'!]+)!\$?(?P<column>[A-Z]{1,3})\$?\d*(?::.*)?")

_MEMBER = "docProps/custom.xml"


def read_claims(path: Path) -> dict[str, str]:
    """The names taken in a workbook, each with its writer; the file must have been read before."""
    return {
        name.removeprefix(_CLAIM): value
        for name, value in read_properties(path).items()
        if name.startswith(_CLAIM)
    }


def read_columns(path: Path) -> dict[str, tuple[str, dict[int, str]]]:
    """The tabs whose columns are known, by title: the tab's key, and the columns' by position."""
    found: dict[str, tuple[str, dict[int, str]]] = {}
    with ZipFile(path) as archive:
        workbook = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 (entities are not expanded)
    for each in workbook.iter():
        name, place = each.get("name", ""), _PLACE.fullmatch(each.text or "")
        # A name of one tab alone came with a copy of the tab.
        if place and name.startswith(_COLUMN) and each.get("localSheetId") is None:
            key, _, column = name.removeprefix(_COLUMN).partition(".")
            title = place["title"].strip("'").replace("''", "'")
            _, columns = found.setdefault(title, (key, {}))
            columns[column_number(place["column"].encode())] = column
    return found


def leave_memory(book: Workbook, sheets: Iterable[Sheet], claims: Mapping[str, str]) -> None:
    """Leave both in a workbook that is being written."""
    for name, writer in claims.items():
        book.set_custom_property(f"{_CLAIM}{name}", writer)
    for sheet in sheets:
        for column, key in sheet.column_keys.items():
            place = f"={quoted(sheet.title)}!${xl_col_to_name(column)}$1"
            book.define_name(f"{_COLUMN}{sheet.key}.{key}", place)


def read_properties(path: Path) -> dict[str, str]:
    """The custom properties of a workbook; the file must have been read before."""
    with ZipFile(path) as archive:
        if _MEMBER not in archive.namelist():
            return {}
        try:
            properties = ET.fromstring(archive.read(_MEMBER))  # noqa: S314 (entities are not expanded)
        except ET.ParseError:
            return {}
    return {each.get("name", ""): "".join(each.itertext()).strip() for each in properties}
