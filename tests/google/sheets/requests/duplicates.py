"""A tab duplicated, with new ids for everything attached to it."""

from __future__ import annotations

from collections.abc import Callable

from tests.google.sheets import grid
from tests.google.sheets.books import copy_sheet
from tests.google.sheets.model import Book, Json, Sheet
from tests.google.sheets.requests import ids
from tests.google.sheets.requests.answers import copied
from tests.google.sheets.requests.batch import Batch
from tests.google.sheets.requests.places import attached, places
from tests.google.sheets.requests.tabs import check_title, free_title, fresh_sheet_id, place, shown

COPIED = (
    ("charts", "chartId", ids.object_id),
    ("slicers", "slicerId", ids.object_id),
    ("filter_views", "filterViewId", ids.filter_view_id),
    ("banded_ranges", "bandedRangeId", ids.banded_range_id),
)
"""The lists of a tab whose items go with the copy, each under an id of its own."""


def duplicate_sheet(batch: Batch, request: Json) -> Json:
    """Duplicate a tab; protections stay with the original, as in the editor."""
    book, source = batch.book, batch.tab(request.get("sourceSheetId"))
    sheet_id = fresh_sheet_id(book, request.get("newSheetId"))
    first = f"Copy of {source.title}"
    title = request.get("newSheetName") or free_title(book, first, first + " {}", 1)
    copy = copy_sheet(source)
    copy.protected_ranges = []
    copy.properties |= {"sheetId": sheet_id, "title": check_title(book, title)}
    place(book, copy, request.get("insertSheetIndex") or 0)
    grid.check_size(book)
    adopt(book, copy, source.id)
    _copy_metadata(book, source.id, sheet_id)
    return {"properties": shown(copy)}


def adopt(book: Book, copy: Sheet, old: int) -> None:
    """Point what is attached to a copied tab at the copy, under ids that the file does not have yet."""
    _readdress(copy, old)
    _rename(book, copy)


def _readdress(copy: Sheet, old: int) -> None:
    for spot in [*copy.merges, *places(attached(copy))]:
        if spot.get("sheetId", 0) == old:
            spot["sheetId"] = copy.id


def _rename(book: Book, copy: Sheet) -> None:
    for name, key, fresh in COPIED:
        _renumber(book, getattr(copy, name), key, fresh)
    tables, copy.tables = copy.tables, []
    for table in tables:
        names = {other["name"].casefold() for sheet in book.sheets for other in sheet.tables}
        table |= {"tableId": ids.table_id(book, None), "name": _free_name(table["name"], names)}
        copy.tables.append(table)


def _renumber(book: Book, items: list[Json], key: str, fresh: Callable[[Book, int | None], int]) -> None:
    for item in items:
        item[key] = fresh(book, None)


def _free_name(name: str, taken: set[str]) -> str:
    number = 1
    while f"{name}_{number}".casefold() in taken:
        number += 1
    return f"{name}_{number}"


def _copy_metadata(book: Book, old: int, new: int) -> None:
    for item in list(book.metadata):
        location = item["location"]
        spot = location.get("dimensionRange", location)
        if not location.get("spreadsheet") and spot.get("sheetId", 0) == old:
            twin = copied(item) | {"metadataId": ids.metadata_id(book, None)}
            twin["location"].get("dimensionRange", twin["location"])["sheetId"] = new
            book.metadata.append(twin)


REQUESTS = {"duplicateSheet": duplicate_sheet}
