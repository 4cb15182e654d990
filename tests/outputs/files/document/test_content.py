"""What the document says, and where its texts come from."""

from __future__ import annotations

from datetime import date

import pytest

from abm_sheets.language import LANGUAGES, catalogue
from abm_sheets.metrics.known import METRICS
from abm_sheets.outputs.files.document import AGENDA, Document, default_workbook, document, playbook
from abm_sheets.outputs.files.sections import Points
from abm_sheets.outputs.tabs.review import review
from abm_sheets.refresh import examine
from abm_sheets.story.view import View
from tests.outputs.files.views import viewed
from tests.outputs.tabs.small_view import lines
from tests.sheets import NOW

TARGETS = """
    metric             | quarter | target
    Taux de conversion | 2026-T3 | 0.1
    Revenus            | 2026-T3 | 60000
    Revenus            | 2026-T2 | 50000
"""


def defaults(language: str = "fr") -> View:
    return examine(default_workbook(catalogue(language)), date(2026, 9, 27), language=language, now=NOW)


def texts(found: Document, header: str) -> dict[str, str]:
    """A column of the metrics, by the metric's name."""
    return {next(iter(row.values())): row[header] for row in found.metrics}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_metric_has_its_row(language: str) -> None:
    found = document(defaults(language))

    assert set(texts(found, found.words.text("definitions.columns.formula"))) == {
        found.words.word("metric", metric) for metric in METRICS
    }
    assert all(text for row in found.metrics for text in list(row.values())[:-1])
    assert len({tuple(row) for row in found.metrics}) == 1


def test_formulas_quote_the_settings_of_the_workbook() -> None:
    settings = "setting | value\nengagement_min_interactions | 4"

    assert "au moins 4" in texts(document(viewed(settings=settings)), "Calcul")["Comptes engagés"]
    assert "au moins 3" in texts(document(defaults()), "Calcul")["Comptes engagés"]


def test_targets_are_those_of_the_quarter() -> None:
    found = texts(document(viewed(targets=TARGETS)), "Objectif")

    assert {name: " ".join(text.split()) for name, text in found.items() if text} == {
        "Taux de conversion": "10 %",
        "Revenus": "60 000 €",
    }
    assert set(texts(document(defaults()), "Objectif").values()) == {""}


def test_it_says_whose_settings_these_are() -> None:
    of_a_workbook, of_none = document(viewed()), document(defaults("en"))

    assert of_a_workbook.opening[-1] == "D'après «\u00a0suivi.xlsx\u00a0», au 27 septembre 2026."
    assert "trimestre va du 1er juillet 2026" in of_a_workbook.opening[1]
    assert of_none.opening[-1].startswith("The settings are the default ones")
    assert len(of_none.opening) == 2


def test_the_rules_are_the_sections_of_the_definitions() -> None:
    headings = [section.heading for section in document(defaults()).rules]

    assert headings[:4] == [
        "Les statuts",
        "Le parcours d'un compte",
        "Les interactions comptées",
        "Les réglages en vigueur",
    ]
    assert headings[4].startswith("Version des définitions")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_meeting_follows_the_review_in_its_order(language: str) -> None:
    words, reported = catalogue(language), lines(review(viewed(language)))
    monday, *parts = playbook(words)

    assert [part.heading for part in parts] == [
        line for line in reported if line in {p.heading for p in parts}
    ]
    assert words.text("review.agenda") in reported
    assert words.text("review.agenda") in monday.pieces
    assert len(parts) == len(AGENDA)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_part_says_who_speaks_and_what_it_decides(language: str) -> None:
    words = catalogue(language)
    _, *parts = playbook(words)

    for part in parts:
        (points,) = (each for each in part.pieces if isinstance(each, Points))
        assert [label for label, _ in points.lines] == [
            words.text("export.playbook.speaks"),
            words.text("export.playbook.decides"),
        ]


def test_monday_is_told_as_in_the_guide() -> None:
    words = catalogue("fr")
    (points,) = (part for part in playbook(words)[0].pieces if isinstance(part, Points))

    assert [label for label, _ in points.lines] == [
        "Actualiser",
        "Corriger",
        "Se réunir 30 minutes",
        "Rendre compte",
    ]
