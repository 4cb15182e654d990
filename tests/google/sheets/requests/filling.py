"""Ranges filled on from what they begin with."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tests.google.errors import bad
from tests.google.sheets import grid
from tests.google.sheets.a1 import Area
from tests.google.sheets.display import is_dated
from tests.google.sheets.model import Content, Json, Sheet
from tests.google.sheets.requests import blocks
from tests.google.sheets.requests.batch import Batch
from tests.google.sheets.requests.blocks import Cell
from tests.google.sheets.requests.dimensions import dimension_of
from tests.google.sheets.serials import plain

NUMBERED = re.compile(r"(.*?)(\d+)\Z", re.DOTALL)


def _number(content: Content) -> bool:
    return isinstance(content, int | float) and not isinstance(content, bool)


def _dated(cell: Cell) -> bool:
    return is_dated(cell[1].get("userEnteredFormat", {}).get("numberFormat"))


def _step(lane: Sequence[Cell], *, alternate: bool) -> float | None:
    """By how much a lane of numbers goes on; None where it is repeated."""
    numbers = [content for content, _ in lane if isinstance(content, int | float)]
    if len(numbers) < len(lane) or not all(_number(content) for content, _ in lane):
        return None
    if len(numbers) == 1:
        return 1 if _dated(lane[0]) is not alternate else None
    return (numbers[-1] - numbers[0]) / (len(numbers) - 1)


def _continued(lane: Sequence[Cell], distance: int, *, alternate: bool) -> Cell:
    """The cell so far after the start of a lane (before it, where negative)."""
    content, carried = lane[distance % len(lane)]
    step = _step(lane, alternate=alternate)
    if step is not None:
        first = lane[0][0]
        start = float(first) if isinstance(first, int | float) else 0.0
        return plain(start + step * distance), carried
    match = NUMBERED.match(content) if isinstance(content, str) else None
    if match and len(lane) == 1 and not alternate:
        number = int(match[2]) + distance
        return f"{match[1]}{abs(number):0{len(match[2])}d}", carried
    return content, carried


def _fill(batch: Batch, sheet: Sheet, source: Area, dimension: str, length: int, *, alternate: bool) -> None:
    rows = dimension == "ROWS"
    size = source.height if rows else source.width
    start, end = (size, size + length) if length > 0 else (length, 0)
    first, left = (source.top, source.left) if rows else (source.left, source.top)
    if first + start < 0:
        raise bad("The range to fill starts before the grid.")
    across = source.width if rows else source.height
    target = (
        Area(first + start, first + end, left, left + across)
        if rows
        else Area(left, left + across, first + start, first + end)
    )
    blocks.make_room(batch, sheet, target)
    batch.edit(sheet, target)
    block = blocks.take(sheet, source)
    lanes = [list(line) for line in zip(*block, strict=True)] if rows else block
    for offset, lane in enumerate(lanes, left):
        for distance in range(start, end):
            content, carried = _continued(lane, distance, alternate=alternate)
            moved = distance - distance % size
            content = blocks.shifted(content, *((moved, 0) if rows else (0, moved)))
            place = (first + distance, offset) if rows else (offset, first + distance)
            blocks.put(sheet, *place, (content, carried))


def auto_fill(batch: Batch, request: Json) -> None:
    """Go on with what a range begins with: series of numbers, dates and numbered texts, formulas, texts."""
    alternate = bool(request.get("useAlternateSeries"))
    if "sourceAndDestination" in request:
        plan = request["sourceAndDestination"]
        sheet, source = batch.area(plan.get("source"))
        _fill(batch, sheet, source, dimension_of(plan), plan.get("fillLength", 0), alternate=alternate)
        return
    sheet, area = batch.area(request.get("range"))
    rows = _filled(sheet, area)
    if 0 < rows < area.height:
        source = area._replace(bottom=area.top + rows)
        _fill(batch, sheet, source, "ROWS", area.height - rows, alternate=alternate)
        return
    columns = _filled_columns(sheet, area)
    if 0 < columns < area.width:
        source = area._replace(right=area.left + columns)
        _fill(batch, sheet, source, "COLUMNS", area.width - columns, alternate=alternate)


def _filled(sheet: Sheet, area: Area) -> int:
    held = [any(cell is not None for cell in cells) for cells in grid.block(sheet, area)]
    return held.index(False) if False in held else len(held)


def _filled_columns(sheet: Sheet, area: Area) -> int:
    lines = blocks.take(sheet, area)
    held = [any(cell[0] is not None for cell in column) for column in zip(*lines, strict=True)]
    return held.index(False) if False in held else len(held)


REQUESTS = {"autoFill": auto_fill}
