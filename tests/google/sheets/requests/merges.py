"""Cells merged and unmerged."""

from __future__ import annotations

from collections.abc import Iterator

from tests.google.errors import bad
from tests.google.sheets import ranges
from tests.google.sheets.a1 import Area, print_area
from tests.google.sheets.grid import Dimension
from tests.google.sheets.model import Json, Sheet
from tests.google.sheets.requests import sizes, writing
from tests.google.sheets.requests.areas import merge_area, overlap, within
from tests.google.sheets.requests.batch import Batch
from tests.google.sheets.requests.masks import Mask

VALUE_ONLY: Mask = {"userEnteredValue": {}, "textFormatRuns": {}}


def _blocks(area: Area, kind: str) -> Iterator[Area]:
    if kind == "MERGE_ROWS":
        yield from (Area(row, row + 1, area.left, area.right) for row in range(area.top, area.bottom))
    elif kind == "MERGE_COLUMNS":
        yield from (Area(area.top, area.bottom, left, left + 1) for left in range(area.left, area.right))
    else:
        yield area


def check_no_vertical(sheet: Sheet, area: Area, action: str) -> None:
    """Refuse what cannot be done where cells are merged over several rows."""
    for merge in map(merge_area, sheet.merges):
        if merge.height > 1 and overlap(merge, area):
            place = f" There is a vertical merge at {print_area(merge)}" if action == "sort" else ""
            raise bad(f"You can't {action} a range containing vertical merges.{place}")


def check_freeze(sheet: Sheet) -> None:
    """Refuse frozen rows or columns that hold only a part of merged cells."""
    for merge in map(merge_area, sheet.merges):
        if merge.top < sizes.frozen(sheet, "ROWS") < merge.bottom:
            raise bad("You can't freeze rows which contain only part of a merged cell.")
        if merge.left < sizes.frozen(sheet, "COLUMNS") < merge.right:
            raise bad("You can't freeze columns which contain only part of a merged cell.")


def check_crossing(sheet: Sheet, dimension: Dimension, moved: tuple[int, int], destination: int) -> None:
    """Refuse to move rows or columns out of merged cells, or into them."""
    start, end = moved
    for merge in map(merge_area, sheet.merges):
        first, last = (merge.top, merge.bottom) if dimension == "ROWS" else (merge.left, merge.right)
        torn = first < end and start < last and not (start <= first and last <= end)
        if (torn and last - first > 1) or first < destination < last:
            word = "row" if dimension == "ROWS" else "column"
            raise bad(
                f"Sorry, it is not possible to move a {word} to a position that crosses a merged cell. "
                "Please unmerge and try again."
            )


def merge_cells(batch: Batch, request: Json) -> None:
    """Merge the cells of a range; each merge keeps what its first cell holds."""
    sheet, area = batch.area(request.get("range"))
    batch.write(sheet, area)
    _check_frozen(sheet, area)
    _dissolve(sheet, area)
    for block in _blocks(area, request.get("mergeType", "MERGE_ALL")):
        if block.height * block.width > 1:
            writing.reset(sheet, block._replace(top=block.top + 1), VALUE_ONLY)
            writing.reset(sheet, block._replace(bottom=block.top + 1, left=block.left + 1), VALUE_ONLY)
            sheet.merges.append(ranges.grid_range(sheet.id, block))


def _check_frozen(sheet: Sheet, area: Area) -> None:
    for start, end, frozen, words in (
        (area.top, area.bottom, sizes.frozen(sheet, "ROWS"), "rows"),
        (area.left, area.right, sizes.frozen(sheet, "COLUMNS"), "columns"),
    ):
        if start < frozen < end:
            raise bad(f"You can't merge frozen and non-frozen {words}.")


def _dissolve(sheet: Sheet, area: Area) -> None:
    for merge in sheet.merges:
        if overlap(merge_area(merge), area) and not within(merge_area(merge), area):
            raise bad("You must select all cells in a merged range to merge or unmerge them.")
    sheet.merges = [merge for merge in sheet.merges if not overlap(merge_area(merge), area)]


def unmerge_cells(batch: Batch, request: Json) -> None:
    """Dissolve the merges of a range."""
    sheet, area = batch.area(request.get("range"))
    batch.check(sheet, area)
    _dissolve(sheet, area)


REQUESTS = {"mergeCells": merge_cells, "unmergeCells": unmerge_cells}
