"""Functions on the values that meet criteria."""

from __future__ import annotations

import math
import re
import statistics
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from tests.google.sheets.formula.coercion import compare, text_number
from tests.google.sheets.formula.registry import function
from tests.google.sheets.formula.values import Block, FailureError, Operand, Value, block, is_number
from tests.google.sheets.locales import language
from tests.google.sheets.model import Book, Failure
from tests.google.sheets.serials import plain

if TYPE_CHECKING:
    from tests.google.sheets.formula.evaluation import Scope

Test = Callable[[Value], bool]

SIGNED = re.compile(r"(<=|>=|<>|<|>|=)?(.*)\Z", re.DOTALL)


def wildcard(pattern: str) -> re.Pattern[str]:
    """A criterion's `*`, `?` and `~` as a regular expression on the whole text."""
    parts = re.findall(r"~[*?~]|\*|\?|[^*?~]+|~", pattern)
    shapes = {"*": ".*", "?": "."}
    shape = "".join(shapes.get(part) or re.escape(part.removeprefix("~")) for part in parts)
    return re.compile(shape, re.IGNORECASE | re.DOTALL)


def _ordered(sign: str, wanted: Value) -> Test:
    orders: dict[str, Callable[[int], bool]] = {
        "<": lambda order: order < 0,
        "<=": lambda order: order <= 0,
        ">": lambda order: order > 0,
        ">=": lambda order: order >= 0,
    }

    def test(value: Value) -> bool:
        same = is_number(value) == is_number(wanted) and isinstance(value, str) == isinstance(wanted, str)
        return (
            value is not None
            and same
            and not isinstance(value, Failure)
            and orders[sign](compare(value, wanted))
        )

    return test


def _equal(book: Book, wanted: Value) -> Test:
    if isinstance(wanted, str) and not set(wanted) & set("*?~"):
        folded = wanted.casefold()
        return lambda value: isinstance(value, str) and value.casefold() == folded
    if isinstance(wanted, str):
        shape = wildcard(wanted)
        return lambda value: isinstance(value, str) and bool(shape.fullmatch(value))

    def test(value: Value) -> bool:
        if isinstance(value, str) and is_number(wanted):
            return text_number(book, value) == wanted
        return (
            type(value) is not str and isinstance(value, bool) == isinstance(wanted, bool) and value == wanted
        )

    return test


def criterion(book: Book, wanted: Value) -> Test:
    """Read a criterion: a value to equal, or a text like `>5`, `<>x`, `a*`."""
    if not isinstance(wanted, str):
        return _equal(book, 0 if wanted is None else wanted)
    match = SIGNED.match(wanted)
    sign, operand = match.groups() if match else (None, wanted)
    if operand == "":
        blank: Test = lambda value: value is None or (value == "" and sign is None)  # noqa: E731 - two cases of one test
        return (lambda value: not blank(value)) if sign == "<>" else blank
    local = language(book.properties["locale"])
    booleans = {"TRUE": True, local.true: True, "FALSE": False, local.false: False}
    meant: Value = booleans.get(operand.upper(), text_number(book, operand))
    meant = operand if meant is None else meant
    if sign in ("<", "<=", ">", ">="):
        return _ordered(sign, meant)
    equal = _equal(book, meant)
    return (lambda value: not equal(value)) if sign == "<>" else equal


def _block(operand: Operand) -> Block:
    return operand if isinstance(operand, Block) else block([[operand]])


def _places(scope: Scope, pairs: tuple[Operand, ...], name: str) -> Iterator[tuple[int, int]]:
    """The rows and columns where every range meets its criterion."""
    ranges = [_block(operand) for operand in pairs[::2]]
    tests = [criterion(scope.book, scope.single(operand)) for operand in pairs[1::2]]
    first = ranges[0]
    if any((found.height, found.width) != (first.height, first.width) for found in ranges):
        raise FailureError("VALUE", f"Array arguments to {name} are of different size.")
    stored = max(len(found.rows) for found in ranges)
    height = first.height if all(test(None) for test in tests) else stored
    grids = [found.full(height) for found in ranges]
    for row, lines in enumerate(zip(*grids, strict=True)):
        for column, values in enumerate(zip(*lines, strict=True)):
            if all(test(value) for test, value in zip(tests, values, strict=True)):
                yield row, column


def _taken(scope: Scope, cells: Operand, pairs: tuple[Operand, ...], name: str) -> list[float]:
    source = _block(cells)
    found = []
    for row, column in _places(scope, pairs, name):
        value = source.at(row, column)
        if isinstance(value, Failure):
            raise FailureError(*value)
        if is_number(value):
            found.append(value)
    return found  # type: ignore[return-value]  # only numbers


def _average(found: list[float], name: str) -> float:
    if not found:
        raise FailureError("DIVIDE_BY_ZERO", f"Evaluation of function {name} caused a divide by zero error.")
    return statistics.fmean(found)


REDUCTIONS: dict[str, Callable[[list[float], str], float]] = {
    "SUMIF": lambda found, _: plain(math.fsum(found)),
    "AVERAGEIF": _average,
    "MAXIF": lambda found, _: max(found, default=0),
    "MINIF": lambda found, _: min(found, default=0),
}


def _many(name: str, reduce: Callable[[list[float], str], float]) -> None:
    @function(f"{name}S", 3, None)
    def run(scope: Scope, cells: Operand, *pairs: Operand) -> float:
        return reduce(_taken(scope, cells, pairs, f"{name}S"), f"{name}S")


def _one(name: str, reduce: Callable[[list[float], str], float]) -> None:
    @function(name, 2, 3)
    def run(scope: Scope, tested: Operand, wanted: Operand, cells: Operand = None) -> float:
        return reduce(_taken(scope, tested if cells is None else cells, (tested, wanted), name), name)


for _name, _reduce in REDUCTIONS.items():
    _many(_name, _reduce)
_one("SUMIF", REDUCTIONS["SUMIF"])
_one("AVERAGEIF", REDUCTIONS["AVERAGEIF"])


@function("COUNTIF", 2, 2)
def count_if(scope: Scope, cells: Operand, wanted: Operand) -> int:
    """COUNTIF(cells, criterion)."""
    return sum(1 for _ in _places(scope, (cells, wanted), "COUNTIF"))


@function("COUNTIFS", 2, None)
def count_ifs(scope: Scope, *pairs: Operand) -> int:
    """COUNTIFS(cells, criterion, …)."""
    return sum(1 for _ in _places(scope, pairs, "COUNTIFS"))
