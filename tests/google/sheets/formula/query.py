"""QUERY: rows selected, grouped and ordered."""

from __future__ import annotations

import datetime as dt
import math
import re
import statistics
from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.google.sheets.a1 import column_index, letters
from tests.google.sheets.formula.coercion import compare, key, number, text
from tests.google.sheets.formula.query_reading import read_query
from tests.google.sheets.formula.query_words import Column, Condition, Query
from tests.google.sheets.formula.registry import function
from tests.google.sheets.formula.values import Block, FailureError, Operand, Value, block, is_number
from tests.google.sheets.model import Failure
from tests.google.sheets.serials import serial

if TYPE_CHECKING:
    from tests.google.sheets.formula.evaluation import Scope

Row = list[Value]

DATED = re.compile(r"date(?:time)? (\d{4})-(\d{1,2})-(\d{1,2})")

REDUCTIONS: dict[str, Callable[[list[float]], float]] = {
    "sum": math.fsum,
    "avg": statistics.fmean,
    "count": len,
    "max": max,
    "min": min,
}
TESTS: dict[str, Callable[[str, str], bool]] = {
    "contains": lambda value, wanted: wanted in value,
    "starts with": str.startswith,
    "ends with": str.endswith,
    "matches": lambda value, wanted: bool(re.fullmatch(wanted, value)),
    "like": lambda value, wanted: bool(
        re.fullmatch(re.escape(wanted).replace("%", ".*").replace("_", "."), value, re.DOTALL)
    ),
}
ORDERS: dict[str, Callable[[int], bool]] = {
    "=": lambda order: order == 0,
    "!=": lambda order: order != 0,
    "<>": lambda order: order != 0,
    "<": lambda order: order < 0,
    "<=": lambda order: order <= 0,
    ">": lambda order: order > 0,
    ">=": lambda order: order >= 0,
}


class Table:
    """The rows that a query looks at, and how its columns are named."""

    def __init__(self, cells: Block, headers: int) -> None:
        """Part the header from the rows, and leave blank rows out."""
        rows = cells.full(len(cells.rows))
        self.width = cells.width
        self.left = cells.place[1].left if cells.place else None
        self.header = [
            " ".join(str(row[i]) for row in rows[:headers] if row[i] is not None) for i in range(self.width)
        ]
        self.rows = [row for row in rows[headers:] if any(value is not None for value in row)]

    def index(self, name: str) -> int:
        """The place of a column.

        Raises:
            FailureError: if there is none of that name.
        """
        numbered = re.fullmatch(r"Col(\d+)", name, re.IGNORECASE)
        place = int(numbered[1]) - 1 if numbered else -1
        if not numbered and self.left is not None and re.fullmatch(r"[A-Z]{1,3}", name):
            place = column_index(name) - self.left
        if not 0 <= place < self.width:
            raise FailureError(
                "VALUE", f"Unable to parse query string for Function QUERY parameter 2: NO_COLUMN: {name}"
            )
        return place

    def columns(self) -> list[Column]:
        """All columns, for `select *`."""
        first = self.left
        return [Column(f"Col{i + 1}" if first is None else letters(first + i)) for i in range(self.width)]


def _meant(value: Value) -> Value:
    if isinstance(value, str) and (match := DATED.fullmatch(value)):
        year, month, day = map(int, match.groups())
        return serial(dt.datetime(year, month, day))  # noqa: DTZ001 - serials carry no time zone
    return value


def _holds(table: Table, row: Row, condition: Condition) -> bool:
    if condition.sign in ("and", "or"):
        every = all if condition.sign == "and" else any
        return every(_holds(table, row, part) for part in condition.parts)
    if condition.sign == "not":
        return not _holds(table, row, condition.parts[0])
    value, wanted = row[table.index(condition.column)], _meant(condition.value)
    if condition.sign == "null":
        return value in (None, "")
    if condition.sign in TESTS:
        return isinstance(value, str) and TESTS[condition.sign](value, str(wanted))
    return _compared(value, wanted, condition.sign)


def _compared(value: Value, wanted: Value, sign: str) -> bool:
    if sign not in ORDERS:
        raise FailureError("VALUE", f"Unable to parse query string for Function QUERY parameter 2: {sign}")
    if value is None or isinstance(value, Failure) or is_number(value) != is_number(wanted):
        return sign in ("!=", "<>")
    if isinstance(value, str) and isinstance(wanted, str):
        return ORDERS[sign]((value > wanted) - (value < wanted))
    return ORDERS[sign](compare(value, wanted))


def _reduced(rows: list[Row], place: int, aggregate: str) -> Value:
    found = [row[place] for row in rows if row[place] is not None]
    if aggregate == "count":
        return len(found)
    numbers = [value for value in found if is_number(value)]
    return REDUCTIONS[aggregate](numbers) if numbers else None  # type: ignore[arg-type]  # only numbers


def _grouped(table: Table, rows: list[Row], query: Query, wanted: list[Column]) -> list[tuple[Row, Row]]:
    """The answered rows, each with the values that it is ordered by."""
    groups: dict[tuple[tuple[int, object], ...], list[Row]] = {}
    for row in rows:
        names = tuple(key(row[table.index(name)]) for name in query.group)
        groups.setdefault(names, []).append(row)
    ordered = sorted(groups.items(), key=lambda item: item[0])
    return [
        (
            [_value(table, members, column) for column in wanted],
            [_value(table, members, column) for column, _ in query.order],
        )
        for _, members in ordered
    ]


def _value(table: Table, members: list[Row], column: Column) -> Value:
    place = table.index(column.name)
    return _reduced(members, place, column.aggregate) if column.aggregate else members[0][place]


def _label(table: Table, column: Column, query: Query) -> str:
    if column in query.labels:
        return query.labels[column]
    own = table.header[table.index(column.name)]
    return f"{column.aggregate} {own}".strip()


def _ordered(rows: list[tuple[Row, Row]], query: Query) -> list[Row]:
    for place, (_, upward) in reversed(list(enumerate(query.order))):
        rows = sorted(rows, key=lambda row, at=place: key(row[1][at] or 0), reverse=not upward)  # type: ignore[misc]
    return [row for row, _ in rows]


def _headers(cells: Block) -> int:
    """How many header rows cells seem to have: one of texts above something else."""
    first = [cells.at(0, column) for column in range(cells.width)]
    texts = all(isinstance(value, str) for value in first if value is not None)
    return int(
        texts
        and any(not isinstance(value, str) for row in cells.rows[1:] for value in row if value is not None)
    )


@function("QUERY", 2, 3)
def query_function(scope: Scope, cells: Operand, words: Operand, headers: Operand = -1) -> Block:
    """QUERY(cells, query, header rows)."""
    source = cells if isinstance(cells, Block) else block([[cells]])
    count = int(number(scope.book, scope.single(headers), "QUERY", 3))
    count = _headers(source) if count < 0 else count
    table, query = Table(source, count), read_query(text(scope.book, scope.single(words)))
    rows = [row for row in table.rows if query.where is None or _holds(table, row, query.where)]
    wanted = query.select or table.columns()
    if query.group or any(column.aggregate for column in wanted):
        found = _grouped(table, rows, query, wanted) if rows else []
    else:
        found = [
            ([row[table.index(c.name)] for c in wanted], [row[table.index(c.name)] for c, _ in query.order])
            for row in rows
        ]
    answered = _ordered(found, query)[query.offset :][: query.limit]
    labels: Row = [_label(table, column, query) or None for column in wanted]
    answered = [labels, *answered] if any(labels) else answered
    if not answered:
        raise FailureError("N_A", "Query completed with an empty output.")
    return block(answered)
