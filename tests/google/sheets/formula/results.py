"""What a formula gives to its cell: a value, a block, or the failure that stopped it."""

from __future__ import annotations

import math
import re

from tests.google.sheets.formula.evaluation import Scope
from tests.google.sheets.formula.syntax import Node
from tests.google.sheets.formula.values import Block, FailureError, Operand, Value, checked
from tests.google.sheets.model import Failure


def _finite(value: Value) -> Value:
    if isinstance(value, float) and not math.isfinite(value):
        raise OverflowError
    return value


def evaluate(scope: Scope, node: Node) -> Operand:
    """Calculate a formula to what its cell shows: a value, or a block that spills over its neighbours."""
    try:
        operand = scope.operand(node)
        if isinstance(operand, Block) and operand.place is None:
            return operand if operand.height * operand.width > 1 else _finite(operand.at(0, 0))
        return _finite(checked(scope.single(operand)))
    except FailureError as error:
        return error.failure
    except (ArithmeticError, ValueError):
        return Failure("NUM", "The result is out of range.")
    except (TypeError, LookupError, AttributeError, re.error):
        # An argument of a kind that the function does not expect must not end the whole calculation.
        return Failure("VALUE", "An argument is of the wrong kind.")
    except RecursionError:
        return Failure("ERROR", "Formula parse error.")
