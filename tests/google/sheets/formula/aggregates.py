"""Functions on many numbers."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.google.sheets.formula.coercion import number
from tests.google.sheets.formula.collecting import like, numbers, values
from tests.google.sheets.formula.registry import FUNCTIONS, function
from tests.google.sheets.formula.values import Block, FailureError, Operand, checked, is_number
from tests.google.sheets.model import Failure
from tests.google.sheets.serials import plain

if TYPE_CHECKING:
    from tests.google.sheets.formula.evaluation import Scope


def _aggregate(names: str, run: Callable[[list[float]], float], *, least: int = 0) -> None:
    name = names.split(maxsplit=1)[0]

    @function(names, 1, None)
    def over(scope: Scope, *operands: Operand) -> float:
        found = numbers(scope.book, operands, name)
        if len(found) < least:
            raise FailureError(
                "DIVIDE_BY_ZERO", f"Evaluation of function {name} caused a divide by zero error."
            )
        return like(plain(float(run(found))), found)


_aggregate("SUM", math.fsum)
_aggregate("AVERAGE", statistics.fmean, least=1)
_aggregate("MIN", lambda found: min(found, default=0))
_aggregate("MAX", lambda found: max(found, default=0))
_aggregate("MEDIAN", statistics.median, least=1)
_aggregate("PRODUCT", lambda found: math.prod(found) if found else 0)
_aggregate("SUMSQ", lambda found: math.fsum(value * value for value in found))
_aggregate("STDEV STDEV.S", statistics.stdev, least=2)
_aggregate("STDEVP STDEV.P", statistics.pstdev, least=1)
_aggregate("VAR VAR.S", statistics.variance, least=2)
_aggregate("VARP VAR.P", statistics.pvariance, least=1)
_aggregate("MODE", statistics.mode, least=1)


@function("COUNT", 1, None)
def count(_: Scope, *operands: Operand) -> int:
    """COUNT: how many numbers."""
    return sum(map(is_number, values(operands)))


@function("COUNTA", 1, None)
def count_all(_: Scope, *operands: Operand) -> int:
    """COUNTA: how many values."""
    return sum(value is not None for value in values(operands))


@function("COUNTBLANK", 1, None)
def count_blank(_: Scope, *operands: Operand) -> int:
    """COUNTBLANK: how many cells that show nothing."""
    size = sum(found.height * found.width if isinstance(found, Block) else 1 for found in operands)
    return size - sum(value not in (None, "") for value in values(operands))


@function("COUNTUNIQUE", 1, None)
def count_unique(_: Scope, *operands: Operand) -> int:
    """COUNTUNIQUE: how many different values."""
    return len({(type(value), value) for value in values(operands) if value not in (None, "")})


def _ranked(scope: Scope, cells: Operand, place: Operand, name: str, *, largest: bool) -> float:
    found = sorted(numbers(scope.book, [cells], name), reverse=largest)
    index = int(number(scope.book, scope.single(place), name, 2))
    if not 1 <= index <= len(found):
        raise FailureError("NUM", f"Function {name} parameter 2 value {index} is out of range.")
    return found[index - 1]


@function("LARGE", 2, 2)
def large(scope: Scope, cells: Operand, place: Operand) -> float:
    """LARGE(cells, place)."""
    return _ranked(scope, cells, place, "LARGE", largest=True)


@function("SMALL", 2, 2)
def small(scope: Scope, cells: Operand, place: Operand) -> float:
    """SMALL(cells, place)."""
    return _ranked(scope, cells, place, "SMALL", largest=False)


@function("PERCENTILE PERCENTILE.INC", 2, 2)
def percentile(scope: Scope, cells: Operand, share: Operand) -> float:
    """PERCENTILE(cells, share), between the two nearest numbers."""
    found = sorted(numbers(scope.book, [cells], "PERCENTILE"))
    part = number(scope.book, scope.single(share), "PERCENTILE", 2)
    if not found or not 0 <= part <= 1:
        raise FailureError("NUM", f"Function PERCENTILE parameter 2 value {part} is out of range.")
    place = part * (len(found) - 1)
    low = math.floor(place)
    high = min(low + 1, len(found) - 1)
    return found[low] + (found[high] - found[low]) * (place - low)


@function("QUARTILE QUARTILE.INC", 2, 2)
def quartile(scope: Scope, cells: Operand, quarter: Operand) -> float:
    """QUARTILE(cells, quarter)."""
    return percentile(scope, cells, number(scope.book, scope.single(quarter), "QUARTILE", 2) / 4)


@function("RANK RANK.EQ", 2, 3)
def rank(scope: Scope, value: Operand, cells: Operand, ascending: Operand = 0) -> int:
    """RANK(value, cells, ascending)."""
    found = numbers(scope.book, [cells], "RANK")
    wanted = number(scope.book, scope.single(value), "RANK", 1)
    if wanted not in found:
        raise FailureError("N_A", "RANK has no valid input data.")
    upward = bool(scope.single(ascending))
    return 1 + sum((other < wanted) if upward else (other > wanted) for other in found)


@function("SUMPRODUCT", 1, None, nodes=True)
def sum_product(scope: Scope, *nodes: object) -> float:
    """SUMPRODUCT: the sum of products, place by place."""
    spread = scope.inside(spread=True)
    grids = []
    for node in nodes:
        operand = spread.operand(node)  # type: ignore[arg-type]  # a part of a formula
        grids.append(operand.full() if isinstance(operand, Block) else [[operand]])
    if len({(len(grid), len(grid[0])) for grid in grids}) > 1:
        raise FailureError("VALUE", "Array arguments to SUMPRODUCT are of different size.")
    total = 0.0
    for rows in zip(*grids, strict=True):
        for places in zip(*rows, strict=True):
            factors = [checked(value) for value in places]
            total += math.prod(value if is_number(value) else 0 for value in factors)  # type: ignore[misc]
    return plain(total)


@function("SUBTOTAL", 2, None)
def subtotal(scope: Scope, kind: Operand, *operands: Operand) -> Operand:
    """SUBTOTAL(kind, cells…)."""
    kinds = ["AVERAGE", "COUNT", "COUNTA", "MAX", "MIN", "PRODUCT", "STDEV", "STDEVP", "SUM", "VAR", "VARP"]
    number_of = int(number(scope.book, scope.single(kind), "SUBTOTAL", 1)) % 100
    if not 1 <= number_of <= len(kinds):
        raise FailureError("VALUE", "Function SUBTOTAL parameter 1 is not a valid function code.")
    return FUNCTIONS[kinds[number_of - 1]].run(scope, *operands)


@function("N", 1, 1, single=True)
def as_number(_: Scope, value: Operand) -> Operand:
    """N(value): a number as it is, a boolean as 0 or 1, anything else as 0."""
    if isinstance(value, Failure):
        raise FailureError(*value)
    return value if is_number(value) else int(value is True)
