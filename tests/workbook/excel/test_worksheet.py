"""The cells that are written in one go are those that XlsxWriter writes."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from abm_sheets.workbook.excel.writer import QuickWorksheet

ROWS = [["<Durand & fils>", 1234.5, -0.1, 10**15, True], ["", None, date(2026, 3, 2), "=1+1", "Durand"]]


def _part(kind: type[Worksheet], *, formatted: bool) -> bytes:
    content = BytesIO()
    with Workbook(content, {"default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet("Comptes", kind)
        bold = book.add_format({"bold": True}) if formatted else None
        sheet.set_column(1, 1, None, book.add_format({"italic": True}))
        for number, row in enumerate(ROWS):
            sheet.write_row(number, 0, row, bold)
    with ZipFile(content) as archive:
        return archive.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("formatted", [True, False])
def test_a_quick_worksheet_is_the_same_byte_by_byte(formatted: bool) -> None:  # noqa: FBT001 (a parameter)
    assert _part(QuickWorksheet, formatted=formatted) == _part(Worksheet, formatted=formatted)
