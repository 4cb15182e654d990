"""How a worksheet is set up: widths, heights, panes, protection and print."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from abm_sheets.palette import SOLID
from abm_sheets.workbook.excel.formats import ExcelFormats
from abm_sheets.workbook.sheet import Sheet
from abm_sheets.workbook.sizes import LINE, USUAL_WIDTH, column_widths, row_heights

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
        worksheet.set_default_row(LINE)
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
