"""The checks of the input tabs and of their columns."""

from __future__ import annotations

from typing import Any

from abm_sheets.language import catalogue
from abm_sheets.upkeep.doctor.facts import Content
from abm_sheets.upkeep.doctor.tabs import KEYS, columns, tabs
from abm_sheets.workbook.interface import Snapshot
from tests.sheets import snapshot
from tests.upkeep.doctor.small_facts import content, facts, marked, reported

HEADERS: dict[str, Any] = {
    key: [[catalogue("fr").header(key, column) for column in catalogue("fr").columns(key)]] for key in KEYS
}


def whole(**tabs: Any) -> Content:
    """A workbook that was set up, but for some tabs."""
    return content(marked(snapshot(**{**HEADERS, **tabs})))


def test_tabs_known_by_their_identities() -> None:
    assert reported(tabs(facts(), whole())) == [
        ("ok", "12 onglets de saisie reconnus par leur identité : ils peuvent être renommés.")
    ]


def test_tabs_known_by_their_titles_would_be_lost_when_renamed() -> None:
    known = content(**HEADERS)

    assert [level for level, _ in reported(tabs(facts(), known))] == ["warning"]
    assert "Comptes, Interactions" in reported(tabs(facts(), known))[0][1]


def test_a_tab_that_a_metric_needs_is_an_error_and_another_one_is_not() -> None:
    lacking = whole(opportunities=None, targets=None, team=None)

    assert reported(tabs(facts("en"), lacking))[1:] == [
        ("error", "The tab “Opportunités” was not found: some metrics cannot be computed."),
        ("warning", "Optional tabs that are missing: Objectifs, Équipe. The defaults are used."),
    ]


def test_a_workbook_of_somebody_else_has_none() -> None:
    empty = content(Snapshot("Courses", [], "fr_FR", "Europe/Paris"))

    assert reported(tabs(facts(), empty)) == [
        ("error", "Aucun onglet de saisie n'est reconnu dans cette feuille.")
    ]


def test_columns_all_there() -> None:
    assert reported(columns(facts(), whole())) == [("ok", "Toutes les colonnes attendues sont là.")]


def test_missing_and_repeated_columns_are_named_as_the_workbook_names_them() -> None:
    odd = whole(
        interactions=[["Date", "Compte", "Contenu", "Contact", "Source", "Identifiant"]],
        stages=[["Étape", "Ordre", "Nature", "Étape"]],
    )

    assert reported(columns(facts("en"), odd)) == [
        ("error", "Tab “Interactions”: required column not found, Type."),
        ("warning", "Tab “Étapes”: optional columns missing, Équipe."),
        ("warning", "Tab “Étapes”: repeated header, Étape; only the first column is read."),
    ]
