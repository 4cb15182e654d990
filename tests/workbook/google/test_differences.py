"""What differs between a tab as it is and as it should be, and no more."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from abm_sheets.workbook.contents import Rows, ShownAfter
from abm_sheets.workbook.google.attachments import Drawn, EnteredRows
from abm_sheets.workbook.google.content import differences

LATER = ShownAfter(datetime.fromisoformat("2026-11-30 10:00"), "Pas actualisé")
FORMULA = '=IF(NOW()>DATE(2026;11;30)+TIME(10;0;0);"Pas actualisé";"")'
WANTED: Rows = [["Titre", None, None], ["Du 1er", None, LATER], [1, True, 2.5], ["Calculé", None, None]]
THERE: list[list[Any]] = [["Titre", "Du 1er", 1, "Calculé"], ["", "", True, ""], [None, "", 2.5]]
"""The same by columns, as they are read."""


def there(*changes: tuple[int, int, Any]) -> list[list[Any]]:
    """The tab as read, some cells (row, column) holding something else."""
    columns = [list(cells) for cells in THERE]
    for row, column, value in changes:
        columns[column][row] = value
    return columns


def written(requests: list[Any]) -> dict[tuple[int, int], Any]:
    """What requests write, by row and column."""
    cells = {}
    for request in requests:
        start = request["updateCells"]["start"]
        for row, line in enumerate(request["updateCells"]["rows"], start["rowIndex"]):
            for column, cell in enumerate(line["values"], start["columnIndex"]):
                cells[row, column] = next(iter(cell.get("userEnteredValue", {"": None}).values()))
    return cells


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([], {}),
        ([(1, 2, "Pas actualisé")], {}),
        ([(1, 2, "Pas actualisé depuis plus longtemps")], {(1, 2): FORMULA}),
        ([(1, 2, 12)], {(1, 2): FORMULA}),
        ([(1, 2, False)], {(1, 2): FORMULA}),
        ([(3, 0, "Ancien")], {(3, 0): "Calculé", (1, 2): FORMULA}),
        ([(1, 0, "Du 2")], {(1, 0): "Du 1er", (1, 1): None, (1, 2): FORMULA}),
        (
            [(2, 0, True), (2, 1, 1)],
            {(1, 2): FORMULA, (2, 0): 1, (2, 1): True, (2, 2): 2.5, (1, 0): "Du 1er", (1, 1): None},
        ),
        ([(0, 1, "x")], {(0, 1): None, (0, 2): None, (1, 1): None, (1, 2): FORMULA}),
    ],
    ids=[
        "nothing",
        "the text shows already",
        "an older text shows",
        "a number was typed over it",
        "a box was ticked over it",
        "another cell differs",
        "a cell of its row differs",
        "true is no one",
        "something was typed where nothing should be",
    ],
)
def test_only_what_differs_is_written(
    changes: list[tuple[int, int, Any]], expected: dict[tuple[int, int], Any]
) -> None:
    assert written(differences(0, WANTED, there(*changes))) == expected


DRAWN = "=SPARKLINE(A1:A9)"
WITH_A_DRAWING: EnteredRows = [[18, Drawn(DRAWN), 0.14]]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([18, "", 0.14], {}),
        ([18, None, 0.14], {}),
        ([17, "", 0.14], {(0, 0): 18}),
        (["", "", ""], {(0, 0): 18, (0, 1): DRAWN, (0, 2): 0.14}),
        (["", "", 0.14], {(0, 0): 18, (0, 1): DRAWN}),
        ([17, "", 0.13], {(0, 0): 18, (0, 1): DRAWN, (0, 2): 0.14}),
        ([18, "typed", 0.14], {(0, 1): DRAWN}),
        ([18, "#REF!", 0.14], {(0, 1): DRAWN}),
    ],
    ids=[
        "a blank text",
        "nothing",
        "the value beside it differs",
        "all was cleared",
        "the value beside it was cleared",
        "the values around it differ",
        "a text was typed over it",
        "its figures were taken away",
    ],
)
def test_a_drawing_is_written_again_where_it_was_cleared_or_does_not_read_as_a_blank(
    found: list[Any], expected: dict[tuple[int, int], Any]
) -> None:
    assert written(differences(0, WITH_A_DRAWING, [[cell] for cell in found])) == expected
