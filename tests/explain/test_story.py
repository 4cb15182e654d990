"""An account's story: what happened, in the order of days, each with the row that proves it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from abm_sheets.story.passages import LAST, MOST, AccountStory, Passage
from tests.commands import plain
from tests.explain.small import explained

ACCOUNTS = """
    account | targeted_from | targeted_until | industry
    Alizé   | 2026-07-01    |                | Acier
    Boréal  |               | 2026-08-31     | Bois
    Cobalt  |               |                | Acier
"""
INTERACTIONS = """
    date       | account | type             | asset | contact
    2026-07-10 | Alizé   | webinaire        | Guide | Léa Roy
    2026-07-12 | Alizé   | rendez-vous      |       | Paul Sy
    2026-07-14 | Alizé   | visite site      |       |
    2026-07-15 | Alizé   | ouverture e-mail | Lettre |
    2026-09-28 | Alizé   | visite site      |       |
"""
DEALS = """
    id | account | name   | amount | stage       | created    | closed     | loss_reason
    a  | Alizé   | Pilote | 1000   | Perdue      | 2026-07-20 | 2026-07-30 | Prix
    b  | Alizé   | Usine  |        | Gagnée      | 2026-09-01 | 2026-09-20 |
    c  | Alizé   | Siège  | 300    | Négociation | 2026-09-05 |            |
"""
COSTS = """
    date       | label    | amount | account | industry
    2026-07-11 | Audit    | 50     | Alizé   |
    2026-07-11 | Campagne | 10     |         | Acier
    2026-06-11 | Avant    | 10     | Alizé   |
"""


PART, PRESENT = "part d'une ligne de 10 € partagée entre 2 comptes", "aujourd'hui à l'étape « Négociation »"


def story(name: str = "Alizé", **tabs: str) -> AccountStory:
    found = explained(name, **({"accounts": ACCOUNTS} | tabs)).story
    assert found
    return found


def read(passage: Passage) -> str:
    return plain(f"{passage.when} {passage.team_text}: {passage.text} ({passage.place})")


def test_a_story_has_all_that_happened_and_the_row_that_proves_it() -> None:
    found = story(interactions=INTERACTIONS, opportunities=DEALS, marketing_costs=COSTS)

    assert plain(found.standing) == "Au 27/09/2026 : client, depuis le 20/09/2026."
    assert [read(each) for each in found.passages] == [
        "01/07/2026 : Le compte est ciblé (Comptes, ligne 2)",
        "10/07/2026 marketing: Webinaire · Guide · Léa Roy (Interactions, ligne 2)",
        "11/07/2026 marketing: Coût : 50 € · Audit (Coûts marketing, ligne 2)",
        f"11/07/2026 marketing: Coût : 5 € · Campagne · {PART} (Coûts marketing, ligne 3)",
        "12/07/2026 commercial: Rendez-vous · Paul Sy (Interactions, ligne 3)",
        "14/07/2026 marketing: Visite site (Interactions, ligne 4)",
        "14/07/2026 : Engagé : 3 interactions comptées en 30 jours (Interactions, ligne 4)",
        "20/07/2026 commercial: Opportunité créée : Pilote · 1 000 € (Opportunités, ligne 2)",
        "20/07/2026 : En opportunité : une opportunité est ouverte (Opportunités, ligne 2)",
        "30/07/2026 commercial: Perdue : Pilote · 1 000 € · motif : Prix (Opportunités, ligne 2)",
        "30/07/2026 : Plus d'opportunité ouverte : le compte est engagé (Opportunités, ligne 2)",
        "09/08/2026 : N'est plus engagé : moins de 3 interactions comptées en 30 jours ()",
        "01/09/2026 commercial: Opportunité créée : Usine · montant inconnu (Opportunités, ligne 3)",
        "01/09/2026 : En opportunité : une opportunité est ouverte (Opportunités, ligne 3)",
        f"05/09/2026 commercial: Opportunité créée : Siège · 300 € · {PRESENT} (Opportunités, ligne 4)",
        "20/09/2026 commercial: Signée : Usine · montant inconnu (Opportunités, ligne 3)",
        "20/09/2026 : Client : le premier deal est signé (Opportunités, ligne 3)",
    ]


@pytest.mark.parametrize(
    ("name", "standing", "events"),
    [
        ("Boréal", "Au 27/09/2026 : le compte n'est pas ciblé.", ["Le compte n'est plus ciblé"]),
        ("Cobalt", "Au 27/09/2026 : ciblé.", []),
    ],
)
def test_an_account_to_which_nothing_happened(name: str, standing: str, events: list[str]) -> None:
    found = story(name)

    assert (plain(found.standing), [each.text for each in found.events]) == (standing, events)


TWO = """
    date       | account | type      | contact
    2026-09-10 | Cobalt  | webinaire | {0}
    2026-09-20 | Cobalt  | webinaire | {1}
"""
OPEN = "account | stage | created\nCobalt | Découverte | 2026-09-12"
NOT_NOTED = "n'est noté sur les interactions comptées"
ONE_MORE = "Encore une interaction comptée d'ici le 09/10/2026 inclus, et le compte est engagé."


@pytest.mark.parametrize(
    ("contacts", "expected"),
    [
        (("Léa", "Paul"), [ONE_MORE, "2 personnes touchées en 30 jours."]),
        (
            ("Léa", "lea"),
            [
                ONE_MORE,
                "1 personne touchée en 30 jours.",
                "Une opportunité est ouverte et tout repose sur cette seule personne : touchez-en une autre.",
            ],
        ),
        (
            ("", ""),
            [
                ONE_MORE,
                f"Une opportunité est ouverte, mais aucun contact {NOT_NOTED} de ces 30 jours.",
            ],
        ),
    ],
)
def test_what_one_more_would_do_and_on_whom_an_open_deal_rests(
    contacts: tuple[str, str], expected: list[str]
) -> None:
    found = story("Cobalt", interactions=TWO.format(*contacts), opportunities=OPEN)

    assert [plain(sentence) for sentence in found.outlook] == expected


def touches(count: int, every: int) -> str:
    """That many visits and meetings, by turns, the last ones first."""
    days = [date(2026, 9, 27) - timedelta(days=every * at) for at in range(count)]
    rows = [
        f"{day} | Cobalt | {('visite site', 'rendez-vous')[at % 2]} | | Léa" for at, day in enumerate(days)
    ]
    return "\n".join(["date | account | type | asset | contact", *rows])


@pytest.mark.parametrize(
    ("count", "every", "period"),
    [
        (MOST - 5, 1, ""),
        (100, 1, "par semaine"),
        (400, 1, "par mois"),
        (900, 1, "par trimestre"),
        (2500, 2, "par année"),
    ],
)
def test_a_long_story_is_taken_together_by_the_shortest_period_that_will_do(
    count: int, every: int, period: str
) -> None:
    found = story("Cobalt", interactions=touches(count, every))

    assert period in found.note
    assert len(found.passages) <= MOST
    assert len([each for each in found.events if each.kind == "interaction"]) == count
    assert [each.day for each in found.passages] == sorted(each.day for each in found.passages)


def test_what_is_taken_together_is_counted_by_type_with_its_people_and_a_row() -> None:
    week = story("Cobalt", interactions=touches(100, 1)).passages[-1]

    assert read(week) == (
        "22/09/2026 – 26/09/2026 commercial: 3 interactions : Rendez-vous 3 · 1 contact"
        " (Interactions, 3 lignes dont la 7)"
    )


def test_of_a_story_that_stays_long_the_last_passages_are_shown() -> None:
    deals = [f"Cobalt | n{at} | Découverte | {date(2026, 1, 1) + timedelta(days=at)}" for at in range(100)]
    found = story("Cobalt", opportunities="\n".join(["account | name | stage | created", *deals]))

    assert len(found.passages) == LAST
    assert plain(found.note).endswith("21 passages plus anciens ne sont pas montrés.")
