"""Rows and columns inserted, deleted and moved, with everything that points at them."""

from __future__ import annotations

from tests.google.sheets import grid
from tests.google.sheets.a1 import Span
from tests.google.sheets.grid import Dimension
from tests.google.sheets.model import Sheet
from tests.google.sheets.requests import table_columns
from tests.google.sheets.requests.batch import Batch
from tests.google.sheets.requests.changes import Change, Delete, Insert, Move
from tests.google.sheets.requests.formulas_in import rewrite_all
from tests.google.sheets.requests.places import follow_everywhere
from tests.google.sheets.requests.refs import rewritten


def follow(batch: Batch, sheet: Sheet, change: Change) -> None:
    """Let everything that points at a tab's cells follow a change of its rows or columns."""
    tables = table_columns.beginnings(sheet)
    follow_everywhere(batch.book, change)
    if change.dimension == "COLUMNS" and change.band is None:
        table_columns.follow(sheet, tables, change)
    batch.unsettled.append((sheet.title.casefold(), change))


def settle(batch: Batch) -> None:
    """Let the references in formulas follow all changes since the last time, in one go."""
    changes, batch.unsettled = batch.unsettled, []
    if not changes:
        return

    def place(meant: str, span: Span) -> tuple[str, Span] | None:
        for title, change in changes:
            there = change.span(span) if meant == title else span
            if there is None:
                return None
            span = there
        return meant, span

    rewrite_all(batch, lambda formula, home: rewritten(formula, home, place))


def _ready(batch: Batch, sheet: Sheet, dimension: Dimension) -> None:
    if dimension == "COLUMNS":
        batch.snapshot.own_all(sheet)


def insert(batch: Batch, sheet: Sheet, dimension: Dimension, at: int, count: int) -> None:
    """Insert empty rows or columns before index `at`."""
    _ready(batch, sheet, dimension)
    grid.insert(sheet, dimension, at, count)
    batch.snapshot.disown()
    grid.check_size(batch.book)
    follow(batch, sheet, Insert(sheet_id=sheet.id, dimension=dimension, at=at, count=count))


def delete(batch: Batch, sheet: Sheet, dimension: Dimension, start: int, end: int) -> None:
    """Delete rows or columns."""
    _ready(batch, sheet, dimension)
    grid.delete(sheet, dimension, start, end)
    batch.snapshot.disown()
    follow(batch, sheet, Delete(sheet_id=sheet.id, dimension=dimension, start=start, end=end))


def move(batch: Batch, sheet: Sheet, dimension: Dimension, start: int, end: int, destination: int) -> None:
    """Move rows or columns before index `destination`, counted before the move."""
    _ready(batch, sheet, dimension)
    grid.move(sheet, dimension, start, end, destination)
    batch.snapshot.disown()
    change = Move(sheet_id=sheet.id, dimension=dimension, start=start, end=end, destination=destination)
    follow(batch, sheet, change)
