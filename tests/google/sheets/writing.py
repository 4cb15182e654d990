"""Writing values: what is sent, checked first and then put into the cells."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from types import EllipsisType
from typing import Any

from tests.google.errors import bad
from tests.google.sheets.a1 import Area, letters
from tests.google.sheets.entry import EXACT, TEXT_LIMIT, enter, is_link, raw
from tests.google.sheets.grid import extra, own_extra, row_cells, set_extra
from tests.google.sheets.message_text import message_text
from tests.google.sheets.model import Book, Content, Json, Sheet
from tests.google.sheets.session import choice

INPUTS = ("INPUT_VALUE_OPTION_UNSPECIFIED", "RAW", "USER_ENTERED")
SKIP = ...
"""A cell that is left alone: `null` was sent for it."""

Cell = Content | EllipsisType


@dataclass(frozen=True)
class Write:
    """A block of contents on its way into a tab."""

    sheet: Sheet
    top: int
    left: int
    rows: list[list[Cell]]
    typed: bool = False

    @property
    def area(self) -> Area:
        """The cells from the first to the last one sent; at least one."""
        width = max(map(len, self.rows), default=0)
        return Area(self.top, self.top + max(len(self.rows), 1), self.left, self.left + max(width, 1))


def input_option(value: Any) -> bool:
    """Tell whether values are entered as if typed.

    Raises:
        ApiError: if the option is missing or unknown.
    """
    option = choice(value, INPUTS, "value_input_option")
    if option == INPUTS[0]:
        raise bad("'valueInputOption' is required but not specified")
    return option == "USER_ENTERED"


def _converted(value: Any, row: int, column: int) -> Cell:
    if value is None:
        return SKIP
    if isinstance(value, (dict, list)):
        raise bad(f"Invalid values[{row}][{column}]: {message_text(value)}\n")
    return raw(value)


def _row(values: Sequence[Any], row: int) -> list[Cell]:
    return [
        value
        if ((kind := type(value)) is str and 0 < len(value) <= TEXT_LIMIT)
        or kind is bool
        or value is SKIP
        or (kind is int and -EXACT <= value <= EXACT)
        else _converted(value, row, column)
        for column, value in enumerate(values)
    ]


def matrix(values: Any, dimension: str) -> list[list[Cell]]:
    """The contents that a ValueRange carries, by rows.

    Raises:
        ApiError: if they are not lists of lists of plain values.
    """
    listed = values if isinstance(values, list) else []
    for index, line in enumerate(listed):
        if not isinstance(line, list):
            kind = "type.googleapis.com/google.protobuf.ListValue"
            raise bad(f"Invalid value at 'data.values[{index}]' ({kind}), {json.dumps(line)}")
    if dimension == "COLUMNS":
        listed = [list(row) for row in zip_longest(*listed, fillvalue=SKIP)]
    return [_row(line, index) for index, line in enumerate(listed)]


def check_bounds(write: Write, limits: tuple[int, int], text: str) -> None:
    """Refuse what goes beyond the last row or column that may be written."""
    bottom, right = limits
    prefix = f"Requested writing within range [{text}], but tried writing to"
    if write.rows and write.top + len(write.rows) > bottom:
        raise bad(f"{prefix} row [{bottom + 1}]")
    if write.rows and write.left + max(map(len, write.rows)) > right:
        raise bad(f"{prefix} column [{letters(right)}]")


def _is_text(sheet: Sheet, row: int, column: int) -> bool:
    number_format = extra(sheet, row, column).get("userEnteredFormat", {}).get("numberFormat", {})
    return bool(number_format.get("type") == "TEXT")


def _type_in(book: Book, write: Write, row: int, column: int, text: str) -> Content:
    if text.startswith("'") or not _is_text(write.sheet, row, column):
        value, number_format = enter(book, text)
        if number_format:
            _set_number_format(write.sheet, row, column, number_format)
        elif isinstance(value, str) and is_link(value):
            style = own_extra(write.sheet, row, column).setdefault("userEnteredFormat", {})
            style.setdefault("textFormat", {})["link"] = {"uri": value.strip()}
        return value
    return text


def _set_number_format(sheet: Sheet, row: int, column: int, number_format: Json) -> None:
    style = own_extra(sheet, row, column).setdefault("userEnteredFormat", {})
    if style.get("numberFormat", {}).get("type") != number_format["type"]:
        style["numberFormat"] = dict(number_format)


def _typed_row(book: Book, write: Write, row: int, cells: list[Cell]) -> list[Cell]:
    return [
        _type_in(book, write, row, write.left + index, cell) if type(cell) is str else cell
        for index, cell in enumerate(cells)
    ]


def _forget_runs(sheet: Sheet, row: int, left: int, cells: list[Cell]) -> None:
    for column, rest in list(sheet.extras.get(row, {}).items()):
        if left <= column < left + len(cells) and cells[column - left] is not SKIP:
            kept = {key: value for key, value in rest.items() if key not in ("textFormatRuns", "chipRuns")}
            set_extra(sheet, row, column, kept)


def apply(book: Book, write: Write) -> None:
    """Put the contents into the cells."""
    left = write.left
    for row, sent in enumerate(write.rows, write.top):
        cells = _typed_row(book, write, row, sent) if write.typed else sent
        if row in write.sheet.extras:
            _forget_runs(write.sheet, row, left, cells)
        if not left and row == len(write.sheet.rows):
            write.sheet.rows.append([None if cell is SKIP else cell for cell in cells])
            continue
        target = row_cells(write.sheet, row, left + len(cells))
        if SKIP in cells:
            cells = [target[left + i] if cell is SKIP else cell for i, cell in enumerate(cells)]
        target[left : left + len(cells)] = cells  # type: ignore[assignment]  # nothing is left to skip
