"""The formulas of a spreadsheet, calculated when somebody reads after a change."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tests.google.sheets.a1 import Area
from tests.google.sheets.formula import functions, operators  # noqa: F401 - each registers its functions
from tests.google.sheets.formula.evaluation import Scope
from tests.google.sheets.formula.parser import parse
from tests.google.sheets.formula.results import evaluate
from tests.google.sheets.formula.spilling import Spills, keep, spill
from tests.google.sheets.formula.values import Block, FailureError, Value
from tests.google.sheets.locales import language
from tests.google.sheets.model import Book, Failure, Formula, Sheet

CIRCULAR = Failure(
    "REF",
    "Circular dependency detected. To resolve with iterative calculation, see File > Settings.",
)
VOLATILE = re.compile(r"\b(?:TODAY|NOW)\(", re.IGNORECASE)
ROUNDS = 4
"""How often everything is calculated again because array formulas spilled otherwise than before."""

DEPTH = 40
"""How many formulas calculate one inside another before the chain is taken up from its other end."""

Place = tuple[Sheet, int, int]


class PendingError(Exception):
    """A formula has to wait for another one."""

    def __init__(self, place: Place, formula: Formula) -> None:
        """Keep the one to calculate first."""
        super().__init__()
        self.place = place
        self.formula = formula


@dataclass
class Calculation:
    """One calculation of all formulas; `done` and `running` hold the identities of formulas."""

    book: Book
    decimal: str
    booleans: tuple[str, str]
    done: dict[int, Value] = field(default_factory=dict)
    running: list[int] = field(default_factory=list)
    spills: dict[int, Spills] = field(default_factory=dict)
    blocks: dict[tuple[int, Area], Block] = field(default_factory=dict)

    def solve(self, sheet: Sheet, row: int, column: int, formula: Formula) -> Value:
        """What another formula gives, calculated first if need be."""
        name = id(formula)
        if name in self.done:
            return self.done[name]
        if name in self.running:
            return CIRCULAR
        if len(self.running) >= DEPTH:
            raise PendingError((sheet, row, column), formula)
        return self.calculate((sheet, row, column), formula)

    def calculate(self, place: Place, formula: Formula) -> Value:
        """Calculate one formula and keep what it gives."""
        self.running.append(id(formula))
        try:
            value = evaluate(
                Scope(self.book, place, self.solve, blocks=self.blocks),
                parse(formula.text, self.decimal, self.booleans),
            )
        finally:
            self.running.pop()
        if isinstance(value, Block):
            value = self.spilled(place, value)
        self.done[id(formula)] = value
        keep(formula, value)
        return value

    def spilled(self, place: Place, found: Block) -> Value:
        """Lay a block over the cells below and to the right; what the formula's own cell shows."""
        try:
            spill(self.spills.setdefault(place[0].id, {}), place, found)
        except FailureError as error:
            return error.failure
        return found.at(0, 0)

    def finish(self, place: Place, formula: Formula) -> None:
        """Calculate a formula and all that it needs, however long the chain."""
        waiting = [(place, formula)]
        while waiting:
            where, current = waiting[-1]
            try:
                if id(current) not in self.done:
                    self.calculate(where, current)
                waiting.pop()
            except PendingError as pending:
                if any(pending.formula is other for _, other in waiting):
                    self.done[id(pending.formula)] = CIRCULAR
                    keep(pending.formula, CIRCULAR)
                else:
                    waiting.append((pending.place, pending.formula))


def find_formulas(book: Book) -> list[Place]:
    """Where the formulas stand."""
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
    fresh = book.formulas is None
    standing = find_formulas(book) if book.formulas is None else book.formulas
    book.formulas = standing
    found = [(place, place[0].rows[place[1]][place[2]]) for place in standing]
    formulas = [(place, cell) for place, cell in found if isinstance(cell, Formula)]
    if not fresh and not any(VOLATILE.search(cell.text) for _, cell in formulas):
        return
    before = None
    for _ in range(ROUNDS):
        _calculate(book, formulas)
        now = {sheet.id: sheet.spills for sheet in book.sheets if sheet.spills}
        if now in (before, {}):
            break
        before = now


def _calculate(book: Book, formulas: list[tuple[Place, Formula]]) -> None:
    """Calculate every formula once, with what the last round spilled."""
    local = language(book.properties["locale"])
    calculation = Calculation(book, local.decimal, (local.true, local.false))
    for place, cell in formulas:
        calculation.finish(place, cell)
    for sheet in book.sheets:
        sheet.spills = calculation.spills.get(sheet.id, {})
