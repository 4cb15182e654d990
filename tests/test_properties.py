"""What never changes a number, and what may change only some, on small workbooks that hypothesis makes up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from abm_sheets.errors import NoUsableTabError
from abm_sheets.outputs.tabs import lay_out
from abm_sheets.refresh import examine
from abm_sheets.report import Report
from abm_sheets.workbook.interface import Snapshot
from abm_sheets.workbook.memory import MemoryWorkbook
from tests.metrics.quarter import D
from tests.sheets import NOW
from tests.small_books import (
    COLUMNS,
    Book,
    books,
    garbage,
    grids,
    snapshot_of,
    written,
)
from tests.trying import one_in

tried = one_in(8)


def report(snapshot: Snapshot, day: date = D) -> Report:
    return examine(MemoryWorkbook(snapshot), day, now=NOW).report


def figures(snapshot: Snapshot, day: date = D) -> dict[str, Any]:
    """A report without its issues."""
    return report(snapshot, day).model_dump(exclude={"issues"})


def shuffled(book: Book, draw: st.DataObject, tabs: Sequence[str]) -> Book:
    return {
        tab: draw.draw(st.permutations(rows), label=tab) if tab in tabs else rows
        for tab, rows in book.items()
    }


@tried
@given(books(), st.data())
def test_the_order_of_rows_never_changes_a_number(book: Book, draw: st.DataObject) -> None:
    moved = shuffled(book, draw, [tab for tab in book if tab != "accounts"])

    before, after = report(snapshot_of(book)), report(snapshot_of(moved))

    assert after.model_dump(exclude={"issues"}) == before.model_dump(exclude={"issues"})
    kinds = [Counter((each.rule, each.tab, each.column) for each in run.issues) for run in (before, after)]
    assert kinds[0] == kinds[1]


@tried
@given(books(), st.data())
def test_the_order_of_columns_and_foreign_columns_never_change_anything(
    book: Book, draw: st.DataObject
) -> None:
    orders = {tab: draw.draw(st.permutations([*columns, "Notes"])) for tab, columns in COLUMNS.items()}
    noted = {tab: [row | {"Notes": "à relire"} for row in rows] for tab, rows in book.items()}

    assert report(snapshot_of(noted, orders)) == report(snapshot_of(book))


@one_in(4)
@given(books(), st.data(), garbage)
def test_a_cell_of_garbage_never_raises(book: Book, draw: st.DataObject, cell: Any) -> None:
    cells = grids(book, COLUMNS)
    tab = draw.draw(st.sampled_from(sorted(cells)))
    row = draw.draw(st.integers(0, len(cells[tab]) - 1))
    column = draw.draw(st.integers(0, len(cells[tab][row]) - 1))
    cells[tab][row][column] = cell

    try:
        view = examine(MemoryWorkbook(written(cells)), D, now=NOW)
    except NoUsableTabError:
        assert (tab, row, COLUMNS[tab][column]) == ("accounts", 0, "account")
        return

    assert Report.model_validate_json(view.report.model_dump_json()) == view.report
    assert lay_out(view)
