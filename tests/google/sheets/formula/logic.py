"""Functions that choose, and those that ask what a value is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tests.google.sheets.formula.coercion import boolean, compare, number
from tests.google.sheets.formula.collecting import values
from tests.google.sheets.formula.registry import function
from tests.google.sheets.formula.syntax import Name, Node, Reference
from tests.google.sheets.formula.values import Block, FailureError, Operand, Value, block, is_number
from tests.google.sheets.grid import content
from tests.google.sheets.model import Failure, Formula

if TYPE_CHECKING:
    from tests.google.sheets.formula.evaluation import Scope

NO_MATCH = "No match."


@function("IF", 2, 3, nodes=True)
def if_(scope: Scope, condition: Node, then: Node, otherwise: Node | None = None) -> Operand:
    """IF(condition, then, otherwise)."""
    asked = scope.operand(condition)
    if isinstance(asked, Block) and (scope.spread or asked.place is None):
        return _spread_if(scope, asked, then, otherwise)
    if boolean(scope.book, scope.single(asked), "IF", 1):
        return scope.operand(then)
    return scope.operand(otherwise) if otherwise else False


def _spread_if(scope: Scope, asked: Block, then: Node, otherwise: Node | None) -> Block:
    choices = [scope.operand(then), scope.operand(otherwise) if otherwise else False]

    def one(row: int, column: int) -> Value:
        chosen = choices[0 if boolean(scope.book, asked.at(row, column), "IF", 1) else 1]
        if not isinstance(chosen, Block):
            return chosen
        return chosen.at(0 if chosen.height == 1 else row, 0 if chosen.width == 1 else column)

    return block([one(row, column) for column in range(asked.width)] for row in range(asked.height))


@function("IFS", 2, None, nodes=True)
def ifs(scope: Scope, *nodes: Node) -> Operand:
    """IFS(condition, value, …): the value of the first condition that holds."""
    for condition, value in zip(nodes[::2], nodes[1::2], strict=False):
        if boolean(scope.book, scope.value(condition), "IFS", 1):
            return scope.operand(value)
    raise FailureError("N_A", NO_MATCH)


@function("SWITCH", 3, None, nodes=True)
def switch(scope: Scope, *nodes: Node) -> Operand:
    """SWITCH(value, case, result, …, otherwise)."""
    wanted, cases = scope.value(nodes[0]), nodes[1:]
    for case, result in zip(cases[::2], cases[1::2], strict=False):
        if compare(wanted, scope.value(case)) == 0:
            return scope.operand(result)
    if len(cases) % 2:
        return scope.operand(cases[-1])
    raise FailureError("N_A", NO_MATCH)


@function("CHOOSE", 2, None, nodes=True)
def choose(scope: Scope, *nodes: Node) -> Operand:
    """CHOOSE(index, value, …)."""
    index = int(number(scope.book, scope.value(nodes[0]), "CHOOSE", 1))
    if not 1 <= index < len(nodes):
        raise FailureError(
            "NUM",
            f"Function CHOOSE parameter 1 value is {index}. "
            f"Valid values are between 1 and {len(nodes) - 1} inclusive.",
        )
    return scope.operand(nodes[index])


def _rescue(name: str, kinds: Callable[[Failure], bool]) -> None:
    @function(name, 1, 2, nodes=True)
    def run(scope: Scope, tried: Node, instead: Node | None = None) -> Operand:
        def saved() -> Operand:
            return scope.operand(instead) if instead else None

        try:
            operand = scope.operand(tried)
            if isinstance(operand, Block) and (scope.spread or operand.place is None):
                return _rescued(operand, kinds, saved)
            value = scope.single(operand)
        except FailureError as error:
            value = error.failure
        if not isinstance(value, Failure):
            return value
        if kinds(value):
            return saved()
        raise FailureError(*value)


def _rescued(found: Block, kinds: Callable[[Failure], bool], saved: Callable[[], Operand]) -> Block:
    instead: list[Any] = []

    def one(value: Value) -> Value:
        if not isinstance(value, Failure) or not kinds(value):
            return value
        if not instead:
            instead.append(saved())
        return None if isinstance(instead[0], Block) else instead[0]

    return block([one(value) for value in row] for row in found.full())


_rescue("IFERROR", lambda _: True)
_rescue("IFNA", lambda failure: failure.kind == "N_A")


def _truths(scope: Scope, operands: tuple[Operand, ...], name: str) -> list[bool]:
    found = [boolean(scope.book, value, name, 1) for value in values(operands) if value is not None]
    if not found:
        raise FailureError("VALUE", f"{name} has no valid input data.")
    return found


@function("AND", 1, None)
def and_(scope: Scope, *operands: Operand) -> bool:
    """AND: all hold."""
    return all(_truths(scope, operands, "AND"))


@function("OR", 1, None)
def or_(scope: Scope, *operands: Operand) -> bool:
    """OR: one holds."""
    return any(_truths(scope, operands, "OR"))


@function("XOR", 1, None)
def xor(scope: Scope, *operands: Operand) -> bool:
    """XOR: an odd number of them hold."""
    return sum(_truths(scope, operands, "XOR")) % 2 == 1


@function("NOT", 1, 1, single=True)
def not_(scope: Scope, value: Value) -> bool:
    """NOT(value)."""
    return not boolean(scope.book, value, "NOT", 1)


function("TRUE", 0, 0)(lambda _: True)
function("FALSE", 0, 0)(lambda _: False)


@function("NA", 0, 0)
def not_available(_: Scope) -> Value:
    """NA()."""
    raise FailureError("N_A")


def _asks(name: str, test: Callable[[Value], bool]) -> None:
    function(name, 1, 1, single=True)(lambda _, value: test(value))


_asks("ISBLANK", lambda value: value is None)
_asks("ISNUMBER", is_number)
_asks("ISTEXT", lambda value: isinstance(value, str))
_asks("ISNONTEXT", lambda value: not isinstance(value, str))
_asks("ISLOGICAL", lambda value: isinstance(value, bool))
_asks("ISERROR", lambda value: isinstance(value, Failure))
_asks("ISERR", lambda value: isinstance(value, Failure) and value.kind != "N_A")
_asks("ISNA", lambda value: isinstance(value, Failure) and value.kind == "N_A")


@function("ISFORMULA", 1, 1, nodes=True)
def is_formula(scope: Scope, node: Node) -> bool:
    """ISFORMULA(cell)."""
    operand = scope.operand(node)
    if not isinstance(operand, Block) or operand.place is None:
        return False
    sheet, area = operand.place
    return isinstance(content(sheet, area.top, area.left), Formula)


function("ISREF", 1, 1, nodes=True)(lambda _, node: isinstance(node, Reference))


@function("ARRAYFORMULA ARRAY_CONSTRAIN", 1, 3, nodes=True)
def array_formula(scope: Scope, node: Node, *_: Node) -> Operand:
    """ARRAYFORMULA(expression): the expression over whole ranges."""
    operand = scope.inside(spread=True).operand(node)
    return block(operand.full()) if isinstance(operand, Block) else operand


@function("LET", 3, None, nodes=True)
def let(scope: Scope, *nodes: Node) -> Operand:
    """LET(name, value, …, expression)."""
    here = scope
    for name, value in zip(nodes[:-1:2], nodes[1:-1:2], strict=False):
        here = here.inside(names={name.text.upper() if isinstance(name, Name) else "": here.operand(value)})
    return here.operand(nodes[-1])
