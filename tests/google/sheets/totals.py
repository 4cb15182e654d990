"""What writes change: rows, columns and cells, each counted once however often it is written."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from tests.google.sheets.model import Json
from tests.google.sheets.writing import SKIP, Write

WIDEST = 18_278
"""More columns than any tab has cells in a row."""


def _set_only(numbers: dict[str, int]) -> Json:
    return {name: number for name, number in numbers.items() if number}


def _columns(write: Write) -> list[bool]:
    if not any(SKIP in row for row in write.rows):
        return [True] * max(map(len, write.rows), default=0)
    marks = [[cell is not SKIP for cell in row] for row in write.rows]
    return [any(column) for column in zip_longest(*marks, fillvalue=False)]


def counts(write: Write) -> Json:
    """How many rows, columns and cells a write changes; zeros are left out."""
    columns = _columns(write)
    rows = write.rows
    if any(SKIP in row for row in rows):
        rows = [[cell for cell in row if cell is not SKIP] for row in rows]
    return _set_only(
        {
            "updatedRows": sum(map(bool, rows)),
            "updatedColumns": sum(columns),
            "updatedCells": sum(map(len, rows)),
        }
    )


def _cells(writes: Sequence[Write]) -> set[int]:
    return {
        row * WIDEST + column
        for write in writes
        for row, cells in enumerate(write.rows, write.top)
        for column, cell in enumerate(cells, write.left)
        if cell is not SKIP
    }


def totals(writes: Sequence[Write]) -> Json:
    """How many rows, columns, cells and tabs some writes change together; zeros are left out."""
    by_tab: dict[int, list[Write]] = {}
    for write in writes:
        by_tab.setdefault(write.sheet.id, []).append(write)
    found = [_tab_totals(several) for several in by_tab.values()]
    names = ("updatedRows", "updatedColumns", "updatedCells")
    numbers = {name.replace("u", "totalU", 1): sum(one.get(name, 0) for one in found) for name in names}
    return _set_only({**numbers, "totalUpdatedSheets": sum(map(bool, found))})


def _tab_totals(writes: Sequence[Write]) -> Json:
    if len(writes) == 1:
        return counts(writes[0])
    cells = _cells(writes)
    return _set_only(
        {
            "updatedRows": len({cell // WIDEST for cell in cells}),
            "updatedColumns": len({cell % WIDEST for cell in cells}),
            "updatedCells": len(cells),
        }
    )
