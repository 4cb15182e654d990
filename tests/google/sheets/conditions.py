"""Whether a cell meets the condition of a rule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from tests.google.sheets import serials
from tests.google.sheets.display import display
from tests.google.sheets.entry import enter
from tests.google.sheets.formula.coercion import compare
from tests.google.sheets.formula.evaluation import Home, Scope
from tests.google.sheets.formula.parser import parse
from tests.google.sheets.formula.results import evaluate
from tests.google.sheets.formula.values import Block, Operand, Value, is_number
from tests.google.sheets.locales import language
from tests.google.sheets.model import Book, Failure, Formula, Json, Result
from tests.google.sheets.requests.refs import shifted

DAYS = {"TODAY": 0, "TOMORROW": 1, "YESTERDAY": -1, "PAST_WEEK": -7, "PAST_MONTH": -30, "PAST_YEAR": -365}

Test = Callable[[Value, list[Value]], bool]


def _within(value: Value, bounds: list[Value]) -> bool:
    return compare(value, bounds[0]) >= 0 and compare(value, bounds[1]) <= 0


ORDERED: dict[str, Test] = {
    "EQ": lambda value, bounds: compare(value, bounds[0]) == 0,
    "NOT_EQ": lambda value, bounds: compare(value, bounds[0]) != 0,
    "GREATER": lambda value, bounds: compare(value, bounds[0]) > 0,
    "GREATER_THAN_EQ": lambda value, bounds: compare(value, bounds[0]) >= 0,
    "LESS": lambda value, bounds: compare(value, bounds[0]) < 0,
    "LESS_THAN_EQ": lambda value, bounds: compare(value, bounds[0]) <= 0,
    "BETWEEN": _within,
    "NOT_BETWEEN": lambda value, bounds: not _within(value, bounds),
}
ORDERED |= {
    "BEFORE": ORDERED["LESS"],
    "AFTER": ORDERED["GREATER"],
    "ON_OR_BEFORE": ORDERED["LESS_THAN_EQ"],
    "ON_OR_AFTER": ORDERED["GREATER_THAN_EQ"],
    "IS_VALID": lambda _, __: True,
}
"""Conditions on numbers and dates, without the word that says which."""

TEXTS: dict[str, Callable[[str, str], bool]] = {
    "TEXT_CONTAINS": lambda value, wanted: wanted in value,
    "TEXT_NOT_CONTAINS": lambda value, wanted: wanted not in value,
    "TEXT_STARTS_WITH": str.startswith,
    "TEXT_ENDS_WITH": str.endswith,
    "TEXT_EQ": str.__eq__,
    "TEXT_NOT_EQ": str.__ne__,
}


class Conditions:
    """The conditions of a file's rules, on cells whose formulas are up to date."""

    def __init__(self, book: Book) -> None:
        """Get ready to read formulas and values under the file's locale."""
        self.book = book
        self.local = language(book.properties["locale"])

    def met(self, condition: Json, value: Result, home: Home, origin: tuple[int, int]) -> bool:
        """Tell whether the value at `home` meets a condition written for the cell at `origin`."""
        kind = str(condition.get("type", ""))
        given = [self._given(item, home, origin) for item in condition.get("values", [])]
        if kind in ("BLANK", "NOT_BLANK"):
            return (value in (None, "")) == (kind == "BLANK")
        if kind == "CUSTOM_FORMULA":
            return bool(given) and not isinstance(given[0], (Failure, str)) and bool(given[0])
        if isinstance(value, Failure) or any(isinstance(bound, Failure) for bound in given):
            return False
        if kind in TEXTS:
            shown = display(self.book, value).casefold()
            return bool(given) and TEXTS[kind](shown, display(self.book, given[0]).casefold())
        test = ORDERED.get(kind.partition("_")[2])
        return bool(test and is_number(value) and test(value, given))

    def _given(self, item: Json, home: Home, origin: tuple[int, int]) -> Value:
        if "relativeDate" in item:
            today = serials.now(self.book.properties["timeZone"]).date()
            first = serials.serial(dt.datetime.combine(today, dt.time()))
            return first + DAYS.get(item["relativeDate"], 0)
        text = str(item.get("userEnteredValue", ""))
        if not text.startswith("="):
            content = enter(self.book, text)[0]
            return None if isinstance(content, Formula) else content
        return self._formula(shifted(text, home[1] - origin[0], home[2] - origin[1]), home)

    def _formula(self, text: str, home: Home) -> Value:
        node = parse(text, self.local.decimal, (self.local.true, self.local.false))
        found: Operand = evaluate(Scope(self.book, home, lambda *place: place[3].result), node)
        return found.at(0, 0) if isinstance(found, Block) else found
