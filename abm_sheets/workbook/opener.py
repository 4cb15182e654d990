"""The workbook that a path, an address or an id names."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from abm_sheets.errors import (
    LocalFileError,
    NotASpreadsheetError,
    OtherAddressError,
    OutputIsInputError,
    OutputNotXlsxError,
    ShortcutFileError,
)
from abm_sheets.workbook.excel import ExcelWorkbook
from abm_sheets.workbook.google.address import Use
from abm_sheets.workbook.interface import Workbook

if TYPE_CHECKING:
    from abm_sheets.workbook.google.spreadsheet import GoogleWorkbook

_ADDRESS = re.compile(
    r"(?:https?://\S+?|(?:[\w-]+\.)*google\.com(?:/a/[\w.-]+)?)/spreadsheets/(?:u/\d+/)?d/([\w-]{10,})(?:[/?#]\S*)?",
    re.IGNORECASE,
)
_MICROSOFT = r"(?:[\w-]+\.)*(?:sharepoint\.com|1drv\.ms|office\.com|(?:onedrive|officeapps)\.live\.com)"
_ANY_ADDRESS = re.compile(rf"https?://|(?:(?:[\w-]+\.)*google\.com|forms\.gle|{_MICROSOFT})/", re.IGNORECASE)
_ELSEWHERE = {
    "published": r"docs\.google\.com/\w+/d/e/[\w-]+/pub.*",
    "form": r"docs\.google\.com/forms/.*|forms\.gle/.*",
    "document": r"docs\.google\.com/document/.*",
    "presentation": r"docs\.google\.com/presentation/.*",
    "home": r"(?:docs|sheets)\.google\.com/(?:spreadsheets/?)?(?:create)?",
    "file": r"drive\.google\.com/(?:file/|open|uc).*",
    "folder": r"drive\.google\.com/.*",
    "excel": rf"{_MICROSOFT}/.*",
}
"""The addresses that people copy in place of a spreadsheet's, by what they are the address of."""

_AROUND = re.compile(r"^https?://|/(?:a/[\w.-]+|u/\d+)(?=/|$)|[?#].*", re.IGNORECASE)
"""What says whose an address is and what is asked of it, not what it leads to."""

_FILES = (".xlsx", ".xls", ".ods", ".csv")
_SHORTCUT = ".gsheet"
_ID = re.compile(r"[\w-]{25,}")


def open_workbook(
    location: str | Path,
    output: str | Path | None = None,
    *,
    credentials: str | Path | None = None,
    use: Use = Use.WRITE,
) -> Workbook:
    """The workbook at a path, or the Google Sheet at an address or with an id.

    `output` is where an `.xlsx` writes its dashboard (a Google Sheet holds its own); `credentials` is
    the file of a service account's key or of a signed-in user, and `use` what Google is asked for.

    Raises:
        UsageError: the location names nothing, or the output is no `.xlsx` or is the people's own file.
        GoogleError: there are no usable credentials.

    """
    found = find_id(str(location))
    if found is not None:
        return open_spreadsheet(found, credentials, use)
    path = Path(location)
    target = Path(output) if output is not None else None
    if target is not None and target.suffix.lower() != ".xlsx":
        raise OutputNotXlsxError
    if target is not None and target.resolve() == path.resolve():
        raise OutputIsInputError
    return ExcelWorkbook(path, target)


def open_spreadsheet(
    location: str, credentials: str | Path | None = None, use: Use = Use.WRITE
) -> GoogleWorkbook:
    """The Google Sheet at an address or with an id.

    Raises:
        NotASpreadsheetError: it is neither.
        GoogleError: there are no usable credentials.

    """
    found = spreadsheet_id(location)
    given = Path(credentials) if credentials is not None else None
    client = _google("client").GoogleClient(_google("credentials").pick(found, use, given))
    workbook: GoogleWorkbook = _google("spreadsheet").GoogleWorkbook(client, found)
    return workbook


def _google(part: str) -> ModuleType:
    """A module of the Google side, whose libraries a file never needs."""
    return import_module(f"abm_sheets.workbook.google.{part}")


def spreadsheet_id(location: str) -> str:
    """The id of the Google Sheet that a text names by its address or its id; see `find_id`.

    Raises:
        NotASpreadsheetError: it is neither.

    """
    found = find_id(location)
    if found is None:
        path = Path(location)
        is_file = path.suffix.lower() in _FILES or path.is_file()
        raise (LocalFileError if is_file else NotASpreadsheetError)(location=location)
    return found


def find_id(location: str) -> str | None:
    """The id of the Google Sheet that a text names, None where it names a file.

    Raises:
        NotASpreadsheetError: it is some other address.
        ShortcutFileError: it is a file that only leads to one.

    """
    location = location.strip()
    if address := _ADDRESS.fullmatch(location):
        return address[1]
    if _ANY_ADDRESS.match(location):
        raise _elsewhere(location)
    if location.lower().endswith(_SHORTCUT):
        raise ShortcutFileError(path=location)
    return location if _ID.fullmatch(location) and not Path(location).exists() else None


def _elsewhere(address: str) -> NotASpreadsheetError:
    """The failure that says what else an address is of."""
    plain = _AROUND.sub("", address)
    for kind, form in _ELSEWHERE.items():
        if re.fullmatch(form, plain, re.IGNORECASE):
            return OtherAddressError(kind=kind, location=address)
    return NotASpreadsheetError(location=address)
