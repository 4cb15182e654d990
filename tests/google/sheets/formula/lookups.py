"""Functions that look something up in cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tests.google.sheets.formula.coercion import compare, number, text
from tests.google.sheets.formula.conditional import wildcard
from tests.google.sheets.formula.registry import function
from tests.google.sheets.formula.values import Block, FailureError, Operand, Value, block, is_number
from tests.google.sheets.model import Failure

if TYPE_CHECKING:
    from tests.google.sheets.formula.evaluation import Scope


def _alike(one: Value, other: Value) -> bool:
    return is_number(one) == is_number(other) and isinstance(one, str) == isinstance(other, str)


def exact_place(wanted: Value, line: Sequence[Value]) -> int | None:
    """The place of a value in a line, texts without regard to case and with wildcards."""
    if isinstance(wanted, str) and not set(wanted) & set("*?~"):
        folded = wanted.casefold()
        equal = (i for i, value in enumerate(line) if isinstance(value, str) and value.casefold() == folded)
        return next(equal, None)
    if isinstance(wanted, str):
        shape = wildcard(wanted)
        texts = (
            index for index, value in enumerate(line) if isinstance(value, str) and shape.fullmatch(value)
        )
        return next(texts, None)
    meant = 0 if wanted is None else wanted
    kind = isinstance(meant, bool)
    same = (i for i, value in enumerate(line) if value == meant and isinstance(value, bool) == kind)
    return next(same, None)


def sorted_place(wanted: Value, line: Sequence[Value], *, descending: bool = False) -> int | None:
    """The last place of a sorted line whose value does not lie beyond the wanted one."""
    found = None
    for index, value in enumerate(line):
        if value is None or isinstance(value, Failure) or not _alike(value, wanted):
            continue
        order = compare(value, wanted)
        if order == 0 or (order > 0) == descending:
            found = index
        else:
            break
    return found


def _not_found(scope: Scope, wanted: Value, name: str) -> FailureError:
    return FailureError("N_A", f"Did not find value '{text(scope.book, wanted)}' in {name} evaluation.")


def _block(operand: Operand) -> Block:
    return operand if isinstance(operand, Block) else block([[operand]])


def _wanted(scope: Scope, operand: Operand) -> Value:
    value = scope.single(operand)
    if isinstance(value, Failure):
        raise FailureError(*value)
    return value


def _table(scope: Scope, name: str, arguments: tuple[Operand, ...], *, rows: bool) -> Value:
    wanted, cells = _wanted(scope, arguments[0]), _block(arguments[1])
    index = int(number(scope.book, scope.single(arguments[2]), name, 3))
    if not 1 <= index <= (cells.width if rows else cells.height):
        kind = "VALUE" if index < 1 else "REF"
        raise FailureError(kind, f"{name} evaluates to an out of bounds range.")
    line = (
        [row[0] if row else None for row in cells.rows]
        if rows
        else [cells.at(0, c) for c in range(cells.width)]
    )
    ordered = len(arguments) < 4 or bool(scope.single(arguments[3]))
    place = sorted_place(wanted, line) if ordered else exact_place(wanted, line)
    if place is None:
        raise _not_found(scope, wanted, name)
    return cells.at(place, index - 1) if rows else cells.at(index - 1, place)


@function("VLOOKUP", 3, 4)
def vlookup(scope: Scope, *arguments: Operand) -> Value:
    """VLOOKUP(value, cells, column, sorted)."""
    return _table(scope, "VLOOKUP", arguments, rows=True)


@function("HLOOKUP", 3, 4)
def hlookup(scope: Scope, *arguments: Operand) -> Value:
    """HLOOKUP(value, cells, row, sorted)."""
    return _table(scope, "HLOOKUP", arguments, rows=False)


def _line(cells: Block) -> list[Value]:
    return (
        [cells.at(0, column) for column in range(cells.width)]
        if cells.height == 1
        else [row[0] if row else None for row in cells.rows]
    )


@function("MATCH", 2, 3)
def match(scope: Scope, value: Operand, cells: Operand, kind: Operand = 1) -> int:
    """MATCH(value, cells, kind)."""
    wanted, line = _wanted(scope, value), _line(_block(cells))
    order = number(scope.book, scope.single(kind), "MATCH", 3)
    place = exact_place(wanted, line) if order == 0 else sorted_place(wanted, line, descending=order < 0)
    if place is None:
        raise _not_found(scope, wanted, "MATCH")
    return place + 1


@function("LOOKUP", 2, 3)
def lookup(scope: Scope, value: Operand, cells: Operand, results: Operand = None) -> Value:
    """LOOKUP(value, cells, results)."""
    wanted, line = _wanted(scope, value), _line(_block(cells))
    place = sorted_place(wanted, line)
    if place is None:
        raise _not_found(scope, wanted, "LOOKUP")
    found = _block(cells if results is None else results)
    return found.at(0, place) if found.height == 1 else found.at(place, found.width - 1)


@function("XLOOKUP", 3, 6)
def xlookup(scope: Scope, value: Operand, cells: Operand, results: Operand, *rest: Operand) -> Operand:
    """XLOOKUP(value, cells, results, missing, …), for equal values."""
    wanted, found = _wanted(scope, value), _block(results)
    place = exact_place(wanted, _line(_block(cells)))
    if place is None and rest:
        return rest[0]
    if place is None:
        raise _not_found(scope, wanted, "XLOOKUP")
    if _block(cells).height == 1:
        return block([[found.at(row, place)] for row in range(found.height)])
    return block([[found.at(place, column) for column in range(found.width)]])


def _bounded(scope: Scope, operand: Operand, most: int, position: int) -> int:
    index = int(number(scope.book, scope.single(operand), "INDEX", position))
    if not 0 <= index <= most:
        raise FailureError(
            "NUM" if index < 0 else "REF",
            f"Function INDEX parameter {position} value is {index}. "
            f"Valid values are between 0 and {most} inclusive.",
        )
    return index


@function("INDEX", 1, 3)
def index(scope: Scope, cells: Operand, row: Operand = 0, column: Operand = 0) -> Operand:
    """INDEX(cells, row, column); 0 means all of them."""
    found = _block(cells)
    if found.height == 1 and found.width > 1 and column == 0:
        row, column = 1, row
    down, across = _bounded(scope, row, found.height, 2), _bounded(scope, column, found.width, 3)
    if (down or found.height == 1) and (across or found.width == 1):
        return found.at(max(down, 1) - 1, max(across, 1) - 1)
    rows = found.full() if not down else [found.full()[down - 1]]
    return block(line if not across else [line[across - 1]] for line in rows)
