"""A whole query, clause by clause in their order."""

from __future__ import annotations

from tests.google.sheets.formula.query_words import END, Column, Query, Reader, unreadable


def _columns(reader: Reader) -> list[Column]:
    columns = [reader.column()]
    while reader.accepts(","):
        columns.append(reader.column())
    return columns


def _order(reader: Reader) -> list[tuple[Column, bool]]:
    orders = []
    while True:
        column = reader.column()
        upward = not reader.accepts("desc")
        if upward:
            reader.accepts("asc")
        orders.append((column, upward))
        if not reader.accepts(","):
            return orders


def _labels(reader: Reader) -> dict[Column, str]:
    labels = {}
    while True:
        column = reader.column()
        labels[column] = reader.string()
        if not reader.accepts(","):
            return labels


def _rows(reader: Reader, query: Query) -> None:
    if reader.accepts("where"):
        query.where = reader.condition()
    if reader.accepts("group", "by"):
        query.group = [column.name for column in _columns(reader)]
    if reader.accepts("order", "by"):
        query.order = _order(reader)


def _answer(reader: Reader, query: Query) -> None:
    if reader.accepts("limit"):
        query.limit = reader.whole()
    if reader.accepts("offset"):
        query.offset = reader.whole()
    if reader.accepts("label"):
        query.labels = _labels(reader)


def read_query(text: str) -> Query:
    """Read a query.

    Raises:
        FailureError: if it cannot be read.
    """
    reader, query = Reader(text), Query()
    if reader.accepts("select") and not reader.accepts("*"):
        query.select = _columns(reader)
    _rows(reader, query)
    _answer(reader, query)
    if reader.word != END:
        raise unreadable(reader.word[1])
    return query
