"""The formulas of a spreadsheet, calculated when somebody reads after a change."""

from __future__ import annotations

import re
from typing import Any

from tests.google.sheets import grid
from tests.google.sheets.functions import Block, Scope, evaluate
from tests.google.sheets.model import Book, Failure, Formula, Result, Sheet
from tests.google.sheets.notation import Area

CIRCULAR = Failure("REF", "Circular dependency detected.")
VOLATILE = re.compile(r"\b(?:TODAY|NOW)\(", re.IGNORECASE)

Place = tuple[Sheet, int, int]


class Calculation:
    """One calculation of all formulas, each after those that it needs."""

    def __init__(self, book: Book) -> None:
        """Nothing is calculated yet."""
        self.book = book
        self.done: dict[int, bool] = {}

    def cell(self, sheet: Sheet, row: int, column: int) -> Result:
        """What a cell shows."""
        held = grid.content(sheet, row, column)
        if not isinstance(held, Formula):
            return held
        if id(held) not in self.done:
            self.done[id(held)] = False
            self._calculate((sheet, row, column), held)
            self.done[id(held)] = True
        return held.result if self.done[id(held)] else CIRCULAR

    def _calculate(self, place: Place, formula: Formula) -> None:
        scope = Scope(self.book, place, self._block)
        if formula.text in self.book.results:
            formula.result = _spill(place, self.book.results[formula.text])
        else:
            formula.result = evaluate(scope, formula.text)
        formula.format = scope.format if isinstance(formula.result, int | float) else None

    def _block(self, sheet: Sheet, area: Area) -> Block:
        rows, columns = range(area.top, area.bottom), range(area.left, area.right)
        return [[self.cell(sheet, row, column) for column in columns] for row in rows]


def _spill(place: Place, given: Any) -> Result:
    """Lay rows of values over the cells from `place` on; what its own cell shows."""
    if not isinstance(given, list):
        return given  # type: ignore[no-any-return]  # one value
    sheet, top, left = place
    for row, cells in enumerate(given, top):
        for column, value in enumerate(cells, left):
            if (row, column) != (top, left):
                sheet.spills.setdefault(row, {})[column] = Formula("", value)
    return given[0][0]  # type: ignore[no-any-return]  # a value


def _standing(book: Book) -> list[Place]:
    return [
        (sheet, row, column)
        for sheet in book.sheets
        for row, cells in enumerate(sheet.rows)
        if Formula in map(type, cells)
        for column, cell in enumerate(cells)
        if isinstance(cell, Formula)
    ]


def recalculate(book: Book) -> None:
    """Bring every formula up to date: all after a change, those that follow the clock at each reading."""
    places = _standing(book) if book.formulas is None else book.formulas
    texts = (cell.text for place in places if isinstance(cell := grid.content(*place), Formula))
    if book.formulas is not None and not any(map(VOLATILE.search, texts)):
        return
    book.formulas = places
    for sheet in book.sheets:
        sheet.spills = {}
    calculation = Calculation(book)
    for place in places:
        calculation.cell(*place)
