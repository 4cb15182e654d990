"""What cells are given: plain values, texts that wait for a moment, a sheet's rows; and what they hold."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from numbers import Real

from abm_sheets.workbook.interface import Cell, CellError
from abm_sheets.workbook.sheet import Item, Sheet, Style, Value

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

Plain = str | int | float | bool | None
"""A value without a type of its own for dates, which are serial numbers."""

_EPOCH = date(1899, 12, 30).toordinal()
_NUMBER = int | float | Real
"""The common kinds first: to ask of the abstract one takes longer."""

_LONGEST_LITERAL = 255
"""Characters that Excel takes in a text inside a formula."""

LONGEST_TEXT = 50_000
"""Characters that Google takes in a cell."""


def clean_text(text: str, longest: int) -> str:
    """A text that a cell can hold: no control character, not too long."""
    if not text.isprintable():
        text = _UNPRINTABLE.sub("", text)
    return text if len(text) <= longest else text[: longest - 1] + "…"


def shown(values: Sequence[Value], style: Style) -> Sequence[Value]:
    """The values as their style shows them: a tick for yes, nothing for no."""
    return ["✓" if value else None for value in values] if style is Style.TICK else values


def plain(value: Value, longest: int) -> Plain:
    """A value as a spreadsheet keeps it; what pandas and numpy hand over included.

    Dates become serial numbers, and blank texts, NaN, NaT and infinities nothing.
    """
    if value is None or value != value:  # noqa: PLR0124 (NaN and NaT alone differ from themselves)
        return None
    if isinstance(value, str):
        return clean_text(str(value), longest) or None
    if isinstance(value, date):
        return value.toordinal() - _EPOCH
    if isinstance(value, bool) or not isinstance(value, _NUMBER):
        return bool(value)
    number = float(value)
    if not math.isfinite(number):
        return None
    return int(number) if number.is_integer() else number


@dataclass(frozen=True, slots=True)
class ShownAfter:
    """A text of ours, and the minute on the workbook's own clock after which it shows."""

    moment: datetime
    text: str


Written = Plain | ShownAfter
"""What a cell is given."""


def waiting(item: Item) -> ShownAfter | None:
    """The text of an item that waits for its moment, None where it shows at once."""
    return None if item.shown_after is None else ShownAfter(item.shown_after, str(item.value))


def formula(later: ShownAfter, separator: str) -> str:
    """The formula of such a text; `;` between arguments is understood under every locale of Google's.

    The text stands between quotes, its own doubled: nothing in it can end it.
    """
    when = later.moment
    day = separator.join(map(str, (when.year, when.month, when.day)))
    time = separator.join(map(str, (when.hour, when.minute, 0)))
    text = clean_text(later.text, _LONGEST_LITERAL).replace('"', '""')
    return f'=IF(NOW()>DATE({day})+TIME({time}){separator}"{text}"{separator}"")'


Rows = list[list[Written]]


def rows_of(sheet: Sheet) -> Rows:
    """The values of a sheet, row by row, all rows of one width, None where there is nothing."""
    height, width = extent(sheet)
    grid: Rows = [[None] * width for _ in range(height)]
    for block in sheet.blocks:
        for row, items in enumerate(block.rows, block.row):
            for column, item in enumerate(items, block.column):
                if item is not None and (later := waiting(item)):
                    grid[row][column] = later
                elif item is not None:
                    _put(grid, row, column, [item.value], item.style)
    for table in sheet.tables:
        for column, each in table.placed():
            grid[table.row][column] = plain(each.header, LONGEST_TEXT)
            _put(grid, table.row + 1, column, each.values, each.style)
    return grid


def _put(grid: Rows, first: int, column: int, values: Sequence[Value], style: Style) -> None:
    """Set values one under the other; blank ones leave what is there."""
    for row, cell in enumerate(_all_plain(shown(values, style)), first):
        if cell is not None:
            grid[row][column] = cell


def _all_plain(values: Sequence[Value]) -> Sequence[Plain]:
    """Each value as `plain` gives it; those of one common kind are looked at together."""
    kinds = set(map(type, values)) - {type(None)}
    if kinds <= {int}:
        return values  # type: ignore[return-value]
    if kinds == {str}:
        texts = [str(value or "") for value in values]
        if "".join(texts).isprintable() and max(map(len, texts)) <= LONGEST_TEXT:
            return [text or None for text in texts]
    return [plain(value, LONGEST_TEXT) for value in values]


def extent(sheet: Sheet) -> tuple[int, int]:
    """How many rows and columns a sheet takes; Google wants one at least beside those that are frozen."""
    corners = [(sheet.frozen_rows + 1, sheet.frozen_columns + 1)]
    corners += [(chart.row + 1, chart.column + 1) for chart in sheet.charts]
    corners.extend((1, column + 1) for column in sheet.widths)
    for table in sheet.tables:
        last_row, last_column = table.end
        corners.append((last_row + 1, last_column + 1))
    for block in sheet.blocks:
        for row, items in enumerate(block.rows, block.row):
            for column, item in enumerate(items, block.column):
                if item is not None:
                    corners.append((row + item.height, column + item.span))
    return max(row for row, _ in corners), max(column for _, column in corners)


def content(cell: Cell) -> str:
    """What distinguishes cells by their content, the kinds of spaces and a figure's last digits aside."""
    match cell:
        case bool():
            return f"? {cell}"
        case int() | float():
            return f"# {cell:.12g}"
        case date():
            return f"# {plain(cell, LONGEST_TEXT)}"
        case CellError():
            return f"! {cell.code}"
        case str() if text := " ".join(cell.split()):
            return f"' {text}"
        case _:
            return ""
