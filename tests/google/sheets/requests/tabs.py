"""Tabs added, changed and deleted."""

from __future__ import annotations

from tests.google.errors import bad
from tests.google.sheets import grid
from tests.google.sheets.books import new_id, new_sheet
from tests.google.sheets.model import Book, Json, Sheet
from tests.google.sheets.protection import EVERYTHING
from tests.google.sheets.requests import masks, sizes
from tests.google.sheets.requests.answers import copied, tidy
from tests.google.sheets.requests.batch import Batch
from tests.google.sheets.requests.formulas_in import rewrite_all
from tests.google.sheets.requests.merges import check_freeze
from tests.google.sheets.requests.places import forget_tab
from tests.google.sheets.requests.refs import orphaned, retitled
from tests.google.sheets.requests.schema import fields

COUNTS = ("rowCount", "columnCount")


def fresh_sheet_id(book: Book, wanted: int | None) -> int:
    """The id that a new tab gets: the wanted one if it is free.

    Raises:
        ApiError: if the id is taken, or negative.
    """
    taken = {sheet.id for sheet in book.sheets}
    if wanted is None:
        return new_id(taken)
    if wanted < 0:
        raise bad("A sheet ID must be nonnegative.")
    if wanted in taken:
        raise bad(f"A sheet with the id {wanted} already exists. Please enter another id.")
    return wanted


def check_title(book: Book, title: str, itself: Sheet | None = None) -> str:
    """A title that a tab may have.

    Raises:
        ApiError: if it is empty, or another tab has it.
    """
    if not title:
        raise bad("The sheet name cannot be empty.")
    if any(s is not itself and s.title.casefold() == title.casefold() for s in book.sheets):
        raise bad(f'A sheet with the name "{title}" already exists. Please enter another name.')
    return title


def free_title(book: Book, first: str, pattern: str, start: int) -> str:
    """A title that no tab has: the first, or the pattern with the first number that is free."""
    taken = {sheet.title.casefold() for sheet in book.sheets}
    title = first
    while title.casefold() in taken:
        title = pattern.format(start)
        start += 1
    return title


def place(book: Book, sheet: Sheet, index: int | None) -> None:
    """Put a new tab among the others (at the end without an index), and number them again."""
    if index is not None and index < 0:
        raise bad("The sheet index must be nonnegative.")
    book.sheets.insert(len(book.sheets) if index is None else index, sheet)
    renumber(book)


def renumber(book: Book) -> None:
    """Write each tab's index as the order has it."""
    for index, sheet in enumerate(book.sheets):
        sheet.properties["index"] = index


def shown(sheet: Sheet) -> Json:
    """A tab's properties as they are answered."""
    answer: Json = copied(sheet.properties)
    return answer


def add_sheet(batch: Batch, request: Json) -> Json:
    """Add a tab."""
    book, wanted = batch.book, request.get("properties", {})
    if wanted.get("sheetType", "GRID") != "GRID":
        raise bad("Only sheets of type GRID can be added with AddSheetRequest.")
    sheet_id = fresh_sheet_id(book, wanted.get("sheetId"))
    count = len(book.sheets) + 1
    title = wanted.get("title") or free_title(book, f"Sheet{count}", "Sheet{}", count + 1)
    sheet = new_sheet(sheet_id, check_title(book, title), 0, tidy(wanted))
    grid_properties = sheet.properties["gridProperties"]
    sizes.check_columns(grid_properties)
    sizes.check_frozen(grid_properties)
    place(book, sheet, wanted.get("index"))
    grid.check_size(book)
    return {"properties": shown(sheet)}


def delete_sheet(batch: Batch, request: Json) -> None:
    """Delete a tab, and what was attached to it."""
    book, sheet = batch.book, batch.tab(request.get("sheetId"))
    batch.check(sheet, EVERYTHING)
    if len(book.sheets) == 1:
        raise bad("You can't remove all the sheets in a document.")
    if all(other.properties.get("hidden") for other in book.sheets if other is not sheet):
        raise bad("You can't remove all the visible sheets in a document.")
    book.sheets.remove(sheet)
    renumber(book)
    _forget(book, sheet.id)
    rewrite_all(batch, lambda formula, _: orphaned(formula, sheet.title))


def _forget(book: Book, sheet_id: int) -> None:
    def elsewhere(item: Json) -> bool:
        return int(item["range"].get("sheetId", 0)) != sheet_id

    book.named_ranges = list(filter(elsewhere, book.named_ranges))
    book.metadata = [item for item in book.metadata if not _on_tab(item["location"], sheet_id)]
    for other in book.sheets:
        other.charts = [forget_tab(chart, sheet_id) for chart in other.charts]


def _on_tab(location: Json, sheet_id: int) -> bool:
    spot = location.get("dimensionRange", location)
    return not location.get("spreadsheet") and int(spot.get("sheetId", 0)) == sheet_id


def update_sheet(batch: Batch, request: Json) -> None:
    """Change a tab's properties."""
    wanted = request.get("properties", {})
    mask = masks.read(request, "SheetProperties")
    sheet = batch.tab(wanted.get("sheetId"))
    batch.check_tab(sheet)
    if "title" in mask:
        _rename(batch, sheet, wanted.get("title", ""))
    if "gridProperties" in mask:
        _update_grid(batch, batch.grid(sheet.id), wanted.get("gridProperties", {}), mask["gridProperties"])
    simple = {"hidden", "rightToLeft", "tabColor", "tabColorStyle"}
    masks.assign(sheet.properties, wanted, {name: mask[name] for name in mask if name in simple})
    if all(other.properties.get("hidden") for other in batch.book.sheets):
        raise bad("You can't hide all the sheets in a document.")
    if "index" in mask:
        _reorder(batch.book, sheet, wanted.get("index"))
    sheet.properties = _tidy_properties(sheet.properties)


def _tidy_properties(properties: Json) -> Json:
    return {"sheetId": properties["sheetId"], **tidy(properties)}


def _rename(batch: Batch, sheet: Sheet, title: str) -> None:
    check_title(batch.book, title, sheet)
    old = sheet.title
    sheet.properties["title"] = title
    if title != old:
        rewrite_all(batch, lambda formula, _: retitled(formula, old, title))


def _update_grid(batch: Batch, sheet: Sheet, wanted: Json, mask: masks.Mask) -> None:
    mask = mask or {name: {} for name in fields("GridProperties") if name in wanted or name not in COUNTS}
    for dimension in sizes.WORDS:
        key = grid.COUNT_KEYS[dimension]
        if key in mask:
            sizes.resize(batch, sheet, dimension, int(wanted.get(key, 0)))
    properties = sheet.properties["gridProperties"]
    masks.assign(properties, wanted, {name: inner for name, inner in mask.items() if name not in COUNTS})
    sizes.check_frozen(properties)
    sizes.check_visible(sheet)
    check_freeze(sheet)
    for name in sizes.FROZEN.values():
        if not properties.get(name):
            properties.pop(name, None)


def _reorder(book: Book, sheet: Sheet, index: int | None) -> None:
    now = book.sheets.index(sheet)
    to = len(book.sheets) if index is None else index
    if to < 0:
        raise bad("The sheet index must be nonnegative.")
    book.sheets.remove(sheet)
    # The wanted index counts the tab at its old place too.
    book.sheets.insert(to - 1 if to > now else to, sheet)
    renumber(book)


REQUESTS = {
    "updateSheetProperties": update_sheet,
    "addSheet": add_sheet,
    "deleteSheet": delete_sheet,
}
