"""Tabs added, changed, duplicated and deleted, and the spreadsheet's own properties."""

from __future__ import annotations

from copy import deepcopy
from zoneinfo import available_timezones

from babel import Locale, UnknownLocaleError

from tests.google.errors import bad
from tests.google.masks import Mask, assigned, written
from tests.google.sheets import grid
from tests.google.sheets.books import copy_sheet, new_id, new_sheet
from tests.google.sheets.cells import tidy
from tests.google.sheets.grid import COUNTS
from tests.google.sheets.marks import tab_of
from tests.google.sheets.model import Book, Json, Sheet
from tests.google.sheets.protection import EVERYTHING
from tests.google.sheets.requests.batch import Batch
from tests.google.sheets.requests.dimensions import check_grid, resize
from tests.google.sheets.requests.merges import check_freeze
from tests.google.sheets.requests.references import retitle
from tests.google.sheets.requests.structure import SERIES, attached, places, without_empty

COPIED = (
    ("charts", "chartId"),
    ("slicers", "slicerId"),
    ("filter_views", "filterViewId"),
    ("banded_ranges", "bandedRangeId"),
)
"""The lists of a tab whose items go with the copy, each under an id of its own."""


def _fresh_sheet_id(book: Book, wanted: int | None) -> int:
    taken = {sheet.id for sheet in book.sheets}
    if wanted is None:
        return new_id(taken)
    if wanted < 0:
        raise bad("A sheet ID must be nonnegative.")
    if wanted in taken:
        raise bad(f"A sheet with the id {wanted} already exists. Please enter another id.")
    return wanted


def _titled(book: Book, title: str, itself: Sheet | None = None) -> str:
    if not title:
        raise bad("The sheet name cannot be empty.")
    if any(s is not itself and s.title.casefold() == title.casefold() for s in book.sheets):
        raise bad(f'A sheet with the name "{title}" already exists. Please enter another name.')
    return title


def _free_title(book: Book, first: str, pattern: str, start: int) -> str:
    """A title that no tab has: the first, or the pattern with the first number that is free."""
    taken, title = {sheet.title.casefold() for sheet in book.sheets}, first
    while title.casefold() in taken:
        title = pattern.format(start)
        start += 1
    return title


def _place(book: Book, sheet: Sheet, index: int | None) -> None:
    """Put a new tab among the others (at the end without an index), and number them again."""
    if index is not None and index < 0:
        raise bad("The sheet index must be nonnegative.")
    book.sheets.insert(len(book.sheets) if index is None else index, sheet)
    _renumber(book)


def _renumber(book: Book) -> None:
    for index, sheet in enumerate(book.sheets):
        sheet.properties["index"] = index


def _add(batch: Batch, request: Json) -> Json:
    book, wanted = batch.book, request.get("properties", {})
    if wanted.get("sheetType", "GRID") != "GRID":
        raise bad("Only sheets of type GRID can be added with AddSheetRequest.")
    sheet_id = _fresh_sheet_id(book, wanted.get("sheetId"))
    count = len(book.sheets) + 1
    title = wanted.get("title") or _free_title(book, f"Sheet{count}", "Sheet{}", count + 1)
    sheet = new_sheet(sheet_id, _titled(book, title), tidy(wanted))
    check_grid(sheet)
    _place(book, sheet, wanted.get("index"))
    grid.check_size(book)
    return {"properties": sheet.properties}


def add_chart_sheet(batch: Batch) -> Sheet:
    """Add a tab that shows one chart, before the others."""
    title = _free_title(batch.book, "Chart1", "Chart{}", 2)
    sheet_id = _fresh_sheet_id(batch.book, None)
    sheet = Sheet(properties={"sheetId": sheet_id, "title": title, "index": 0, "sheetType": "OBJECT"})
    _place(batch.book, sheet, None)
    return sheet


def _delete(batch: Batch, request: Json) -> None:
    sheet = batch.tab(request.get("sheetId"))
    batch.check(sheet, EVERYTHING)
    others = [other for other in batch.book.sheets if other is not sheet]
    if not others:
        raise bad("You can't remove all the sheets in a document.")
    if all(other.properties.get("hidden") for other in others):
        raise bad("You can't remove all the visible sheets in a document.")
    remove_sheet(batch, sheet)


def remove_sheet(batch: Batch, sheet: Sheet) -> None:
    """Take a tab out of the file, with what was attached to it and what other tabs show of it."""
    book = batch.book
    book.sheets.remove(sheet)
    _renumber(book)
    book.metadata = [item for item in book.metadata if tab_of(item["location"]) != sheet.id]
    for other in book.sheets:
        for chart in other.charts:
            for data in chart["spec"].values():
                _forget(data, sheet.id)
    retitle(batch, sheet.title, None)


def _forget(data: object, sheet_id: int) -> None:
    """Take the series and domains of a chart away that show cells of a tab."""
    for name in SERIES:
        shown = data.get(name) if isinstance(data, dict) else None
        for place in [place for place in places(shown) if place.get("sheetId", 0) == sheet_id]:
            place.clear()
        if isinstance(data, dict) and isinstance(shown, list):
            data[name] = without_empty([item for item in shown if all(places(item))])


def _update(batch: Batch, request: Json) -> None:
    wanted, mask = request.get("properties", {}), written(request, "SheetProperties")
    sheet = batch.tab(wanted.get("sheetId"))
    batch.check_tab(sheet)
    if "title" in mask:
        old = sheet.title
        sheet.properties["title"] = _titled(batch.book, wanted.get("title", ""), sheet)
        if sheet.title != old:
            retitle(batch, old, sheet.title)
    if "gridProperties" in mask:
        _update_grid(batch, batch.grid(sheet.id), wanted.get("gridProperties", {}), mask["gridProperties"])
    simple = {"hidden", "rightToLeft", "tabColor", "tabColorStyle"} & mask.keys()
    sheet.properties = assigned(sheet.properties, tidy(wanted), {name: mask[name] for name in simple})
    if all(other.properties.get("hidden") for other in batch.book.sheets):
        raise bad("You can't hide all the sheets in a document.")
    if "index" in mask:
        _reorder(batch.book, sheet, wanted.get("index"))


def _update_grid(batch: Batch, sheet: Sheet, wanted: Json, mask: Mask) -> None:
    mask = mask or {name: {} for name in (*wanted, *grid.FROZEN.values(), "hideGridlines")}
    for dimension, name in COUNTS.items():
        if name in mask:
            resize(batch, sheet, dimension, int(wanted.get(name, 0)))
    rest = {name: inner for name, inner in mask.items() if name not in COUNTS.values()}
    properties = sheet.properties["gridProperties"]
    sheet.properties["gridProperties"] = assigned(properties, tidy(wanted), rest)
    check_grid(sheet)
    check_freeze(sheet)


def _reorder(book: Book, sheet: Sheet, index: int | None) -> None:
    now = book.sheets.index(sheet)
    to = len(book.sheets) if index is None else index
    book.sheets.remove(sheet)
    # The wanted index counts the tab at its old place too.
    _place(book, sheet, to - 1 if to > now else to)


def _duplicate(batch: Batch, request: Json) -> Json:
    """Duplicate a tab; protections stay with the original, as in the editor."""
    book, source = batch.book, batch.tab(request.get("sourceSheetId"))
    sheet_id = _fresh_sheet_id(book, request.get("newSheetId"))
    first = f"Copy of {source.title}"
    title = request.get("newSheetName") or _free_title(book, first, first + " {}", 1)
    twin = copy_sheet(source)
    twin.protected_ranges = []
    twin.properties |= {"sheetId": sheet_id, "title": _titled(book, title)}
    _place(book, twin, request.get("insertSheetIndex") or 0)
    grid.check_size(book)
    for spot in [*twin.merges, *places(attached(twin))]:
        if spot.get("sheetId", 0) == source.id:
            spot["sheetId"] = sheet_id
    _renamed(batch, twin)
    for item in [item for item in book.metadata if tab_of(item["location"]) == source.id]:
        mark = deepcopy(item) | {"metadataId": new_id()}
        mark["location"].get("dimensionRange", mark["location"])["sheetId"] = sheet_id
        book.metadata.append(mark)
    return {"properties": twin.properties}


def _renamed(batch: Batch, twin: Sheet) -> None:
    """Give what hangs on a copied tab ids and names of its own."""
    for name, key in COPIED:
        for item in getattr(twin, name):
            item[key] = new_id()
    names = {table["name"].casefold() for sheet in batch.book.sheets for table in sheet.tables}
    for table in twin.tables:
        number = 1
        while f"{table['name']}_{number}".casefold() in names:
            number += 1
        table |= {"tableId": str(new_id()), "name": f"{table['name']}_{number}"}


def _update_book(batch: Batch, request: Json) -> None:
    """Change the spreadsheet's title, locale, time zone and the like; none of them is ever reset."""
    wanted, mask = request.get("properties", {}), written(request, "SpreadsheetProperties")
    if "title" in mask and not wanted.get("title"):
        raise bad("The spreadsheet title cannot be empty.")
    if "locale" in mask and not _is_locale(wanted.get("locale", "")):
        raise bad(f"Unsupported locale: {wanted.get('locale', '')}")
    if "timeZone" in mask and wanted.get("timeZone") not in available_timezones():
        raise bad(f"Unsupported timeZone: {wanted.get('timeZone', '')}")
    kept = {name: mask[name] for name in mask if name in wanted}
    batch.book.properties = assigned(batch.book.properties, wanted, kept)


def _is_locale(name: str) -> bool:
    try:
        Locale.parse(name)
    except (UnknownLocaleError, ValueError):
        return False
    return True


REQUESTS = {
    "updateSpreadsheetProperties": _update_book,
    "addSheet": _add,
    "updateSheetProperties": _update,
    "deleteSheet": _delete,
    "duplicateSheet": _duplicate,
}
