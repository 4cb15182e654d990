"""Formulas whose result nobody computed yet: a copy holds some until a spreadsheet program saves it."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

from abm_sheets.workbook.excel.package import Package
from abm_sheets.workbook.excel.unread import unread_cells
from abm_sheets.workbook.interface import UncomputedError


def columns_without_results(path: Path, title: str) -> set[int]:
    """The columns of a tab, from 0, in which a formula has no result; the file must have been read before."""
    with ZipFile(path) as archive:
        package = Package(archive, path)
        cells = unread_cells(package, package.worksheets()[title], title)
    return {column for _, column, cell in cells if isinstance(cell, UncomputedError)}
