"""Ids of everything attached to a spreadsheet: a wanted one if it is free, else a new one."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from tests.google.errors import bad
from tests.google.sheets.books import new_id
from tests.google.sheets.model import Book, Json


def _chosen(what: str, wanted: int | None, taken: Iterable[int]) -> int:
    used = set(taken)
    if not wanted:
        return new_id(used)
    if wanted < 0:
        raise bad(f"The id of {what} must be nonnegative.")
    if wanted in used:
        raise bad(f"{what[0].upper()}{what[1:]} with the id {wanted} already exists.")
    return wanted


def every(book: Book, name: str) -> list[Json]:
    """The items of one of the tabs' lists, over all tabs."""
    return [item for sheet in book.sheets for item in getattr(sheet, name)]


def object_id(book: Book, wanted: int | None) -> int:
    """An id for a chart or slicer."""
    charts = [item["chartId"] for item in every(book, "charts")]
    slicers = [item["slicerId"] for item in every(book, "slicers")]
    return _chosen("an embedded object", wanted, charts + slicers)


def filter_view_id(book: Book, wanted: int | None) -> int:
    """An id for a filter view."""
    return _chosen("a filter", wanted, (item["filterViewId"] for item in every(book, "filter_views")))


def banded_range_id(book: Book, wanted: int | None) -> int:
    """An id for a banded range."""
    return _chosen("a banded range", wanted, (item["bandedRangeId"] for item in every(book, "banded_ranges")))


def protected_range_id(book: Book, wanted: int | None) -> int:
    """An id for a protected range."""
    taken = (item["protectedRangeId"] for item in every(book, "protected_ranges"))
    return _chosen("a protected range", wanted, taken)


def metadata_id(book: Book, wanted: int | None) -> int:
    """An id for a piece of developer metadata."""
    taken = {item["metadataId"] for item in book.metadata}
    if wanted and wanted in taken:
        raise bad(
            f"Cannot add developer metadata with ID [{wanted}] because developer metadata "
            "with that ID already exists."
        )
    return wanted or new_id(taken)


def named_range_id(book: Book, wanted: str | None) -> str:
    """An id for a named range."""
    taken = {item["namedRangeId"] for item in book.named_ranges}
    if wanted and wanted in taken:
        raise bad(f"A named range with the id {wanted} already exists.")
    return wanted or str(new_id(()))


def table_id(book: Book, wanted: str | None) -> str:
    """An id for a table."""
    taken = {item["tableId"] for item in every(book, "tables")}
    if wanted and wanted in taken:
        raise bad(f"A table with the id {wanted} already exists.")
    return wanted or str(secrets.randbelow(2**31))


def detach(book: Book, key: str, item: Json) -> None:
    """Give what was backed by a named range or table that goes away the range itself."""
    for sheet in book.sheets:
        filters = [sheet.basic_filter] if sheet.basic_filter else []
        for other in (*sheet.protected_ranges, *sheet.filter_views, *filters):
            if other.get(key) == item[key]:
                other["range"] = dict(item["range"])
                del other[key]


def owner_of(book: Book, name: str, key: str, wanted: object, what: str) -> tuple[list[Json], int]:
    """Find an item of the tabs' lists by its id: the list that holds it, and its place there.

    Raises:
        ApiError: if no tab has it.
    """
    for sheet in book.sheets:
        items: list[Json] = getattr(sheet, name)
        for index, item in enumerate(items):
            if item[key] == wanted:
                return items, index
    raise bad(f"No {what} with id: {wanted}")
