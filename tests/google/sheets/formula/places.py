"""Functions about where cells stand, and those that rearrange them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.google.errors import ApiError
from tests.google.sheets.a1 import Area, letters, quoted
from tests.google.sheets.formula.coercion import boolean, key, number, text
from tests.google.sheets.formula.registry import function
from tests.google.sheets.formula.syntax import Node
from tests.google.sheets.formula.values import Block, FailureError, Operand, Value, block
from tests.google.sheets.model import Failure
from tests.google.sheets.notation import parse_a1
from tests.google.sheets.ranges import clamp, locate

if TYPE_CHECKING:
    from tests.google.sheets.formula.evaluation import Scope


LARGEST = 1_000_000
"""The most cells that one formula may make."""


def _area(scope: Scope, node: Node | None) -> Area:
    if node is None:
        _, row, column = scope.home
        return Area(row, row + 1, column, column + 1)
    operand = scope.operand(node)
    if not isinstance(operand, Block) or operand.place is None:
        raise FailureError("N_A", "Argument must be a range.")
    return operand.place[1]


@function("ROW", 0, 1, nodes=True)
def row(scope: Scope, cell: Node | None = None) -> Operand:
    """ROW(cell); of many rows under ARRAYFORMULA."""
    area = _area(scope, cell)
    return block([index + 1] for index in range(area.top, area.bottom)) if scope.spread else area.top + 1


@function("COLUMN", 0, 1, nodes=True)
def column(scope: Scope, cell: Node | None = None) -> Operand:
    """COLUMN(cell); of many columns under ARRAYFORMULA."""
    area = _area(scope, cell)
    return block([[index + 1 for index in range(area.left, area.right)]]) if scope.spread else area.left + 1


@function("ROWS", 1, 1)
def rows(_: Scope, cells: Operand) -> int:
    """ROWS(cells)."""
    return cells.height if isinstance(cells, Block) else 1


@function("COLUMNS", 1, 1)
def columns(_: Scope, cells: Operand) -> int:
    """COLUMNS(cells)."""
    return cells.width if isinstance(cells, Block) else 1


@function("INDIRECT", 1, 2)
def indirect(scope: Scope, address: Operand, _: Operand = None) -> Operand:
    """INDIRECT(address)."""
    written = text(scope.book, scope.single(address))
    span = parse_a1(written)
    try:
        if span:
            return scope.cells(scope.home[0], clamp(scope.home[0], span))
        return scope.cells(*locate(scope.book, written))
    except ApiError:
        message = (
            f"Function INDIRECT parameter 1 value is '{written}'. It is not a valid cell/range reference."
        )
        raise FailureError("REF", message) from None


@function("OFFSET", 3, 5, nodes=True)
def offset(scope: Scope, cell: Node, *sizes: Node) -> Operand:
    """OFFSET(cell, rows, columns, height, width)."""
    operand = scope.operand(cell)
    if not isinstance(operand, Block) or operand.place is None:
        raise FailureError("N_A", "Argument must be a range.")
    sheet, area = operand.place
    given = [int(number(scope.book, scope.value(node), "OFFSET", 2)) for node in sizes]
    height, width = [*given[2:], *(area.height, area.width)[len(given[2:]) :]]
    top, left = area.top + given[0], area.left + given[1]
    moved = Area(top, top + height, left, left + width)
    if top < 0 or left < 0 or moved.bottom > sheet.row_count or moved.right > sheet.column_count:
        raise FailureError("REF", "Function OFFSET evaluates to an out of bounds range.")
    return scope.cells(sheet, moved)


@function("ADDRESS", 2, 5, single=True)
def address(
    scope: Scope, down: Value, across: Value, kind: Value = 1, _: Value = None, title: Value = None
) -> str:
    """ADDRESS(row, column, kind, A1, tab)."""
    numbers = [
        int(number(scope.book, value, "ADDRESS", index)) for index, value in enumerate((down, across), 1)
    ]
    if min(numbers) < 1:
        raise FailureError(
            "VALUE", "Function ADDRESS parameters 1 and 2 should be greater than or equal to 1."
        )
    which = int(number(scope.book, kind, "ADDRESS", 3))
    fixed_row, fixed_column = ("$" if which in (1, 2) else ""), ("$" if which in (1, 3) else "")
    cell = f"{fixed_column}{letters(numbers[1] - 1)}{fixed_row}{numbers[0]}"
    return f"{quoted(str(title))}!{cell}" if title else cell


def _full(operand: Operand) -> list[list[Value]]:
    return operand.full() if isinstance(operand, Block) else [[operand]]


@function("TRANSPOSE", 1, 1)
def transpose(_: Scope, cells: Operand) -> Block:
    """TRANSPOSE(cells)."""
    return block(zip(*_full(cells), strict=True))


@function("UNIQUE", 1, 3)
def unique(_: Scope, cells: Operand, *__: Operand) -> Block:
    """UNIQUE(cells): each row once."""
    return block(list(line) for line in dict.fromkeys(tuple(line) for line in _full(cells)))


@function("FILTER", 2, None, nodes=True)
def keep(scope: Scope, cells: Node, *conditions: Node) -> Block:
    """FILTER(cells, condition, …): the rows for which all hold."""
    inside = scope.inside(spread=True)
    lines = _full(inside.operand(cells))
    tests = [_full(inside.operand(condition)) for condition in conditions]
    if any(len(test) != len(lines) for test in tests):
        raise FailureError("N_A", "FILTER has mismatched range sizes.")
    kept = [line for index, line in enumerate(lines) if all(_holds(scope, test[index][0]) for test in tests)]
    if not kept:
        raise FailureError("N_A", "No matches are found in FILTER evaluation.")
    return block(kept)


def _holds(scope: Scope, value: Value) -> bool:
    return not isinstance(value, Failure) and boolean(scope.book, value, "FILTER", 2)


@function("SORT", 1, None)
def sort(scope: Scope, cells: Operand, *orders: Operand) -> Block:
    """SORT(cells, column, ascending, …), blanks last."""
    lines = _full(cells)
    given = [scope.single(order) for order in orders] or [1, True]
    pairs = list(zip(given[::2], given[1::2], strict=False))
    for which, upward in reversed(pairs):
        place = int(number(scope.book, which, "SORT", 2)) - 1
        filled = [line for line in lines if line[place] is not None]
        filled.sort(key=lambda line, at=place: key(line[at]), reverse=not upward)  # type: ignore[misc]
        lines = filled + [line for line in lines if line[place] is None]
    return block(lines)


@function("SEQUENCE", 1, 4, single=True)
def sequence(scope: Scope, down: Value, across: Value = 1, start: Value = 1, step: Value = 1) -> Block:
    """SEQUENCE(rows, columns, start, step)."""
    sizes = [int(number(scope.book, value, "SEQUENCE", 1)) for value in (down, across)]
    if sizes[0] * sizes[1] > LARGEST or min(sizes) < 1:
        raise FailureError("NUM", "Result too large." if min(sizes) > 0 else "SEQUENCE needs positive sizes.")
    first, each = (number(scope.book, value, "SEQUENCE", 3) for value in (start, step))
    return block([first + each * (r * sizes[1] + c) for c in range(sizes[1])] for r in range(sizes[0]))
