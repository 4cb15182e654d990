"""Conditional formats at work: what their rules change in the format of a cell."""

from __future__ import annotations

from collections.abc import Iterator

from tests.google.sheets.a1 import Area
from tests.google.sheets.conditions import Conditions
from tests.google.sheets.formats import merged
from tests.google.sheets.model import Book, Json, Result, Sheet
from tests.google.sheets.ranges import grid_area


class Painter:
    """The boolean rules of a tab, the first ones taking precedence."""

    def __init__(self, book: Book, sheet: Sheet) -> None:
        """Read where the rules apply."""
        self.sheet = sheet
        self.conditions = Conditions(book)
        self.rules = [
            ([grid_area(book, found)[1] for found in rule["ranges"]], rule["booleanRule"])
            for rule in sheet.conditional_formats
            if "booleanRule" in rule and rule.get("ranges")
        ]

    def format(self, row: int, column: int, value: Result) -> Json:
        """What the rules that a cell meets change in its format."""
        answer: Json = {}
        for rule in self._met(row, column, value):
            answer = merged(rule.get("format", {}), answer)
        return answer

    def _met(self, row: int, column: int, value: Result) -> Iterator[Json]:
        for areas, rule in self.rules:
            if any(_holds(area, row, column) for area in areas):
                origin = areas[0].top, areas[0].left
                if self.conditions.met(rule.get("condition", {}), value, (self.sheet, row, column), origin):
                    yield rule


def _holds(area: Area, row: int, column: int) -> bool:
    return area.top <= row < area.bottom and area.left <= column < area.right
