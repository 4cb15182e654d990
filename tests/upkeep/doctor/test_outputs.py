"""The check of the output tabs."""

from __future__ import annotations

from dataclasses import replace

from abm_sheets.upkeep.doctor.facts import Content
from abm_sheets.upkeep.doctor.tabs import outputs
from abm_sheets.workbook.interface import Snapshot, Tab
from tests.sheets import snapshot
from tests.upkeep.doctor.small_facts import content, facts, marked, reported

STAMP = "Calculé le 27 septembre 2026 à 09:00 par abm-sheets, sur « Suivi » : 12 lignes lues."
DASHBOARD = Tab("Tableau de bord", [["Tableau de bord", "Trimestre", 3.2, STAMP], [None]])
QUALITY = Tab("Qualité", [])


def written(*tabs: Tab) -> Content:
    found = marked(snapshot())
    return content(replace(found, tabs=[*marked(Snapshot("", tabs)).tabs, *found.tabs]))


def test_a_sheet_that_was_never_refreshed() -> None:
    assert reported(outputs(facts(), written())) == [
        ("warning", "Aucun onglet de résultats : la feuille n'a pas encore été calculée.")
    ]


def test_a_sheet_that_was_refreshed_says_when() -> None:
    assert reported(outputs(facts(), written(DASHBOARD, QUALITY))) == [
        ("ok", f"2 onglets de résultats. {STAMP}")
    ]


def test_a_dashboard_whose_stamp_was_lost() -> None:
    blank = replace(DASHBOARD, columns=[[None, 2]])

    assert reported(outputs(facts("en"), written(blank))) == [
        ("ok", "1 output tab. When it was last refreshed cannot be read.")
    ]


def test_a_dashboard_that_was_deleted() -> None:
    assert reported(outputs(facts(), written(QUALITY))) == [
        ("warning", "L'onglet « Tableau de bord » n'est plus là.")
    ]


def test_a_tab_that_only_bears_a_title_of_ours_is_not_ours() -> None:
    found = marked(snapshot())
    theirs = content(replace(found, tabs=[QUALITY, *found.tabs]))

    assert reported(outputs(facts(), theirs))[0][0] == "warning"
