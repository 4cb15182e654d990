"""What is said of a plan and of what became of it, in either language."""

from __future__ import annotations

from datetime import date

import pytest

from abm_sheets.intake.outcome import nothing_done
from abm_sheets.intake.plan import ImportPlan
from abm_sheets.intake.wording import called, full_list, outcome_lines, shown
from abm_sheets.language import LANGUAGES, catalogue
from abm_sheets.workbook.edits import Left, Updated
from abm_sheets.workbook.sheet import Value
from tests.commands import plain
from tests.intake.importing import Import
from tests.sheets import snapshot

DEALS = """
    id | account | amount | stage       | created
    D1 | Alizé   | 1000   | Proposition | 2026-09-01
"""
FILE = """
    Identifiant;Compte;Montant;Étape;Créée le;Devise
    D1;Alizé;1000;Gagnée;01/09/2026;EUR
    D2;Boréal;1250,5;Démo;02/09/2026;
"""


@pytest.fixture
def made() -> ImportPlan:
    """A plan with a row to add and one to change."""
    book = Import.of(snapshot("fr_FR", opportunities=DEALS))
    return book.plan(book.read(FILE), overwrite=True)


SHOWN: dict[str, tuple[Value, str, str]] = {
    "a date": (date(2026, 9, 2), "02/09/2026", "09/02/2026"),
    "a number": (1250.5, "1 250,5", "1,250.5"),
    "an answer": (True, "oui", "yes"),
    "nothing": (None, "(vide)", "(blank)"),
    "a text": ("Démo", "Démo", "Démo"),
}


@pytest.mark.parametrize("what", SHOWN)
def test_values_are_shown_as_people_write_them(what: str) -> None:
    value, *expected = SHOWN[what]

    assert [plain(shown(value, catalogue(each))) for each in LANGUAGES] == expected


def test_a_record_is_called_by_what_it_is_about(made: ImportPlan) -> None:
    (record,) = made.new

    assert called(record) == "Boréal"


def test_the_full_list_says_all_that_new_rows_hold(made: ImportPlan) -> None:
    (line,) = [each for each in full_list(made, catalogue("en")) if each[0] == "new row"]

    assert plain(line[6]) == "ID: D2; Account: Boréal; Amount: 1,250.5; Stage: Démo; Created on: 09/02/2026"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_people_should_look_at_is_told(language: str, made: ImportPlan) -> None:
    outcome = nothing_done(made)
    rows = made.changed
    for reason in Left:
        outcome.note_updated(rows, Updated("Opportunités", 1, {}, {0: reason}, [5], list(range(30))))
    outcome.missing, outcome.misplaced = 2, [7]

    lines = [plain(line) for line in outcome_lines(outcome, made, catalogue(language))]

    assert len(lines) == len(set(lines)) == 10
    assert all("{" not in line and line[-1] in ".)" for line in lines)
    assert any("0, 1, 2" in line and "…" in line for line in lines)


def test_all_done_leaves_nothing_to_look_at(made: ImportPlan) -> None:
    outcome = nothing_done(made)
    outcome.undone.clear()

    assert [plain(line) for line in outcome_lines(outcome, made, catalogue("fr"))] == [
        "Import fait : aucune ligne nouvelle, aucune ligne modifiée."
    ]
