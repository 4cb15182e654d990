"""Rows and columns inserted, deleted and moved, with everything that points at them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from tests.google.sheets import grid
from tests.google.sheets.grid import Dimension
from tests.google.sheets.model import Book, Json, Sheet
from tests.google.sheets.notation import Span, area_of
from tests.google.sheets.requests.batch import Batch
from tests.google.sheets.requests.changes import Change, Delete, Insert, Move
from tests.google.sheets.requests.references import rewrite_all, rewritten

NAMES = {"ROWS": "Row", "COLUMNS": "Column"}

ONE = frozenset(("range", "dataRange", "dimensionRange", "source", "anchorCell"))
MANY = frozenset(("ranges", "sources", "unprotectedRanges"))

RANGED = ("protected_ranges", "banded_ranges", "filter_views", "tables", "row_groups", "column_groups")
"""The lists of a tab whose items each cover one range, and die with it."""

SERIES = ("series", "domains")
"""The lists of a chart whose items go when the cells that they show are gone."""

LISTS = (*RANGED, "charts", "slicers", "conditional_formats", "merges")


def insert(batch: Batch, sheet: Sheet, dimension: Dimension, at: int, count: int) -> None:
    """Insert empty rows or columns before index `at`."""
    _ready(batch, sheet, dimension)
    grid.insert(sheet, dimension, at, count)
    grid.check_size(batch.book)
    _follow(batch, sheet, Insert(sheet_id=sheet.id, dimension=dimension, at=at, count=count))


def delete(batch: Batch, sheet: Sheet, dimension: Dimension, start: int, end: int) -> None:
    """Delete rows or columns."""
    _ready(batch, sheet, dimension)
    grid.delete(sheet, dimension, start, end)
    _follow(batch, sheet, Delete(sheet_id=sheet.id, dimension=dimension, start=start, end=end))


def move(batch: Batch, sheet: Sheet, dimension: Dimension, start: int, end: int, destination: int) -> None:
    """Move rows or columns before index `destination`, counted before the move."""
    _ready(batch, sheet, dimension)
    grid.move(sheet, dimension, start, end, destination)
    change = Move(sheet_id=sheet.id, dimension=dimension, start=start, end=end, destination=destination)
    _follow(batch, sheet, change)


def _ready(batch: Batch, sheet: Sheet, dimension: Dimension) -> None:
    if dimension == "COLUMNS":
        batch.snapshot.own_all(sheet)


def _follow(batch: Batch, sheet: Sheet, change: Change) -> None:
    batch.snapshot.disown()
    lefts = [(table, table["range"]["startColumnIndex"]) for table in sheet.tables]
    _follow_everywhere(batch.book, change)
    if change.dimension == "COLUMNS":
        for table, left in lefts:
            if table in sheet.tables:
                _renumber(sheet, table, left, change)
        for item in [*sheet.filter_views, *([sheet.basic_filter] if sheet.basic_filter else [])]:
            _follow_columns(item, change)
    batch.unsettled.append((sheet.title.casefold(), change))


def settle(batch: Batch) -> None:
    """Let the references in formulas follow all changes since the last time, in one go."""
    changes, batch.unsettled = batch.unsettled, []
    if not changes:
        return

    def place(meant: str, span: Span) -> tuple[str, Span] | None:
        for title, change in changes:
            there = change.span(span) if meant == title else span
            if there is None:
                return None
            span = there
        return meant, span

    rewrite_all(batch, lambda formula, home: rewritten(formula, home, place))


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


def _place(place: Json, change: Change) -> bool:
    """Correct a GridRange or DimensionRange; False where nothing is left of what it named."""
    if place.get("sheetId", 0) != change.sheet_id:
        return True
    first, last = "startIndex", "endIndex"
    if "dimension" not in place:
        first, last = (f"{end}{NAMES[change.dimension]}Index" for end in ("start", "end"))
    elif place["dimension"] != change.dimension:
        return True
    if first not in place and last not in place:
        return True
    ends = change.ends(place.get(first, 0), place.get(last, sys.maxsize))
    start, end = ends or (place.get(first, 0), place.get(first, 0))
    place |= {key: value for key, value in ((first, start), (last, end)) if key in place}
    return ends is not None


def _follow_everywhere(book: Book, change: Change) -> None:
    """Let everything that points at cells of a changed tab follow them; what has none left goes."""
    for sheet in book.sheets:
        for name in RANGED:
            setattr(sheet, name, [item for item in getattr(sheet, name) if _survives(item, change)])
        sheet.charts = [_object(chart, change) for chart in sheet.charts]
        sheet.slicers = [_object(slicer, change) for slicer in sheet.slicers]
        sheet.conditional_formats = [
            rule | {"ranges": left}
            for rule in sheet.conditional_formats
            if (left := [place for place in rule["ranges"] if _place(place, change)])
        ]
        sheet.merges = [
            merge for merge in sheet.merges if _place(merge, change) and not area_of(merge).single
        ]
        if sheet.basic_filter and not _place(sheet.basic_filter["range"], change):
            sheet.basic_filter = None
    located = ((item, item["location"].get("dimensionRange")) for item in book.metadata)
    book.metadata = [item for item, place in located if place is None or _place(place, change)]


def _survives(item: Json, change: Change) -> bool:
    holes = [hole for hole in item.pop("unprotectedRanges", []) if _place(hole, change)]
    if holes:
        item["unprotectedRanges"] = holes
    return _place(item["range"], change)


def _object(node: Any, change: Change) -> Any:
    """A chart or slicer that has followed its cells."""
    if isinstance(node, list):
        return [_object(item, change) for item in node]
    if not isinstance(node, dict):
        return node
    answer = {name: _object(value, change) for name, value in node.items()}
    if "anchorCell" in answer:
        _anchor(answer["anchorCell"], change)
    if "dataRange" in answer:
        _place(answer["dataRange"], change)
    if "sources" in answer:
        answer["sources"] = [place for place in answer["sources"] if _place(place, change)]
    return answer | {name: without_empty(answer[name]) for name in SERIES if name in answer}


def without_empty(series: Any) -> Any:
    """The series or domains of a chart that still have cells to show."""
    if not isinstance(series, list):
        return series
    return [item for item in series if any(True for _ in places(item))]


def _anchor(anchor: Json, change: Change) -> None:
    key = "rowIndex" if change.dimension == "ROWS" else "columnIndex"
    if anchor.get("sheetId", 0) == change.sheet_id:
        before = (change.index(index) for index in range(anchor.get(key, 0), -1, -1))
        anchor[key] = next((index for index in before if index is not None), 0)


def _follow_columns(item: Json, change: Change) -> None:
    for name, key in (("filterSpecs", "columnIndex"), ("sortSpecs", "dimensionIndex")):
        moved_to = [(spec, change.index(spec.get(key, 0))) for spec in item.get(name, [])]
        if moved_to:
            item[name] = [spec | {key: index} for spec, index in moved_to if index is not None]


def _renumber(sheet: Sheet, table: Json, old_left: int, change: Change) -> None:
    """Renumber the columns of a table that began at `old_left`; new columns get a name."""
    place = table["range"]
    left, right = place["startColumnIndex"], place["endColumnIndex"]
    columns: dict[int, Json] = {}
    for column in table["columnProperties"]:
        now = change.index(old_left + column.get("columnIndex", 0))
        if now is not None and left <= now < right:
            columns[now - left] = column
    for index in range(right - left):
        if index not in columns:
            columns[index] = {"columnName": f"Column {index + 1}"}
            grid.put(sheet, place["startRowIndex"], left + index, f"Column {index + 1}")
    table["columnProperties"] = [
        {name: value for name, value in columns[index].items() if name != "columnIndex"}
        | ({"columnIndex": index} if index else {})
        for index in sorted(columns)
    ]
