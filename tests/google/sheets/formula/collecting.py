"""The numbers and values that aggregates take from their arguments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tests.google.sheets.formula.coercion import number
from tests.google.sheets.formula.values import Block, Formatted, Operand, Value, checked, is_number
from tests.google.sheets.model import Book


def numbers(book: Book, operands: Iterable[Operand], name: str) -> list[float]:
    """The numbers among the arguments: the true ones of ranges, and what single values can be read as."""
    found: list[float] = []
    for position, operand in enumerate(operands, 1):
        if isinstance(operand, Block):
            true = (value for value in operand.flat() if is_number(checked(value)))
            found.extend(true)  # type: ignore[arg-type]  # they are numbers
        else:
            found.append(number(book, operand, name, position))
    return found


def values(operands: Iterable[Operand]) -> Iterator[Value]:
    """Every value among the arguments, the ranges' one by one."""
    for operand in operands:
        if isinstance(operand, Block):
            yield from operand.flat()
        else:
            yield operand


def like(result: float, found: list[float]) -> float:
    """A result with the format of the first number that it comes from."""
    first = found[0] if found else None
    return Formatted(result, first.format) if isinstance(first, Formatted) else result
