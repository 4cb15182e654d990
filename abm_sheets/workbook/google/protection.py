"""Our protected ranges: as a spreadsheet holds them, and the requests that change them.

They say who may type where; they prevent mistakes and hide nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from abm_sheets.workbook.google.present import Present, PresentTab
from abm_sheets.workbook.sharing import Protection, SharedTab, person

Json = dict[str, Any]

OURS = "abm_sheets"
"""How the description of a protected range of ours begins."""

_UPDATED = "range,description,warningOnly,unprotectedRanges,editors"


def shared_tabs(present: Present) -> list[SharedTab]:
    """The tabs in order, each with our protections on it; those that people set are left out."""
    return [
        SharedTab(tab.id, tab.title, tab.key, our_protections(tab), present.is_copy(tab))
        for tab in present.tabs
    ]


def our_protections(tab: PresentTab) -> list[Protection]:
    """The protections of ours on a tab."""
    return [
        _protection(entry, tab)
        for entry in tab.protections
        if str(entry.get("description", "")).startswith(OURS)
    ]


def _protection(entry: Json, tab: PresentTab) -> Protection:
    place = entry.get("range", {})
    allowed = entry.get("editors", {})
    return Protection(
        id=entry["protectedRangeId"],
        whole="range" in entry and not set(place) - {"sheetId"},
        row=_row(place, tab),
        editors=(*allowed.get("users", []), *allowed.get("groups", [])),
        strict=not any(
            (entry.get("warningOnly"), entry.get("unprotectedRanges"), allowed.get("domainUsersCanEdit"))
        ),
        ours_to_change=entry.get("requestingUserCanEdit", False),
    )


def _row(place: Json, tab: PresentTab) -> int | None:
    """The row that a range covers from one side of the tab to the other, if it covers one."""
    first, end = place.get("startRowIndex", 0), place.get("endRowIndex")
    right = place.get("endColumnIndex", tab.columns)
    whole = not place.get("startColumnIndex", 0) and right >= tab.columns
    return first if whole and end == first + 1 else None


def protected_range(
    tab: int, row: int | None, title: str, emails: Sequence[str], groups: Sequence[str] = ()
) -> Json:
    """A protection of ours: of a row (from 0) or of the whole tab, for some people and groups only."""
    place = {"sheetId": tab}
    if row is not None:
        place |= {"startRowIndex": row, "endRowIndex": row + 1}
    return {
        "range": place,
        "description": f"{OURS}: {title}",
        "warningOnly": False,
        # Google adds the file's owner by itself.
        "editors": {"users": sorted(emails), "groups": sorted(groups), "domainUsersCanEdit": False},
    }


def add_protection(wanted: Json) -> Json:
    """The request that adds a protected range."""
    return {"addProtectedRange": {"protectedRange": wanted}}


def change_protection(protection: Protection, wanted: Json) -> Json:
    """The request that makes a protection of ours what it should be."""
    entry = {"protectedRangeId": protection.id, **wanted}
    return {"updateProtectedRange": {"protectedRange": entry, "fields": _UPDATED}}


def remove_protection(protection: Protection) -> Json:
    """The request that takes a protection of ours away."""
    return {"deleteProtectedRange": {"protectedRangeId": protection.id}}


def protect_tab(tab: int, title: str, editor: str) -> Json:
    """The request that lets nobody but the program's account edit a tab."""
    return add_protection(protected_range(tab, None, title, [editor] if editor else []))


def is_protected(tab: PresentTab, editor: str) -> bool:
    """Whether a whole tab is for the program's account only, the file's owner aside."""
    return any(
        each.whole and each.strict and (not editor or person(editor) in map(person, each.editors))
        for each in our_protections(tab)
    )
