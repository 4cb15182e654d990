"""Sheets into an `.xlsx` file that replaces the one before, whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import Any

from xlsxwriter.workbook import Workbook

from abm_sheets.errors import OutputNotWrittenError
from abm_sheets.files import replace_file
from abm_sheets.workbook.excel.cells import Addresses, Cells
from abm_sheets.workbook.excel.charts import ExcelCharts
from abm_sheets.workbook.excel.choices import ExcelChoices, highlight
from abm_sheets.workbook.excel.formats import ExcelFormats
from abm_sheets.workbook.excel.layout import lay_out
from abm_sheets.workbook.excel.memory import remember
from abm_sheets.workbook.excel.worksheet import QuickWorksheet
from abm_sheets.workbook.interface import Look
from abm_sheets.workbook.looks import FONT, FONT_SIZE, number_formats
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
    remember(book, sheets, claims)
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
