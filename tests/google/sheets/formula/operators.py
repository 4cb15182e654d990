"""The functions behind the operators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.google.sheets.formula.coercion import compare, number, text
from tests.google.sheets.formula.registry import function
from tests.google.sheets.formula.values import FailureError, Formatted, Value

if TYPE_CHECKING:
    from tests.google.sheets.formula.evaluation import Scope

DATED = frozenset({"DATE", "TIME", "DATE_TIME"})


def _kind(value: Value) -> str:
    return str(value.format.get("type", "")) if isinstance(value, Formatted) else ""


def _with_format(result: float, left: Value, right: Value) -> float:
    """A sum keeps the format of its parts; the difference of two dates is a number of days."""
    kinds = _kind(left), _kind(right)
    if kinds[0] in DATED and kinds[1] in DATED:
        return result
    for value in (left, right):
        if isinstance(value, Formatted):
            return Formatted(result, value.format)
    return result


@function("ADD", 2, 2, single=True)
def add(scope: Scope, left: Value, right: Value) -> float:
    """Left + right."""
    result = number(scope.book, left, "ADD", 1) + number(scope.book, right, "ADD", 2)
    return _with_format(result, left, right)


@function("MINUS", 2, 2, single=True)
def minus(scope: Scope, left: Value, right: Value) -> float:
    """Left - right."""
    result = number(scope.book, left, "MINUS", 1) - number(scope.book, right, "MINUS", 2)
    return _with_format(result, left, right)


def _scaled(result: float, left: Value, right: Value) -> float:
    money = [value for value in (left, right) if _kind(value) == "CURRENCY"]
    return (
        Formatted(result, money[0].format) if len(money) == 1 and isinstance(money[0], Formatted) else result
    )


@function("MULTIPLY", 2, 2, single=True)
def multiply(scope: Scope, left: Value, right: Value) -> float:
    """Left * right."""
    result = number(scope.book, left, "MULTIPLY", 1) * number(scope.book, right, "MULTIPLY", 2)
    return _scaled(result, left, right)


@function("DIVIDE", 2, 2, single=True)
def divide(scope: Scope, left: Value, right: Value) -> float:
    """Left / right."""
    top, bottom = number(scope.book, left, "DIVIDE", 1), number(scope.book, right, "DIVIDE", 2)
    if bottom == 0:
        raise FailureError("DIVIDE_BY_ZERO", "Function DIVIDE parameter 2 cannot be zero.")
    return _scaled(top / bottom, left, right)


@function("POW POWER", 2, 2, single=True)
def power(scope: Scope, left: Value, right: Value) -> float:
    """Left ^ right."""
    base, exponent = number(scope.book, left, "POW", 1), number(scope.book, right, "POW", 2)
    if base < 0 and exponent != int(exponent):
        raise FailureError("NUM", "POW evaluates to an imaginary number.")
    return float(float(base) ** exponent)


@function("UMINUS", 1, 1, single=True)
def negative(scope: Scope, value: Value) -> float:
    """-value."""
    result = -number(scope.book, value, "UMINUS", 1)
    return Formatted(result, value.format) if isinstance(value, Formatted) else result


@function("UPLUS", 1, 1, single=True)
def positive(_: Scope, value: Value) -> Value:
    """+value: the value as it is."""
    return value


@function("UNARY_PERCENT", 1, 1, single=True)
def percent(scope: Scope, value: Value) -> float:
    """value%."""
    return number(scope.book, value, "UNARY_PERCENT", 1) / 100


@function("CONCAT", 2, 2, single=True)
def concat(scope: Scope, left: Value, right: Value) -> str:
    """Left & right."""
    return text(scope.book, left) + text(scope.book, right)


@function("EQ", 2, 2, single=True)
def equal(_: Scope, left: Value, right: Value) -> bool:
    """Left = right."""
    return compare(left, right) == 0


@function("NE", 2, 2, single=True)
def unequal(_: Scope, left: Value, right: Value) -> bool:
    """Left <> right."""
    return compare(left, right) != 0


@function("LT", 2, 2, single=True)
def less(_: Scope, left: Value, right: Value) -> bool:
    """Left < right."""
    return compare(left, right) < 0


@function("LTE", 2, 2, single=True)
def at_most(_: Scope, left: Value, right: Value) -> bool:
    """Left <= right."""
    return compare(left, right) <= 0


@function("GT", 2, 2, single=True)
def greater(_: Scope, left: Value, right: Value) -> bool:
    """Left > right."""
    return compare(left, right) > 0


@function("GTE", 2, 2, single=True)
def at_least(_: Scope, left: Value, right: Value) -> bool:
    """Left >= right."""
    return compare(left, right) >= 0
