"""The rows that explain counts add up to the figures, and no row that people typed is passed over."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given

from abm_sheets.refresh import examine
from abm_sheets.workbook.memory import MemoryWorkbook
from abm_sheets.workbook.opener import open_workbook
from tests.explain.agreeing import disagreements
from tests.metrics.quarter import D
from tests.sheets import NOW
from tests.small_books import Book, books, snapshot_of
from tests.test_golden import DAYS, GOLDEN
from tests.trying import one_in


@pytest.mark.parametrize(("name", "day"), DAYS.items())
def test_explain_agrees_with_every_figure_of_a_golden_workbook(name: str, day: str) -> None:
    book = open_workbook(Path(GOLDEN / f"{name}.xlsx"))
    assert disagreements(examine(book, date.fromisoformat(day), now=NOW), book.read()) == []


@one_in(4)
@given(books())
def test_explain_agrees_with_every_figure_of_any_workbook(book: Book) -> None:
    snapshot = snapshot_of(book)
    assert disagreements(examine(MemoryWorkbook(snapshot), D, now=NOW), snapshot) == []
