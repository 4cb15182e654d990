"""The narrowest rights that each kind of use asks Google for."""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum

_AUTH = "https://www.googleapis.com/auth"
_SHEETS = f"{_AUTH}/spreadsheets"
_SHEETS_READ = f"{_AUTH}/spreadsheets.readonly"
_DRIVE = f"{_AUTH}/drive"
_DRIVE_OWN = f"{_AUTH}/drive.file"
_DRIVE_FACTS = f"{_AUTH}/drive.metadata.readonly"


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
