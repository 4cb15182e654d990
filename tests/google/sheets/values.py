"""The methods that read values, and how these are answered: trimmed, under the render options."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from tests.google.sheets.cells import number_format
from tests.google.sheets.display import ERRORS, display, is_dated
from tests.google.sheets.grid import shown_block
from tests.google.sheets.marks import matches
from tests.google.sheets.model import Book, Content, Failure, Formula, Json, Plain, Sheet, result_of
from tests.google.sheets.notation import Area, locate, print_range
from tests.google.sheets.session import Session

EXACT = 10**15
"""Whole numbers below it show all their digits."""

Shown = Plain | None
DIRECT = frozenset({str, int, float, bool})


@dataclass(frozen=True)
class Rendering:
    """How values are answered."""

    dimension: str
    value: str
    date: str

    @property
    def blank(self) -> str | None:
        """What stands for an empty cell: columns are only trimmed once the rows are read."""
        return None if self.dimension == "COLUMNS" else ""


def rendering(options: Mapping[str, Any], prefix: str = "") -> Rendering:
    """Read the render options of a request; those for the values in a write's response have a prefix."""
    names = ("valueRenderOption", "dateTimeRenderOption")
    value, date = (options.get(prefix + name[0].upper() + name[1:] if prefix else name) for name in names)
    dimension = "" if prefix else options.get("majorDimension")
    return Rendering(dimension or "ROWS", value or "FORMATTED_VALUE", date or "SERIAL_NUMBER")


def _cell(book: Book, value: Content, rest: Json, how: Rendering) -> Shown:
    if value is None:
        return how.blank
    if how.value == "FORMULA" and isinstance(value, Formula) and value.text:
        return value.text
    result, pattern = result_of(value), number_format(rest, value)
    failed = isinstance(result, Failure)
    if how.value == "FORMATTED_VALUE" or (
        how.date == "FORMATTED_STRING" and is_dated(pattern) and not failed
    ):
        return display(book, result, pattern)
    if isinstance(result, Failure):
        return f"{ERRORS[result.kind]} ({result.message})" if result.message else ERRORS[result.kind]
    return "" if result is None else result


def _row(
    book: Book, cells: Sequence[Content], rest: Mapping[int, Json], left: int, how: Rendering
) -> list[Shown]:
    # Millions of cells come at once: the common kinds are told apart here.
    if how.value != "FORMATTED_VALUE" and (how.date == "SERIAL_NUMBER" or not rest):
        kinds = set(map(type, cells))
        if kinds <= DIRECT:
            return list(cells)  # type: ignore[arg-type]  # only plain values
        if Formula not in kinds:
            return [how.blank if cell is None else cell for cell in cells]  # type: ignore[misc]  # no formulas
    nothing: Json = {}
    return [_cell(book, cell, rest.get(left + index, nothing), how) for index, cell in enumerate(cells)]


def _trimmed(cells: list[Content]) -> list[Content]:
    end = len(cells)
    while end and cells[end - 1] is None:
        end -= 1
    return cells if end == len(cells) else cells[:end]


def _columns(rows: list[list[Shown]]) -> list[list[Shown]]:
    columns = [list(column) for column in zip_longest(*rows, fillvalue=None)]
    for column in columns:
        while column and column[-1] is None:
            column.pop()
    return [["" if cell is None else cell for cell in column] for column in columns]


def value_range(book: Book, sheet: Sheet, area: Area, how: Rendering) -> Json:
    """An area as a ValueRange, without the blanks at the ends; without `values` where it is empty."""
    stored = [_trimmed(cells) for cells in shown_block(sheet, area)]
    while stored and not stored[-1]:
        stored.pop()
    nothing: dict[int, Json] = {}
    rows = [
        _row(book, cells, sheet.extras.get(row, nothing), area.left, how)
        for row, cells in enumerate(stored, area.top)
    ]
    values = _columns(rows) if how.dimension == "COLUMNS" else rows
    answer: Json = {"range": print_range(sheet.title, area), "majorDimension": how.dimension}
    return answer | {"values": values} if values else answer


def get(session: Session) -> Json:
    """values.get."""
    book = session.calculated()
    return value_range(book, *locate(book, session.params["range"]), rendering(session.options))


def batch_get(session: Session) -> Json:
    """values.batchGet."""
    how, book = rendering(session.options), session.calculated()
    ranges = [value_range(book, *locate(book, text), how) for text in session.query.get("ranges", [])]
    return {"spreadsheetId": book.id, "valueRanges": ranges}


def batch_get_by_data_filter(session: Session) -> Json:
    """values.batchGetByDataFilter."""
    how, book = rendering(session.body), session.calculated()
    ranges = [
        {"valueRange": value_range(book, *place, how), "dataFilters": filters}
        for place, filters in matches(book, session.body.get("dataFilters", []))
    ]
    return {"spreadsheetId": book.id, "valueRanges": ranges}
