"""The stages that deals went through, whatever people do with them, and the pace that follows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from abm_sheets.history.pace import Pace
from abm_sheets.history.stages import STAGE_COLUMNS
from abm_sheets.refresh import examine, refresh
from abm_sheets.workbook.interface import Cell, Snapshot
from abm_sheets.workbook.memory import MemoryWorkbook
from tests.history.test_restated import shown
from tests.history.test_weeks_that_stay import SETTINGS, Make, at, content, make

__all__ = ["make"]

STAGES = """
    stage       | order | kind    | team
    Découverte  | 1     | ouverte | marketing
    Proposition | 2     | ouverte | commercial
    Négociation | 3     | ouverte | commercial
    Gagnée      | 4     | gagnée  |
    Perdue      | 5     | perdue  |
"""
HEADER = "id | account | name | stage | created | closed\n"


def deals(*rows: str, stages: str = STAGES) -> Snapshot:
    return content(stages=stages, opportunities=HEADER + "\n".join(rows))


def deal(stage: str, closed: str = "", identifier: str = "O1") -> Snapshot:
    return deals(f"{identifier} | Alizé | Projet | {stage} | 2026-08-03 | {closed}")


def followed(*runs: tuple[str, Snapshot]) -> MemoryWorkbook:
    """A workbook refreshed on some days, each with what it then held."""
    book = MemoryWorkbook(runs[0][1])
    for day, held in runs:
        book.snapshot = held
        refresh(book, now=at(day))
    return book


def path(book: MemoryWorkbook, key: str = "O1") -> list[tuple[str, str]]:
    """The stages of a deal, with the days it came to them."""
    entries = examine(book, now=at("2026-12-31")).stages.entries.get(key, [])
    return [(each.stage, each.day.isoformat()) for each in entries]


def test_a_deal_is_noted_once_for_each_stage_that_a_run_sees() -> None:
    book = followed(
        ("2026-08-10", deal("Découverte")),
        ("2026-08-17", deal("Découverte")),
        ("2026-08-24", deal("Proposition")),
        ("2026-08-31", deal("Gagnée", "2026-08-28")),
    )

    assert path(book) == [
        ("Découverte", "2026-08-03"),
        ("Proposition", "2026-08-24"),
        ("Gagnée", "2026-08-28"),
    ]


HABITS = {
    "skips a stage": (("Découverte", "Négociation"), ["Découverte", "Négociation"]),
    "goes back": (("Proposition", "Découverte", "Proposition"), ["Proposition", "Découverte", "Proposition"]),
    "is open again": (("Perdue", "Proposition"), ["Perdue", "Proposition"]),
    "is typed in another case": (("Proposition", "PROPOSITION "), ["Proposition"]),
}


@pytest.mark.parametrize("what", HABITS)
def test_deals_move_as_they_like(what: str) -> None:
    stages, expected = HABITS[what]
    runs = [(f"2026-08-{10 + 7 * number}", deal(stage)) for number, stage in enumerate(stages)]
    runs = [
        (day, deal(stage, "2026-08-09") if stage == "Perdue" else held)
        for (day, held), stage in zip(runs, stages, strict=True)
    ]

    assert [stage for stage, _ in path(followed(*runs))] == expected


def test_a_stage_renamed_for_all_is_no_move() -> None:
    renamed = STAGES.replace("Proposition", "Offre")
    book = followed(
        ("2026-08-10", deal("Proposition")),
        ("2026-08-17", deals("O1 | Alizé | Projet | Offre | 2026-08-03 |", stages=renamed)),
    )

    assert path(book) == [("Offre", "2026-08-10")]


def test_a_deal_without_an_id_is_known_by_its_account_and_name() -> None:
    book = followed(
        ("2026-08-10", deal("Découverte", identifier="")),
        ("2026-08-17", deal("Proposition", identifier="")),
    )

    assert [stage for stage, _ in path(book, "alize | projet")] == ["Découverte", "Proposition"]


def test_a_run_as_of_another_day_sees_nothing_new() -> None:
    book = MemoryWorkbook(deal("Proposition"))

    refresh(book, date(2026, 8, 9), now=at("2026-08-10"))

    assert path(book) == [("Proposition", "2026-12-31")]


def test_the_stage_history_is_kept_everywhere(make: Make) -> None:
    book = make(deal("Découverte"))

    refresh(book, now=at("2026-08-10"))
    refresh(book, now=at("2026-08-11"))

    entries = examine(book, now=at("2026-08-12")).stages
    assert [(each.stage, each.day) for each in entries.entries["O1"]] == [("Découverte", date(2026, 8, 3))]
    assert entries.added == []


def pace(book: MemoryWorkbook, stage: str, day: str) -> Pace:
    return next(each for each in examine(book, now=at(day)).pace if each.stage == stage)


def test_the_pace_counts_who_is_there_and_how_long_others_stayed() -> None:
    first = [f"O{n} | Alizé | P{n} | Découverte | 2026-08-03 |" for n in range(4)]
    later = [
        "O0 | Alizé | P0 | Proposition | 2026-08-03 |",
        "O1 | Alizé | P1 | Négociation | 2026-08-03 |",
        "O2 | Alizé | P2 | Perdue | 2026-08-03 | 2026-08-13",
        first[3],
    ]
    book = followed(("2026-08-10", deals(*first)), ("2026-08-24", deals(*later)))

    found = pace(book, "Découverte", "2026-08-25")

    assert (len(found.deals), found.days, found.team) == (1, 22, "marketing")
    assert (found.usual, found.by_stays, found.moved_on, found.left) == (21, True, 2, 3)
    assert (found.days_before, found.usual_before) == (None, None)


def test_the_pace_of_ninety_days_before_is_that_of_then() -> None:
    book = followed(("2026-08-10", deal("Découverte")), ("2026-08-24", deal("Proposition")))

    found = pace(book, "Découverte", "2026-11-15")

    assert (len(found.deals), found.days_before) == (0, 14)


WON = "G{n} | Alizé | G{n} | Gagnée | 2026-05-01 | 2026-05-21"
"""A deal won in twenty days: slow is beyond thirty."""

LINGERING = {
    "one deal is enough, since its creation": ([WON, "S | Alizé | S | Proposition | 2026-07-30 |"], 31),
    "not beyond one and a half times the cycle": ([WON, "S | Alizé | S | Proposition | 2026-07-31 |"], None),
    "nothing was won, nothing is usual": (["S | Alizé | S | Proposition | 2025-01-01 |"], None),
}


@pytest.mark.parametrize("what", LINGERING)
def test_before_stays_are_known_a_deal_is_slow_by_the_cycle_of_won_deals(what: str) -> None:
    rows, days = LINGERING[what]
    held = deals(*[row.format(n=0) for row in rows])

    for book in (MemoryWorkbook(held), followed(("2026-08-30", held))):
        found = pace(book, "Proposition", "2026-08-30")
        assert [deal.days for deal in found.slow] == ([] if days is None else [days])


def test_a_deal_met_when_the_history_begins_is_as_old_as_its_creation_from_then_on() -> None:
    held = deals(WON.format(n=0), "S | Alizé | S | Proposition | 2026-07-30 |")
    book = followed(("2026-08-30", held), ("2026-09-06", held))

    assert [deal.days for deal in pace(book, "Proposition", "2026-09-06").slow] == [38]


def test_once_three_stays_are_over_a_deal_is_slow_by_their_median() -> None:
    quick = [f"Q{n} | Alizé | Q{n} | Découverte | 2026-08-03 |" for n in range(3)]
    gone = [row.replace("Découverte", "Proposition") for row in quick]
    slow = [f"S{n} | Alizé | S{n} | Découverte | 2026-08-03 |" for n in range(2)]
    book = followed(("2026-08-05", deals(*quick, *slow)), ("2026-08-10", deals(*gone, *slow)))

    assert not pace(book, "Découverte", "2026-08-11").slow
    assert len(pace(book, "Découverte", "2026-09-14").slow) == 2


def test_brackets_are_explained_where_there_are_some() -> None:
    moved = [("2026-08-10", deal("Découverte")), ("2026-08-24", deal("Proposition"))]

    assert "parenthèses" not in shown(followed(*moved), "analysis")
    assert "Entre parenthèses" in shown(followed(*moved, ("2026-12-14", deal("Proposition"))), "analysis")


def test_the_slow_stage_is_named_with_the_team_that_helps() -> None:
    quick = [f"Q{n} | Alizé | Q{n} | Découverte | 2026-08-03 |" for n in range(3)]
    gone = [row.replace("Découverte", "Proposition") for row in quick]
    slow = [f"S{n} | Alizé | S{n} | Découverte | 2026-08-03 |" for n in range(5)]
    book = followed(
        ("2026-08-05", deals(*quick, *slow)),
        ("2026-08-10", deals(*gone, *slow)),
        ("2026-09-14", deals(*gone, *slow)),
    )

    reported = shown(book, "analysis")

    assert "Le pipeline ralentit à l'étape « Découverte » : 5 opportunités (" in reported
    assert "Équipe à solliciter : marketing." in reported
    assert "42 j" in reported


STEPS = [
    ("2026-08-10", deal("Découverte")),
    ("2026-08-17", deal("Proposition")),
    ("2026-08-24", deal("Négociation")),
]
PATH = [("Découverte", "2026-08-03"), ("Proposition", "2026-08-17"), ("Négociation", "2026-08-24")]

Columns = list[list[Cell]]
Reported = tuple[int | None, str | None, str | None]


def typed(row: int, column: str, value: Cell) -> Callable[[Columns], None]:
    """What types over a cell of the stage history, its row from 0."""
    return lambda columns: columns[STAGE_COLUMNS.index(column)].__setitem__(row, value)


def _sort(columns: Columns) -> None:
    for cells in columns:
        cells[4:] = reversed(cells[4:])


def _repeat(columns: Columns) -> None:
    for cells in columns:
        cells.append(cells[4])


def _rename(columns: Columns) -> None:
    for place, cells in enumerate(columns):
        cells[3] = f"Colonne {place}"


def _type_a_row(columns: Columns) -> None:
    row: dict[str, Cell] = {"deal": "O1", "stage": "Gagnée", "entered_on": date(2026, 8, 25)}
    for key, cells in zip(STAGE_COLUMNS, columns, strict=True):
        cells.append(row.get(key))


HANDS: dict[str, tuple[Callable[[Columns], None], list[Reported], list[tuple[str, str]]]] = {
    "sorts the rows": (_sort, [], PATH),
    "repeats the first row": (_repeat, [], PATH),
    "renames the headers": (_rename, [], PATH),
    "types over a stage": (typed(4, "stage", "Perdue"), [(5, "stage", "Perdue")], PATH[1:]),
    "types over a day": (
        typed(5, "entered_on", date(2026, 1, 1)),
        [(6, "stage", "Proposition")],
        [PATH[0], PATH[2]],
    ),
    "types a row of their own": (_type_a_row, [(8, "deal", "O1")], PATH),
}


@pytest.mark.parametrize("what", HANDS)
def test_what_a_hand_did_to_the_stages_is_told_and_not_believed(what: str) -> None:
    change, reported, expected = HANDS[what]
    book = followed(*STEPS)
    kept = {tab.identity: tab for tab in book.read().tabs if tab.identity}
    columns = [list(cells) for cells in kept["stage_history"].columns]
    change(columns)
    changed = [kept["history"], replace(kept["stage_history"], columns=columns)]
    book.snapshot, book.sheets = replace(book.read(), tabs=[*STEPS[-1][1].tabs, *changed]), ()

    found = refresh(book, now=at("2026-08-31"))
    book.snapshot = replace(book.snapshot, tabs=STEPS[-1][1].tabs)

    issues = [issue for issue in found.issues if issue.tab == "stage_history"]
    assert [(issue.row, issue.column, issue.value) for issue in issues] == reported
    assert {issue.rule for issue in issues} <= {"edited_history"}
    assert path(book) == expected


@pytest.mark.parametrize(("answer", "expected"), [("non", PATH[2:]), ("oui", PATH)])
def test_a_copy_uses_the_stages_of_the_first_only_where_it_is_told_to(
    answer: str, expected: list[tuple[str, str]]
) -> None:
    book = followed(*((day, replace(held, id="A")) for day, held in STEPS))
    kept = [tab for tab in book.read().tabs if tab.identity]
    held = content(
        stages=STAGES,
        opportunities=f"{HEADER}O1 | Alizé | Projet | Négociation | 2026-08-03 |",
        settings=f"{SETTINGS}\ncontinue_history | {answer}",
    )
    copy = MemoryWorkbook(replace(held, id="B", tabs=[*held.tabs, *kept], claims=book.read().claims))

    found = refresh(copy, now=at("2026-08-24"))
    copy.snapshot = replace(copy.snapshot, tabs=held.tabs)

    reported = [(issue.rule, issue.value) for issue in found.issues if issue.tab == "stage_history"]
    assert reported == ([("foreign_history", "O1")] if answer == "non" else [])
    assert path(copy) == expected


def test_stages_of_an_older_version_are_believed_once_and_sealed() -> None:
    book = followed(*STEPS)
    kept = {tab.identity: tab for tab in book.read().tabs if tab.identity}
    older = replace(kept["stage_history"], columns=kept["stage_history"].columns[:6], column_identities={})
    book = MemoryWorkbook(replace(STEPS[-1][1], tabs=[*STEPS[-1][1].tabs, older]))

    found = refresh(book, now=at("2026-08-31"))
    book.snapshot = STEPS[-1][1]

    assert not [issue for issue in found.issues if issue.tab == "stage_history"]
    assert path(book) == PATH
    assert all(row["seal"] for row in examine(book, now=at("2026-09-01")).stages.kept.rows())


def test_the_stages_of_any_text_are_known_again_everywhere(make: Make) -> None:
    book = make(deals("' 12 | Alizé | Été\u202f: 1\u00a0000\u2019 € \u200bx | Découverte | 2026-08-03 |"))

    refresh(book, now=at("2026-08-10"))
    found = refresh(book, now=at("2026-08-11"))

    assert not [issue for issue in found.issues if issue.tab == "stage_history"]
    assert examine(book, now=at("2026-08-12")).stages.added == []
