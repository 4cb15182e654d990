"""Our protected ranges: as a spreadsheet holds them, and the requests that change them.

They say who may type where; they prevent mistakes and hide nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from sys import maxsize
from typing import Any

from abm_sheets.workbook.google.present import Present, PresentTab
from abm_sheets.workbook.google.ranges import rectangle
from abm_sheets.workbook.interface import Protection, SharedTab, person

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


def is_barred(tab: PresentTab, requests: Iterable[Json]) -> bool:
    """Whether a protection keeps the program's account from changing a tab so."""
    return bool(barriers(tab, requests))


def barriers(tab: PresentTab, requests: Iterable[Json]) -> list[Json]:
    """The protections of a whole tab, and of cells that requests change, which bar the program's account."""
    shut = [(each, _rectangle(each.get("range", {}))) for each in tab.protections if not _lets_pass(each)]
    if not shut:
        return []
    touched = [_rectangle(place) for request in requests if (place := _touched(request))]
    return [each for each, place in shut if place == _WHOLE or any(_meet(place, other) for other in touched)]


def _lets_pass(entry: Json) -> bool:
    return bool(entry.get("warningOnly") or entry.get("requestingUserCanEdit"))


def _touched(request: Json) -> Json | None:
    """The cells that a request changes, where it says."""
    (body,) = request.values()
    if start := body.get("start"):
        rows = body.get("rows", ())
        width = max((len(row.get("values", ())) for row in rows), default=0)
        return rectangle(start["sheetId"], start["rowIndex"], start["columnIndex"], len(rows), width)
    place: Json = body.get("range", {})
    return None if "dimension" in place else place or None


_ENDS = (("startRowIndex", 0), ("endRowIndex", maxsize), ("startColumnIndex", 0), ("endColumnIndex", maxsize))
_WHOLE = tuple(default for _, default in _ENDS)


def _rectangle(place: Json) -> tuple[int, ...]:
    return tuple(place.get(name, default) for name, default in _ENDS)


def _meet(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    top, bottom, left, right = one
    return top < other[1] and other[0] < bottom and left < other[3] and other[2] < right
