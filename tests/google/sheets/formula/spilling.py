"""What formulas give, kept in their cells and spilled over their neighbours."""

from __future__ import annotations

from tests.google.sheets.a1 import print_cell
from tests.google.sheets.formula.values import Block, FailureError, Formatted, Value
from tests.google.sheets.grid import content
from tests.google.sheets.model import Formula, Sheet
from tests.google.sheets.serials import plain

Spills = dict[int, dict[int, Formula]]
"""By row and column, what array formulas show there."""


def keep(formula: Formula, value: Value) -> None:
    """Keep what a formula gives, and the number format that comes with it."""
    formula.format = value.format if isinstance(value, Formatted) else None
    formula.result = plain(float(value)) if isinstance(value, float) else value


def spill(spills: Spills, place: tuple[Sheet, int, int], found: Block) -> None:
    """Lay a block of values over the cells from `place` on, its own cell left out.

    Raises:
        FailureError: if a cell that it needs holds something.
    """
    sheet, top, left = place
    height, width = min(found.height, sheet.row_count - top), min(found.width, sheet.column_count - left)
    cells = [(row, column) for row in range(height) for column in range(width) if row or column]
    for row, column in cells:
        taken = content(sheet, top + row, left + column) is not None
        if taken or left + column in spills.get(top + row, {}):
            where = print_cell(top + row, left + column)
            raise FailureError(
                "REF", f"Array result was not expanded because it would overwrite data in {where}."
            )
    for row, column in cells:
        value = found.at(row, column)
        if value is not None:
            part = Formula("")
            keep(part, value)
            spills.setdefault(top + row, {})[left + column] = part
