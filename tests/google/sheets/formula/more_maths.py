"""Less usual functions on numbers."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.google.sheets.formula.coercion import number
from tests.google.sheets.formula.collecting import numbers
from tests.google.sheets.formula.registry import function
from tests.google.sheets.formula.values import FailureError, Formatted, Operand, Value

if TYPE_CHECKING:
    from tests.google.sheets.formula.evaluation import Scope


LARGEST = 1029
"""The largest set whose combinations a number can count."""


def _simple(name: str, run: Callable[[float], float | bool]) -> None:
    function(name, 1, 1, single=True)(lambda scope, value: run(number(scope.book, value, name, 1)))


_simple("ISEVEN", lambda value: int(value) % 2 == 0)
_simple("ISODD", lambda value: int(value) % 2 == 1)
_simple("ODD", lambda value: math.copysign(math.ceil((abs(value) - 1) / 2) * 2 + 1, value))
_simple("DEGREES", math.degrees)
_simple("RADIANS", math.radians)
_simple("ASIN", math.asin)
_simple("ACOS", math.acos)
_simple("ATAN", math.atan)
_simple("LOG2", math.log2)


def _whole(name: str, run: Callable[[int, int], int], start: int) -> None:
    @function(name, 1, None)
    def over(scope: Scope, *operands: Operand) -> int:
        found = start
        for value in numbers(scope.book, operands, name):
            found = run(found, int(value))
            if found > sys.float_info.max:
                raise OverflowError
        return found


_whole("GCD", math.gcd, 0)
_whole("LCM", math.lcm, 1)


@function("COMBIN", 2, 2, single=True)
def combinations(scope: Scope, size: Value, chosen: Value) -> int:
    """COMBIN(size, chosen)."""
    sizes = [int(number(scope.book, value, "COMBIN", index)) for index, value in enumerate((size, chosen), 1)]
    if max(sizes) > LARGEST:
        raise OverflowError
    return math.comb(*sizes)


def _shown_as(name: str, number_format: dict[str, str]) -> None:
    function(name, 1, 1, single=True)(
        lambda scope, value: Formatted(number(scope.book, value, name, 1), number_format)
    )


_shown_as("TO_PERCENT", {"type": "PERCENT"})
_shown_as("TO_DOLLARS", {"type": "CURRENCY"})


@function("AVERAGE.WEIGHTED", 2, 2)
def weighted(scope: Scope, cells: Operand, weights: Operand) -> float:
    """AVERAGE.WEIGHTED(cells, weights)."""
    values, shares = (numbers(scope.book, [operand], "AVERAGE.WEIGHTED") for operand in (cells, weights))
    if len(values) != len(shares) or not sum(shares):
        raise FailureError(
            "DIVIDE_BY_ZERO", "Evaluation of function AVERAGE.WEIGHTED caused a divide by zero error."
        )
    return math.fsum(value * share for value, share in zip(values, shares, strict=True)) / math.fsum(shares)


@function("PMT", 3, 5, single=True)
def payment(
    scope: Scope, rate: Value, periods: Value, present: Value, future: Value = 0, due: Value = 0
) -> float:
    """PMT(rate, periods, present, future, due at the beginning)."""
    given = enumerate((rate, periods, present, future, due), 1)
    each, count, now, later, early = (number(scope.book, value, "PMT", index) for index, value in given)
    if each == 0:
        return -(now + later) / count
    growth = (1.0 + each) ** count
    return float(-(now * growth + later) * each / ((growth - 1) * (1 + each * early)))


@function("NPV", 2, None)
def net_present_value(scope: Scope, rate: Operand, *flows: Operand) -> float:
    """NPV(rate, flow, …)."""
    each = number(scope.book, scope.single(rate), "NPV", 1)
    found = numbers(scope.book, flows, "NPV")
    return math.fsum(flow / (1.0 + each) ** period for period, flow in enumerate(found, 1))
