"""What files that we wrote remember besides their cells: names taken, columns, and a stamp."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from xml.etree import ElementTree as ET
from zipfile import ZipFile

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Workbook

from abm_sheets.workbook.excel.cell_search import column_number
from abm_sheets.workbook.excel.cells import quoted
from abm_sheets.workbook.sheet import Sheet

_CLAIM = "abm_sheets.claim."
"""How the custom properties begin that say who took a name."""

_COLUMN = "abm_sheets."
"""How the defined names begin that say which column is which: programs move them with the columns."""

_PLACE = re.compile(r"(?P<title>'(?:[^']|'')+'|[^'!]+)!\$?(?P<column>[A-Z]{1,3})\$?\d*(?::.*)?")
STAMP = "abm_sheets"
"""The property that says which template a workbook was copied from; spreadsheet programs keep such."""

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


def read_stamp(path: Path) -> str | None:
    """The stamp of a workbook, None where it has none."""
    return read_properties(path).get(STAMP)
