"""What the terminal shows: the five metrics, the issues, the votes."""

from __future__ import annotations

import io
from typing import Any

import pytest
from rich.console import Console, RenderableType

from abm_sheets.issues import Issue, Severity
from abm_sheets.language import catalogue
from abm_sheets.outputs.terminal import complain, show
from abm_sheets.outputs.terminal.tables import issues_table, metrics_table, tally_table
from abm_sheets.refresh import examine
from abm_sheets.story.view import View
from abm_sheets.story.workshop import Tally, Votes
from abm_sheets.workbook.memory import MemoryWorkbook
from tests.metrics.quarter import D
from tests.sheets import NOW, snapshot

TABS: dict[str, Any] = {
    "accounts": "account\nAlizé\nBoréal\nCobalt\nDolmen\nÉcrin",
    "opportunities": """
        account | stage      | created    | closed     | amount
        Alizé   | Gagnée     | 2026-08-01 | 2026-09-10 | 4200
        Boréal  | Découverte | 2026-08-01 |            | 800
    """,
    "marketing_costs": "date | amount | account\n2026-08-01 | 1000 | Alizé",
    "targets": """
        metric              | quarter | target
        Taux de conversion  | 2026-T3 | 0.1
        ROI                 | 2026-T3 | 4
        Vélocité            | 2026-T3 | 1000
        Influence marketing | 2026-T3 | 0.6
    """,
}


def view(language: str = "fr", **tabs: Any) -> View:
    return examine(MemoryWorkbook(snapshot(**(TABS | tabs))), D, language=language, now=NOW)


def shown(table: RenderableType) -> list[list[str]]:
    """The cells of a table's rows as plain text, no-break spaces as spaces."""
    output = io.StringIO()
    Console(file=output, width=200).print(table)
    lines = output.getvalue().replace("\u202f", " ").replace("\u00a0", " ").splitlines()
    return [[cell.strip() for cell in line.split("│")] for line in lines if "│" in line]


def test_the_five_metrics_in_order_with_value_proportion_target_and_status() -> None:
    assert shown(metrics_table(view())) == [
        ["Comptes engagés", "0", "0/5", "–", "sans objet (pas d'objectif)"],
        ["Taux de conversion", "40 %", "2/5", "10 %", "atteint"],
        ["Vélocité", "20 €/jour", "–", "1 000 €/jour", "en retard"],
        ["Influence marketing", "0 %", "0/2", "60 %", "sans objet (trop peu de données)"],
        ["ROI", "3,2×", "–", "4,0×", "à surveiller"],
    ]


def test_issues_say_where_how_grave_and_what_to_do() -> None:
    examined = view(
        interactions="""
            date       | account | type        | MQL
            bientôt    | Alizé   | visite site | 3
            2041-01-01 | Alizé   | visite site |
        """,
        sales_costs=None,
    )

    rows = shown(issues_table(examined.report.issues, examined.words))

    assert [row[:3] for row in rows] == [
        ["erreur", "Coûts commerciaux", ""],
        ["à vérifier", "Interactions, ligne 1", "MQL"],
        ["erreur", "Interactions, ligne 2, Date", "bientôt"],
        ["à vérifier", "Interactions, ligne 3, Date", "2041-01-01"],
    ]
    assert all(row[3].endswith((".", "»")) for row in rows)


def test_a_tab_of_the_people_is_named_by_its_title() -> None:
    examined = view(Followers="day | count\n1 | 2")

    assert shown(issues_table(examined.report.issues, examined.words))[0][1] == "Followers"


@pytest.mark.parametrize(
    ("tab", "column", "place"),
    [
        ("history", "workbook", "Historique, ligne 5, Classeur"),
        ("stage_history", "stage", "Historique des étapes, ligne 5, Étape"),
    ],
)
def test_a_row_of_a_history_is_named_by_its_header(tab: str, column: str, place: str) -> None:
    issue = Issue(
        rule="edited_history", severity=Severity.WARNING, tab=tab, row=5, column=column, message="Vérifiez."
    )

    assert shown(issues_table([issue], catalogue("fr")))[0][1] == place


def test_the_votes() -> None:
    tally = Tally([Votes("roi", 7, 4, 2, proposed=True), Votes("revenue", 1, 1, 1, proposed=False)], [], [])

    assert shown(tally_table(tally, catalogue("fr"))) == [
        ["ROI", "7", "4", "2", "oui"],
        ["Revenus", "1", "1", "1", "non"],
    ]


def test_text_from_people_is_never_markup_and_sentences_are_never_cut(
    capsys: pytest.CaptureFixture[str],
) -> None:
    sentence = "[bold]" + "mot " * 60 + ":smile: [/x]"

    show(sentence)
    complain(sentence)

    captured = capsys.readouterr()
    assert captured.out == captured.err == f"{sentence}\n"
