"""What the tests of requests share: a spreadsheet, batches applied to it, and what comes of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from tests.google.errors import ApiError
from tests.google.sheets.books import new_book
from tests.google.sheets.model import Book, Content, Formula, Json
from tests.google.sheets.requests import apply_batch

OWNER = "owner@example.com"
WRITER = "writer@example.com"

TAB = 0


def book(*rows: Sequence[Content]) -> Book:
    """A spreadsheet whose first tab (id 0, 10 rows of 6 columns) holds these rows."""
    made = new_book("id", "Budget")
    made.sheets[0].properties["gridProperties"] = {"rowCount": 10, "columnCount": 6}
    made.sheets[0].rows = [list(row) for row in rows]
    return made


def apply(target: Book, *requests: Json, caller: str = OWNER) -> list[Json]:
    """Apply a batch; gives the replies."""
    replies = apply_batch(target, caller, OWNER, requests, (OWNER, WRITER))
    target.formulas = None
    return replies


def refusal(target: Book, *requests: Json, caller: str = OWNER) -> str:
    """Apply a batch that is refused; gives the message."""
    with pytest.raises(ApiError) as caught:
        apply_batch(target, caller, OWNER, requests, (OWNER, WRITER))
    assert caught.value.code == 400
    return caught.value.message


def area(top: int, bottom: int, left: int, right: int, tab: int = TAB) -> Json:
    """A GridRange."""
    return {
        "sheetId": tab,
        "startRowIndex": top,
        "endRowIndex": bottom,
        "startColumnIndex": left,
        "endColumnIndex": right,
    }


def span(dimension: str, start: int, end: int, tab: int = TAB) -> Json:
    """A DimensionRange."""
    return {"sheetId": tab, "dimension": dimension, "startIndex": start, "endIndex": end}


def text(value: str) -> Json:
    """A cell that holds a text."""
    return {"userEnteredValue": {"stringValue": value}}


def held(target: Book, tab: int = 0) -> list[list[Any]]:
    """What the cells of a tab hold, formulas as text, without empty ends."""
    rows = [[_shown(cell) for cell in cells] for cells in target.sheets[tab].rows]
    for cells in rows:
        while cells and cells[-1] is None:
            cells.pop()
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _shown(cell: Content) -> Any:
    return cell.text if isinstance(cell, Formula) else cell
