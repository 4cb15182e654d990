"""The card of the issues: where, what is there, what to do."""

from __future__ import annotations

from abm_sheets.language import catalogue
from abm_sheets.outputs.cards import issues
from abm_sheets.outputs.cards.addresses import Route
from tests.outputs.cards.panels import ADDRESSES, issue, panel, reading, small_digest
from tests.outputs.cards.shown import clicks, strict, texts, widgets


def test_the_gravest_come_first_with_their_cell_and_what_to_do() -> None:
    found = small_digest(
        issues=(issue("text_date", 4, value=None), issue(), issue("missing_tab", None, column=None))
    )
    card = strict(issues(panel(digest=found), ADDRESSES, catalogue("fr")))

    assert texts(card) == [
        "Points à corriger",
        "3 points signalés, dont 2 erreurs",
        "Corrigez dans l'onglet indiqué, puis rafraîchissez : rien n'est modifié à votre place.",
        "À corriger : laissé de côté",
        "Interactions",
        "« 31/02/2026 »",
        "Corrigez la date.",
        "Interactions, ligne 12, Date",
        "« 31/02/2026 »",
        "Corrigez la date.",
        "Pour information",
        "Interactions, ligne 4, Date",
        "Corrigez la date.",
        "Rafraîchir",
    ]
    assert clicks(card) == {"Rafraîchir": ADDRESSES.of(Route.REFRESH)}


def test_many_are_folded_then_counted() -> None:
    found = small_digest("en", issues=[issue(row=row) for row in range(2, 72)])
    card = issues(panel(digest=found), ADDRESSES, catalogue("en"))

    section = next(each for each in card["sections"] if each.get("header") == "To correct: left out")
    assert (len(section["widgets"]), section["uncollapsibleWidgetsCount"]) == (50, 5)
    assert "And 20 more, in the tab “Quality”." in texts(card)
    assert len(widgets(card)) == 53


def test_without_an_issue_it_says_so() -> None:
    card = issues(reading(digest=small_digest(issues=())), ADDRESSES, catalogue("fr"))

    assert texts(card) == ["Points à corriger", "Rien à signaler"]


def test_without_figures_it_says_when_they_will_be_known() -> None:
    card = issues(reading(digest=None), ADDRESSES, catalogue("en"))

    assert texts(card)[1] == "No figures yet: points to correct will come with them."


def test_long_advice_stays_readable() -> None:
    found = small_digest(issues=[issue(message="Corrigez. " * 200, value="x" * 500)])
    card = issues(panel(digest=found), ADDRESSES, catalogue("fr"))

    assert max(map(len, texts(card))) == 400
