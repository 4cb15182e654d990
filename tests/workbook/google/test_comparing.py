"""Rows found again in a tab, wherever people put them since."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abm_sheets.workbook.contents import Plain, content
from abm_sheets.workbook.google.batches import Reread, reread
from abm_sheets.workbook.google.finding import find_rows, find_values
from abm_sheets.workbook.interface import Cell, CellError

A: dict[int, Plain] = {0: 46_000, 1: "Alizé"}
B: dict[int, Plain] = {0: 46_001, 1: "Boréal"}
LONG_A: dict[int, Plain] = {**A, 3: "Guide"}


def columns(*rows: list[Cell]) -> list[list[Cell]]:
    """The columns of rows of cells, each cut at its last cell as Google does."""
    width = max(map(len, rows), default=0)
    whole = [[row[at] if at < len(row) else "" for row in rows] for at in range(width)]
    return [cells[: max((n for n, cell in enumerate(cells, 1) if cell != ""), default=0)] for cells in whole]


HEAD: list[Cell] = ["Date", "Compte", "", "Contenu"]
FIRST: list[Cell] = [46_000, "Alizé"]
FULL: list[Cell] = [46_000, "Alizé", "à nous", "Guide"]
SECOND: list[Cell] = [46_001, "Boréal"]

STANDING: dict[str, tuple[list[dict[int, Plain]], list[list[Cell]], dict[int, int]]] = {
    "one under the other": ([A, B], [HEAD, FIRST, SECOND], {0: 1, 1: 2}),
    "in another order": ([A, B], [HEAD, SECOND, FIRST], {0: 2, 1: 1}),
    "with rows between": ([A, B], [HEAD, FIRST, [], ["x"], SECOND], {0: 1, 1: 4}),
    "one of them gone": ([A, B], [HEAD, SECOND], {1: 1}),
    "all gone": ([A, B], [HEAD], {}),
    "completed since": ([A], [HEAD, FULL], {0: 1}),
    "the last of equal ones": ([A], [HEAD, FIRST, FIRST], {0: 2}),
    "equal ones in order": ([A, A], [HEAD, FIRST, FIRST, FIRST], {0: 2, 1: 3}),
    "fewer equal ones": ([A, A], [HEAD, FIRST], {1: 1}),
    "one that holds another": ([LONG_A, A], [HEAD, FULL, FIRST], {0: 1, 1: 2}),
    "one that another holds": ([A, LONG_A], [HEAD, FIRST, FULL], {0: 1, 1: 2}),
    "an equal one taken by a fuller one": ([A, LONG_A], [HEAD, FULL], {1: 1}),
    "a column that is no more": ([{9: "x"}], [HEAD, FIRST], {}),
    "nothing to find": ([{}], [HEAD, FIRST], {}),
}


@pytest.mark.parametrize("what", STANDING)
def test_rows_are_found_where_they_stand(what: str) -> None:
    rows, there, found = STANDING[what]

    assert find_rows(rows, columns(*there), 1) == found


ROWS = st.lists(st.sampled_from([A, B, LONG_A, {1: "x"}]), max_size=6)


@given(ROWS, st.data())
def test_rows_are_found_in_any_order_each_once(rows: list[dict[int, Plain]], data: st.DataObject) -> None:
    mixed = data.draw(st.permutations(rows))
    lines: list[list[Cell]] = [[row.get(at, "") for at in range(4)] for row in mixed]
    there = columns(HEAD, *lines)

    found = find_rows(rows, there, 1)

    assert len(set(found.values())) == len(found)
    for number, row in found.items():
        assert all(there[at][row] == value for at, value in rows[number].items())
    if mixed == rows:
        assert found == {number: number + 1 for number in range(len(rows))}


MISPLACED: dict[str, tuple[dict[int, list[Cell]], list[list[Cell]], dict[int, int]]] = {
    "under other headers": ({0: [46_000, "Alizé"]}, [HEAD, ["", 46_000, "Alizé"]], {0: 1}),
    "with others": ({3: [46_000, "Alizé"]}, [HEAD, ["Alizé", "x", 46_000]], {3: 1}),
    "in part": ({0: [46_000, "Alizé"]}, [HEAD, ["", 46_000]], {}),
    "the last, each once": ({0: ["a"], 1: ["a"]}, [["", "a"], ["", "a"], ["a"]], {0: 1, 1: 2}),
    "nothing to find": ({0: []}, [HEAD], {}),
}


@pytest.mark.parametrize("what", MISPLACED)
def test_values_are_found_under_any_header(what: str) -> None:
    sought, there, found = MISPLACED[what]

    assert find_values(sought, columns(*there), set()) == found


def test_a_row_found_is_not_found_again() -> None:
    assert find_values({0: ["a"]}, columns(["a"], ["a"]), {1}) == {0: 0}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (0.1 + 0.2, 0.3),
        (1, 1.0),
        ("a  b\n", "a b"),
        ("a\u00a0b", "a b"),
        (None, ""),
        (" ", ""),
        (date(2026, 9, 1), 46266),
    ],
)
def test_what_google_may_write_otherwise_is_the_same(one: Cell, other: Cell) -> None:
    assert content(one) == content(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [(1, "1"), (True, 1), (True, "True"), (0, ""), (False, None), ("A", "a"), (CellError("#N/A"), "#N/A")],
)
def test_what_is_of_another_kind_is_not(one: Cell, other: Cell) -> None:
    assert content(one) != content(other)


@pytest.mark.parametrize("answer", [None, {}, {"updatedSpreadsheet": {"spreadsheetId": "x"}}])
def test_an_answer_that_shows_no_tab_shows_nothing(answer: dict[str, object] | None) -> None:
    assert reread(answer) == Reread()
