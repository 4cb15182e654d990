"""What calamine does not tell of an `.xlsx`: the cells whose formula failed, and tabs of absurd size.

calamine 0.9 returns error cells as blanks. Both facts are found by scanning the worksheets' XML as
bytes, without parsing it: a workbook without an error costs one decompression and one search.
"""

from __future__ import annotations

import math
import posixpath
import re
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as ET
from zipfile import ZipFile

from abm_sheets.errors import TabTooLargeError

MOST_CELLS = 30_000_000
"""calamine holds a tab as a full rectangle: one stray cell at the far corner would fill the memory."""

_CHUNK = 1 << 22
_HEAD = 1 << 12
_ERROR_CELL = re.compile(
    rb'<(?:\w+:)?c [^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*?\bt="e"[^>]*>'
    rb"(?:<(?:\w+:)?f[^>]*?(?:/>|>.*?</(?:\w+:)?f>))?<(?:\w+:)?v>([^<]+)</",
    re.DOTALL,
)
_ERROR_TYPE = b't="e"'
_DIMENSION = re.compile(rb'<(?:\w+:)?dimension [^>]*?ref="[^":]+:([A-Z]{1,3})(\d+)"')
_ANY_CELL = re.compile(rb'<(?:\w+:)?c [^>]*?\br="([A-Z]{1,3})')
_ANY_ROW = re.compile(rb'<(?:\w+:)?row [^>]*?\br="(\d{1,7})"')

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_RELATION_ID = re.compile(r"\{.*\}id$")


def worksheet_parts(archive: ZipFile) -> Mapping[str, str]:
    """The archive's member that holds each tab, by the tab's title."""
    targets = {
        relation.get("Id"): posixpath.normpath(posixpath.join("xl", relation.get("Target", "")))
        for relation in ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    }
    workbook = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314
    parts = {}
    for namespace in (_MAIN, _STRICT):
        for sheet in workbook.iter(f"{namespace}sheet"):
            relation = next((value for name, value in sheet.items() if _RELATION_ID.search(name)), None)
            parts[sheet.get("name", "")] = targets.get(relation, "").lstrip("/")
    return parts


def refuse_huge_tab(archive: ZipFile, part: str, title: str) -> None:
    """Refuse a tab that spans more cells than memory can hold.

    Raises:
        TabTooLargeError: the tab's rectangle is too large.

    """
    with archive.open(part) as stream:
        match = _DIMENSION.search(stream.read(_HEAD))
    declared = (column_number(match[1]) + 1) * int(match[2]) if match else math.inf
    if declared > MOST_CELLS and (cells := _spanned(archive, part)) > MOST_CELLS:
        raise TabTooLargeError(title=title, cells=cells)


def _spanned(archive: ZipFile, part: str) -> int:
    """How many cells a tab's rectangle has, by the cells themselves: what it declares may be wrong."""
    column, row = 0, 0
    for text in _chunks(archive, part):
        column = max([column, *map(column_number, set(_ANY_CELL.findall(text)))])
        row = max([row, *map(int, _ANY_ROW.findall(text))])
    return (column + 1) * row


def error_cells(archive: ZipFile, part: str) -> Iterator[tuple[int, int, str]]:
    """Each formula error of a tab: its row and column from 0, and its code (`#N/A`)."""
    for text in _chunks(archive, part):
        if _ERROR_TYPE in text:
            for column, row, code in _ERROR_CELL.findall(text):
                yield int(row) - 1, column_number(column), code.decode()


def _chunks(archive: ZipFile, part: str) -> Iterator[bytes]:
    """The tab's XML piece by piece, each piece ending between two rows."""
    rest = b""
    with archive.open(part) as stream:
        while block := stream.read(_CHUNK):
            whole, end, rest = (rest + block).rpartition(b"</row>")
            yield whole + end
    yield rest


def column_number(letters: bytes) -> int:
    """A column's position from 0, by its letters."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
