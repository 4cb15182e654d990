"""Small lines drawn in cells: the formulas of ours that do, and the rows that hold them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from abm_sheets.palette import SOLID
from abm_sheets.workbook.google.ranges import reference
from abm_sheets.workbook.grid import Rows
from abm_sheets.workbook.sheet import Sheet, Sparkline
from abm_sheets.workbook.waiting import Written


@dataclass(frozen=True, slots=True)
class Drawn:
    """A cell that shows a drawing, and reads as a blank."""

    formula: str


Entered = Written | Drawn
"""What a cell of Google's is given."""

EnteredRows = list[list[Entered]]


def drawn(sparkline: Sparkline, titles: Mapping[str, str]) -> Drawn:
    """The drawing of a small line, from the figures of a tab by its title."""
    values = reference(titles[sparkline.values.tab], sparkline.values)
    # `;` stands between arguments and between the rows of an array under every locale; what stands
    # between its columns does not, so that the one option is given as a column and turned.
    return Drawn(f'=SPARKLINE({values};TRANSPOSE({{"color";"{SOLID[sparkline.tone]}"}}))')


def with_sparklines(rows: Rows, sheet: Sheet, titles: Mapping[str, str]) -> EnteredRows:
    """The rows of a sheet with its small lines."""
    found: EnteredRows = [list(values) for values in rows]
    for each in sheet.sparklines:
        found[each.row][each.column] = drawn(each, titles)
    return found
