"""Rows of the history that no run left so, in memory and in a dashboard's file."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abm_sheets.history import COLUMNS
from abm_sheets.history.seals import FORECASTS
from abm_sheets.history.weeks import FROZEN
from abm_sheets.refresh import refresh
from abm_sheets.workbook.excel import ExcelWorkbook
from abm_sheets.workbook.interface import Cell, Snapshot
from abm_sheets.workbook.memory import MemoryWorkbook
from tests.history.hands import END, TITLE, WEEK, in_the_file
from tests.history.test_restated import shown
from tests.history.test_weeks_that_stay import SETTINGS, at, content, past, weeks
from tests.trying import one_in
from tests.workbook.test_contract import in_a_file

FIRST, SECOND, THIRD = "2026-09-28", "2026-10-05", "2026-10-12"

Columns = list[list[Cell]]


@cache
def two_mondays() -> Snapshot:
    """A workbook as two runs left it."""
    book = MemoryWorkbook(content())
    for day in (FIRST, SECOND):
        refresh(book, now=at(day))
    return book.read()


def edited(change: Callable[[Columns], None]) -> MemoryWorkbook:
    """A workbook of two Mondays, whose history was then changed by hand, its columns given as lists."""
    read = two_mondays()
    history = next(tab for tab in read.tabs if tab.identity == "history")
    columns = [list(cells) for cells in history.columns]
    change(columns)
    return MemoryWorkbook(replace(read, tabs=[*content().tabs, replace(history, columns=columns)]))


def reported(book: MemoryWorkbook, day: str = THIRD) -> list[tuple[str, int | None, str | None, str | None]]:
    """What the next run reports of the history, which it then keeps."""
    found = refresh(book, now=at(day))
    book.snapshot = replace(book.snapshot, tabs=content().tabs)
    return [(each.rule, each.row, each.column, each.value) for each in found.issues if each.tab == "history"]


def typed(columns: Columns, row: int, values: dict[str, Cell]) -> None:
    """Type in the cells of a row, from 0, of which there may be none yet."""
    for place, cells in enumerate(columns):
        cells.extend([None] * (row + 1 - len(cells)))
        cells[row] = values.get(COLUMNS[place], cells[row])


def test_a_value_typed_over_is_told_while_it_is_there_and_its_figure_is_frozen_anew() -> None:
    book = edited(lambda columns: typed(columns, 6, {"value": 99}))

    assert reported(book) == [("edited_history", 7, "value", "99")]
    assert "Une semaine figée à nouveau" in shown(book, "dashboard")
    assert [place for place, frozen in past(book).frozen.items() if frozen.anew] == [
        ("2026-W39", "engaged_accounts")
    ]
    assert reported(book) == [("edited_history", 7, "value", "99")]


def test_a_row_typed_over_and_then_deleted_as_advised_is_told_no_more() -> None:
    book = edited(lambda columns: typed(columns, 6, {"value": 99}))
    reported(book)
    kept = [tab for tab in book.read().tabs if tab.identity]
    for cells in kept[0].columns:
        assert isinstance(cells, list)
        del cells[6]
    book.snapshot, book.sheets = replace(book.read(), tabs=[*content().tabs, *kept]), ()

    assert reported(book) == []


@pytest.mark.parametrize("newer", [["accounts_in_opportunity"], FORECASTS], ids=["a metric", "forecasts"])
def test_what_came_with_a_newer_version_is_no_row_gone(newer: Sequence[str]) -> None:
    def without(columns: Columns) -> None:
        for row in reversed(range(len(columns[0]))):
            if any(cells[row] in newer for cells in columns):
                for cells in columns:
                    del cells[row]

    book = edited(without)
    fewer = {
        name: left.replace(f"@{len(FROZEN)}", f"@{len(FROZEN) - len(newer)}")
        for name, left in book.snapshot.claims.items()
    }
    book.snapshot = replace(book.snapshot, claims=fewer)

    assert reported(book) == []
    assert not any(metric in newer and week != "2026-W41" for week, metric in past(book).frozen)
    assert "Recalculé" not in shown(book, "dashboard")


def test_a_row_that_was_deleted_is_told_and_its_figure_is_frozen_anew() -> None:
    def delete(columns: Columns) -> None:
        for cells in columns:
            del cells[6]

    book = edited(delete)

    assert reported(book) == [("lost_history", None, "week", "2026-W39")]
    assert past(book).frozen["2026-W39", "engaged_accounts"].anew
    assert reported(book) == []


def test_a_week_typed_by_hand_does_not_fill_ten_years() -> None:
    by_hand: dict[str, Cell] = {"week": "2016-W01", "metric": "roi", "value": 12, "run": "0123456789ab"}
    book = edited(lambda columns: typed(columns, END, by_hand))

    assert reported(book) == [("edited_history", END + 1, "week", "2016-W01")]
    assert past(book).weeks == {"2026-W39", "2026-W40", "2026-W41"}


def test_a_week_whose_rows_were_cleared_is_frozen_anew_and_marked() -> None:
    def clear(columns: Columns) -> None:
        for cells in columns:
            cells[-WEEK:] = [None] * WEEK

    book = edited(clear)

    assert reported(book) == [("lost_history", None, "week", "2026-W40")]
    assert {week for (week, _), frozen in past(book).frozen.items() if frozen.anew} == {"2026-W40"}
    assert "Une semaine figée à nouveau" in shown(book, "dashboard")
    assert reported(book) == []


def test_rows_of_an_older_version_are_believed_once_and_sealed() -> None:
    book = edited(lambda columns: columns.__delitem__(slice(10, 13)))
    book.snapshot = replace(book.snapshot, claims={})

    assert reported(book, SECOND) == []

    found = past(book)
    assert (len(found.weeks), found.doubts) == (2, [])
    assert all(row["seal"] for row in found.kept.rows())


def test_a_language_that_changes_does_not_split_the_history() -> None:
    book = edited(lambda _: None)
    tabs = [*content(settings=SETTINGS.replace("| fr", "| en")).tabs, book.snapshot.tabs[-1]]
    book.snapshot = replace(book.snapshot, tabs=tabs)

    assert reported(book) == []
    assert {metric for _, metric in past(book).frozen} == {
        str(r["metric"]) for r in past(book).kept.rows()
    } - {"definitions"}


def test_nothing_is_frozen_of_weeks_before_anything_was_there() -> None:
    book = MemoryWorkbook(content(interactions="date | account | type\n2026-09-28 | Alizé | Webinaire"))

    refresh(book, now=at(FIRST))
    assert past(book).weeks == set()

    refresh(book, now=at(SECOND))
    assert past(book).weeks == {"2026-W40"}


def test_a_metric_whose_tab_is_missing_is_not_frozen() -> None:
    tabs = [tab for tab in content().tabs if tab.title != "Coûts commerciaux"]
    book = MemoryWorkbook(replace(content(), tabs=tabs))

    refresh(book, now=at(FIRST))

    metrics = {metric for _, metric in past(book).frozen}
    assert "roi" not in metrics
    assert "engaged_accounts" in metrics


cell = st.one_of(st.none(), st.booleans(), st.integers(-9, 9), st.sampled_from(["", "x", "2026-W39", "roi"]))
edit = st.tuples(st.integers(0, 25), st.integers(0, 12), cell)


@one_in(8)
@given(st.lists(edit, max_size=6), st.permutations(range(13)))
def test_any_edit_lets_the_next_run_end_and_freeze_no_week_twice(
    edits: list[tuple[int, int, Cell]],
    order: list[int],
) -> None:
    def change(columns: Columns) -> None:
        for row, place, value in edits:
            typed(columns, row, {COLUMNS[place]: value})
        columns[:] = [columns[place] for place in order]

    book = edited(change)
    kept = past(book)

    reported(book)

    after = past(book)
    assert after.frozen.items() >= kept.frozen.items()
    assert {"2026-W39", "2026-W40", "2026-W41"} <= after.weeks
    reported(book)
    assert past(book).frozen == after.frozen


def filed(folder: Path) -> ExcelWorkbook:
    """A workbook in a file, of two Mondays."""
    book = in_a_file(content(), folder).workbook
    for day in (FIRST, SECOND):
        refresh(book, now=at(day))
    assert isinstance(book, ExcelWorkbook)
    return book


def test_names_that_people_change_in_the_dashboards_file_do_not_matter(tmp_path: Path) -> None:
    book = filed(tmp_path)

    def rename(file: Any) -> None:
        sheet = file[TITLE]
        sheet["D4"], sheet.title = "Résultat", "Mémoire"
        # As spreadsheet programs do by themselves.
        for name in file.defined_names.values():
            name.attr_text = name.attr_text.replace(f"'{TITLE}'", "Mémoire")

    in_the_file(book.output, rename)
    found = refresh(book, now=at(THIRD))

    assert not [issue for issue in found.issues if issue.tab == "history"]
    assert weeks(book) == ["2026-W39", "2026-W40", "2026-W41"]
    assert next(iter(past(book).kept.rows()))["seal"]


def test_a_copy_of_both_files_under_another_name_begins_its_own_weeks(tmp_path: Path) -> None:
    book = filed(tmp_path)
    copy = ExcelWorkbook(tmp_path / "équipe B.xlsx")
    shutil.copy(book.path, copy.path)
    shutil.copy(book.output, copy.output)

    found = refresh(copy, now=at(THIRD))

    assert [issue.rule for issue in found.issues if issue.tab == "history"] == ["foreign_history"]
    assert past(copy).weeks == {"2026-W41"}


def test_both_files_may_move_to_another_folder(tmp_path: Path) -> None:
    book = filed(tmp_path)
    (tmp_path / "ailleurs").mkdir()
    moved = ExcelWorkbook(tmp_path / "ailleurs" / book.path.name)
    shutil.move(book.path, moved.path)
    shutil.move(book.output, moved.output)

    found = refresh(moved, now=at(THIRD))

    assert not [issue for issue in found.issues if issue.tab == "history"]
    assert past(moved).weeks == {"2026-W39", "2026-W40", "2026-W41"}


def test_a_copy_may_continue_the_weeks_of_the_first(tmp_path: Path) -> None:
    book = filed(tmp_path)
    (tmp_path / "copie").mkdir()
    given_yes = content(settings=f"{SETTINGS}\ncontinue_history | oui")
    copy = in_a_file(given_yes, tmp_path / "copie").workbook
    assert isinstance(copy, ExcelWorkbook)
    renamed = ExcelWorkbook(copy.path.rename(copy.path.with_name("équipe B.xlsx")))
    shutil.copy(book.output, renamed.output)

    found = refresh(renamed, now=at(THIRD))

    assert not [issue for issue in found.issues if issue.tab == "history"]
    place = ("2026-W39", "engaged_accounts")
    assert renamed.read().id != book.read().id
    assert past(book).frozen[place].value == 1


def test_a_run_from_python_has_an_author() -> None:
    book = MemoryWorkbook(content())

    refresh(book, now=at(FIRST))

    assert f" par {book.author}, sur" in shown(book, "dashboard")
