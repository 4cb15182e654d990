"""Functions that show links and pictures, and those that would fetch: these never do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.google.sheets.formula.coercion import text
from tests.google.sheets.formula.registry import function
from tests.google.sheets.formula.values import FailureError, Operand, Value

if TYPE_CHECKING:
    from tests.google.sheets.formula.evaluation import Scope


@function("HYPERLINK", 1, 2, single=True)
def hyperlink(scope: Scope, address: Value, label: Value = None) -> Value:
    """HYPERLINK(address, label): shows the label."""
    return text(scope.book, address) if label is None else label


function("IMAGE", 1, 4)(lambda *_: None)
function("SPARKLINE", 1, 2)(lambda *_: None)


@function("IMPORTXML IMPORTDATA IMPORTHTML IMPORTFEED", 1, None)
def fetch(scope: Scope, address: Operand, *_: Operand) -> Value:
    """IMPORTXML and the like: refused."""
    raise FailureError("N_A", f"Could not fetch url: {text(scope.book, scope.single(address))}")


@function("IMPORTRANGE", 2, 2)
def import_range(_: Scope, *__: Operand) -> Value:
    """IMPORTRANGE: refused."""
    raise FailureError("N_A", "Cannot find range or sheet for imported range.")


@function("GOOGLEFINANCE GOOGLETRANSLATE DETECTLANGUAGE", 1, None)
def service(_: Scope, *__: Operand) -> Value:
    """GOOGLEFINANCE and the like: no data."""
    raise FailureError("N_A", "The query returned no data.")
