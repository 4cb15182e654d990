"""Cells copied and cut."""

from __future__ import annotations

from collections.abc import Callable

from tests.google.sheets import celldata, grid, ranges
from tests.google.sheets.a1 import Area, Span
from tests.google.sheets.model import Json, Sheet
from tests.google.sheets.requests import blocks
from tests.google.sheets.requests.answers import copied
from tests.google.sheets.requests.areas import merge_area, overlap, within
from tests.google.sheets.requests.batch import Batch
from tests.google.sheets.requests.blocks import Block, Cell
from tests.google.sheets.requests.formulas_in import rewrite_all
from tests.google.sheets.requests.refs import rewritten

Paste = Callable[[Cell, Cell], Cell]
"""From a cell's copy and the cell that it falls on to what stands there then."""


def _normal(source: Cell, _: Cell) -> Cell:
    return source


def _values(source: Cell, target: Cell) -> Cell:
    result = celldata.result_of(source[0])
    return result if isinstance(result, str | int | float) else None, target[1]


def _formula(source: Cell, target: Cell) -> Cell:
    return source[0], target[1]


def _picked(*names: str) -> Paste:
    def paste(source: Cell, target: Cell) -> Cell:
        rest = {name: value for name, value in target[1].items() if name not in names}
        return target[0], rest | {name: source[1][name] for name in names if name in source[1]}

    return paste


def _no_borders(source: Cell, target: Cell) -> Cell:
    carried = copied(source[1])
    borders = target[1].get("userEnteredFormat", {}).get("borders")
    style = {name: item for name, item in carried.pop("userEnteredFormat", {}).items() if name != "borders"}
    style |= {"borders": borders} if borders else {}
    return source[0], carried | ({"userEnteredFormat": style} if style else {})


PASTES: dict[str, Paste] = {
    "PASTE_NORMAL": _normal,
    "PASTE_VALUES": _values,
    "PASTE_FORMAT": _picked("userEnteredFormat", "dataValidation"),
    "PASTE_NO_BORDERS": _no_borders,
    "PASTE_FORMULA": _formula,
    "PASTE_DATA_VALIDATION": _picked("dataValidation"),
    "PASTE_CONDITIONAL_FORMATTING": _picked(),
}

RULES = ("PASTE_NORMAL", "PASTE_FORMAT", "PASTE_NO_BORDERS", "PASTE_CONDITIONAL_FORMATTING")
"""The kinds of paste that bring the conditional formats of the source along."""

MERGES = ("PASTE_NORMAL", "PASTE_NO_BORDERS", "PASTE_FORMAT")
"""The kinds of paste that bring the merges of the source along."""


def _target(source: Area, wanted: Area) -> Area:
    height = wanted.height if wanted.height % source.height == 0 else source.height
    width = wanted.width if wanted.width % source.width == 0 else source.width
    return Area(wanted.top, wanted.top + height, wanted.left, wanted.left + width)


def copy_paste(batch: Batch, request: Json) -> None:
    """Copy a range to another, as often as it fits; formulas follow."""
    source_sheet, source = batch.area(request.get("source"))
    sheet, wanted = batch.area(request.get("destination"))
    kind, paste = _kind(request, "pasteType")
    turned = request.get("pasteOrientation") == "TRANSPOSE"
    block = _values_ready(batch, source_sheet, source, kind)
    if not (source.height and source.width):
        return
    if turned:
        block = [list(line) for line in zip(*block, strict=True)]
    shape = Area(0, len(block), 0, len(block[0]))
    target = _target(shape, wanted)
    blocks.make_room(batch, sheet, target)
    batch.edit(sheet, target)
    for row, column in blocks.cells(target):
        down, right = (row - target.top) % shape.height, (column - target.left) % shape.width
        origin = (
            (source.top + right, source.left + down) if turned else (source.top + down, source.left + right)
        )
        content, carried = block[down][right]
        moved = blocks.shifted(content, row - origin[0], column - origin[1])
        _paste_cell(sheet, row, column, (moved if kind != "PASTE_VALUES" else content, carried), paste)
    if not turned:
        _bring(source_sheet, source, sheet, target, kind)


def _kind(request: Json, name: str) -> tuple[str, Paste]:
    kind = request.get(name, "PASTE_NORMAL")
    return kind, PASTES[kind]


def _values_ready(batch: Batch, sheet: Sheet, area: Area, kind: str) -> Block:
    if kind == "PASTE_VALUES":
        blocks.calculate(batch.book)
    return blocks.take(sheet, area)


def _paste_cell(sheet: Sheet, row: int, column: int, cell: Cell, paste: Paste) -> None:
    target = grid.content(sheet, row, column), blocks.carried(sheet, row, column)
    blocks.put(sheet, row, column, paste(cell, target))


def _bring(source_sheet: Sheet, source: Area, sheet: Sheet, target: Area, kind: str) -> None:
    if kind in MERGES:
        merges = [merge_area(merge) for merge in source_sheet.merges]
        inside = [merge for merge in merges if within(merge, source)]
        sheet.merges = [merge for merge in sheet.merges if not overlap(merge_area(merge), target)]
        for top in range(target.top, target.bottom, source.height):
            for left in range(target.left, target.right, source.width):
                placed = [_offset(merge, top - source.top, left - source.left) for merge in inside]
                sheet.merges += [ranges.grid_range(sheet.id, merge) for merge in placed]
    if kind in RULES and source_sheet is sheet:
        for rule in sheet.conditional_formats:
            _extend_rule(rule, sheet, source, target)


def _offset(area: Area, down: int, right: int) -> Area:
    return Area(area.top + down, area.bottom + down, area.left + right, area.right + right)


def _extend_rule(rule: Json, sheet: Sheet, source: Area, target: Area) -> None:
    spans = [ranges.clamp(sheet, Span(*_sides(place))) for place in rule["ranges"]]
    if any(within(source, area) for area in spans) and not any(within(target, area) for area in spans):
        rule["ranges"].append(ranges.grid_range(sheet.id, target))


def _sides(place: Json) -> tuple[int | None, ...]:
    names = ("startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex")
    return tuple(place.get(name) for name in names)


def cut_paste(batch: Batch, request: Json) -> None:
    """Move a range elsewhere; references to its cells follow them."""
    source_sheet, source = batch.area(request.get("source"))
    sheet, top, left = batch.cell(request.get("destination") or {})
    kind, paste = _kind(request, "pasteType")
    target = Area(top, top + source.height, left, left + source.width)
    block = _values_ready(batch, source_sheet, source, kind)
    blocks.make_room(batch, sheet, target)
    batch.edit(source_sheet, source)
    batch.edit(sheet, target)
    carried = [merge for merge in source_sheet.merges if within(merge_area(merge), source)]
    source_sheet.merges = [merge for merge in source_sheet.merges if merge not in carried]
    for row, column in blocks.cells(source):
        blocks.put(source_sheet, row, column, blocks.EMPTY)
    for row, line in enumerate(block, top):
        for column, cell in enumerate(line, left):
            _paste_cell(sheet, row, column, cell, paste)
    for merge in carried if kind in MERGES else []:
        moved = _offset(merge_area(merge), top - source.top, left - source.left)
        sheet.merges.append(ranges.grid_range(sheet.id, moved))
    _redirect(batch, (source_sheet, source), sheet, (top - source.top, left - source.left))


def _redirect(batch: Batch, source: tuple[Sheet, Area], sheet: Sheet, way: tuple[int, int]) -> None:
    title, area = source[0].title.casefold(), source[1]

    def place(meant: str, span: Span) -> tuple[str, Span] | None:
        cells = _closed(span)
        if meant != title or cells is None or not within(cells, area):
            return meant, span
        return sheet.title, Span(*_offset(cells, *way))

    rewrite_all(batch, lambda formula, home: rewritten(formula, home, place))


def _closed(span: Span) -> Area | None:
    top, bottom, left, right = span
    if top is None or bottom is None or left is None or right is None:
        return None
    return Area(top, bottom, left, right)


REQUESTS = {"copyPaste": copy_paste, "cutPaste": cut_paste}
