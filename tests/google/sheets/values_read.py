"""The methods that read values."""

from __future__ import annotations

from tests.google.sheets.data_filters import matches
from tests.google.sheets.model import Book, Json
from tests.google.sheets.ranges import locate
from tests.google.sheets.rendering import Rendering, rendering, value_range
from tests.google.sheets.session import Session


def _options(session: Session) -> Rendering:
    return rendering({name: values[-1] for name, values in session.query.items() if values})


def _read(book: Book, text: str, how: Rendering) -> Json:
    sheet, area = locate(book, text)
    return value_range(book, sheet, area, how)


def get(session: Session) -> Json:
    """values.get."""
    return _read(session.calculated(), session.params["range"], _options(session))


def batch_get(session: Session) -> Json:
    """values.batchGet."""
    how, book = _options(session), session.calculated()
    answer: Json = {"spreadsheetId": book.id}
    ranges = [_read(book, text, how) for text in session.query.get("ranges", [])]
    return answer | {"valueRanges": ranges} if ranges else answer


def batch_get_by_data_filter(session: Session) -> Json:
    """values.batchGetByDataFilter."""
    how, book = rendering(session.body), session.calculated()
    ranges = [
        {"valueRange": value_range(book, sheet, area, how), "dataFilters": filters}
        for (sheet, area), filters in matches(book, session.body.get("dataFilters", []))
    ]
    answer: Json = {"spreadsheetId": book.id}
    return answer | {"valueRanges": ranges} if ranges else answer
