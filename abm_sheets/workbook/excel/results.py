"""Formulas whose result nobody computed yet: a copy holds some until a spreadsheet program saves it."""

from __future__ import annotations

from pathlib import Path

from abm_sheets.workbook.excel.file import read_tabs
from abm_sheets.workbook.interface import UncomputedError


def columns_without_results(path: Path, title: str) -> set[int]:
    """The columns of a tab, from 0, in which a formula has no result; the file must have been read before."""
    return {
        column
        for tab in read_tabs(path, title.__eq__)
        for column, cells in enumerate(tab.columns)
        if any(isinstance(cell, UncomputedError) for cell in cells)
    }
