"""Words left in a workbook that we wrote, by which it is known again under any name and in any folder."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET
from zipfile import ZipFile

STAMP = "abm_sheets"
"""The property that says which template a workbook was copied from; spreadsheet programs keep such."""

_MEMBER = "docProps/custom.xml"


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
