"""The ids that systems give to their records, as they were before a spreadsheet or an export changed them."""

from __future__ import annotations

import re

from abm_sheets.intake.files.cleaning import Cleaner, Refusal
from abm_sheets.workbook.interface import Cell

_MANGLED = re.compile(r"\d(?:[.,]\d+)?E\+\d+", re.IGNORECASE)
"""A number too long for a spreadsheet, of which it shows, and saves, the first figures."""

_SHORT, _PART = 15, 5
_CHECKS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"


def id_cleaner(system: str | None) -> Cleaner:
    """What restores the ids of a system; those of which figures are lost are refused."""

    def cleaned(cell: Cell) -> Cell | Refusal:
        if not isinstance(cell, str):
            return cell
        text = cell.strip()
        if _MANGLED.fullmatch(text):
            return Refusal("mangled_id")
        return _whole(text) if system == "salesforce" and len(text) == _SHORT and text.isalnum() else text

    return cleaned


def _whole(short: str) -> str:
    """An id of Salesforce as its exports write it, from the short form of its reports.

    The short form differs by the case of its letters only, which a check of three characters repeats.
    """
    parts = (short[start : start + _PART] for start in range(0, _SHORT, _PART))
    bits = (sum(1 << at for at, letter in enumerate(part) if "A" <= letter <= "Z") for part in parts)
    return short + "".join(_CHECKS[each] for each in bits)
