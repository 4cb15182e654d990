"""Data validation rules of cells."""

from __future__ import annotations

from tests.google.errors import bad
from tests.google.sheets.grid import extra, extras_in, set_extra
from tests.google.sheets.model import Json
from tests.google.sheets.requests import conditions
from tests.google.sheets.requests.answers import tidy
from tests.google.sheets.requests.batch import Batch
from tests.google.sheets.requests.table_columns import typed

NAME = "dataValidation"


def set_data_validation(batch: Batch, request: Json) -> None:
    """Give every cell of a range a rule; without one, take theirs away."""
    sheet, area = batch.area(request.get("range"))
    rule = request.get("rule")
    batch.write(sheet, area)
    if typed(sheet, area):
        raise bad("This operation is not allowed on cells in typed columns")
    if not rule:
        for row, column, value in list(extras_in(sheet, area)):
            set_extra(sheet, row, column, {name: item for name, item in value.items() if name != NAME})
        return
    if "condition" not in rule:
        raise bad("A data validation rule must have a condition.")
    conditions.check(batch.book, rule["condition"], "validation")
    # The cells share one rule: it is only ever replaced, never written to.
    kept = tidy(rule)
    for row in range(area.top, area.bottom):
        for column in range(area.left, area.right):
            set_extra(sheet, row, column, extra(sheet, row, column) | {NAME: kept})


REQUESTS = {"setDataValidation": set_data_validation}
