"""Rows and columns inserted, appended, deleted, moved, hidden and resized."""

from __future__ import annotations

from tests.google.errors import bad
from tests.google.masks import assigned, written
from tests.google.sheets import grid
from tests.google.sheets.grid import COUNTS, FROZEN, Dimension, count, frozen
from tests.google.sheets.model import Json, Sheet
from tests.google.sheets.notation import Area
from tests.google.sheets.requests import structure
from tests.google.sheets.requests.batch import Batch, full

COLUMN_LIMIT = 18_278
"""The last column is ZZZ."""

WORDS: dict[Dimension, str] = {"ROWS": "rows", "COLUMNS": "columns"}

INHERITED = ("userEnteredFormat", "dataValidation")
"""What new rows and columns take over from those beside them."""


def stretch(batch: Batch, span: Json | None) -> tuple[Sheet, Dimension, int, int]:
    """Read a DimensionRange: its tab, dimension, start and end, the open end closed at the grid's."""
    if span is None:
        raise bad("Must specify a range.")
    sheet, dimension = batch.grid(span.get("sheetId")), _dimension(span)
    start, end = span.get("startIndex", 0), span.get("endIndex", count(sheet, dimension))
    if start < 0:
        raise bad(f"range.startIndex[{start}] cannot be negative.")
    if end <= start:
        raise bad(f"range.endIndex[{end}] must be after range.startIndex[{start}].")
    return sheet, dimension, start, end


def _dimension(request: Json) -> Dimension:
    if request.get("dimension") not in WORDS:
        raise bad("No dimension specified.")
    return "ROWS" if request["dimension"] == "ROWS" else "COLUMNS"


def check_grid(sheet: Sheet) -> None:
    """Refuse a grid that is empty, too wide, or frozen whole: all of it, or all that is not hidden."""
    for dimension, words in WORDS.items():
        size, first = count(sheet, dimension), frozen(sheet, dimension)
        if size < 1:
            raise bad(f"You can't delete all the {words} on the sheet.")
        if first < 0:
            raise bad(f"gridProperties.{FROZEN[dimension]} cannot be negative.")
        kept = grid.metadata(sheet, dimension)
        if first and all(kept.get(index, {}).get("hiddenByUser") for index in range(first, size)):
            raise bad(f"You can't freeze all visible {words} on the sheet.")
    if sheet.column_count > COLUMN_LIMIT:
        raise bad(
            "This action would increase the number of columns in the sheet above the limit of "
            f"{COLUMN_LIMIT} columns."
        )


def grow(batch: Batch, sheet: Sheet, dimension: Dimension, more: int) -> None:
    """Add empty rows or columns at the end of the grid."""
    sheet.properties["gridProperties"][COUNTS[dimension]] += more
    check_grid(sheet)
    grid.check_size(batch.book)


def resize(batch: Batch, sheet: Sheet, dimension: Dimension, wanted: int) -> None:
    """Make the grid as tall or wide as wanted; what falls outside is lost."""
    now = count(sheet, dimension)
    if wanted > now:
        grow(batch, sheet, dimension, wanted - now)
    elif wanted < now:
        _check_deletion(batch, sheet, dimension, max(wanted, 0), now)
        structure.delete(batch, sheet, dimension, wanted, now)


def make_room(batch: Batch, sheet: Sheet, area: Area) -> None:
    """Let the grid grow until it holds an area."""
    for dimension, wanted in (("ROWS", area.bottom), ("COLUMNS", area.right)):
        if wanted > count(sheet, dimension):  # type: ignore[arg-type]  # one of the two words
            batch.check_tab(sheet)
            resize(batch, sheet, dimension, wanted)  # type: ignore[arg-type]


def _check_deletion(batch: Batch, sheet: Sheet, dimension: Dimension, start: int, end: int) -> None:
    left, first = count(sheet, dimension) - (end - start), frozen(sheet, dimension)
    still_frozen = max(0, first - max(0, min(end, first) - start))
    if left == 0:
        raise bad(f"You can't delete all the {WORDS[dimension]} on the sheet.")
    if still_frozen and left <= still_frozen:
        raise bad(f"Sorry, it is not possible to delete all non-frozen {WORDS[dimension]}.")
    batch.check(sheet, full(dimension, start, end))


def _insert(batch: Batch, request: Json) -> None:
    """Insert rows or columns, formatted like those before or after them."""
    span = request.get("range") or {}
    if "endIndex" not in span:
        raise bad("Both the start and end indexes of the range must be bounded.")
    sheet, dimension, start, end = stretch(batch, span)
    before, size = bool(request.get("inheritFromBefore")), count(sheet, dimension)
    if before and start == 0:
        raise bad("range.startIndex[0] must be greater than 0 if inheritFromBefore is true.")
    if start > size:
        raise bad(f"range.startIndex is larger than current grid size ({size})")
    if start == size and not before:
        raise bad(f"range.startIndex must be less than the grid size ({size}) if inheritFromBefore is false.")
    batch.check_tab(sheet)
    structure.insert(batch, sheet, dimension, start, end - start)
    check_grid(sheet)
    _inherit(sheet, dimension, start - 1 if before else end, range(start, end))


def _inherit(sheet: Sheet, dimension: Dimension, source: int, targets: range) -> None:
    metadata = grid.metadata(sheet, dimension)
    if source in metadata:
        metadata.update({target: dict(metadata[source]) for target in targets})
    lines = list(sheet.extras) if dimension == "COLUMNS" else list(sheet.extras.get(source, {}))
    for line in lines:
        place = (source, line) if dimension == "ROWS" else (line, source)
        carried = grid.extras_at(sheet, *place)
        kept = {name: carried[name] for name in INHERITED if name in carried}
        for target in targets:
            grid.set_extra(sheet, *((target, line) if dimension == "ROWS" else (line, target)), kept)


def _append(batch: Batch, request: Json) -> None:
    sheet, dimension = batch.grid(request.get("sheetId")), _dimension(request)
    if request.get("length", 0) < 1:
        raise bad("length must be greater than 0.")
    batch.check_tab(sheet)
    grow(batch, sheet, dimension, request["length"])


def _delete(batch: Batch, request: Json) -> None:
    sheet, dimension, start, end = stretch(batch, request.get("range"))
    size, word = count(sheet, dimension), WORDS[dimension]
    if end > size:
        raise bad(
            f"Cannot delete a {word[:-1]} that doesn't exist. Tried to delete {word[:-1]} index "
            f"{max(start, size)} but there are only {size} {word}."
        )
    batch.check_tab(sheet)
    _check_deletion(batch, sheet, dimension, start, end)
    lost = max(0, min(end, frozen(sheet, dimension)) - start)
    structure.delete(batch, sheet, dimension, start, end)
    if lost:
        properties, key = sheet.properties["gridProperties"], FROZEN[dimension]
        properties |= {key: properties[key] - lost}


def _update(batch: Batch, request: Json) -> None:
    """Change the size or visibility of rows or columns."""
    mask = written(request, "DimensionProperties")
    sheet, dimension, start, end = stretch(batch, request.get("range"))
    batch.check_tab(sheet)
    size, wanted = count(sheet, dimension), request.get("properties", {})
    if start >= size:
        raise bad(f"range.startIndex[{start}] must be less than the grid size ({size}).")
    if wanted.get("pixelSize", 0) < 0:
        raise bad("pixelSize cannot be negative.")
    writable = {name: inner for name, inner in mask.items() if name in {"pixelSize", "hiddenByUser"}}
    metadata = grid.metadata(sheet, dimension)
    for index in range(start, min(end, size)):
        properties = assigned(metadata.pop(index, {}), wanted, writable)
        if any(properties.values()):
            metadata[index] = {name: value for name, value in properties.items() if value}


REQUESTS = {
    "updateDimensionProperties": _update,
    "insertDimension": _insert,
    "appendDimension": _append,
    "deleteDimension": _delete,
}
