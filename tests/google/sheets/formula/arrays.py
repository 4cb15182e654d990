"""Functions that put arrays together and take them apart."""

from __future__ import annotations

from collections.abc import Callable
from itertools import zip_longest
from typing import TYPE_CHECKING

from tests.google.sheets.formula.coercion import number
from tests.google.sheets.formula.registry import function
from tests.google.sheets.formula.values import Block, FailureError, Operand, Value, block
from tests.google.sheets.model import Failure

if TYPE_CHECKING:
    from tests.google.sheets.formula.evaluation import Scope

PADDING = Failure("N_A", "")


def _full(operand: Operand) -> list[list[Value]]:
    return operand.full() if isinstance(operand, Block) else [[operand]]


@function("FLATTEN", 1, None)
def flatten(_: Scope, *operands: Operand) -> Block:
    """FLATTEN(cells, …): one column, row by row."""
    return block([value] for operand in operands for row in _full(operand) for value in row)


@function("TOCOL", 1, 3)
def to_column(_: Scope, cells: Operand, *__: Operand) -> Block:
    """TOCOL(cells)."""
    return block([value] for row in _full(cells) for value in row)


@function("TOROW", 1, 3)
def to_row(_: Scope, cells: Operand, *__: Operand) -> Block:
    """TOROW(cells)."""
    return block([[value for row in _full(cells) for value in row]])


@function("VSTACK", 1, None)
def vertical_stack(_: Scope, *operands: Operand) -> Block:
    """VSTACK(cells, …), narrow ones filled up with #N/A."""
    rows = [row for operand in operands for row in _full(operand)]
    width = max(map(len, rows))
    return block([*row, *[PADDING] * (width - len(row))] for row in rows)


@function("HSTACK", 1, None)
def horizontal_stack(_: Scope, *operands: Operand) -> Block:
    """HSTACK(cells, …), short ones filled up with #N/A."""
    columns = [column for operand in operands for column in zip(*_full(operand), strict=True)]
    return block(zip_longest(*columns, fillvalue=PADDING))


def _chosen(
    scope: Scope, lines: list[list[Value]], wanted: tuple[Operand, ...], name: str
) -> list[list[Value]]:
    picked = []
    for operand in wanted:
        for value in (value for row in _full(operand) for value in row):
            place = int(number(scope.book, value, name, 2))
            if not 1 <= abs(place) <= len(lines):
                raise FailureError("VALUE", f"Function {name} parameter 2 value {place} is out of range.")
            picked.append(lines[place - 1 if place > 0 else place])
    return picked


@function("CHOOSEROWS", 2, None)
def choose_rows(scope: Scope, cells: Operand, *wanted: Operand) -> Block:
    """CHOOSEROWS(cells, row, …)."""
    return block(_chosen(scope, _full(cells), wanted, "CHOOSEROWS"))


@function("CHOOSECOLS", 2, None)
def choose_columns(scope: Scope, cells: Operand, *wanted: Operand) -> Block:
    """CHOOSECOLS(cells, column, …)."""
    columns = [list(column) for column in zip(*_full(cells), strict=True)]
    return block(zip(*_chosen(scope, columns, wanted, "CHOOSECOLS"), strict=True))


def _slice(name: str, cut: Callable[[int], slice]) -> None:
    @function(name, 2, 3)
    def run(scope: Scope, cells: Operand, rows: Operand, columns: Operand = None) -> Block:
        sizes = [scope.single(operand) for operand in (rows, columns)]
        down, across = (
            slice(None) if size is None else cut(int(number(scope.book, size, name, 2))) for size in sizes
        )
        return block(row[across] for row in _full(cells)[down])


_slice("TAKE", lambda size: slice(size) if size >= 0 else slice(size, None))
_slice("DROP", lambda size: slice(size, None) if size >= 0 else slice(None, size))
