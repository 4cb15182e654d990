"""Cells inserted into a range and deleted from it, while those beside them move over."""

from __future__ import annotations

import sys

from tests.google.errors import bad
from tests.google.sheets.a1 import Area
from tests.google.sheets.grid import Dimension
from tests.google.sheets.model import Json, Sheet
from tests.google.sheets.requests import blocks, sizes, structure
from tests.google.sheets.requests.areas import merge_area, overlap, within
from tests.google.sheets.requests.batch import Batch
from tests.google.sheets.requests.changes import Delete, Insert


def _plan(batch: Batch, request: Json) -> tuple[Sheet, Area, Dimension]:
    sheet, area = batch.area(request.get("range"))
    name = request.get("shiftDimension")
    if name not in sizes.WORDS:
        raise bad("No shiftDimension specified.")
    dimension: Dimension = "ROWS" if name == "ROWS" else "COLUMNS"
    beyond = _beyond(area, dimension)
    batch.edit(sheet, beyond)
    whole = Area(*beyond)
    for merge in map(merge_area, sheet.merges):
        if overlap(merge, whole) and not within(merge, whole):
            raise bad("You can't shift only a part of merged cells.")
    return sheet, area, dimension


def _beyond(area: Area, dimension: Dimension) -> tuple[int, int, int, int]:
    """The range and all cells that move when it does."""
    if dimension == "ROWS":
        return area.top, sys.maxsize, area.left, area.right
    return area.top, area.bottom, area.left, sys.maxsize


def _tail(sheet: Sheet, area: Area, dimension: Dimension, start: int) -> Area:
    used = blocks.used(sheet)
    if dimension == "ROWS":
        return Area(start, max(start, used.bottom), area.left, area.right)
    return Area(area.top, area.bottom, start, max(start, used.right))


def _carry(batch: Batch, sheet: Sheet, tail: Area, down: int, right: int) -> None:
    block = blocks.take(sheet, tail)
    held = [(r, c) for r, line in enumerate(block) for c, cell in enumerate(line) if cell[0] is not None]
    if held:
        last = max(row for row, _ in held) + 1, max(column for _, column in held) + 1
        room = Area(0, tail.top + down + last[0], 0, tail.left + right + last[1])
        blocks.make_room(batch, sheet, room)
    for row, column in blocks.cells(tail):
        blocks.put(sheet, row, column, blocks.EMPTY)
    fits = sheet.row_count - tail.top - down, sheet.column_count - tail.left - right
    block = [line[: max(0, fits[1])] for line in block[: max(0, fits[0])]]
    blocks.put_block(sheet, tail.top + down, tail.left + right, block)


def _band(area: Area, dimension: Dimension) -> tuple[int, int]:
    return (area.left, area.right) if dimension == "ROWS" else (area.top, area.bottom)


def insert_range(batch: Batch, request: Json) -> None:
    """Insert empty cells; those in the way move down or right."""
    sheet, area, dimension = _plan(batch, request)
    rows = dimension == "ROWS"
    at, count = (area.top, area.height) if rows else (area.left, area.width)
    _carry(batch, sheet, _tail(sheet, area, dimension, at), count if rows else 0, 0 if rows else count)
    change = Insert(sheet_id=sheet.id, dimension=dimension, band=_band(area, dimension), at=at, count=count)
    structure.follow(batch, sheet, change)


def delete_range(batch: Batch, request: Json) -> None:
    """Delete cells; those after them move up or left."""
    sheet, area, dimension = _plan(batch, request)
    rows = dimension == "ROWS"
    start, end = (area.top, area.bottom) if rows else (area.left, area.right)
    for row, column in blocks.cells(area):
        blocks.put(sheet, row, column, blocks.EMPTY)
    _carry(
        batch,
        sheet,
        _tail(sheet, area, dimension, end),
        start - end if rows else 0,
        0 if rows else start - end,
    )
    change = Delete(sheet_id=sheet.id, dimension=dimension, band=_band(area, dimension), start=start, end=end)
    structure.follow(batch, sheet, change)


REQUESTS = {"insertRange": insert_range, "deleteRange": delete_range}
