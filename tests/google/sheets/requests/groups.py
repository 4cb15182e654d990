"""Groups of rows and columns that can be collapsed.

Each row or column lies in as many groups as its depth says; the groups of a depth are the stretches
that lie at least that deep.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tests.google.errors import bad
from tests.google.sheets.grid import Dimension, count, metadata
from tests.google.sheets.model import Json, Sheet
from tests.google.sheets.requests.batch import Batch
from tests.google.sheets.requests.dimensions import stretch

DEEPEST = 8

Key = tuple[int, int, int]
"""A group's depth, start and end."""


def _list(sheet: Sheet, dimension: Dimension) -> list[Json]:
    return sheet.row_groups if dimension == "ROWS" else sheet.column_groups


def _key(group: Json) -> Key:
    return group["depth"], group["range"]["startIndex"], group["range"]["endIndex"]


def _depths(groups: list[Json]) -> Counter[int]:
    return Counter(index for _, start, end in map(_key, groups) for index in range(start, end))


def _stretches(depths: Counter[int]) -> Iterator[Key]:
    for depth in range(1, max(depths.values(), default=0) + 1):
        start = None
        for index in sorted(index for index, deep in depths.items() if deep >= depth):
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
    return {"dimensionGroups": list(groups)}


def _add(batch: Batch, request: Json) -> Json:
    sheet, dimension, start, end = stretch(batch, request.get("range"))
    batch.check_tab(sheet)
    if end > count(sheet, dimension):
        raise bad(f"The group must lie within the grid: range.endIndex[{end}] is outside it.")
    depths = _depths(_list(sheet, dimension))
    depths.update(range(start, end))
    if max(depths.values()) > DEEPEST:
        raise bad(f"Groups cannot be nested more than {DEEPEST} deep.")
    return _rebuild(sheet, dimension, depths)


def _delete(batch: Batch, request: Json) -> Json:
    """Take rows or columns out of their innermost groups."""
    sheet, dimension, start, end = stretch(batch, request.get("range"))
    batch.check_tab(sheet)
    depths = _depths(_list(sheet, dimension))
    if not any(depths[index] for index in range(start, end)):
        raise bad("There is no group over the specified range.")
    depths.subtract(index for index in range(start, end) if depths[index] > 0)
    return _rebuild(sheet, dimension, depths)


def _update(batch: Batch, request: Json) -> None:
    """Collapse a group or open it: its rows or columns are hidden or shown."""
    wanted = request.get("dimensionGroup") or {}
    sheet, dimension, start, end = stretch(batch, wanted.get("range"))
    batch.check_tab(sheet)
    group = next(
        (g for g in _list(sheet, dimension) if _key(g) == (wanted.get("depth", 0), start, end)), None
    )
    if group is None:
        raise bad("There is no group with the specified range and depth.")
    hidden = {"hiddenByUser": True} if wanted.get("collapsed") else {}
    group |= {"collapsed": bool(hidden)}
    stored = metadata(sheet, dimension)
    for index in range(start, end):
        rest = {name: value for name, value in stored.pop(index, {}).items() if name != "hiddenByUser"}
        if rest | hidden:
            stored[index] = rest | hidden


REQUESTS = {"addDimensionGroup": _add, "deleteDimensionGroup": _delete, "updateDimensionGroup": _update}
