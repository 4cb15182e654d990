"""An account explained: scope, stage, engagement, deals, costs with their shares, ROI."""

from __future__ import annotations

from typing import Any

import pytest

from tests.commands import plain
from tests.explain.small import counted, explained, left_out, said

ACCOUNTS = """
    account | targeted | targeted_from | targeted_until | industry
    Alizé   |          |               |                | Acier
    Boréal  | oui      | 2026-08-01    |                | Bois
    Cobalt  | non      |               |                |
    Dolmen  |          | 2026-01-01    | 2026-06-30     |
    Fjord   |          |               | 2026-09-01     |
"""
THREE = """
    date       | account | type
    2026-09-01 | {0}     | webinaire
    2026-09-02 | {0}     | rendez-vous
    2026-09-05 | {0}     | visite site
"""


def account(name: str = "Alizé", **tabs: Any) -> Any:
    return explained(name, **({"accounts": ACCOUNTS} | tabs))


def test_the_sections_answer_what_people_ask_in_their_order() -> None:
    found = account()
    assert [each.key for each in found.sections] == [
        "scope",
        "stage",
        "engagement",
        "deals",
        "marketing_costs",
        "sales_costs",
        "roi",
    ]
    assert plain(found.heading) == "Alizé, au 27/09/2026"
    assert found.figures["account"] == "Alizé"


@pytest.mark.parametrize(
    ("name", "sentences"),
    [
        (
            "Alizé",
            [
                "Le compte est ciblé, sans limite de dates.",
                "Dans le périmètre : ciblé au moins un jour du 01/07/2026 au 27/09/2026.",
                "Actif au 27/09/2026.",
            ],
        ),
        (
            "Cobalt",
            [
                "Hors du périmètre : pas ciblé du 01/07/2026 au 27/09/2026.",
                "Pas actif au 27/09/2026.",
                "Le compte n'est pas ciblé (colonne « Compte ciblé » : non).",
            ],
        ),
        (
            "Dolmen",
            [
                "Le compte est ciblé du 01/01/2026 au 30/06/2026.",
                "Hors du périmètre : pas ciblé du 01/07/2026 au 27/09/2026.",
                "Pas actif au 27/09/2026.",
                "Le compte n'était plus ciblé au 01/07/2026.",
            ],
        ),
        (
            "Fjord",
            [
                "Le compte est ciblé jusqu'au 01/09/2026.",
                "Dans le périmètre : ciblé au moins un jour du 01/07/2026 au 27/09/2026.",
                "Pas actif au 27/09/2026.",
                "Le compte n'était plus ciblé au 27/09/2026.",
            ],
        ),
    ],
)
def test_scope(name: str, sentences: list[str]) -> None:
    assert said(account(name), "scope") == sentences


def deals(*rows: str) -> str:
    return "\n".join(["account | stage | created | closed", *rows])


@pytest.mark.parametrize(
    ("name", "tabs", "stage", "since"),
    [
        ("Alizé", {}, "ciblé, depuis le 27/09/2025.", "L'étape remonte à 365 jours ou plus"),
        ("Boréal", {}, "ciblé, depuis le 01/08/2026.", "où le compte est entré dans la liste"),
        (
            "Alizé",
            {"interactions": THREE.format("Alizé")},
            "engagé, depuis le 05/09/2026.",
            "ont atteint 3 ; le compte est resté engagé depuis",
        ),
        (
            "Alizé",
            {"interactions": THREE.format("Alizé").replace("2026-09", "2026-08")},
            "ciblé, depuis le 31/08/2026.",
            "La veille, le compte était encore engagé.",
        ),
        (
            "Alizé",
            {"opportunities": deals("Alizé | Découverte | 2026-08-01 |")},
            "en opportunité, depuis le 01/08/2026.",
            "une opportunité a été créée ; il y en a toujours eu une d'ouverte depuis",
        ),
        (
            "Alizé",
            {"opportunities": deals("Alizé | Perdue | 2026-08-01 | 2026-08-05")},
            "ciblé, depuis le 05/08/2026.",
            "La veille, le compte avait encore une opportunité ouverte.",
        ),
        (
            "Alizé",
            {
                "opportunities": deals("Alizé | Perdue | 2026-08-01 | 2026-09-12"),
                "interactions": THREE.format("Alizé"),
            },
            "engagé, depuis le 12/09/2026.",
            "La veille, le compte avait encore une opportunité ouverte.",
        ),
        (
            "Alizé",
            {"opportunities": deals("Alizé | Gagnée | 2026-08-01 | 2026-08-09")},
            "client, depuis le 09/08/2026.",
            "le premier deal a été signé",
        ),
    ],
)
def test_the_stage_its_first_day_and_what_happened_then(
    name: str, tabs: dict[str, str], stage: str, since: str
) -> None:
    sentences = said(account(name, **tabs), "stage")
    assert sentences[0] == f"Étape : {stage}"
    assert since in sentences[2]


def test_an_account_that_stagnates_is_said_to() -> None:
    found = account(opportunities=deals("Alizé | Découverte | 2026-08-01 |"))
    assert said(found, "stage")[3] == (
        "Le compte stagne : 57 jours sans changer d'étape, pour une limite de 21."
    )


def test_an_account_that_is_not_active_has_no_stage() -> None:
    assert said(account("Fjord"), "stage") == ["Pas d'étape : le compte n'est pas actif au 27/09/2026."]


def test_engaged_until_when_and_why() -> None:
    found = account(interactions=THREE.format("Alizé"))
    assert said(found, "engagement") == [
        "Engagé : 3 interactions comptées du 29/08/2026 au 27/09/2026, il en faut 3.",
        (
            "Engagé jusqu'au 30/09/2026 si rien ne se passe : la plus ancienne des 3 dernières interactions "
            "comptées date du 01/09/2026, et la fenêtre court 29 jours de plus."
        ),
        "Dernière interaction comptée : 05/09/2026.",
    ]
    assert counted(found, "engagement") == dict.fromkeys((2, 3, 4), "1 interaction")


def test_an_account_left_the_list_and_is_not_engaged() -> None:
    found = account("Fjord", interactions=THREE.format("Fjord"))
    assert said(found, "engagement")[0] == (
        "Pas engagé : 3 interactions comptées, mais le compte n'est pas actif au 27/09/2026."
    )


def test_interactions_of_the_account_that_do_not_count_each_have_a_reason() -> None:
    found = account(
        interactions="""
            date       | account  | type             | id
            2026-08-28 | Alizé    | webinaire        |
            2026-09-01 | alizé SA | webinaire        | n1
            2026-09-01 | Alizé    | webinaire        | n1
            2026-09-02 | Alizé    | ouverture e-mail |
            2026-09-28 | Alizé    | webinaire        |
            2026-09-03 | Alizé    | pigeon           |
            2026-09-03 | Boréal   | webinaire        |
            2026-09-03 | Boréal   | pigeon           |
        """
    )
    assert said(found, "engagement")[0].startswith("Pas engagé : 1 interaction comptée")
    assert list(counted(found, "engagement")) == [3]
    assert left_out(found, "engagement") == {
        2: "before_window",
        4: "duplicate_interaction",
        5: "type_not_counted",
        6: "after_day",
        7: "unknown_type",
    }
