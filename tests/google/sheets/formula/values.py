"""What formulas calculate with: single values, and blocks of cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from tests.google.sheets.a1 import Area
from tests.google.sheets.model import Failure, Json, Sheet
from tests.google.sheets.serials import plain


class Formatted(float):
    """A number with the number format that comes with it."""

    format: Json

    def __new__(cls, value: float, number_format: Json) -> Self:
        """A number that carries a format."""
        made = super().__new__(cls, value)
        made.format = number_format
        return made


Value = float | str | bool | Failure | None
"""A single value; None is a blank."""


class FailureError(Exception):
    """A calculation that fails; the formula gives its failure."""

    def __init__(self, kind: str, message: str = "") -> None:
        """Keep what the cell will show."""
        super().__init__(message)
        self.failure = Failure(kind, message)


@dataclass
class Block:
    """A rectangle of values, its rows possibly short; `place` is where it stands if it is a range."""

    rows: Sequence[Sequence[Value]]
    height: int
    width: int
    place: tuple[Sheet, Area] | None = None

    def at(self, row: int, column: int) -> Value:
        """One value, counted from the top left corner."""
        if row < len(self.rows) and column < len(self.rows[row]):
            return self.rows[row][column]
        return None

    def flat(self) -> Iterator[Value]:
        """Every value that is not beyond the stored ones."""
        for row in self.rows:
            yield from row

    def full(self, height: int | None = None) -> list[list[Value]]:
        """All rows, or the first ones, at their full width."""
        wanted = self.height if height is None else height
        stored = [[*row, *[None] * (self.width - len(row))] for row in self.rows[:wanted]]
        return stored + [[None] * self.width for _ in range(wanted - len(stored))]


Operand = Value | Block


def formatted(value: Value, number_format: Json | None) -> Value:
    """A value with the number format of its cell, if it is a number and there is one."""
    if number_format and isinstance(value, (int, float)) and not isinstance(value, bool):
        return Formatted(value, number_format)
    return value


def block(rows: Iterable[Iterable[Value]]) -> Block:
    """Make a block of rows of equal length."""
    listed = [list(row) for row in rows]
    return Block(listed, len(listed), max(map(len, listed), default=0))


def checked(value: Value) -> float | str | bool | None:
    """A value that is no failure.

    Raises:
        FailureError: if it is one.
    """
    if isinstance(value, Failure):
        raise FailureError(*value)
    return value


def is_number(value: Operand) -> bool:
    """Tell whether a value is a number, and no boolean."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def number_text(value: float) -> str:
    """A number as text in concatenations, before the locale's decimal separator."""
    shown = plain(float(value))
    return str(shown) if isinstance(shown, int) else f"{shown:.15g}"
