"""The first use: why the permission, what set-up does, and the cards that say no."""

from __future__ import annotations

import pytest

from abm_sheets.language import catalogue
from abm_sheets.outputs.cards import (
    Offer,
    Reason,
    ask_permission,
    failure,
    not_allowed,
    not_served,
    offer_setup,
)
from abm_sheets.outputs.cards.addresses import Route
from tests.outputs.cards.panels import ADDRESSES
from tests.outputs.cards.shown import clicks, strict, texts

ROBOT = "abm-sheets@exemple.iam.gserviceaccount.com"


def test_the_permission_is_explained_before_it_is_asked_for() -> None:
    card = strict(ask_permission(ADDRESSES, catalogue("fr")))

    title, what, why, button = texts(card)
    assert (title, button) == ("Première utilisation", "Autoriser cette feuille")
    assert what.startswith(
        "Pour afficher vos chiffres, le panneau doit pouvoir lire et compléter cette feuille."
    )
    assert why.startswith("L'accord ne vaut que pour cette feuille : vos autres fichiers restent invisibles.")
    assert clicks(card) == {"Autoriser cette feuille": ADDRESSES.of(Route.PERMISSION)}


def test_set_up_says_what_a_click_shares_adds_and_leaves_alone() -> None:
    card = strict(offer_setup(Offer("1AbC", "Comptes cibles T3", ROBOT), ADDRESSES, catalogue("en")))

    title, opening, *rest = texts(card)
    assert title == "Set up this sheet"
    assert opening.startswith("The sheet “Comptes cibles T3” is not ready yet.")
    assert rest == [
        "It shares it, as an editor, with the program, which can then refresh it even when nobody is there.",
        "The program's address",
        ROBOT,
        "It adds the tabs, columns and dropdowns that are missing.",
        "Nothing that you typed is changed.",
        "Whoever may read this sheet may read all its tabs.",
        "Share and set up",
    ]
    button = card["fixedFooter"]["primaryButton"]["onClick"]["action"]
    assert button["function"] == ADDRESSES.of(Route.SETUP)
    assert button["parameters"] == [{"key": "file", "value": "1AbC"}, {"key": "account", "value": ROBOT}]


REFUSALS: dict[Reason, str] = {
    "reads_only": "Votre rôle consulte les chiffres sans les rafraîchir.",
    "not_in_team": "Votre adresse n'a pas de rôle dans l'onglet « Équipe » de cette feuille.",
    "not_admin": "Seul le rôle « admin » de l'onglet « Équipe » peut changer cela.",
    "no_access": "Vous n'avez pas accès à cette feuille",
    "cannot_share": "Préparer la feuille demande de la partager",
}


@pytest.mark.parametrize(("reason", "expected"), REFUSALS.items())
def test_a_refusal_says_why_and_offers_no_button(reason: Reason, expected: str) -> None:
    card = strict(not_allowed(reason, catalogue("fr")))

    title, sentence = texts(card)
    assert title == "Accès limité"
    assert sentence.startswith(expected)


def test_a_file_that_nobody_set_up_says_whom_to_ask() -> None:
    assert texts(strict(not_served(catalogue("en")))) == [
        "Sheet not followed",
        "Nobody has set this sheet up yet. Ask its owner to open this panel a first time.",
    ]


def test_a_failure_is_its_sentence() -> None:
    card = strict(failure("Google n'a pas répondu : réessayez.", catalogue("fr")))

    assert texts(card) == ["Cela n'a pas abouti", "Google n'a pas répondu : réessayez."]
