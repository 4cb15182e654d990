"""Protected ranges: who may type where. They prevent mistakes and hide nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from abm_sheets.workbook.google.present import PresentTab

Json = dict[str, Any]

OURS = "abm_sheets"
"""How the description of a protected range of ours begins."""


def editors(emails: Sequence[str], groups: Sequence[str] = ()) -> Json:
    """Who may edit a range, and nobody else; Google adds the file's owner by itself."""
    return {"users": sorted(emails), "groups": sorted(groups), "domainUsersCanEdit": False}


def protect_tab(tab: int, title: str, editor: str) -> Json:
    """The request that lets nobody but the program's account edit a tab."""
    entry = {
        "range": {"sheetId": tab},
        "description": f"{OURS}: {title}",
        "warningOnly": False,
        "editors": editors([editor] if editor else []),
    }
    return {"addProtectedRange": {"protectedRange": entry}}


def is_protected(tab: PresentTab, editor: str) -> bool:
    """Whether a whole tab is for the program's account only, the file's owner aside."""
    return any(_holds(entry, editor) for entry in tab.protections)


def _holds(entry: Json, editor: str) -> bool:
    bounds = set(entry.get("range", {})) - {"sheetId"}
    allowed = entry.get("editors", {})
    named = {each.casefold() for each in allowed.get("users", [])}
    return (
        entry.get("description", "").startswith(OURS)
        and not bounds
        and not entry.get("warningOnly")
        and not entry.get("unprotectedRanges")
        and not allowed.get("domainUsersCanEdit")
        and not allowed.get("groups")
        and (not editor or editor.casefold() in named)
    )
