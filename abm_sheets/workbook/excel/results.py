"""Formulas whose result nobody computed yet: a copy holds some until a spreadsheet program saves it."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

from abm_sheets.workbook.excel.errors import column_number, worksheet_parts

_WITHOUT = re.compile(
    rb"<(?:\w+:)?c ([^>]*)><(?:\w+:)?f(?: [^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)"
    rb"(?:<(?:\w+:)?v ?/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"
)
"""A cell with a formula and no value; a blank text is a value."""

_PLACE = re.compile(rb'\br="([A-Z]{1,3})\d')


def columns_without_results(path: Path, title: str) -> set[int]:
    """The columns of a tab, from 0, in which a formula has no result; the file must have been read before."""
    with ZipFile(path) as archive:
        content = archive.read(worksheet_parts(archive)[title])
    cells = (found for found in _WITHOUT.findall(content) if b't="str"' not in found)
    return {column_number(place[1]) for cell in cells if (place := _PLACE.search(cell))}
