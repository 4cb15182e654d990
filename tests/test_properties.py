"""What never changes a number, and what may change only some, on small workbooks that hypothesis makes up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import Phase, assume, find, given, settings
from hypothesis import strategies as st

from abm_sheets.errors import NoUsableTabError
from abm_sheets.outputs.tabs import lay_out
from abm_sheets.refresh import examine
from abm_sheets.report import Report
from abm_sheets.workbook.interface import Snapshot
from abm_sheets.workbook.memory import MemoryWorkbook
from tests.invariants import ALWAYS
from tests.metrics.quarter import D
from tests.sheets import NOW
from tests.small_books import (
    COLUMNS,
    NAMES,
    Book,
    Row,
    books,
    costs,
    garbage,
    grids,
    interactions,
    opportunities,
    snapshot_of,
    written,
)
from tests.trying import one_in

TOTALS = ("metrics", "velocity", "influence", "status", "weeks", "months", "headline")
FUNNEL = ("target_accounts", "opportunities", "accounts_with_opportunity", "won_deals", "accounts_won")

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
def test_the_order_of_accounts_never_changes_a_total(book: Book, draw: st.DataObject) -> None:
    moved = shuffled(book, draw, ["accounts"])

    before, after = figures(snapshot_of(book)), figures(snapshot_of(moved))

    assert {part: after[part] for part in TOTALS} == {part: before[part] for part in TOTALS}


@tried
@given(books(), st.data())
def test_the_order_of_columns_and_foreign_columns_never_change_anything(
    book: Book, draw: st.DataObject
) -> None:
    orders = {tab: draw.draw(st.permutations([*columns, "Notes"])) for tab, columns in COLUMNS.items()}
    noted = {tab: [row | {"Notes": "à relire"} for row in rows] for tab, rows in book.items()}

    assert report(snapshot_of(noted, orders)) == report(snapshot_of(book))


@tried
@given(books(), costs)
def test_the_shares_of_a_line_add_up_to_it_to_the_cent(book: Book, line: Row) -> None:
    found = report(snapshot_of(book | {"marketing_costs": [line], "sales_costs": []}))

    shares = sum(round(account.marketing_costs * 100) for account in found.accounts)
    unallocated = round((found.metrics.unallocated_costs or 0) * 100)
    typed = round(float(str(line["amount"])) * 100)
    left_out = any(issue.rule == "cost_outside_targets" for issue in found.issues)
    in_period = found.period.start <= date.fromisoformat(str(line["date"])) <= D
    assert shares + unallocated == (0 if left_out or not in_period else typed)


@tried
@given(books())
def test_renaming_accounts_changes_names_only(book: Book) -> None:
    names = {name: f"Société {at} & Fils" for at, name in enumerate(NAMES)} | {
        "alize sas": "Société 0 & Fils"
    }
    known = {row["account"] for row in book["accounts"]}
    assume(
        "Alizé" in known or all(row.get("account") != "alize sas" for rows in book.values() for row in rows)
    )
    renamed = {
        tab: [
            row | ({"account": names.get(str(row["account"]), row["account"])} if "account" in row else {})
            for row in rows
        ]
        for tab, rows in book.items()
    }

    expected = _with_names(figures(snapshot_of(book)), names)

    assert figures(snapshot_of(renamed)) == expected


def _with_names(found: dict[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    accounts = [account | {"account": names[account["account"]]} for account in found["accounts"]]
    moves = {kind: [names[name] for name in moved] for kind, moved in found["moves"].items()}
    return found | {"accounts": accounts, "moves": moves}


@tried
@given(books(), st.data())
def test_duplicating_a_row_changes_nothing_but_issues(book: Book, draw: st.DataObject) -> None:
    told_apart = [
        (tab, row)
        for tab, rows in book.items()
        for row in rows
        if not tab.endswith("_costs") and (tab != "opportunities" or row["id"])
    ]
    tab, row = draw.draw(st.sampled_from(told_apart))
    after = draw.draw(st.integers(book[tab].index(row) + 1, len(book[tab])))
    repeated = book | {tab: [*book[tab][:after], row, *book[tab][after:]]}

    assert figures(snapshot_of(repeated)) == figures(snapshot_of(book))


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


@tried
@given(books())
def test_a_closed_week_is_the_same_from_any_later_day(book: Book) -> None:
    now, later = report(snapshot_of(book)), report(snapshot_of(book), D + timedelta(days=3))

    assert [each for each in later.weeks if not each.provisional] == now.weeks
    kept = {each.month: each for each in later.months if not each.provisional}
    assert all(kept.get(each.month, each) == each for each in now.months if not each.provisional)


@tried
@given(books(), st.integers(-40, 2))
def test_counts_never_decrease_within_a_quarter(book: Book, back: int) -> None:
    day = D + timedelta(days=back)
    before, after = report(snapshot_of(book), day), report(snapshot_of(book), day + timedelta(days=1))
    assume(before.period.start == after.period.start)

    for name in FUNNEL:
        assert getattr(after.metrics, name) >= getattr(before.metrics, name)
    assert after.as_of == after.period.end == day + timedelta(days=1)


@tried
@given(books(), st.data())
def test_what_happens_after_the_day_does_not_count(book: Book, draw: st.DataObject) -> None:
    later = D + timedelta(days=draw.draw(st.integers(1, 40)))
    added = {
        "interactions": draw.draw(interactions) | {"date": later, "id": None},
        "opportunities": draw.draw(opportunities()) | {"created": later, "closed": later, "id": None},
        "marketing_costs": draw.draw(costs) | {"date": later},
        "sales_costs": draw.draw(costs) | {"date": later},
    }
    grown = {tab: [*rows, added[tab]] if tab in added else rows for tab, rows in book.items()}

    assert figures(snapshot_of(grown)) == figures(snapshot_of(book))


@one_in(4)
@given(books())
def test_what_is_always_true(book: Book) -> None:
    found = report(snapshot_of(book))

    assert [holds.__name__ for holds in ALWAYS if not holds(found)] == []


@pytest.mark.parametrize("stage", ["engaged", "opportunity", "customer", "targeted"])
def test_some_book_holds_an_account_of_each_stage(stage: str) -> None:
    some_book(lambda found: stage in {account.stage for account in found.accounts})


@pytest.mark.parametrize("rule", ["unknown_account", "unknown_stage", "unknown_type", "missing_fx_rate"])
def test_some_book_shows_each_fault_of_a_name(rule: str) -> None:
    some_book(lambda found: rule in {issue.rule for issue in found.issues})


def some_book(holds: Callable[[Report], bool]) -> None:
    """Look for a book whose report holds something; that there is none is an error."""
    thorough = settings(max_examples=2_000, database=None, phases=[Phase.generate])
    find(books(), lambda book: holds(report(snapshot_of(book))), settings=thorough)
