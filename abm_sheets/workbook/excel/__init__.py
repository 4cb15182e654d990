"""An `.xlsx` file: read with calamine, its outputs written with XlsxWriter to a second file beside it."""

from abm_sheets.workbook.excel.file import ExcelWorkbook

__all__ = ["ExcelWorkbook"]
