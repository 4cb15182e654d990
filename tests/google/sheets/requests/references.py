"""References inside formulas: moved along when cells move, shifted when a formula is copied."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from tests.google.sheets.grid import set_extra
from tests.google.sheets.model import Content, Formula, Json, Sheet
from tests.google.sheets.notation import Span, column_index, letters, quoted
from tests.google.sheets.requests.batch import Batch

GONE = "#REF!"

CORNER = r"\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6}"
COLUMN = r"\$?[A-Za-z]{1,3}"
ROW = r"\$?[1-9][0-9]{0,6}"
CELLS = rf"{CORNER}:{CORNER}|{CORNER}:{COLUMN}|{CORNER}|{COLUMN}:{COLUMN}|{ROW}:{ROW}"
TITLE = r"'(?:[^']|'')+'!|[^\W\d]\w*!"
TOKEN = re.compile(rf'"(?:[^"]|"")*"|(?<![\w$.!\'])({TITLE})?({CELLS})(?![\w(.!:])')
PARTS = re.compile(r"(\$?)([A-Za-z]{1,3})?(\$?)([0-9]+)?\Z")

VALIDATION = "dataValidation"

Corner = tuple[str, int | None, str, int | None]
"""A corner's column and row, each after its `$`."""

Place = Callable[[str, Span], tuple[str, Span] | None]
"""From the title (folded) and the cells that a reference means to what it has to mean; None: gone."""

Rewrite = Callable[[str, str], str]
"""From a formula and the title of its tab to what it has to read."""


@lru_cache(maxsize=65_536)
def _corner(text: str) -> Corner:
    match = PARTS.match(text)
    first, column, second, row = match.groups() if match else ("", None, "", None)
    if column is None:
        return "", None, first or second, int(row) - 1 if row else None
    return first, column_index(column), second, int(row) - 1 if row else None


def _print(corner: Corner) -> str:
    fixed_column, column, fixed_row, row = corner
    text = "" if column is None else fixed_column + letters(column)
    return text if row is None else f"{text}{fixed_row}{row + 1}"


def _by(index: int | None, more: int) -> int | None:
    return None if index is None else index + more


def rewritten(formula: str, home: str, place: Place) -> str:
    """A formula of the tab `home` with each reference put where `place` says."""

    def replace(match: re.Match[str]) -> str:
        title, cells = match.groups()
        return _replaced(title or "", cells, home, place) if cells else match[0]

    return TOKEN.sub(replace, formula)


def _replaced(title: str, cells: str, home: str, place: Place) -> str:
    texts = cells.split(":")
    first, last = _corner(texts[0]), _corner(texts[-1])
    bare = title.removesuffix("!")
    bare = bare[1:-1].replace("''", "'") if bare.startswith("'") else bare
    meant = (bare if title else home).casefold()
    found = place(meant, Span(first[3], _by(last[3], 1), first[1], _by(last[1], 1)))
    if found is None:
        return GONE
    now, there = found
    corners = [
        (first[0], there.left, first[2], there.top),
        (last[0], _by(there.right, -1), last[2], _by(there.bottom, -1)),
    ]
    prefix = title if now.casefold() == meant else f"{quoted(now)}!"
    return prefix + ":".join(_print(corner) for corner in corners[: len(texts)])


def shifted(formula: str, rows: int, columns: int) -> str:
    """A formula as it reads when copied so many rows down and columns right; `$` holds references."""

    def moved(text: str) -> Corner:
        fixed_column, column, fixed_row, row = _corner(text)
        column = _by(column, 0 if fixed_column else columns)
        return fixed_column, column, fixed_row, _by(row, 0 if fixed_row else rows)

    def replace(match: re.Match[str]) -> str:
        title, cells = match.groups()
        if not cells:
            return match[0]
        corners = [moved(text) for text in cells.split(":")]
        outside = any((index or 0) < 0 for corner in corners for index in (corner[1], corner[3]))
        return GONE if outside else (title or "") + ":".join(map(_print, corners))

    return TOKEN.sub(replace, formula) if rows or columns else formula


def copied(content: Content, rows: int, columns: int) -> Content:
    """What a copy of a cell holds so many rows down and columns right."""
    return Formula(shifted(content.text, rows, columns)) if isinstance(content, Formula) else content


def rewrite_all(batch: Batch, rewrite: Rewrite) -> None:
    """Pass every formula of the spreadsheet through `rewrite`: cells', conditions' and validations'."""
    for name, search in (("cells", _cells), ("rules", _rules)):
        if name not in batch.without:
            # Every tab is searched, whatever is found in the first.
            found = [search(batch, sheet, rewrite) for sheet in batch.book.sheets]
            if not any(found):
                batch.without.add(name)


def retitle(batch: Batch, old: str, new: str | None) -> None:
    """Let the references to a tab follow its new title; None where the tab is gone."""
    folded = old.casefold()

    def place(title: str, span: Span) -> tuple[str, Span] | None:
        if title != folded:
            return title, span
        return None if new is None else (new, span)

    rewrite_all(batch, lambda formula, _: rewritten(formula, "", place))


def _cells(batch: Batch, sheet: Sheet, rewrite: Rewrite) -> bool:
    numbers = [number for number, cells in enumerate(sheet.rows) if Formula in map(type, cells)]
    for number in numbers:
        batch.snapshot.own_contents(sheet, number, number + 1)
        own = sheet.rows[number]
        for column, cell in enumerate(own):
            if isinstance(cell, Formula) and (text := rewrite(cell.text, sheet.title)) != cell.text:
                own[column] = Formula(text)
    return bool(numbers)


def _rules(batch: Batch, sheet: Sheet, rewrite: Rewrite) -> bool:
    rules = [_conditions(rule, sheet.title, rewrite) for rule in sheet.conditional_formats]
    sheet.conditional_formats = rules
    found = _validated(sheet)
    for row, columns in found.items():
        batch.snapshot.own_extras(sheet, row, row + 1)
        for column in columns:
            carried = sheet.extras[row][column]
            rule = _conditions(carried[VALIDATION], sheet.title, rewrite)
            set_extra(sheet, row, column, carried | {VALIDATION: rule})
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
    return any(_is_formula("userEnteredValue", value.get("userEnteredValue")) for value in values)


def _conditions(node: Any, home: str, rewrite: Rewrite) -> Any:
    if isinstance(node, list):
        return [_conditions(item, home, rewrite) for item in node]
    if not isinstance(node, dict):
        return node
    return {
        name: rewrite(value, home) if _is_formula(name, value) else _conditions(value, home, rewrite)
        for name, value in node.items()
    }


def _is_formula(name: str, value: object) -> bool:
    return name == "userEnteredValue" and isinstance(value, str) and value.startswith("=")
