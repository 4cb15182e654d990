"""Workbooks made for a test: written, taken apart, and read back."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import zip_longest
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from abm_sheets.workbook.excel import ExcelWorkbook
from abm_sheets.workbook.interface import Cell, Tab

SHEET = "xl/worksheets/sheet1.xml"
"""The part of the first tab."""


def written(folder: Path, fill: Callable[[Workbook, Worksheet], object], **options: object) -> Path:
    """A workbook of one tab, filled."""
    path = folder / "suivi.xlsx"
    with Workbook(path, options) as book:
        fill(book, book.add_worksheet("Comptes"))
    return path


def remade(path: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """A copy of a workbook, each of its parts changed, or left out for None."""
    copy = path.with_name(f"copy-of-{path.name}")
    with ZipFile(path) as source, ZipFile(copy, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = change(name, source.read(name))
            if content is not None:
                target.writestr(name, content)
    return copy


def changed(path: Path, pattern: bytes, by: bytes, part: str = SHEET) -> Path:
    """A copy of a workbook where a pattern of one part is replaced."""
    return remade(path, lambda name, content: re.sub(pattern, by, content) if name == part else content)


def typed(folder: Path, rows: str, *, strings: str = "") -> Path:
    """A workbook whose tab holds the rows of a program that writes its XML in its own way."""
    path = written(folder, lambda _, tab: tab.write(0, 0, "x"))
    parts = {
        SHEET: (rb"<sheetData>.*</sheetData>", f"<sheetData>{rows}</sheetData>"),
        "xl/sharedStrings.xml": (rb"<si>.*</si>", strings or "<si><t>x</t></si>"),
    }

    def change(name: str, xml: bytes) -> bytes:
        return re.sub(parts[name][0], lambda _: parts[name][1].encode(), xml) if name in parts else xml

    return remade(path, change)


def read(path: Path) -> Sequence[Tab]:
    """All the tabs of a file."""
    return ExcelWorkbook(path).read(wanted=bool).tabs


def rows(path: Path) -> list[tuple[Cell, ...]]:
    """The rows of a file's first tab."""
    return list(zip_longest(*read(path)[0].columns, fillvalue=""))
