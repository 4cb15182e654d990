"""The parts of an `.xlsx`, unpacked within bounds.

A small file may hold gigabytes.
"""

from __future__ import annotations

import posixpath
import re
import sys
from collections.abc import Generator, Mapping
from copy import copy
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET
from zipfile import ZipFile

from abm_sheets.errors import UnpacksTooLargeError

MOST_UNPACKED = 500_000_000
"""Bytes that what is read of a workbook may unpack to: ten million cells, the most that Google keeps, fit."""

_MOST_OUTLINE = 20_000_000
_BLOCK = 1 << 20
_RELATIONS, _OUTLINE = "xl/_rels/workbook.xml.rels", "xl/workbook.xml"
_STYLES, _STRINGS = "xl/styles.xml", "xl/sharedstrings.xml"
_COMMON = (_OUTLINE, _RELATIONS, _STYLES, _STRINGS)
"""What is read whichever tabs are wanted."""

_FRAME = ("[content_types].xml", "_rels/.rels", _OUTLINE, _RELATIONS)
_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_WORKSHEET = b'<worksheet xmlns="%b"><sheetData>%%b</sheetData></worksheet>' % _MAIN

_NAMESPACE = re.compile(r"\{.*\}")
_RELATION = re.compile(r"\{.*\}id")


class Package:
    """An open archive whose parts are found by name whatever the case, and counted as they are unpacked."""

    def __init__(self, archive: ZipFile, path: Path) -> None:
        """Bind the archive, and unpack what belongs to every tab to count it.

        Raises:
            UnpacksTooLargeError: that is too much.

        """
        self._archive = archive
        self._path = path
        self._members = {_plain(info.filename): info for info in archive.infolist()}
        self._sizes: dict[str, int] = {}
        for part in _COMMON:
            if part in self._members:
                for _ in self.blocks(part):
                    pass

    def blocks(self, part: str) -> Generator[bytes]:
        """The bytes of a part, block by block.

        Raises:
            UnpacksTooLargeError: with those unpacked before they are too many.

        """
        before = sum(size for each, size in self._sizes.items() if each != part)
        info, size = copy(self._members[part]), 0
        self._refuse_huge(before + info.file_size)
        # What the archive declares of the size may be wrong: the end of the data is the end.
        info.file_size = sys.maxsize
        with self._archive.open(info) as stream:
            while block := stream.read(_BLOCK):
                size += len(block)
                self._refuse_huge(before + size)
                yield block
        self._sizes[part] = size

    def _refuse_huge(self, size: int) -> None:
        if size > MOST_UNPACKED:
            raise _too_large(self._path, MOST_UNPACKED)

    def worksheets(self) -> Mapping[str, str]:
        """The part that holds each tab, by the tab's title."""
        targets = {
            relation.get("Id"): _target(relation.get("Target", ""))
            for relation in self._xml(_RELATIONS)
            if relation.get("Type", "").endswith("/worksheet")
        }
        sheets = (each for each in self._xml(_OUTLINE).iter() if _local(each.tag) == "sheet")
        return {
            sheet.get("name", ""): targets[place]
            for sheet in sheets
            if (place := _relation(sheet)) in targets
        }

    def shared_strings(self) -> bytes:
        """The part with the texts that cells share, blank where they share none."""
        return b"".join(self.blocks(_STRINGS)) if _STRINGS in self._members else b""

    def trial(self, rows: bytes) -> tuple[str, BytesIO]:
        """The workbook with its styles and some rows, but nothing else, and the tab where they are."""
        title, part = next(iter(self.worksheets().items()))
        content = BytesIO()
        with ZipFile(content, "w") as archive:
            for each in (*_FRAME, _STYLES):
                if each in self._members:
                    archive.writestr(self._members[each].filename, b"".join(self.blocks(each)))
            archive.writestr(self._members[part].filename, _WORKSHEET % rows)
        content.seek(0)
        return title, content

    def _xml(self, part: str) -> ET.Element:
        if self._sizes.get(part, 0) > _MOST_OUTLINE:
            raise _too_large(self._path, MOST_UNPACKED)
        return ET.fromstring(b"".join(self.blocks(part)))  # noqa: S314 (expat bounds what entities make)


def _too_large(path: Path, limit: int) -> UnpacksTooLargeError:
    return UnpacksTooLargeError(path=path, limit=limit // 1_000_000)


def _plain(name: str) -> str:
    """A part's name as it is compared: some programs write backslashes, or their own capitals."""
    return name.replace("\\", "/").lstrip("/").lower()


def _target(target: str) -> str:
    """The part that a relation of the workbook leads to."""
    return _plain(posixpath.normpath(posixpath.join("/xl", target)))


def _relation(sheet: ET.Element) -> str | None:
    return next(
        (value for name, value in sheet.items() if name.startswith("{") and _local(name) == "id"), None
    )


def _local(name: str) -> str:
    return _NAMESPACE.sub("", name)
