"""Every range that charts, filters, rules and the like point at, and how they follow the cells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.google.sheets.model import Book, Json, Sheet
from tests.google.sheets.requests.changes import Change, follow

ONE = frozenset(("range", "dataRange", "dimensionRange", "source", "anchorCell"))
MANY = frozenset(("ranges", "sources", "unprotectedRanges"))

RANGED = (
    "protected_ranges",
    "banded_ranges",
    "filter_views",
    "tables",
    "row_groups",
    "column_groups",
)
"""The lists of a tab whose items each cover one range, and die with it."""

SERIES = ("series", "domains")
"""The lists of a chart whose items go when the cells that they show are gone."""

LISTS = (*RANGED, "charts", "slicers", "conditional_formats")


def places(node: Any) -> Iterator[Json]:
    """Every range and cell that a piece of JSON points at, for changing in place."""
    if isinstance(node, list):
        for item in node:
            yield from places(item)
    elif isinstance(node, dict):
        for name, value in node.items():
            if name in ONE and isinstance(value, dict):
                yield value
            elif name in MANY:
                yield from value
            else:
                yield from places(value)


def attached(sheet: Sheet) -> list[Json]:
    """Everything attached to a tab that may point at cells."""
    items = [item for name in LISTS for item in getattr(sheet, name)]
    return [*items, sheet.basic_filter] if sheet.basic_filter else items


def follow_everywhere(book: Book, change: Change) -> None:
    """Let everything that points at cells of a changed tab follow them; what has none left goes."""
    for sheet in book.sheets:
        for name in RANGED:
            setattr(sheet, name, [item for item in getattr(sheet, name) if _survives(item, change)])
        for chart in (*sheet.charts, *sheet.slicers):
            _follow_object(chart, change)
        sheet.conditional_formats = [
            rule for rule in sheet.conditional_formats if not rule["ranges"] or _follow_many(rule, change)
        ]
        if sheet.id == change.sheet_id:
            _follow_own(sheet, change)
    for named in book.named_ranges:
        follow(named["range"], change)
    book.metadata = [item for item in book.metadata if _located(item, change)]


def _survives(item: Json, change: Change) -> bool:
    item["unprotectedRanges"] = [hole for hole in item.get("unprotectedRanges", []) if follow(hole, change)]
    if not item["unprotectedRanges"]:
        del item["unprotectedRanges"]
    return "range" not in item or follow(item["range"], change)


def _follow_many(node: Json, change: Change, name: str = "ranges") -> bool:
    node[name] = [place for place in node[name] if follow(place, change)]
    return bool(node[name])


def _follow_object(node: Any, change: Change) -> None:
    if isinstance(node, list):
        for item in node:
            _follow_object(item, change)
    elif isinstance(node, dict):
        for name, value in node.items():
            _follow_field(node, name, value, change)


def _follow_field(node: Json, name: str, value: Any, change: Change) -> None:
    if name == "sources":
        _follow_many(node, change, name)
    elif name == "dataRange":
        follow(value, change)
    elif name == "anchorCell":
        _follow_anchor(value, change)
    else:
        _follow_object(value, change)
        if name in SERIES and isinstance(value, list):
            node[name] = without_empty(value)


def without_empty(series: list[Json]) -> list[Json]:
    """The series or domains of a chart that still have cells to show."""
    return [item for item in series if any(data["sources"] for data in _sources(item))]


def forget_tab(node: Any, sheet_id: int) -> Any:
    """A chart without what it shows of a tab that is gone."""
    if isinstance(node, list):
        return [forget_tab(item, sheet_id) for item in node]
    if not isinstance(node, dict):
        return node
    answer = {name: forget_tab(value, sheet_id) for name, value in node.items()}
    if "sources" in answer:
        answer["sources"] = [place for place in answer["sources"] if place.get("sheetId", 0) != sheet_id]
    return answer | {name: without_empty(answer[name]) for name in SERIES if _listed(answer.get(name))}


def _listed(value: object) -> bool:
    return isinstance(value, list)


def _sources(node: Any) -> Iterator[Json]:
    if isinstance(node, dict):
        if "sources" in node:
            yield node
        else:
            for value in node.values():
                yield from _sources(value)


def _follow_anchor(anchor: Json, change: Change) -> None:
    key, other = ("rowIndex", "columnIndex") if change.dimension == "ROWS" else ("columnIndex", "rowIndex")
    across = anchor.get(other, 0)
    if anchor.get("sheetId", 0) == change.sheet_id and change.in_band(across, across + 1):
        at = anchor.get(key, 0)
        now = change.index(at)
        anchor[key] = _closest(at, change) if now is None else now


def _closest(at: int, change: Change) -> int:
    before = (change.index(index) for index in range(at - 1, -1, -1))
    return next((index + 1 for index in before if index is not None), 0)


def _follow_own(sheet: Sheet, change: Change) -> None:
    sheet.merges = [merge for merge in sheet.merges if follow(merge, change) and _size(merge) > 1]
    if (
        sheet.basic_filter
        and "range" in sheet.basic_filter
        and not follow(sheet.basic_filter["range"], change)
    ):
        sheet.basic_filter = None
    if change.dimension == "COLUMNS" and change.band is None:
        for item in [*sheet.filter_views, *([sheet.basic_filter] if sheet.basic_filter else [])]:
            _follow_columns(item, change)


def _size(merge: Json) -> int:
    height = int(merge["endRowIndex"] - merge["startRowIndex"])
    return height * int(merge["endColumnIndex"] - merge["startColumnIndex"])


def _follow_columns(item: Json, change: Change) -> None:
    for name, key in (("filterSpecs", "columnIndex"), ("sortSpecs", "dimensionIndex")):
        if name in item:
            item[name] = [
                spec | {key: index}
                for spec in item[name]
                if (index := change.index(spec.get(key, 0))) is not None
            ]
    if "criteria" in item:
        item["criteria"] = {
            str(index): value
            for key, value in item["criteria"].items()
            if (index := change.index(int(key))) is not None
        }


def _located(item: Json, change: Change) -> bool:
    place = item["location"].get("dimensionRange")
    return place is None or change.band is not None or follow(place, change)
