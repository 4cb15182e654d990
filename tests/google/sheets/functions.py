"""What formulas give: references, operators, and the few functions by which people reach cells."""

from __future__ import annotations

import datetime as dt
import math
import operator
from collections.abc import Callable
from dataclasses import dataclass

from tests.google.errors import ApiError
from tests.google.sheets import serials
from tests.google.sheets.display import display
from tests.google.sheets.entry import read_number
from tests.google.sheets.formulas import Call, Failed, Literal, Node, Reference, parse
from tests.google.sheets.locales import language
from tests.google.sheets.model import Book, Failure, Json, Result, Sheet
from tests.google.sheets.notation import Area, clamp, find_sheet

Block = list[list[Result]]
"""The values of a range."""

Operand = Result | Block


class FailedError(Exception):
    """A calculation that fails; the cell shows its failure."""

    def __init__(self, kind: str, message: str = "") -> None:
        """Keep what the cell will show."""
        super().__init__(message)
        self.failure = Failure(kind, message)


@dataclass
class Scope:
    """Where a formula stands, how to get other cells, and the number format that its result takes over."""

    book: Book
    home: tuple[Sheet, int, int]
    solve: Callable[[Sheet, Area], Block]
    format: Json | None = None

    def operand(self, node: Node) -> Operand:
        """What a part gives: a value, or those of a range."""
        if isinstance(node, Literal):
            return node.value
        if isinstance(node, Reference):
            return self._cells(node)
        if isinstance(node, Call) and node.name in FUNCTIONS:
            return FUNCTIONS[node.name](self, *node.arguments)
        if isinstance(node, Call):
            raise FailedError("NAME", f"Unknown function: '{node.name}'.")
        raise FailedError(node.kind if isinstance(node, Failed) else "VALUE", "It cannot be calculated.")

    def _cells(self, node: Reference) -> Block:
        sheet = self.home[0] if node.title is None else find_sheet(self.book, node.title)
        if sheet is None:
            raise FailedError("REF", f"Unresolved sheet name '{node.title}'.")
        try:
            area = clamp(sheet, node.span)
        except ApiError:
            raise FailedError("REF", "Reference does not exist.") from None
        style = sheet.extras.get(area.top, {}).get(area.left, {}).get("userEnteredFormat", {})
        self.takes(style.get("numberFormat"))
        return self.solve(sheet, area)

    def value(self, node: Node) -> Result:
        """One value, of a range the one beside the formula."""
        operand = self.operand(node)
        if not isinstance(operand, list):
            return operand
        if len(operand) == len(operand[0]) == 1:
            return operand[0][0]
        raise FailedError("VALUE", "An array value could not be found.")

    def number(self, node: Node) -> float:
        """One value as a number, blank for 0."""
        value = self.value(node)
        if isinstance(value, Failure):
            raise FailedError(*value)
        if isinstance(value, str):
            read = read_number(value.strip(), language(self.book.properties["locale"]))
            if read is None:
                raise FailedError("VALUE", f"'{value}' is a text and cannot be coerced to a number.")
            return read[0]
        return value or 0

    def text(self, node: Node) -> str:
        """One value as text."""
        value = self.value(node)
        if isinstance(value, Failure):
            raise FailedError(*value)
        return display(self.book, value)

    def takes(self, number_format: Json | None) -> None:
        """Let the result look as the first thing that was read."""
        self.format = self.format or number_format


def _compared(sign: Callable[[int, int], bool]) -> Callable[[Scope, Node, Node], Result]:
    return lambda scope, one, other: sign(_order(scope.value(one), scope.value(other)), 0)


def _order(one: Result, other: Result) -> int:
    for value in (one, other):
        if isinstance(value, Failure):
            raise FailedError(*value)
    blank: dict[type, Result] = {str: "", bool: False}
    one = blank.get(type(other), 0) if one is None else one
    other = blank.get(type(one), 0) if other is None else other
    keys = [(_kind(value), value.casefold() if isinstance(value, str) else value) for value in (one, other)]
    return (keys[0] > keys[1]) - (keys[0] < keys[1])


def _kind(value: Result) -> int:
    return 2 if isinstance(value, bool) else int(isinstance(value, str))


def _calculated(act: Callable[[float, float], float]) -> Callable[[Scope, Node, Node], Result]:
    return lambda scope, one, other: act(scope.number(one), scope.number(other))


def _divided(scope: Scope, one: Node, other: Node) -> Result:
    top, bottom = scope.number(one), scope.number(other)
    if bottom == 0:
        raise FailedError("DIVIDE_BY_ZERO", "Function DIVIDE parameter 2 cannot be zero.")
    return top / bottom


def _sum(scope: Scope, *nodes: Node) -> Result:
    found: list[float] = []
    for node in nodes:
        operand = scope.operand(node)
        if not isinstance(operand, list):
            found.append(scope.number(node))
            continue
        for value in (value for row in operand for value in row):
            if isinstance(value, Failure):
                raise FailedError(*value)
            if isinstance(value, int | float) and not isinstance(value, bool):
                found.append(value)
    return math.fsum(found)


NOTHING, NO = Literal(None), Literal(value=False)


def _if(scope: Scope, condition: Node, then: Node, otherwise: Node = NO) -> Operand:
    return scope.operand(then if scope.number(condition) else otherwise)


def _if_error(scope: Scope, tried: Node, instead: Node = NOTHING) -> Operand:
    try:
        value = scope.value(tried)
    except FailedError:
        return scope.operand(instead)
    return scope.operand(instead) if isinstance(value, Failure) else value


def _today(scope: Scope) -> Result:
    return math.floor(_now(scope, "DATE"))


def _now(scope: Scope, kind: str = "DATE_TIME") -> float:
    scope.takes({"type": kind})
    return serials.serial(serials.now(scope.book.properties["timeZone"]))


def _date(scope: Scope, *nodes: Node) -> Result:
    year, month, day = (int(scope.number(node)) for node in nodes)
    scope.takes({"type": "DATE"})
    return serials.serial(dt.datetime(year, month, 1)) + day - 1  # noqa: DTZ001 - serials carry no time zone


def _time(scope: Scope, *nodes: Node) -> Result:
    hour, minute, second = (scope.number(node) for node in nodes)
    return (hour * 3600 + minute * 60 + second) / serials.DAY


def _not_available(_: Scope) -> Result:
    raise FailedError("N_A")


FUNCTIONS: dict[str, Callable[..., Operand]] = {
    "=": _compared(operator.eq),
    "<>": _compared(operator.ne),
    "<": _compared(operator.lt),
    "<=": _compared(operator.le),
    ">": _compared(operator.gt),
    ">=": _compared(operator.ge),
    "&": lambda scope, one, other: scope.text(one) + scope.text(other),
    "+": _calculated(operator.add),
    "-": _calculated(operator.sub),
    "*": _calculated(operator.mul),
    "/": _divided,
    "^": _calculated(operator.pow),
    "%": lambda scope, node: scope.number(node) / 100,
    "SIGN": lambda scope, node: -scope.number(node),
    "SUM": _sum,
    "IF": _if,
    "IFERROR": _if_error,
    "TODAY": _today,
    "NOW": _now,
    "DATE": _date,
    "TIME": _time,
    "LEN": lambda scope, node: len(scope.text(node)),
    "NA": _not_available,
    "SPARKLINE": lambda _, *__: None,
}


def evaluate(scope: Scope, text: str) -> Result:
    """What a formula (`=A1*2`) gives: a value, or the failure that stopped it."""
    local = language(scope.book.properties["locale"])
    try:
        value = scope.value(parse(text, local.decimal, (local.true, local.false)))
        return serials.plain(float(value)) if isinstance(value, float) else value
    except FailedError as error:
        return error.failure
    except (ArithmeticError, ValueError):
        return Failure("NUM", "The result is out of range.")
    except (TypeError, RecursionError):
        return Failure("N_A", "Wrong number of arguments, or of the wrong kind.")
