"""The stages that deals went through, whatever people do with them, and the pace that follows."""

from __future__ import annotations

from datetime import date

import pytest

from abm_sheets.history.pace import Pace, paces
from abm_sheets.refresh import examine, refresh
from abm_sheets.workbook.interface import Snapshot
from abm_sheets.workbook.memory import MemoryWorkbook
from tests.history.test_restated import shown
from tests.history.test_weeks_that_stay import Make, at, content, make

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
    view = examine(book, now=at(day))
    return next(
        each
        for each in paces(view.stages, view.tables.stages, view.figures.period.end)
        if each.stage == stage
    )


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

    assert (found.deals, found.median_age, found.team) == (1, 22, "marketing")
    assert (found.median_stay, found.moved_on, found.left) == (21, 2, 3)
    assert (found.median_age_before, found.median_stay_before) == (None, None)


def test_the_pace_of_ninety_days_before_is_that_of_then() -> None:
    book = followed(("2026-08-10", deal("Découverte")), ("2026-08-24", deal("Proposition")))

    found = pace(book, "Découverte", "2026-11-15")

    assert (found.deals, found.median_age_before) == (0, 14)


def test_a_stage_slows_when_many_linger() -> None:
    quick = [f"Q{n} | Alizé | Q{n} | Découverte | 2026-08-03 |" for n in range(3)]
    gone = [row.replace("Découverte", "Proposition") for row in quick]
    slow = [f"S{n} | Alizé | S{n} | Découverte | 2026-08-03 |" for n in range(5)]
    book = followed(("2026-08-05", deals(*quick, *slow)), ("2026-08-10", deals(*gone, *slow)))

    assert not pace(book, "Découverte", "2026-08-11").slow
    assert pace(book, "Découverte", "2026-09-14").slow


def test_the_analysis_shows_the_pace_once_there_is_one() -> None:
    book = followed(("2026-08-10", deal("Découverte")))
    assert "L'historique des étapes commence aujourd'hui" in shown(book, "analysis")

    book = followed(("2026-08-10", deal("Découverte")), ("2026-08-24", deal("Proposition")))
    assert "L'historique des étapes commence aujourd'hui" not in shown(book, "analysis")
    assert "Médianes en jours" in shown(book, "analysis")


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

    told = shown(book, "analysis")

    assert "Le pipeline ralentit à l'étape « Découverte » : 5 opportunités ouvertes" in told
    assert "Équipe à solliciter : marketing." in told
    assert "42 j" in told
