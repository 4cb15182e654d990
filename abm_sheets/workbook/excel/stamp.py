"""A word left in a workbook that we copied, by which it is known again under any name and in any folder."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET
from zipfile import ZipFile

STAMP = "abm_sheets"
"""The property that holds it; spreadsheet programs keep such properties."""

_MEMBER = "docProps/custom.xml"


def read_stamp(path: Path) -> str | None:
    """The stamp of a workbook, None where it has none; the file must have been read before."""
    with ZipFile(path) as archive:
        if _MEMBER not in archive.namelist():
            return None
        try:
            properties = ET.fromstring(archive.read(_MEMBER))  # noqa: S314 (entities are not expanded)
        except ET.ParseError:
            return None
    stamps = (each for each in properties if each.get("name") == STAMP)
    return next(("".join(each.itertext()).strip() for each in stamps), None)
