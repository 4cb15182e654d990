"""The document as Markdown: its outline, its tables, and texts that stay texts."""

from __future__ import annotations

from typing import Any

import pytest

from abm_sheets.outputs.files.document import document, escaped, markdown_file
from tests.commands import plain
from tests.outputs.files.document.test_content import TARGETS, defaults
from tests.outputs.files.views import viewed


def written(**tabs: Any) -> str:
    return markdown_file(document(viewed(**tabs))).decode()


def test_the_outline_goes_from_the_metrics_to_the_meeting() -> None:
    lines = written().splitlines()

    assert lines[0] == "# Définitions et réunion"
    assert [line for line in lines if line.startswith("## ")] == [
        "## Les indicateurs",
        "## Les statuts",
        "## Le parcours d'un compte",
        "## Les interactions comptées",
        "## Les réglages en vigueur",
        next(line for line in lines if line.startswith("## Version des définitions")),
        "## La réunion",
    ]
    assert "### 1. La semaine face aux objectifs · 8 min" in lines


def test_a_metric_is_told_under_its_name() -> None:
    text = written(targets=TARGETS)
    reported = text[text.index("### Taux de conversion") : text.index("### Vélocité")].splitlines()

    assert [plain(line) for line in reported if line] == [
        "### Taux de conversion",
        "Combien d'opportunités naissent pour cent comptes ciblés. Repère : 5 à 15 %.",
        "- **Calcul** : Opportunités créées depuis le début du trimestre ÷ comptes ciblés.",
        "- **Onglets lus** : Comptes, Opportunités",
        "- **Responsable** : marketing, commercial",
        "- **Objectif** : 10 %",
    ]


def test_english_is_written_as_english() -> None:
    text = markdown_file(document(defaults("en"))).decode()

    assert text.startswith("# Definitions and meeting\n\nOne definition per metric")
    assert "\n- **Who speaks**: " in text
    assert text.endswith("\n")


def test_what_people_typed_is_never_markup() -> None:
    types = [["type", "engagement"], ["<b>x</b>|`y`\n# z [a](javascript:b)", True]]

    (line,) = (line for line in written(interaction_types=types).splitlines() if "javascript" in line)

    assert line == "| \\<b\\>x\\</b\\>\\|\\`y\\` \\# z \\[a\\](javascript:b) | oui | non |"


@pytest.mark.parametrize(
    ("text", "written_as"),
    [
        ("fr_FR", "fr\\_FR"),
        ("a\r\n\u2028b", "a b"),
        ("5 * 3", "5 \\* 3"),
        ("R&D", "R\\&D"),
        ("1 234 €", "1 234 €"),
    ],
)
def test_signs_are_escaped(text: str, written_as: str) -> None:
    assert escaped(text) == written_as
