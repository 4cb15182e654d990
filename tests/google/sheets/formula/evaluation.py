"""Formulas calculated: nodes to values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.google.errors import ApiError
from tests.google.sheets.a1 import Area, Span
from tests.google.sheets.formula.registry import FUNCTIONS, Function
from tests.google.sheets.formula.syntax import Array, Call, Error, Literal, Lost, Name, Node, Reference
from tests.google.sheets.formula.values import Block, FailureError, Operand, Value, block, formatted
from tests.google.sheets.grid import shown_block
from tests.google.sheets.model import Book, Content, Formula, Sheet
from tests.google.sheets.notation import find_sheet, parse
from tests.google.sheets.ranges import clamp

LARGE = 50
"""Areas of more cells than that are read once in a calculation."""

Home = tuple[Sheet, int, int]
"""Where a formula stands: tab, row, column."""


@dataclass
class Scope:
    """A formula's surroundings: its file and place, how to get other formulas, whether ranges spread."""

    book: Book
    home: Home
    solve: Callable[[Sheet, int, int, Formula], Value]
    spread: bool = False
    blocks: dict[tuple[int, Area], Block] = field(default_factory=dict)

    def inside(self, *, spread: bool) -> Scope:
        """The same surroundings for a part of the formula."""
        return Scope(self.book, self.home, self.solve, spread, self.blocks)

    def operand(self, node: Node) -> Operand:
        """Calculate a part: a value or a block of them."""
        return _MAKERS[type(node)](self, node)

    def value(self, node: Node) -> Value:
        """Calculate a part that has to be one value."""
        return self.single(self.operand(node))

    def single(self, operand: Operand) -> Value:
        """One value of an operand: of a range, the one beside the formula.

        Raises:
            FailureError: if there is none.
        """
        if not isinstance(operand, Block):
            return operand
        if operand.place is None or (operand.height == 1 and operand.width == 1):
            return operand.at(0, 0)
        return self._beside(operand)

    def _beside(self, cells: Block) -> Value:
        _, row, column = self.home
        area = cells.place[1] if cells.place else Area(0, 0, 0, 0)
        if area.width == 1 and area.top <= row < area.bottom:
            return cells.at(row - area.top, 0)
        if area.height == 1 and area.left <= column < area.right:
            return cells.at(0, column - area.left)
        raise FailureError("VALUE", "An array value could not be found.")

    def cells(self, sheet: Sheet, area: Area) -> Block:
        """The values of cells, their formulas calculated; large areas are kept for the next formula."""
        known = self.blocks.get((sheet.id, area))
        if known:
            return known
        rows = [
            self._row(sheet, row, area.left, cells)
            for row, cells in enumerate(shown_block(sheet, area), area.top)
        ]
        made = Block(rows, area.height, area.width, (sheet, area))
        if area.height * area.width > LARGE:
            self.blocks[sheet.id, area] = made
        return made

    def _row(self, sheet: Sheet, row: int, left: int, cells: list[Content]) -> list[Value]:
        extras = sheet.extras.get(row)
        if not extras and Formula not in map(type, cells):
            return cells  # type: ignore[return-value]  # only plain values
        return [self._cell(sheet, row, column, cell) for column, cell in enumerate(cells, left)]

    def _cell(self, sheet: Sheet, row: int, column: int, cell: Content) -> Value:
        if isinstance(cell, Formula) and not cell.text:
            return formatted(cell.result, cell.format)
        value = self.solve(sheet, row, column, cell) if isinstance(cell, Formula) else cell
        style = sheet.extras.get(row, {}).get(column, {}).get("userEnteredFormat", {})
        return formatted(value, style.get("numberFormat"))


def _literal(_: Scope, node: Node) -> Operand:
    return node.value if isinstance(node, Literal) else None


def _sheet(scope: Scope, title: str | None) -> Sheet:
    if title is None:
        return scope.home[0]
    sheet = find_sheet(scope.book, title)
    if sheet is None:
        raise FailureError("REF", f"Unresolved sheet name '{title}'.")
    return sheet


def _range(scope: Scope, sheet: Sheet, span: Span) -> Block:
    try:
        area = clamp(sheet, span)
    except ApiError:
        raise FailureError("REF", "Reference does not exist.") from None
    return scope.cells(sheet, area)


def _reference(scope: Scope, node: Node) -> Operand:
    if not isinstance(node, Reference):
        return None
    return _range(scope, _sheet(scope, node.title), node.span)


def _name(scope: Scope, node: Node) -> Operand:
    text = node.text if isinstance(node, Name) else ""
    known = {named["name"].casefold() for named in scope.book.named_ranges}
    if text.rpartition("!")[2].casefold() not in known:
        raise FailureError("NAME", f"Unknown range name: '{text.upper()}'.")
    return _range(scope, *parse(scope.book, text.rpartition("!")[2]))


def _error(_: Scope, node: Node) -> Operand:
    kind = node.kind if isinstance(node, Error) else "ERROR"
    raise FailureError(kind, "Reference does not exist." if kind == "REF" else "")


def _lost(_: Scope, node: Node) -> Operand:
    raise FailureError("ERROR", "Formula parse error." if isinstance(node, Lost) else "")


def _array(scope: Scope, node: Node) -> Operand:
    rows: list[list[Value]] = []
    for line in node.rows if isinstance(node, Array) else ():
        parts = [scope.operand(part) for part in line]
        full = [part.full() if isinstance(part, Block) else [[part]] for part in parts]
        if len({len(part) for part in full}) > 1:
            raise FailureError("VALUE", "Function ARRAY_ROW parameter 2 has mismatched row size.")
        rows += [[value for part in pieces for value in part] for pieces in zip(*full, strict=True)]
    return block(rows)


def _expected(function: Function) -> str:
    least, most = function.least, function.most
    if most is None:
        return f"at least {least}"
    return str(least) if least == most else f"between {least} and {most}"


def _call(scope: Scope, node: Node) -> Operand:
    if not isinstance(node, Call):
        return None
    function = FUNCTIONS.get(node.name)
    if function is None:
        raise FailureError("NAME", f"Unknown function: '{node.name}'.")
    count = len(node.arguments)
    if count < function.least or (function.most is not None and count > function.most):
        raise FailureError(
            "N_A",
            f"Wrong number of arguments to {node.name}. "
            f"Expected {_expected(function)} arguments, but got {count} arguments.",
        )
    if function.nodes:
        return function.run(scope, *node.arguments)
    return _run(scope, function, [_operand(scope, argument) for argument in node.arguments])


def _operand(scope: Scope, node: Node) -> Operand:
    try:
        return scope.operand(node)
    except FailureError as error:
        return error.failure


def _run(scope: Scope, function: Function, operands: list[Operand]) -> Operand:
    if not function.single:
        return function.run(scope, *operands)
    blocks = [operand for operand in operands if isinstance(operand, Block)]
    if not blocks or not (scope.spread or all(found.place is None for found in blocks)):
        return function.run(scope, *map(scope.single, operands))
    height = max(found.height for found in blocks)
    width = max(found.width for found in blocks)
    return block(
        [_guarded(scope, function, operands, row, column) for column in range(width)] for row in range(height)
    )


def _guarded(scope: Scope, function: Function, operands: list[Operand], row: int, column: int) -> Value:
    values = [_spread(operand, row, column) for operand in operands]
    try:
        return scope.single(function.run(scope, *values))
    except FailureError as error:
        return error.failure


def _spread(operand: Operand, row: int, column: int) -> Value:
    if not isinstance(operand, Block):
        return operand
    return operand.at(0 if operand.height == 1 else row, 0 if operand.width == 1 else column)


_MAKERS: dict[type, Callable[[Scope, Node], Operand]] = {
    Literal: _literal,
    Reference: _reference,
    Name: _name,
    Error: _error,
    Lost: _lost,
    Array: _array,
    Call: _call,
}
