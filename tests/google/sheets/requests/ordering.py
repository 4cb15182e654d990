"""Rows of a range sorted, shuffled, and freed of duplicates."""

from __future__ import annotations

from functools import cmp_to_key

from tests.google.errors import bad
from tests.google.sheets import celldata, grid
from tests.google.sheets.a1 import Area
from tests.google.sheets.model import Failure, Json, Result, Sheet
from tests.google.sheets.requests import blocks
from tests.google.sheets.requests.batch import Batch
from tests.google.sheets.requests.merges import check_no_vertical

Rank = tuple[int, float, str]


def _rank(result: Result) -> Rank | None:
    """Where a value stands among others: numbers, texts, booleans, errors; None for an empty cell."""
    if result is None or result == "":
        return None
    if isinstance(result, bool):
        return 2, float(result), ""
    if isinstance(result, Failure):
        return 3, 0.0, result.kind
    return (1, 0.0, result.casefold()) if isinstance(result, str) else (0, float(result), "")


def _compare(one: list[Rank | None], other: list[Rank | None], directions: list[int]) -> int:
    for a, b, direction in zip(one, other, directions, strict=True):
        if a == b:
            continue
        if a is None or b is None:
            return 1 if a is None else -1
        return direction if a > b else -direction
    return 0


def sort_range(batch: Batch, request: Json) -> None:
    """Sort the rows of a range; empty cells come last either way."""
    sheet, area = batch.area(request.get("range"))
    specs = request.get("sortSpecs", [])
    if not specs:
        raise bad("At least one sort spec must be specified.")
    columns = [spec.get("dimensionIndex", 0) for spec in specs]
    if any(not area.left <= column < area.right for column in columns):
        raise bad("The dimension index of a sort spec must be within the range.")
    check_no_vertical(sheet, area, "sort")
    directions = [-1 if spec.get("sortOrder") == "DESCENDING" else 1 for spec in specs]
    batch.check(sheet, area)
    blocks.calculate(batch.book)
    shown = _shown_rows(sheet, area._replace(bottom=min(area.bottom, blocks.used(sheet).bottom)))

    def ranks(row: int) -> list[Rank | None]:
        return [_rank(celldata.result_of(grid.content(sheet, row, column))) for column in columns]

    def compare(one: list[Rank | None], other: list[Rank | None]) -> int:
        return _compare(one, other, directions)

    order = cmp_to_key(compare)
    _reorder(batch, sheet, area, shown, sorted(shown, key=lambda row: order(ranks(row))))


def _shown_rows(sheet: Sheet, area: Area) -> list[int]:
    """The rows of an area that are not hidden: only these are sorted, the others stay where they are."""
    hidden = {
        row
        for row, properties in sheet.row_metadata.items()
        if properties.get("hiddenByUser") or properties.get("hiddenByFilter")
    }
    return [row for row in blocks.rows(area) if row not in hidden]


def _reorder(batch: Batch, sheet: Sheet, area: Area, places: list[int], order: list[int]) -> None:
    """Put the rows of an area into these places, in this order."""
    batch.edit(sheet, area)
    used = blocks.used(sheet)
    moves = [(was, now) for now, was in zip(places, order, strict=True) if was != now]
    if area.left == 0 and area.right >= used.right:
        _move_whole(sheet, moves)
        return
    area = area._replace(right=min(area.right, max(used.right, area.left)))
    lines = [blocks.take(sheet, area._replace(top=was, bottom=was + 1))[0] for was, _ in moves]
    for (was, now), line in zip(moves, lines, strict=True):
        moved = [(blocks.shifted(content, now - was, 0), carried) for content, carried in line]
        blocks.put_block(sheet, now, area.left, [moved])


def _move_whole(sheet: Sheet, moves: list[tuple[int, int]]) -> None:
    stored = sheet.rows
    stored += [[] for _ in range(max((now + 1 for _, now in moves), default=0) - len(stored))]
    cells = [[blocks.shifted(content, now - was, 0) for content in stored[was]] for was, now in moves]
    carried = [sheet.extras.pop(was, None) for was, _ in moves]
    for (_, now), line, rest in zip(moves, cells, carried, strict=True):
        stored[now] = line
        if rest:
            sheet.extras[now] = rest


REQUESTS = {"sortRange": sort_range}
