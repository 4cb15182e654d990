"""The home card: its words in both languages, what it shows to whom, and what stays short."""

from __future__ import annotations

from dataclasses import replace

import pytest

from abm_sheets.language import catalogue
from abm_sheets.outputs.cards import home
from abm_sheets.outputs.cards.addresses import Route
from abm_sheets.outputs.cards.panel import Panel, Schedule, Trigger
from abm_sheets.palette import SOLID, Tone
from abm_sheets.story.digest import Digest, StagnatingAccount
from tests.outputs.cards.panels import ADDRESSES, MONDAY, failing, panel, reading, small_digest
from tests.outputs.cards.shown import clicks, strict, texts, widgets
from tests.outputs.tabs.small_view import AS_OF

FRENCH = """
    Le trimestre en chiffres
    au 27 septembre 2026
    Nous avons ciblé 5 comptes ce trimestre, 3 sont engagés, 2 sont en opportunité, 1 a signé pour 120 000 €, avec un ROI global de 79,0×.
    Les cinq indicateurs
    Comptes engagés
    3 · sans objet (pas d'objectif)
    L'activation prend bien (60 %)
    Stable depuis le 20 septembre 2026
    sur 5 comptes ciblés
    Taux de conversion
    40 % · atteint
    Au-dessus du repère (5 à 15 %)
    +20 pts depuis le 20 septembre 2026 · Objectif : 10 %
    2 opportunités pour 5 comptes
    Vélocité
    1 100 €/jour · sans objet (pas d'objectif)
    Stable depuis le 20 septembre 2026
    par jour : 1 × 45 000 € × 50 % ÷ 60 j
    Influence marketing
    100 % · sans objet (trop peu de données)
    Stable depuis le 20 septembre 2026 · Objectif : 60 %
    2 deals influencés sur 2
    ROI
    79,0× · sans objet (pas d'objectif)
    Stable depuis le 20 septembre 2026
    120 000 € pour 1 500 € de coûts
    2 comptes stagnent
    Gabarit SA
    en opportunité depuis 69 jours
    Histoire
    Alizé
    engagé depuis 51 jours
    Histoire
    Le succès de la semaine
    Indigo a signé pour 120 000 € le 24 septembre 2026.
    L'histoire d'un compte
    Interactions, étapes, opportunités et coûts du trimestre, jour par jour.
    Choisir
    Qualité
    2 points signalés, dont 1 erreur
    Voir
    Actualisation
    Dernière actualisation
    28 septembre 2026 à 09:00
    demandée par Ana Petit
    307 lignes lues
    Prochaine actualisation
    lundi 5 octobre 2026 à 09:00
    fuseau horaire Europe/Paris
    Modifier
    Rafraîchir
"""  # noqa: E501 (a sentence is a line)
ENGLISH = """
    The quarter in figures
    as of September 27, 2026
    We targeted 5 accounts this quarter: 3 are engaged, 2 are in opportunity, 1 signed for €120,000, with an overall ROI of 79.0×.
    The five metrics
    Engaged accounts
    3 · not applicable (no target)
    Activation has taken hold (60%)
    Unchanged since September 20, 2026
    of 5 target accounts
    Conversion rate
    40% · on target
    Above the benchmark (5 to 15%)
    +20 pts since September 20, 2026 · Target: 10%
    2 opportunities for 5 accounts
    Velocity
    €1,100/day · not applicable (no target)
    Unchanged since September 20, 2026
    per day: 1 × €45,000 × 50% ÷ 60 d
    Marketing influence
    100% · not applicable (too little data)
    Unchanged since September 20, 2026 · Target: 60%
    2 deals influenced of 2
    ROI
    79.0× · not applicable (no target)
    Unchanged since September 20, 2026
    €120,000 for €1,500 of costs
    2 accounts stagnate
    Gabarit SA
    in opportunity for 69 days
    Story
    Alizé
    engaged for 51 days
    Story
    The win of the week
    Indigo signed for €120,000 on September 24, 2026.
    The story of an account
    Interactions, stages, opportunities and costs of the quarter, day by day.
    Choose
    Quality
    2 points raised, of which 1 error
    See
    Refresh
    Last refresh
    September 28, 2026 at 09:00
    asked for by Ana Petit
    307 rows read
    Next refresh
    Monday, October 5, 2026 at 09:00
    time zone Europe/Paris
    Change
    Refresh
"""  # noqa: E501 (a sentence is a line)


def shown(of: Panel, language: str = "fr") -> list[str]:
    return texts(strict(home(of, ADDRESSES, catalogue(language))))


@pytest.mark.parametrize(("language", "expected"), [("fr", FRENCH), ("en", ENGLISH)])
def test_it_reads_from_the_sentence_to_the_button(language: str, expected: str) -> None:
    lines = [line.strip() for line in expected.strip().splitlines()]

    assert shown(panel(language), language) == lines


def test_a_status_has_the_colour_that_goes_with_its_words() -> None:
    card = home(panel(), ADDRESSES, catalogue("fr"))

    conversion = next(each for each in widgets(card) if "atteint" in str(each))
    assert f'<font color="{SOLID[Tone.GREEN]}">atteint</font>' in conversion["decoratedText"]["text"]


def test_buttons_lead_to_their_addresses() -> None:
    card = home(panel(), ADDRESSES, catalogue("fr"))

    assert clicks(card) == {
        **dict.fromkeys(("Histoire", "Choisir"), ADDRESSES.of(Route.ACCOUNT)),
        "Voir": ADDRESSES.of(Route.ISSUES),
        "Modifier": ADDRESSES.of(Route.SCHEDULE),
        "Rafraîchir": ADDRESSES.of(Route.REFRESH),
    }


def test_leadership_looks_and_is_told_who_refreshes() -> None:
    card = home(reading(), ADDRESSES, catalogue("fr"))

    assert set(clicks(card)) == {"Histoire", "Choisir", "Voir"}
    assert "fixedFooter" not in card
    assert texts(card)[-1].startswith("Votre rôle, « direction », consulte les chiffres ; le marketing et")


def test_who_has_no_role_is_told_how_to_get_one() -> None:
    found = shown(reading(role=None))

    assert found[-1].startswith("Votre adresse n'a pas de rôle dans l'onglet « Équipe »")


def test_the_two_teams_refresh_without_changing_the_schedule() -> None:
    card = home(panel(role="sales", may_administer=False), ADDRESSES, catalogue("en"))

    assert set(clicks(card)) == {"Story", "Choose", "See", "Refresh"}


@pytest.mark.parametrize(
    ("pending", "expected"), [("queued", "Actualisation en attente"), ("running", "Actualisation en cours")]
)
def test_a_refresh_under_way_is_told_first_and_cannot_be_asked_for_again(pending: str, expected: str) -> None:
    of = panel(pending=pending, pending_since=MONDAY.replace(minute=12))
    card = home(of, ADDRESSES, catalogue("fr"))

    assert texts(card)[2:4] == [expected, "Demandée le 28 septembre 2026 à 09:12."]
    assert clicks(card)["Vérifier"] == ADDRESSES.of(Route.STATUS)
    assert "Rafraîchir" not in clicks(card)


def test_a_failed_refresh_is_told_first_with_what_to_do_and_the_age_of_the_figures() -> None:
    found = shown(failing())

    assert found[2:5] == [
        "La dernière actualisation a échoué",
        "Partagez la feuille.",
        "Ces chiffres datent du 21 septembre 2026 à 09:00.",
    ]
    at = found.index("Dernière actualisation")
    assert found[at + 1 : at + 4] == ["28 septembre 2026 à 09:00", "automatique", "sans succès"]


def test_a_failed_click_says_nothing_of_the_age_of_the_figures() -> None:
    assert not any("datent" in line for line in shown(failing(not_refreshed_since=None)))


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        (panel(digest=None, last=None), "Pas encore de chiffres : cliquez sur « Rafraîchir » pour obtenir"),
        (reading(digest=None, last=None), "Pas encore de chiffres : le marketing ou les commerciaux"),
    ],
    ids=["who may refresh", "who may not"],
)
def test_before_the_first_refresh_it_says_how_figures_come(of: Panel, expected: str) -> None:
    found = shown(of)

    assert found[1].startswith(expected)
    assert found[found.index("Dernière actualisation") + 1] == "Aucune pour l'instant"


def test_before_the_first_figures_a_refresh_under_way_is_enough() -> None:
    of = panel(digest=None, last=None, pending="queued")

    assert shown(of)[:3] == ["Le trimestre en chiffres", "Actualisation en attente", "Actualisation"]


NEXT: dict[str, tuple[Schedule | None, str]] = {
    "none": (None, "Aucune de prévue"),
    "paused": (Schedule("0 9 * * 1", "Europe/Paris", MONDAY, paused=True), "En pause"),
    "not to come": (Schedule("", "Europe/Paris", None, paused=False), "Aucune de prévue"),
}


@pytest.mark.parametrize("case", NEXT)
def test_the_next_refresh_may_not_be_known(case: str) -> None:
    schedule, expected = NEXT[case]
    found = shown(panel(schedule=schedule))

    assert found[found.index("Prochaine actualisation") + 1] == expected
    assert not any("Europe/Paris" in line for line in found)


TRIGGERS: dict[Trigger, str] = {
    "schedule": "automatique",
    "panel": "demandée par Ana Petit",
    "command": "lancée en ligne de commande par Ana Petit",
    "job": "lancée par un planificateur",
    "setup": "lancée à la mise en place par Ana Petit",
}


@pytest.mark.parametrize(("trigger", "expected"), TRIGGERS.items())
def test_the_last_refresh_says_how_it_came(trigger: Trigger, expected: str) -> None:
    last = panel().last
    assert last is not None

    assert expected in shown(panel(last=replace(last, trigger=trigger)))


def test_the_last_refresh_of_nobody_known_is_somebodys() -> None:
    last = panel().last
    assert last is not None

    assert "demandée par quelqu'un de l'équipe" in shown(panel(last=replace(last, who="")))


def crowded(count: int) -> Digest:
    still = StagnatingAccount(account="Alizé", stage="engagé", since=AS_OF, days=30, duration="30 jours")
    return small_digest().model_copy(
        update={"stagnating": [still] * min(count, 50), "stagnating_count": count}
    )


def test_many_stagnating_accounts_are_folded_then_counted() -> None:
    card = home(panel(digest=crowded(60)), ADDRESSES, catalogue("fr"))

    section = next(each for each in card["sections"] if "60 comptes" in each.get("header", ""))
    assert (section["collapsible"], section["uncollapsibleWidgetsCount"]) == (True, 3)
    assert texts(card).count("Alizé") == 10
    assert "et 50 autres, à lire dans le suivi des comptes" in texts(card)


def test_a_quiet_week_says_so() -> None:
    quiet = small_digest(issues=()).model_copy(update={"stagnating": [], "stagnating_count": 0, "win": ""})
    card = home(panel(digest=quiet), ADDRESSES, catalogue("fr"))

    assert {"Aucun compte ne stagne.", "Rien à signaler"} <= set(texts(card))
    assert any(line.startswith("Pas encore de succès à proposer") for line in texts(card))
    assert "Voir" not in clicks(card)


def test_long_names_stay_readable() -> None:
    still = crowded(1).stagnating[0].model_copy(update={"account": "Alizé " * 100})
    found = shown(panel(digest=small_digest().model_copy(update={"stagnating": [still]})))

    assert max(len(line) for line in found if line.startswith("Alizé")) == 80
