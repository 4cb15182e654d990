"""How large a grid is and how much of it is frozen, and the limits of both."""

from __future__ import annotations

from tests.google.errors import bad
from tests.google.sheets import grid
from tests.google.sheets.grid import COUNT_KEYS, Dimension
from tests.google.sheets.model import Json, Sheet
from tests.google.sheets.requests import structure
from tests.google.sheets.requests.batch import Batch, all_columns, all_rows

COLUMN_LIMIT = 18_278
"""The last column is ZZZ."""

WORDS: dict[Dimension, str] = {"ROWS": "rows", "COLUMNS": "columns"}
FROZEN: dict[Dimension, str] = {"ROWS": "frozenRowCount", "COLUMNS": "frozenColumnCount"}


def count(sheet: Sheet, dimension: Dimension) -> int:
    """How many rows or columns the grid has."""
    return int(sheet.properties["gridProperties"][COUNT_KEYS[dimension]])


def frozen(sheet: Sheet, dimension: Dimension) -> int:
    """How many of them are frozen."""
    return int(sheet.properties["gridProperties"].get(FROZEN[dimension], 0))


def check_deletion(sheet: Sheet, dimension: Dimension, start: int, end: int) -> None:
    """Refuse to delete all rows or columns, or all that are not frozen."""
    left = count(sheet, dimension) - (end - start)
    still_frozen = max(0, frozen(sheet, dimension) - max(0, min(end, frozen(sheet, dimension)) - start))
    if left == 0:
        raise bad(f"You can't delete all the {WORDS[dimension]} on the sheet.")
    if still_frozen and left <= still_frozen:
        raise bad(f"Sorry, it is not possible to delete all non-frozen {WORDS[dimension]}.")


def check_frozen(grid_properties: Json) -> None:
    """Refuse to freeze everything, or less than nothing."""
    for dimension, words in WORDS.items():
        wanted = int(grid_properties.get(FROZEN[dimension], 0))
        if wanted < 0:
            raise bad(f"gridProperties.{FROZEN[dimension]} cannot be negative.")
        if wanted and wanted >= int(grid_properties[COUNT_KEYS[dimension]]):
            raise bad(f"You can't freeze all visible {words} on the sheet.")


def check_visible(sheet: Sheet) -> None:
    """Refuse to freeze all rows or columns that are not hidden."""
    for dimension, words in WORDS.items():
        first = frozen(sheet, dimension)
        metadata = sheet.row_metadata if dimension == "ROWS" else sheet.column_metadata
        rest = range(first, count(sheet, dimension))
        if first and all(metadata.get(index, {}).get("hiddenByUser") for index in rest):
            raise bad(f"You can't freeze all visible {words} on the sheet.")


def check_columns(grid_properties: Json) -> None:
    """Refuse an empty grid, or one wider than a tab can be."""
    for dimension, words in WORDS.items():
        if int(grid_properties[COUNT_KEYS[dimension]]) < 1:
            raise bad(f"You can't delete all the {words} on the sheet.")
    if int(grid_properties["columnCount"]) > COLUMN_LIMIT:
        raise bad(
            "This action would increase the number of columns in the sheet above the limit of "
            f"{COLUMN_LIMIT} columns."
        )


def resize(batch: Batch, sheet: Sheet, dimension: Dimension, wanted: int) -> None:
    """Make the grid as tall or wide as wanted; what falls outside is lost."""
    now = count(sheet, dimension)
    if wanted < 1:
        raise bad(f"You can't delete all the {WORDS[dimension]} on the sheet.")
    if wanted < now:
        check_deletion(sheet, dimension, wanted, now)
        area = all_columns(wanted, now) if dimension == "ROWS" else all_rows(wanted, now)
        batch.check(sheet, area)
        structure.delete(batch, sheet, dimension, wanted, now)
    elif wanted > now:
        grow(batch, sheet, dimension, wanted - now)


def grow(batch: Batch, sheet: Sheet, dimension: Dimension, more: int) -> None:
    """Add empty rows or columns at the end of the grid."""
    properties = sheet.properties["gridProperties"]
    properties[COUNT_KEYS[dimension]] = count(sheet, dimension) + more
    check_columns(properties)
    grid.check_size(batch.book)
