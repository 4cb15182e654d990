"""The functions that formulas may call, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from tests.google.sheets.formula.values import Operand


@dataclass(frozen=True)
class Function:
    """A function: how many arguments it takes (`most` None: any number), and how it is run.

    `single` ones take single values, and spread over blocks where these are allowed; the others take
    values and blocks. `nodes` ones take their arguments uncalculated.
    """

    run: Callable[..., Operand]
    least: int
    most: int | None
    single: bool
    nodes: bool


FUNCTIONS: dict[str, Function] = {}

Run = TypeVar("Run", bound=Callable[..., Operand])


def function(
    names: str | Iterable[str], least: int, most: int | None, *, single: bool = False, nodes: bool = False
) -> Callable[[Run], Run]:
    """Register a function under its names, with the least and most arguments it takes."""

    def register(run: Run) -> Run:
        for name in names.split() if isinstance(names, str) else names:
            FUNCTIONS[name] = Function(run, least, most, single, nodes)
        return run

    return register
