"""Rows sorted, rows and columns moved, cells cut and pasted."""

from __future__ import annotations

from functools import cmp_to_key

from tests.google.errors import ApiError, bad
from tests.google.sheets import grid
from tests.google.sheets.calculation import recalculate
from tests.google.sheets.grid import count
from tests.google.sheets.model import Content, Failure, Json, Result, Sheet, result_of
from tests.google.sheets.notation import Area, Span, area_of, grid_range
from tests.google.sheets.requests import structure
from tests.google.sheets.requests.batch import Batch, full
from tests.google.sheets.requests.dimensions import WORDS, make_room, stretch
from tests.google.sheets.requests.merges import check_crossing, check_no_vertical
from tests.google.sheets.requests.references import copied, rewrite_all, rewritten

Rank = tuple[int, float, str]


def _rank(result: Result) -> Rank | None:
    """Where a value stands among others: numbers, texts, booleans, errors; None for an empty cell."""
    if result is None or result == "":
        return None
    if isinstance(result, Failure):
        return 3, 0.0, result.kind
    if isinstance(result, str):
        return 1, 0.0, result.casefold()
    return 2 if isinstance(result, bool) else 0, float(result), ""


def _compare(one: list[Rank | None], other: list[Rank | None], directions: list[int]) -> int:
    for a, b, direction in zip(one, other, directions, strict=True):
        if a == b:
            continue
        if a is None or b is None:
            return 1 if a is None else -1
        return direction if a > b else -direction
    return 0


def _sort(batch: Batch, request: Json) -> None:
    """Sort the rows of a range; empty cells come last either way, and hidden rows stay where they are."""
    sheet, area = batch.area(request.get("range"))
    specs = request.get("sortSpecs", [])
    columns = [spec.get("dimensionIndex", 0) for spec in specs]
    if not specs:
        raise bad("At least one sort spec must be specified.")
    if any(column not in area.columns for column in columns):
        raise bad("The dimension index of a sort spec must be within the range.")
    check_no_vertical(sheet, area, "sort")
    directions = [-1 if spec.get("sortOrder") == "DESCENDING" else 1 for spec in specs]
    batch.edit(sheet, area)
    batch.book.formulas = None
    recalculate(batch.book)
    end = min(area.bottom, grid.used(sheet).bottom)
    hidden = {row for row, properties in sheet.row_metadata.items() if properties.get("hiddenByUser")}
    shown = [row for row in range(area.top, end) if row not in hidden]
    ranks = {row: [_rank(result_of(grid.content(sheet, row, column))) for column in columns] for row in shown}

    def compare(one: int, other: int) -> int:
        return _compare(ranks[one], ranks[other], directions)

    _reorder(sheet, area, shown, sorted(shown, key=cmp_to_key(compare)))


def _reorder(sheet: Sheet, area: Area, places: list[int], order: list[int]) -> None:
    """Put the rows of an area into these places, in this order."""
    moves = [(was, now) for now, was in zip(places, order, strict=True) if was != now]
    area = area._replace(right=min(area.right, max(grid.used(sheet).right, area.left)))
    lines = [_taken(sheet, area._replace(top=was, bottom=was + 1)) for was, _ in moves]
    for (was, now), line in zip(moves, lines, strict=True):
        _put(sheet, area._replace(top=now, bottom=now + 1), line, (now - was, 0))


def _move(batch: Batch, request: Json) -> None:
    sheet, dimension, start, end = stretch(batch, request.get("source"))
    size, destination = count(sheet, dimension), request.get("destinationIndex", 0)
    if end > size:
        raise bad(f"Cannot move {WORDS[dimension]} that don't exist: there are only {size}.")
    if not 0 <= destination <= size:
        raise bad(f"destinationIndex[{destination}] must be between 0 and {size}.")
    batch.check_tab(sheet)
    batch.check(sheet, full(dimension, start, end))
    check_crossing(sheet, dimension, (start, end), destination)
    if not start <= destination <= end:
        structure.move(batch, sheet, dimension, start, end, destination)


Cells = list[list[tuple[Content, Json]]]
"""What cells hold, and what they carry besides."""


def _taken(sheet: Sheet, area: Area) -> Cells:
    return [
        [(grid.content(sheet, row, column), grid.extras_at(sheet, row, column)) for column in area.columns]
        for row in area.rows
    ]


def _put(sheet: Sheet, area: Area, cells: Cells, way: tuple[int, int]) -> None:
    for row, line in enumerate(cells, area.top):
        for column, (content, carried) in enumerate(line, area.left):
            grid.put(sheet, row, column, copied(content, *way))
            grid.set_extra(sheet, row, column, carried)


def _cut(batch: Batch, request: Json) -> None:
    """Move a range elsewhere with its merges; references to its cells follow them."""
    _check_paste(request)
    source_sheet, source = batch.area(request.get("source"))
    sheet, top, left = batch.cell(request.get("destination") or {})
    down, right = top - source.top, left - source.left
    target = _offset(source, down, right)
    make_room(batch, sheet, target)
    batch.edit(source_sheet, source)
    batch.edit(sheet, target)
    cells = _taken(source_sheet, source)
    _put(source_sheet, source, [[(None, {})] * source.width] * source.height, (0, 0))
    _put(sheet, target, cells, (0, 0))
    merges = [merge for merge in source_sheet.merges if source.holds(area_of(merge))]
    source_sheet.merges = [merge for merge in source_sheet.merges if merge not in merges]
    sheet.merges += [grid_range(sheet.id, _offset(area_of(merge), down, right)) for merge in merges]
    folded = source_sheet.title.casefold()

    def place(meant: str, span: Span) -> tuple[str, Span] | None:
        if meant != folded or None in span or not source.holds(Area(*span)):  # type: ignore[arg-type]  # closed
            return meant, span
        return sheet.title, Span(*_offset(Area(*span), down, right))  # type: ignore[arg-type]  # closed

    rewrite_all(batch, lambda formula, home: rewritten(formula, home, place))


def _copy(batch: Batch, request: Json) -> None:
    """Copy a range to another of its size, merges and all; formulas follow."""
    _check_paste(request)
    source_sheet, source = batch.area(request.get("source"))
    sheet, wanted = batch.area(request.get("destination"))
    down, right = wanted.top - source.top, wanted.left - source.left
    target = _offset(source, down, right)
    make_room(batch, sheet, target)
    batch.edit(sheet, target)
    _put(sheet, target, _taken(source_sheet, source), (down, right))
    merges = [merge for merge in map(area_of, source_sheet.merges) if source.holds(merge)]
    sheet.merges = [merge for merge in sheet.merges if not area_of(merge).meets(target)]
    sheet.merges += [grid_range(sheet.id, _offset(merge, down, right)) for merge in merges]


def _check_paste(request: Json) -> None:
    if request.get("pasteType", "PASTE_NORMAL") != "PASTE_NORMAL" or "pasteOrientation" in request:
        raise ApiError(501, "The local Google pastes everything or nothing.", status="UNIMPLEMENTED")


def _offset(area: Area, down: int, right: int) -> Area:
    return Area(area.top + down, area.bottom + down, area.left + right, area.right + right)


REQUESTS = {"sortRange": _sort, "moveDimension": _move, "copyPaste": _copy, "cutPaste": _cut}
