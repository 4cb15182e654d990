"""Protected ranges: which cells each person may change."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from tests.google.errors import ApiError, bad
from tests.google.sheets.model import Book, Json, Sheet

Rectangle = tuple[int, int, int, int]
"""First row, row after the last, first column, column after the last."""

EVERYTHING: Rectangle = (0, sys.maxsize, 0, sys.maxsize)

REFUSAL = (
    "You are trying to edit a protected cell or object. "
    "Please contact the spreadsheet owner to remove protection if you need to edit."
)

BOUNDS = (
    ("startRowIndex", 0),
    ("endRowIndex", sys.maxsize),
    ("startColumnIndex", 0),
    ("endColumnIndex", sys.maxsize),
)


def refused() -> ApiError:
    """The answer to somebody who may not edit."""
    return bad(REFUSAL)


def rectangle(grid_range: Json) -> Rectangle:
    """Read a GridRange; its open sides have no end."""
    top, bottom, left, right = (int(grid_range.get(key, default)) for key, default in BOUNDS)
    return top, bottom, left, right


def covered(book: Book, protected: Json) -> Json:
    """The GridRange that a protected range covers, by itself or through its named range or table."""
    if "namedRangeId" in protected:
        return _ranged(book.named_ranges, "namedRangeId", protected)
    if "tableId" in protected:
        tables = [table for sheet in book.sheets for table in sheet.tables]
        return _ranged(tables, "tableId", protected)
    return dict(protected.get("range", {}))


def _ranged(items: Iterable[Json], key: str, protected: Json) -> Json:
    found = (item["range"] for item in items if item[key] == protected[key])
    return dict(next(found, {}))


def may_edit(book: Book, protected: Json, caller: str, owner: str) -> bool:
    """Tell whether a person may edit what is protected; the file's owner always may."""
    who = caller.casefold()
    if protected.get("warningOnly") or (who and who == owner.casefold()):
        return True
    editors = protected.get("editors")
    if editors is None:
        return bool(who)
    groups = [name.casefold() for name in editors.get("groups", [])]
    named = {name.casefold() for name in editors.get("users", [])}.union(
        groups, *(book.groups.get(name, ()) for name in groups)
    )
    return who in named or (bool(editors.get("domainUsersCanEdit")) and _same_domain(who, owner))


def _same_domain(caller: str, owner: str) -> bool:
    domain = owner.rpartition("@")[2].casefold()
    return bool(domain) and caller.rpartition("@")[2] == domain


def _without(area: Rectangle, hole: Rectangle) -> Iterator[Rectangle]:
    top, bottom = max(area[0], hole[0]), min(area[1], hole[1])
    left, right = max(area[2], hole[2]), min(area[3], hole[3])
    if top >= bottom or left >= right:
        yield area
        return
    pieces = (
        (area[0], top, area[2], area[3]),
        (bottom, area[1], area[2], area[3]),
        (top, bottom, area[2], left),
        (top, bottom, right, area[3]),
    )
    yield from (piece for piece in pieces if piece[0] < piece[1] and piece[2] < piece[3])


def _touches(protected: Json, zone: Rectangle, area: Rectangle) -> bool:
    top, bottom = max(area[0], zone[0]), min(area[1], zone[1])
    left, right = max(area[2], zone[2]), min(area[3], zone[3])
    if top >= bottom or left >= right:
        return False
    left_over: list[Rectangle] = [(top, bottom, left, right)]
    for hole in protected.get("unprotectedRanges", []):
        left_over = [piece for rest in left_over for piece in _without(rest, rectangle(hole))]
    return bool(left_over)


def _barriers(book: Book, sheet: Sheet, caller: str, owner: str) -> Iterator[tuple[Json, Rectangle]]:
    for protected in sheet.protected_ranges:
        if not may_edit(book, protected, caller, owner):
            yield protected, rectangle(covered(book, protected))


def check_editable(book: Book, sheet: Sheet, caller: str, owner: str, area: Rectangle) -> None:
    """Let a person change the cells of an area.

    Raises:
        ApiError: if some of them are protected from that person.
    """
    for protected, zone in _barriers(book, sheet, caller, owner):
        if _touches(protected, zone, area):
            raise refused()


def check_tab(book: Book, sheet: Sheet, caller: str, owner: str) -> None:
    """Let a person change a tab itself: its title, its place, the rows that it has.

    Raises:
        ApiError: if the whole tab is protected from that person.
    """
    if any(zone == EVERYTHING for _, zone in _barriers(book, sheet, caller, owner)):
        raise refused()


def shown(book: Book, protected: Json, caller: str, owner: str) -> Json:
    """A protected range as a person sees it: only those who may edit it see its editors."""
    allowed = may_edit(book, protected, caller, owner)
    hidden = () if allowed else ("editors",)
    answer = {key: value for key, value in protected.items() if key not in hidden}
    return answer | {"requestingUserCanEdit": True} if allowed else answer
