"""Cells as the values methods answer them: trimmed rows or columns, under the render options."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from tests.google.sheets.a1 import Area, print_range
from tests.google.sheets.display import display, failure_text, is_dated
from tests.google.sheets.grid import shown_block
from tests.google.sheets.model import Book, Content, Failure, Formula, Json, Plain, Result, Sheet
from tests.google.sheets.session import choice

DIMENSIONS = ("ROWS", "COLUMNS", "DIMENSION_UNSPECIFIED")
VALUES = ("FORMATTED_VALUE", "UNFORMATTED_VALUE", "FORMULA")
DATES = ("SERIAL_NUMBER", "FORMATTED_STRING")
EXACT = 10**15
"""Whole numbers below it show all their digits."""
Shown = Plain | None
DIRECT = frozenset({str, int, float, bool})


@dataclass(frozen=True)
class Rendering:
    """How values are answered."""

    dimension: str = "ROWS"
    value: str = "FORMATTED_VALUE"
    date: str = "SERIAL_NUMBER"

    @property
    def blank(self) -> str | None:
        """What stands for an empty cell: columns are only trimmed once the rows are read."""
        return None if self.dimension == "COLUMNS" else ""


def rendering(options: Mapping[str, Any], prefix: str = "") -> Rendering:
    """Read the render options of a request; those for the values in a write's response have a prefix."""
    names = ["valueRenderOption", "dateTimeRenderOption"]
    if prefix:
        names = [prefix + name[0].upper() + name[1:] for name in names]
    value, date = (options.get(name) for name in names)
    return Rendering(
        choice(options.get("majorDimension"), DIMENSIONS, "major_dimension"),
        choice(value, VALUES, "value_render_option"),
        choice(date, DATES, "date_time_render_option"),
    )


def number_format(rest: Json, value: Content) -> Json | None:
    """The number format of a cell: its own, or what its formula brings."""
    own: Json | None = rest.get("userEnteredFormat", {}).get("numberFormat")
    return own or (value.format if isinstance(value, Formula) else None)


def _cell(book: Book, value: Content, rest: Json, how: Rendering) -> Shown:
    if value is None:
        return how.blank
    if how.value == "FORMULA" and isinstance(value, Formula) and value.text:
        return value.text
    result: Result = value.result if isinstance(value, Formula) else value
    pattern = number_format(rest, value)
    if how.value == "FORMATTED_VALUE" or (
        how.date == "FORMATTED_STRING" and is_dated(pattern) and not isinstance(result, Failure)
    ):
        return display(book, result, pattern)
    if isinstance(result, Failure):
        return f"{failure_text(result)} ({result.message})" if result.message else failure_text(result)
    return "" if result is None else result


def _row(
    book: Book, cells: Sequence[Content], rest: Mapping[int, Json], left: int, how: Rendering
) -> list[Shown]:
    if how.value != "FORMATTED_VALUE" and (how.date == "SERIAL_NUMBER" or not rest):
        kinds = set(map(type, cells))
        if kinds <= DIRECT:
            return list(cells)  # type: ignore[arg-type]  # only plain values
        if Formula not in kinds:
            return [how.blank if cell is None else cell for cell in cells]  # type: ignore[misc]  # no formulas
    if not rest and how.value == "FORMATTED_VALUE":
        return [
            cell
            if type(cell) is str
            else str(cell)
            if type(cell) is int and -EXACT < cell < EXACT
            else _cell(book, cell, {}, how)
            for cell in cells
        ]
    nothing: Json = {}
    return [_cell(book, cell, rest.get(left + index, nothing), how) for index, cell in enumerate(cells)]


def _trimmed(cells: list[Content]) -> list[Content]:
    end = len(cells)
    while end and cells[end - 1] is None:
        end -= 1
    return cells if end == len(cells) else cells[:end]


def _rows(book: Book, sheet: Sheet, area: Area, how: Rendering) -> list[list[Shown]]:
    stored = shown_block(sheet, area)
    while stored and not any(cell is not None for cell in stored[-1]):
        stored.pop()
    nothing: dict[int, Json] = {}
    return [
        _row(book, _trimmed(cells), sheet.extras.get(row, nothing), area.left, how)
        for row, cells in enumerate(stored, area.top)
    ]


def _columns(rows: list[list[Shown]]) -> list[list[Shown]]:
    columns = [list(column) for column in zip_longest(*rows, fillvalue=None)]
    for column in columns:
        while column and column[-1] is None:
            column.pop()
    return [["" if cell is None else cell for cell in column] for column in columns]


def values(book: Book, sheet: Sheet, area: Area, how: Rendering) -> list[list[Shown]]:
    """The values of an area, without the blanks at the ends."""
    rows = _rows(book, sheet, area, how)
    return _columns(rows) if how.dimension == "COLUMNS" else rows


def value_range(book: Book, sheet: Sheet, area: Area, how: Rendering) -> Json:
    """An area as a ValueRange; without `values` where it is empty."""
    answer: Json = {
        "range": print_range(sheet.title, area),
        "majorDimension": "COLUMNS" if how.dimension == "COLUMNS" else "ROWS",
    }
    found = values(book, sheet, area, how)
    return answer | {"values": found} if found else answer
