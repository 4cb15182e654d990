"""Protected ranges: which cells each person may change."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from tests.google.errors import ApiError, bad
from tests.google.sheets.model import Book, Json, Sheet
from tests.google.sheets.notation import Area

EVERYTHING = Area(0, sys.maxsize, 0, sys.maxsize)

REFUSAL = (
    "You are trying to edit a protected cell or object. "
    "Please contact the spreadsheet owner to remove protection if you need to edit."
)


def refused() -> ApiError:
    """The answer to somebody who may not edit."""
    return bad(REFUSAL)


def rectangle(grid_range: Json) -> Area:
    """Read a GridRange; its open sides have no end."""
    names = ("startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex")
    return Area(*(int(grid_range.get(name, open_)) for name, open_ in zip(names, EVERYTHING, strict=True)))


def may_edit(book: Book, protected: Json, caller: str, owner: str) -> bool:
    """Whether a person may edit what is protected; the file's owner always may."""
    who = caller.casefold()
    if protected.get("warningOnly") or (who and who == owner.casefold()):
        return True
    editors = protected.get("editors")
    if editors is None:
        return bool(who)
    groups = [name.casefold() for name in editors.get("groups", [])]
    named = {name.casefold() for name in editors.get("users", [])}
    domain = owner.rpartition("@")[2].casefold()
    return who in named.union(groups, *(book.groups.get(name, ()) for name in groups)) or (
        bool(editors.get("domainUsersCanEdit")) and bool(domain) and who.rpartition("@")[2] == domain
    )


def _without(area: Area, hole: Area) -> Iterator[Area]:
    top, bottom = max(area.top, hole.top), min(area.bottom, hole.bottom)
    left, right = max(area.left, hole.left), min(area.right, hole.right)
    if top >= bottom or left >= right:
        yield area
        return
    pieces = (
        Area(area.top, top, area.left, area.right),
        Area(bottom, area.bottom, area.left, area.right),
        Area(top, bottom, area.left, left),
        Area(top, bottom, right, area.right),
    )
    yield from (piece for piece in pieces if piece.height > 0 and piece.width > 0)


def _touches(protected: Json, zone: Area, area: Area) -> bool:
    top, bottom = max(area.top, zone.top), min(area.bottom, zone.bottom)
    left, right = max(area.left, zone.left), min(area.right, zone.right)
    if top >= bottom or left >= right:
        return False
    left_over = [Area(top, bottom, left, right)]
    for hole in protected.get("unprotectedRanges", []):
        left_over = [piece for rest in left_over for piece in _without(rest, rectangle(hole))]
    return bool(left_over)


def _barriers(book: Book, sheet: Sheet, caller: str, owner: str) -> Iterator[tuple[Json, Area]]:
    for protected in sheet.protected_ranges:
        if not may_edit(book, protected, caller, owner):
            yield protected, rectangle(protected["range"])


def check_editable(book: Book, sheet: Sheet, caller: str, owner: str, area: Area) -> None:
    """Refuse to change the cells of an area if some of them are protected from that person."""
    for protected, zone in _barriers(book, sheet, caller, owner):
        if _touches(protected, zone, area):
            raise refused()


def check_tab(book: Book, sheet: Sheet, caller: str, owner: str) -> None:
    """Refuse to change a tab itself (title, place, rows) if all of it is protected from that person."""
    if any(zone == EVERYTHING for _, zone in _barriers(book, sheet, caller, owner)):
        raise refused()


def shown(book: Book, protected: Json, caller: str, owner: str) -> Json:
    """A protected range as a person sees it: only those who may edit it see its editors."""
    if may_edit(book, protected, caller, owner):
        return protected | {"requestingUserCanEdit": True}
    return {key: value for key, value in protected.items() if key != "editors"}
