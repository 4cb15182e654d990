"""Every formula of a spreadsheet, wherever it stands, and how to replace them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.google.sheets.model import Formula, Json, Sheet
from tests.google.sheets.requests.batch import Batch

VALIDATION = "dataValidation"

Rewrite = Callable[[str, str], str]
"""From a formula and the title of its tab to what it has to read."""


def rewrite_all(batch: Batch, rewrite: Rewrite) -> None:
    """Pass every formula of the spreadsheet through `rewrite`: cells', conditions' and validations'."""
    for name, search in (("cells", _cells), ("rules", _rules)):
        if name not in batch.without:
            # Every tab is searched, whatever is found in the first.
            found = [search(batch, sheet, rewrite) for sheet in batch.book.sheets]
            if not any(found):
                batch.without.add(name)


def _cells(batch: Batch, sheet: Sheet, rewrite: Rewrite) -> bool:
    numbers = [number for number, cells in enumerate(sheet.rows) if Formula in map(type, cells)]
    for number in numbers:
        batch.snapshot.own_contents(sheet, number, number + 1)
        own = sheet.rows[number]
        for column, cell in enumerate(own):
            if isinstance(cell, Formula):
                own[column] = _formula(cell, sheet.title, rewrite)
    return bool(numbers)


def _formula(cell: Formula, home: str, rewrite: Rewrite) -> Formula:
    text = rewrite(cell.text, home)
    return cell if text == cell.text else Formula(text)


def _rules(batch: Batch, sheet: Sheet, rewrite: Rewrite) -> bool:
    rules = [_conditions(rule, sheet.title, rewrite) for rule in sheet.conditional_formats]
    sheet.conditional_formats = rules
    found = _validated(sheet)
    for row, columns in found.items():
        batch.snapshot.own(sheet, row, row + 1)
        for value in map(sheet.extras[row].__getitem__, columns):
            value[VALIDATION] = _conditions(value[VALIDATION], sheet.title, rewrite)
    return bool(found or rules)


def _validated(sheet: Sheet) -> dict[int, list[int]]:
    """The columns, by row, whose validation rule holds a formula."""
    found: dict[int, list[int]] = {}
    bound: dict[int, bool] = {}  # many cells share a rule: each is looked into once
    for row, cells in sheet.extras.items():
        for column, carried in cells.items():
            if VALIDATION in carried:
                rule = carried[VALIDATION]
                if id(rule) not in bound:
                    bound[id(rule)] = _bound(rule)
                if bound[id(rule)]:
                    found.setdefault(row, []).append(column)
    return found


def _bound(rule: Json) -> bool:
    values = rule.get("condition", {}).get("values", [])
    return any(str(value.get("userEnteredValue", "")).startswith("=") for value in values)


def _conditions(node: Any, home: str, rewrite: Rewrite) -> Any:
    if isinstance(node, list):
        return [_conditions(item, home, rewrite) for item in node]
    if not isinstance(node, dict):
        return node
    return {
        name: rewrite(value, home) if _formula_text(name, value) else _conditions(value, home, rewrite)
        for name, value in node.items()
    }


def _formula_text(name: str, value: object) -> bool:
    return name in {"userEnteredValue", "value"} and isinstance(value, str) and value.startswith("=")
