"""What the row that took a write tells of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from abm_sheets.workbook.contents import content
from abm_sheets.workbook.edits import Head, RowUpdate
from abm_sheets.workbook.google.marks import MarkedRow
from abm_sheets.workbook.google.verdicts import Judgement, Moved, Scene, Verdict, Write, judge
from abm_sheets.workbook.interface import Cell, Tab

HEAD = Head(0, {"id": 0, "stage": 1, "amount": 3})
COLUMNS: list[list[Cell]] = [
    ["id", "D1", "D2", "D3", "D3"],
    ["stage", "Gagnée", "Perdue", "Perdue", "Gagnée"],
    ["note", "x", "y", "", ""],
    ["amount", 1, 2, 3, 3],
]
UPDATE = RowUpdate(2, {"id": "D1"}, {"stage": "Gagnée"}, {"stage": "Close"})
WRITE = Write(UPDATE, 7, MarkedRow(1, ["D1", "Gagnée", "x", 1, 10], frozenset({4})), {1: "Close"})

CASES: Mapping[str, tuple[Sequence[Cell], Moved, Judgement]] = {
    "as it was meant": (["D1", "Close", "x", 1, 12], None, Judgement(Verdict.DONE)),
    "not written": (["D1", "Gagnée", "x", 1], None, Judgement(Verdict.AGAIN)),
    "a note typed meanwhile": (["D1", "Close", "z", 1], None, Judgement(Verdict.DONE)),
    "another row": (["D2", "Close", "y", 2], None, Judgement(Verdict.AGAIN, {1: "Perdue"})),
    "another row, not struck": (["D2", "Perdue", "y", 2], None, Judgement(Verdict.AGAIN)),
    "a blank row": ([None, "Close"], None, Judgement(Verdict.AGAIN, {1: None})),
    "one of two rows that differ": (["D3", "Close", "", 3], None, Judgement(Verdict.ASTRAY)),
    "a row that nobody knows": (["D9", "Close", "", 9], None, Judgement(Verdict.ASTRAY)),
    "a column inserted since": (
        ["D1", None, "Close", "x", 1],
        (0, None, 1, 2, 3, 4),
        Judgement(Verdict.DONE),
    ),
    "a column inserted before": (
        ["D1", "Close", "Gagnée", "x", 1],
        (0, None, 1, 2, 3, 4),
        Judgement(Verdict.AGAIN, {1: None}),
    ),
    "columns swapped before": (
        ["D1", "Close", "Gagnée", 1],
        (0, 2, 1, 3),
        Judgement(Verdict.AGAIN, {1: "x"}),
    ),
    "a column inserted, nothing written": (
        ["D1", None, "Gagnée", "x", 1],
        (0, None, 1, 2, 3, 4),
        Judgement(Verdict.AGAIN),
    ),
    "columns and rows moved": (
        ["D2", "Close", "Perdue", 2],
        (0, 2, 1, 3),
        Judgement(Verdict.AGAIN, {1: "y"}),
    ),
    "a formula of the people's struck": (
        ["D1", "Close", "Gagnée", "x", 1],
        (0, 4, 1, 2, 3),
        Judgement(Verdict.ASTRAY),
    ),
}


def judged(write: Write, cells: Sequence[Cell], moved: Moved, *, after: MarkedRow | None = None) -> Judgement:
    """The judgement of a write by the row that bears its mark; the formula is there unless struck."""
    formula = next((at for at, was in enumerate(moved or range(5)) if was == 4), 9)
    computed = (
        frozenset() if content(cells[formula] if formula < len(cells) else None) else frozenset({formula})
    )
    scene = Scene(0, HEAD, COLUMNS, Tab("", [column[:1] for column in COLUMNS]))
    return judge(write, after, MarkedRow(4, cells, computed), scene, moved)


@pytest.mark.parametrize("what", CASES)
def test_what_became_of_a_write_is_told_by_its_row(what: str) -> None:
    cells, moved, expected = CASES[what]

    assert judged(WRITE, cells, moved) == expected


def test_a_row_that_holds_already_what_struck_it_needs_nothing_back() -> None:
    columns: list[list[Cell]] = [*COLUMNS[:1], ["stage", "Gagnée", "Close", "Perdue", "Gagnée"], *COLUMNS[2:]]
    scene = Scene(0, HEAD, columns, Tab("", []))

    found = judge(WRITE, None, MarkedRow(2, ["D2", "Close", "y", 2]), scene, None)

    assert found == Judgement(Verdict.AGAIN)


LATER: Mapping[str, tuple[Sequence[Cell], Sequence[Cell], Verdict]] = {
    "struck, and another row there now": (["D2", "Close", "y", 2], ["D3", "Perdue", "", 3], Verdict.ASTRAY),
    "not struck, and another row there now": (["D2", "Perdue", "y", 2], ["D3", "Perdue"], Verdict.AGAIN),
    "done, and another row there now": (["D1", "Close", "z", 1], ["D3", "Perdue"], Verdict.DONE),
    "struck, and the same row there still": (["D2", "Close", "y", 2], ["D2", "Close", "y", 2], Verdict.AGAIN),
}


@pytest.mark.parametrize("what", LATER)
def test_people_may_go_on_before_the_row_is_looked_at(what: str) -> None:
    after, now, verdict = LATER[what]

    assert judged(WRITE, now, None, after=MarkedRow(3, after)).verdict is verdict
