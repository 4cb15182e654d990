"""The quality tab lists what to correct, the gravest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from unittest.mock import Mock

import pytest

from abm_sheets.issues import RULES, Issue
from abm_sheets.language import LANGUAGES, catalogue
from abm_sheets.outputs.tabs.quality import LIMIT, quality
from abm_sheets.report import Report
from abm_sheets.story.view import View
from abm_sheets.workbook.sheet import Link
from tests.outputs.tabs.small_view import lines, links, small_view, values


def issue(rule: str, row: int | None = None, tab: str = "interactions", column: str | None = "date") -> Issue:
    return Issue(
        rule=rule, severity=RULES[rule], tab=tab, row=row, column=column, value="=1+1", message="Corrigez."
    )


def view(issues: Sequence[Issue], language: str = "fr") -> View:
    return replace(small_view(language), report=Mock(spec=Report, issues=list(issues)))


def test_issues_are_sorted_by_gravity_and_lead_to_their_cells() -> None:
    found = [issue("text_date", 4), issue("future_date", 9), issue("invalid_date", 12)]
    sheet = quality(view([*found, issue("missing_tab", None, "opportunities", None)]))
    assert values(sheet, "Gravité") == ["erreur", "erreur", "à vérifier", "pour information"]
    assert values(sheet, "Problème")[:2] == ["Onglet introuvable", "Date illisible"]
    assert values(sheet, "Cellule") == ["", "ligne 12", "ligne 9", "ligne 4"]
    assert links(sheet, "Cellule")[:2] == [None, Link("interactions", 12, source=True)]
    assert values(sheet, "Onglet")[0] == "Opportunités"
    assert values(sheet, "Colonne")[:2] == ["", "Date"]
    assert values(sheet, "Valeur lue")[1] == "=1+1"


def test_tabs_and_columns_that_are_not_ours_keep_their_names() -> None:
    sheet = quality(view([issue("vanity_metric", None, "MQL 2026", "Clics")], "en"))
    assert (values(sheet, "Tab"), values(sheet, "Column")) == (["MQL 2026"], ["Clics"])


def test_a_clean_workbook_is_told_so() -> None:
    sheet = quality(view([]))
    assert lines(sheet)[1] == "Rien à signaler\u00a0: toutes les lignes ont été lues et comptées."
    assert not sheet.tables


def test_the_list_is_capped_and_says_so() -> None:
    sheet = quality(view([issue("invalid_date", row) for row in range(2, LIMIT + 5)], "en"))
    assert len(values(sheet, "Problem")) == LIMIT
    assert lines(sheet)[1].startswith("5,003 errors (rows or values left out), nothing to check")
    assert "3 more points are not shown: correct these first." in lines(sheet)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_has_a_name(language: str) -> None:
    assert list(catalogue(language).find("rules")) == list(RULES)
