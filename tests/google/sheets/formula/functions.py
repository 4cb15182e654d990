"""The functions that the product writes, and the few by which people reach its cells."""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING

from tests.google.sheets import serials
from tests.google.sheets.formula.coercion import boolean, number, text
from tests.google.sheets.formula.registry import function
from tests.google.sheets.formula.syntax import Node
from tests.google.sheets.formula.values import (
    Block,
    FailureError,
    Formatted,
    Operand,
    Value,
    block,
    checked,
    is_number,
)
from tests.google.sheets.model import Failure
from tests.google.sheets.serials import plain

if TYPE_CHECKING:
    from tests.google.sheets.formula.evaluation import Scope


function("TRUE", 0, 0)(lambda _: True)
function("FALSE", 0, 0)(lambda _: False)
function("SPARKLINE", 1, 2, nodes=True)(lambda *_: None)
function("LEN", 1, 1, single=True)(lambda scope, value: len(text(scope.book, value)))


@function("NA", 0, 0)
def not_available(_: Scope) -> Value:
    """NA()."""
    raise FailureError("N_A")


@function("SQRT", 1, 1, single=True)
def square_root(scope: Scope, value: Value) -> float:
    """SQRT(number)."""
    return math.sqrt(number(scope.book, value, "SQRT", 1))


@function("SUM", 1, None)
def total(scope: Scope, *operands: Operand) -> float:
    """SUM: of the true numbers of ranges, and of what single values can be read as."""
    found: list[float] = []
    for position, operand in enumerate(operands, 1):
        if isinstance(operand, Block):
            true = (value for value in operand.flat() if is_number(checked(value)))
            found.extend(true)  # type: ignore[arg-type]  # they are numbers
        else:
            found.append(number(scope.book, operand, "SUM", position))
    result = plain(float(math.fsum(found)))
    first = found[0] if found else None
    return Formatted(result, first.format) if isinstance(first, Formatted) else result


@function("IF", 2, 3, nodes=True)
def if_(scope: Scope, condition: Node, then: Node, otherwise: Node | None = None) -> Operand:
    """IF(condition, then, otherwise)."""
    if boolean(scope.book, scope.value(condition), "IF", 1):
        return scope.operand(then)
    return scope.operand(otherwise) if otherwise else False


@function("IFERROR", 1, 2, nodes=True)
def if_error(scope: Scope, tried: Node, instead: Node | None = None) -> Operand:
    """IFERROR(value, otherwise)."""
    try:
        value = scope.value(tried)
    except FailureError as error:
        value = error.failure
    if not isinstance(value, Failure):
        return value
    return scope.operand(instead) if instead else None


@function("ARRAYFORMULA", 1, 1, nodes=True)
def array_formula(scope: Scope, node: Node) -> Operand:
    """ARRAYFORMULA(expression): the expression over whole ranges."""
    operand = scope.inside(spread=True).operand(node)
    return block(operand.full()) if isinstance(operand, Block) else operand


@function("HYPERLINK", 1, 2, single=True)
def hyperlink(scope: Scope, address: Value, label: Value = None) -> Value:
    """HYPERLINK(address, label): shows the label."""
    return text(scope.book, address) if label is None else label


@function("IMPORTXML", 1, None)
def fetch(scope: Scope, address: Operand, *_: Operand) -> Value:
    """IMPORTXML: refused, for nothing is fetched."""
    raise FailureError("N_A", f"Could not fetch url: {text(scope.book, scope.single(address))}")


def _dated(value: float, kind: str = "DATE") -> Formatted:
    """A serial number that shows as a date under the file's locale."""
    return Formatted(value, {"type": kind})


@function("TODAY", 0, 0)
def today(scope: Scope) -> Formatted:
    """TODAY(), in the file's time zone."""
    day = serials.now(scope.book.properties["timeZone"]).date()
    return _dated(serials.serial(dt.datetime.combine(day, dt.time())))


@function("NOW", 0, 0)
def now(scope: Scope) -> Formatted:
    """NOW(), in the file's time zone."""
    return _dated(serials.serial(serials.now(scope.book.properties["timeZone"])), "DATE_TIME")


@function("DATE", 3, 3, single=True)
def date(scope: Scope, *values: Value) -> Formatted:
    """DATE(year, month, day), months and days beyond the end running over."""
    year, month, day = _whole(scope, "DATE", values)
    years, months = divmod(month - 1, 12)
    first = dt.datetime(year + years, months + 1, 1)  # noqa: DTZ001 - serials carry no time zone
    return _dated(serials.serial(first) + day - 1)


@function("TIME", 3, 3, single=True)
def time(scope: Scope, *values: Value) -> Formatted:
    """TIME(hour, minute, second)."""
    hour, minute, second = _whole(scope, "TIME", values)
    return _dated((hour * 3600 + minute * 60 + second) % serials.DAY / serials.DAY, "TIME")


def _whole(scope: Scope, name: str, values: tuple[Value, ...]) -> list[int]:
    return [int(number(scope.book, value, name, index)) for index, value in enumerate(values, 1)]
