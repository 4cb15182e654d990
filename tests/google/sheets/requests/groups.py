"""Groups of rows and columns that can be collapsed.

Each row or column lies in as many groups as its depth says; the groups of a depth are the stretches
that lie at least that deep.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tests.google.errors import bad
from tests.google.sheets.grid import Dimension
from tests.google.sheets.model import Json, Sheet
from tests.google.sheets.requests import masks, sizes
from tests.google.sheets.requests.answers import copied
from tests.google.sheets.requests.batch import Batch
from tests.google.sheets.requests.dimensions import dimension_of, stretch

DEEPEST = 8

Key = tuple[int, int, int]
"""A group's depth, start and end."""


def _list(sheet: Sheet, dimension: Dimension) -> list[Json]:
    return sheet.row_groups if dimension == "ROWS" else sheet.column_groups


def _key(group: Json) -> Key:
    return group["depth"], group["range"]["startIndex"], group["range"]["endIndex"]


def _depths(groups: list[Json]) -> Counter[int]:
    return Counter(
        index for group in groups for index in range(group["range"]["startIndex"], group["range"]["endIndex"])
    )


def _stretches(depths: Counter[int]) -> Iterator[Key]:
    for depth in range(1, max(depths.values(), default=0) + 1):
        inside = sorted(index for index, deep in depths.items() if deep >= depth)
        start = None
        for index in inside:
            start = index if start is None else start
            if depths[index + 1] < depth:
                yield depth, start, index + 1
                start = None


def _rebuild(sheet: Sheet, dimension: Dimension, depths: Counter[int]) -> Json:
    groups = _list(sheet, dimension)
    collapsed = {_key(group) for group in groups if group.get("collapsed")}
    tab = {"sheetId": sheet.id} if sheet.id else {}
    groups[:] = [
        {"range": {**tab, "dimension": dimension, "startIndex": start, "endIndex": end}, "depth": depth}
        | ({"collapsed": True} if (depth, start, end) in collapsed else {})
        for depth, start, end in _stretches(depths)
    ]
    return {"dimensionGroups": copied(groups)}


def add_group(batch: Batch, request: Json) -> Json:
    """Put rows or columns into a group."""
    sheet, dimension, start, end = stretch(batch, request.get("range"))
    batch.check_tab(sheet)
    if end > sizes.count(sheet, dimension):
        raise bad(f"The group must lie within the grid: range.endIndex[{end}] is outside it.")
    depths = _depths(_list(sheet, dimension))
    depths.update(range(start, end))
    if max(depths.values()) > DEEPEST:
        raise bad(f"Groups cannot be nested more than {DEEPEST} deep.")
    return _rebuild(sheet, dimension, depths)


def delete_group(batch: Batch, request: Json) -> Json:
    """Take rows or columns out of their innermost groups."""
    sheet, dimension, start, end = stretch(batch, request.get("range"))
    batch.check_tab(sheet)
    depths = _depths(_list(sheet, dimension))
    if not any(depths[index] for index in range(start, end)):
        raise bad("There is no group over the specified range.")
    depths.subtract(index for index in range(start, end) if depths[index] > 0)
    return _rebuild(sheet, dimension, depths)


def update_group(batch: Batch, request: Json) -> None:
    """Collapse a group or open it: its rows or columns are hidden or shown."""
    masks.read(request, "DimensionGroup")
    wanted = request.get("dimensionGroup") or {}
    sheet, dimension, start, end = stretch(batch, wanted.get("range"))
    batch.check_tab(sheet)
    for group in _list(sheet, dimension):
        if _key(group) == (wanted.get("depth", 0), start, end):
            _collapse(sheet, group, collapsed=bool(wanted.get("collapsed")))
            return
    raise bad("There is no group with the specified range and depth.")


def _collapse(sheet: Sheet, group: Json, *, collapsed: bool) -> None:
    group.pop("collapsed", None)
    group |= {"collapsed": True} if collapsed else {}
    rows = dimension_of(group["range"]) == "ROWS"
    metadata = sheet.row_metadata if rows else sheet.column_metadata
    for index in range(group["range"]["startIndex"], group["range"]["endIndex"]):
        rest = {name: value for name, value in metadata.pop(index, {}).items() if name != "hiddenByUser"}
        now = rest | ({"hiddenByUser": True} if collapsed else {})
        metadata.update({index: now} if now else {})


REQUESTS = {
    "addDimensionGroup": add_group,
    "deleteDimensionGroup": delete_group,
    "updateDimensionGroup": update_group,
}
