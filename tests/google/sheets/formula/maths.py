"""Functions on numbers, one at a time."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, ROUND_UP, Decimal
from typing import TYPE_CHECKING

from tests.google.sheets.formula.coercion import number
from tests.google.sheets.formula.registry import function
from tests.google.sheets.formula.values import FailureError, Formatted, Value
from tests.google.sheets.serials import plain

if TYPE_CHECKING:
    from tests.google.sheets.formula.evaluation import Scope


PLACES = 300
"""The furthest place that numbers can be rounded to."""


def _limited(value: float, most: float) -> float:
    if abs(value) > most:
        raise OverflowError
    return value


def _same_format(result: float, value: Value) -> float:
    return Formatted(result, value.format) if isinstance(value, Formatted) else result


def _rounding(name: str, mode: str) -> None:
    @function(name, 1, 2, single=True)
    def run(scope: Scope, value: Value, places: Value = 0) -> float:
        amount = number(scope.book, value, name, 1)
        step = Decimal(1).scaleb(-int(_limited(number(scope.book, places, name, 2), PLACES)))
        rounded = (Decimal(repr(float(amount))) / step).quantize(Decimal(1), mode) * step
        return _same_format(plain(float(rounded)), value)


_rounding("ROUND", ROUND_HALF_UP)
_rounding("ROUNDUP", ROUND_UP)
_rounding("ROUNDDOWN", ROUND_DOWN)
_rounding("TRUNC", ROUND_DOWN)


def _multiple(name: str, mode: str) -> None:
    @function(name, 1, 2, single=True)
    def run(scope: Scope, value: Value, factor: Value = 1) -> float:
        amount, step = number(scope.book, value, name, 1), number(scope.book, factor, name, 2)
        if step == 0:
            return 0
        exact = Decimal(repr(float(step)))
        times = (Decimal(repr(float(amount))) / exact).quantize(Decimal(1), mode)
        return _same_format(plain(float(times * exact)), value)


_multiple("CEILING", ROUND_CEILING)
_multiple("FLOOR", ROUND_FLOOR)
_multiple("MROUND", ROUND_HALF_UP)


def _simple(name: str, run: Callable[[float], float]) -> None:
    @function(name, 1, 1, single=True)
    def one(scope: Scope, value: Value) -> float:
        return _same_format(run(number(scope.book, value, name, 1)), value)


_simple("ABS", abs)
_simple("INT", math.floor)
_simple("SIGN", lambda value: (value > 0) - (value < 0))
_simple("EXP", math.exp)
_simple("SIN", math.sin)
_simple("COS", math.cos)
_simple("TAN", math.tan)
_simple("EVEN", lambda value: math.copysign(math.ceil(abs(value) / 2) * 2, value))
_simple("FACT", lambda value: math.factorial(int(_limited(value, 170))))


def _positive(scope: Scope, value: Value, name: str, *, zero: bool) -> float:
    amount = number(scope.book, value, name, 1)
    if amount < 0 or (amount == 0 and not zero):
        bound = "greater than or equal to zero" if zero else "greater than zero"
        shown = "negative" if amount < 0 else "zero"
        raise FailureError("NUM", f"Function {name} parameter 1 value is {shown}. It should be {bound}.")
    return amount


@function("SQRT", 1, 1, single=True)
def square_root(scope: Scope, value: Value) -> float:
    """SQRT(value)."""
    return math.sqrt(_positive(scope, value, "SQRT", zero=True))


@function("LN", 1, 1, single=True)
def natural_logarithm(scope: Scope, value: Value) -> float:
    """LN(value)."""
    return math.log(_positive(scope, value, "LN", zero=False))


@function("LOG LOG10", 1, 2, single=True)
def logarithm(scope: Scope, value: Value, base: Value = 10) -> float:
    """LOG(value, base)."""
    amount = _positive(scope, value, "LOG", zero=False)
    return math.log10(amount) if base == 10 else math.log(amount, number(scope.book, base, "LOG", 2))


def _divided(scope: Scope, left: Value, right: Value, name: str) -> tuple[float, float]:
    bottom = number(scope.book, right, name, 2)
    if bottom == 0:
        raise FailureError("DIVIDE_BY_ZERO", f"Function {name} parameter 2 cannot be zero.")
    return number(scope.book, left, name, 1), bottom


@function("MOD", 2, 2, single=True)
def modulo(scope: Scope, left: Value, right: Value) -> float:
    """MOD(left, right)."""
    top, bottom = _divided(scope, left, right, "MOD")
    return top % bottom


@function("QUOTIENT", 2, 2, single=True)
def quotient(scope: Scope, left: Value, right: Value) -> float:
    """QUOTIENT(left, right)."""
    top, bottom = _divided(scope, left, right, "QUOTIENT")
    return int(top / bottom)


@function("PI", 0, 0)
def pi(_: Scope) -> float:
    """PI()."""
    return math.pi


@function("RAND", 0, 0)
def rand(_: Scope) -> float:
    """RAND()."""
    return random.random()  # noqa: S311 - a spreadsheet's dice


@function("RANDBETWEEN", 2, 2, single=True)
def rand_between(scope: Scope, low: Value, high: Value) -> float:
    """RANDBETWEEN(low, high)."""
    ends = (number(scope.book, low, "RANDBETWEEN", 1), number(scope.book, high, "RANDBETWEEN", 2))
    return random.randint(math.ceil(ends[0]), math.floor(ends[1]))  # noqa: S311 - a spreadsheet's dice
