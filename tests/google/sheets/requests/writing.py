"""Many cells written at once: plain values by the row, everything else cell by cell.

No row's list is written to: a row with other contents is a new list. Extras are written in place.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy

from tests.google.errors import bad
from tests.google.sheets import celldata, entry, grid
from tests.google.sheets.a1 import Area
from tests.google.sheets.grid import extra
from tests.google.sheets.model import Content, Json, Sheet
from tests.google.sheets.requests.masks import Mask

VALUE = "userEnteredValue"
FORMAT = "userEnteredFormat"
SAFE_BITS = 53
RUNS = ("textFormatRuns", "chipRuns")


def check_fits(rows: Sequence[Json], area: Area) -> None:
    """Refuse data that is larger than the area it is meant for."""
    if len(rows) > area.height:
        raise bad(
            f"Attempting to write row: {area.bottom}, beyond the last requested row of: {area.bottom - 1}"
        )
    if any(len(row.get("values") or ()) > area.width for row in rows):
        raise bad(
            f"Attempting to write column: {area.right}, beyond the last requested column of: {area.right - 1}"
        )


def write(sheet: Sheet, area: Area, rows: Sequence[Json], mask: Mask) -> None:
    """Write rows of CellData from the top left of an area; a row may be shorter than the area."""
    rest = {name: inner for name, inner in mask.items() if name != VALUE}
    if VALUE in mask:
        _write_values(sheet, area, rows)
    if rest:
        for row, data in enumerate(rows, area.top):
            for column, cell in enumerate(data.get("values") or (), area.left):
                celldata.apply_cell(sheet, row, column, cell, rest)


def _write_values(sheet: Sheet, area: Area, rows: Sequence[Json]) -> None:
    left = area.left
    for row, data in enumerate(rows, area.top):
        contents = [_content(cell.get(VALUE)) for cell in data.get("values") or ()]
        if row in sheet.extras:
            _end_runs(sheet, Area(row, row + 1, left, left + len(contents)))
        _replace(sheet, row, left, contents)


def _replace(sheet: Sheet, row: int, left: int, contents: list[Content]) -> None:
    # A new list takes the row's place: the old one may be what a failing batch goes back to.
    stored = sheet.rows
    while len(stored) <= row:
        stored.append([])
    old = stored[row]
    before = old[:left] + [None] * (left - len(old)) if left else []
    stored[row] = before + contents + old[left + len(contents) :]


def _content(value: Json | None) -> Content:
    # Millions of these come at once: the common kinds are told apart here.
    if not value:
        return None
    if "stringValue" in value:
        text: str = value["stringValue"] or ""
        return entry.raw(text) if len(text) > entry.TEXT_LIMIT else text or None
    number = value.get("numberValue")
    return number if type(number) is int and number.bit_length() < SAFE_BITS else celldata.content_of(value)


def _end_runs(sheet: Sheet, area: Area) -> None:
    for row, column, value in list(grid.extras_in(sheet, area)):
        if any(name in value for name in RUNS):
            left = {name: item for name, item in value.items() if name not in RUNS}
            grid.set_extra(sheet, row, column, left)


def reset(sheet: Sheet, area: Area, mask: Mask) -> None:
    """Empty the named fields of every cell of an area."""
    if area.height < 1 or area.width < 1:
        return
    if VALUE in mask:
        for row in range(area.top, min(area.bottom, len(sheet.rows))):
            stop = min(area.right, len(sheet.rows[row]))
            if stop > area.left:
                _replace(sheet, row, area.left, [None] * (stop - area.left))
        _end_runs(sheet, area)
    rest = {name: inner for name, inner in mask.items() if name != VALUE}
    if rest:
        for row, column, _ in list(grid.extras_in(sheet, area)):
            celldata.apply_cell(sheet, row, column, {}, rest)


def _twin(carried: Json) -> Json:
    """A copy whose format is its own, as deep as typing into a cell writes; the rest is only replaced."""
    if FORMAT not in carried:
        return dict(carried)
    return carried | {FORMAT: {name: copy(value) for name, value in carried[FORMAT].items()}}


def fill(sheet: Sheet, area: Area, cell: Json, mask: Mask) -> None:
    """Give every cell of an area the same fields, values aside."""
    model = Sheet(properties={})
    now: Json = {}
    celldata.apply_cell(model, 0, 0, cell, mask)
    for row in range(area.top, area.bottom):
        cells = sheet.extras.get(row, {})
        for column in range(area.left, area.right):
            # Neighbours mostly carry the same: what comes of it is worked out once.
            if cells.get(column, {}) != now:
                now = cells.get(column, {})
                grid.set_extra(model, 0, 0, now)
                celldata.apply_cell(model, 0, 0, cell, mask)
            grid.set_extra(sheet, row, column, _twin(extra(model, 0, 0)))
