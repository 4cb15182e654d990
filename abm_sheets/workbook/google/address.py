"""Where Google is, or a server on this machine that stands in for it; the narrowest rights asked of it."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from enum import Enum
from ipaddress import ip_address
from urllib.parse import urlsplit

from abm_sheets.errors import UnsafeAddressError

URL_VARIABLE = "ABM_SHEETS_GOOGLE_URL"
"""The environment variable that names the server standing in for Google."""

SHEETS = "https://sheets.googleapis.com"
DRIVE = "https://www.googleapis.com"
_AUTH = "https://www.googleapis.com/auth"
_SHEETS = f"{_AUTH}/spreadsheets"
_SHEETS_READ = f"{_AUTH}/spreadsheets.readonly"
_DRIVE = f"{_AUTH}/drive"
_DRIVE_OWN = f"{_AUTH}/drive.file"
_DRIVE_FACTS = f"{_AUTH}/drive.metadata.readonly"


def stand_in() -> str | None:
    """The address of the server that stands in for Google, if any.

    Raises:
        UnsafeAddressError: it is not on this machine, so that tokens and data would leave it.

    """
    return own_address(URL_VARIABLE, os.environ)


def own_address(variable: str, environment: Mapping[str, str]) -> str | None:
    """The address on this machine that a variable names, if it is set.

    Raises:
        UnsafeAddressError: it is not on this machine, so that tokens and data would leave it.

    """
    address = environment.get(variable, "").rstrip("/")
    if not address:
        return None
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not _is_loopback(parts.hostname or ""):
        raise UnsafeAddressError(variable=variable, address=address)
    return address


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def redirected(url: str, base: str | None) -> str:
    """A URL of Google's, at the stand-in where there is one."""
    for host in (SHEETS, DRIVE):
        if base is not None and url.startswith(f"{host}/"):
            return base + url.removeprefix(host)
    return url


def spreadsheet_url(spreadsheet_id: str) -> str:
    """The address at which people open a spreadsheet."""
    return f"https://docs.google.com/spreadsheets/d/{spreadsheet_id}/edit"


def only_read(scopes: Collection[str]) -> bool:
    """Whether scopes let nothing be written in a spreadsheet; where none are named, it is not known."""
    return bool(scopes) and not {_SHEETS, _DRIVE, _DRIVE_OWN} & set(scopes)


class Use(Enum):
    """What a command does with a spreadsheet, and the scopes that this takes.

    Who has access to a file is among Drive's facts about it; sharing somebody else's file takes Drive
    whole, for Google has no narrower right.
    """

    READ = (_SHEETS_READ, _DRIVE_FACTS)
    WRITE = (_SHEETS, _DRIVE_FACTS)
    SHARE = (_SHEETS, _DRIVE)
    CREATE = (_SHEETS, _DRIVE_OWN)

    @property
    def scopes(self) -> list[str]:
        """The scopes as Google names them."""
        return list(self.value)
