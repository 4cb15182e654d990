"""Cells merged and unmerged, and what cannot be done where they are."""

from __future__ import annotations

from collections.abc import Iterator

from tests.google.errors import bad
from tests.google.masks import Mask
from tests.google.sheets.grid import Dimension, frozen
from tests.google.sheets.model import Json, Sheet
from tests.google.sheets.notation import Area, area_of, grid_range, print_area
from tests.google.sheets.requests.batch import Batch
from tests.google.sheets.requests.cells import reset

VALUE_ONLY: Mask = {"userEnteredValue": {}, "textFormatRuns": {}}


def _blocks(area: Area, kind: str) -> Iterator[Area]:
    if kind == "MERGE_ROWS":
        yield from (area._replace(top=row, bottom=row + 1) for row in area.rows)
    elif kind == "MERGE_COLUMNS":
        yield from (area._replace(left=left, right=left + 1) for left in area.columns)
    else:
        yield area


def check_no_vertical(sheet: Sheet, area: Area, action: str) -> None:
    """Refuse what cannot be done where cells are merged over several rows."""
    for merge in map(area_of, sheet.merges):
        if merge.height > 1 and merge.meets(area):
            place = f" There is a vertical merge at {print_area(merge)}" if action == "sort" else ""
            raise bad(f"You can't {action} a range containing vertical merges.{place}")


def check_freeze(sheet: Sheet) -> None:
    """Refuse frozen rows or columns that hold only a part of merged cells."""
    for merge in map(area_of, sheet.merges):
        if merge.top < frozen(sheet, "ROWS") < merge.bottom:
            raise bad("You can't freeze rows which contain only part of a merged cell.")
        if merge.left < frozen(sheet, "COLUMNS") < merge.right:
            raise bad("You can't freeze columns which contain only part of a merged cell.")


def check_crossing(sheet: Sheet, dimension: Dimension, moved: tuple[int, int], destination: int) -> None:
    """Refuse to move rows or columns out of merged cells, or into them."""
    start, end = moved
    for merge in map(area_of, sheet.merges):
        first, last = (merge.top, merge.bottom) if dimension == "ROWS" else (merge.left, merge.right)
        torn = first < end and start < last and not (start <= first and last <= end)
        if (torn and last - first > 1) or first < destination < last:
            word = "row" if dimension == "ROWS" else "column"
            raise bad(
                f"Sorry, it is not possible to move a {word} to a position that crosses a merged cell. "
                "Please unmerge and try again."
            )


def _merge(batch: Batch, request: Json) -> None:
    """Merge the cells of a range; each merge keeps what its first cell holds."""
    sheet, area = batch.area(request.get("range"))
    batch.write(sheet, area)
    if area.top < frozen(sheet, "ROWS") < area.bottom:
        raise bad("You can't merge frozen and non-frozen rows.")
    if area.left < frozen(sheet, "COLUMNS") < area.right:
        raise bad("You can't merge frozen and non-frozen columns.")
    _dissolve(sheet, area)
    for block in _blocks(area, request.get("mergeType", "MERGE_ALL")):
        if not block.single:
            reset(sheet, block._replace(top=block.top + 1), VALUE_ONLY)
            reset(sheet, block._replace(bottom=block.top + 1, left=block.left + 1), VALUE_ONLY)
            sheet.merges.append(grid_range(sheet.id, block))


def _unmerge(batch: Batch, request: Json) -> None:
    sheet, area = batch.area(request.get("range"))
    batch.check(sheet, area)
    _dissolve(sheet, area)


def _dissolve(sheet: Sheet, area: Area) -> None:
    met = [merge for merge in sheet.merges if area_of(merge).meets(area)]
    if not all(area.holds(area_of(merge)) for merge in met):
        raise bad("You must select all cells in a merged range to merge or unmerge them.")
    sheet.merges = [merge for merge in sheet.merges if merge not in met]


REQUESTS = {"mergeCells": _merge, "unmergeCells": _unmerge}
