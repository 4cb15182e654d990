"""What the meeting must not forget: targets nobody set or reviewed, and what was done since the last one."""

from __future__ import annotations

from abm_sheets.refresh import refresh
from abm_sheets.workbook.memory import MemoryWorkbook
from tests.history.test_restated import shown
from tests.history.test_weeks_that_stay import at, content

TARGETS = """
    metric            | quarter | target | reviewed
    engaged_accounts  | 2026-T3 | 20     | 2026-09-20
    roi               | 2026-T3 | 3      | 2026-07-01
    revenue           | 2026-T3 | 100000 |
    velocity          | 2026-T2 | 1000   | 2026-01-05
"""
ACTIONS = """
    date       | kind    | description     | owner | due        | status
    2026-09-14 | action  | Relancer Alizé  | Ana   | 2026-09-18 | à faire
    2026-09-21 | action  | Inviter Boréal  | Bob   | 2026-09-25 | fait
    2026-06-01 | action  | Vieille affaire | Bob   | 2026-06-05 | fait
    2026-09-21 | blocage | Devis bloqué    | Ana   | 2026-09-30 | en cours
"""


def reported(day: str = "2026-09-28", **tabs: str) -> str:
    book = MemoryWorkbook(content(**tabs))
    refresh(book, now=at(day))
    return shown(book, "review")


def test_metrics_without_a_target_this_quarter_are_named() -> None:
    missing = "Sans objectif ce trimestre : Comptes ciblés, Comptes en opportunité, Opportunités, "
    assert missing in reported(targets=TARGETS)


def test_targets_that_nobody_reviewed_for_a_month_are_named() -> None:
    assert "Objectifs non revus depuis un mois : ROI et Revenus." in reported(targets=TARGETS)


def test_what_was_done_since_the_last_meeting_is_shown() -> None:
    text = reported(actions=ACTIONS)

    assert "1 action à suivre" in text
    assert "1 action terminée depuis la dernière réunion" in text
    assert "Inviter Boréal" in text
    assert "Vieille affaire" not in text
