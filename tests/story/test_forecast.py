"""The forecast in words: how sure it is, what targets ask for, and what came of earlier ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from abm_sheets.history.forecast import Expectation, Forecast
from abm_sheets.refresh import examine, refresh
from abm_sheets.story.forecast import forecast_of
from abm_sheets.story.outcomes import outcomes_of
from abm_sheets.workbook.memory import MemoryWorkbook
from tests.commands import plain
from tests.history.test_stages import STAGES
from tests.history.test_weeks_that_stay import at, content
from tests.story.books import golden

END = date(2026, 12, 31)
DEALS = Expectation(1.4, 1, 2)
HEADER = "id | account | amount | stage | created | expected | closed\n"
SETTINGS = "setting | value\nlanguage | fr\nsmall_sample | 2"

SENTENCES = {
    "fr": (
        (
            "Prévision au 31 décembre : 320 000 € (entre 250 000 € et 390 000 €), "
            "62 % de chances d'atteindre l'objectif de 300 000 €."
        ),
        "D'ici là, 1,4 deal signé (entre 1 et 2).",
    ),
    "en": (
        (
            "Forecast for December 31: €320,000 (between €250,000 and €390,000), "
            "with a 62% chance of reaching the target of €300,000."
        ),
        "By then, 1.4 signed deals (between 1 and 2).",
    ),
}


def told(revenue: Expectation, language: str = "fr") -> list[str]:
    """The sentences about a forecast, the revenue to date being 180,000 €."""
    view = replace(golden("article", language), forecast=Forecast(END, revenue, DEALS))
    return [plain(each.text) for each in forecast_of(view).measures]


@pytest.mark.parametrize("language", SENTENCES)
def test_a_forecast_is_told_with_its_bounds_and_chances(language: str) -> None:
    found = told(Expectation(320_000, 250_000, 390_000, 300_000, 0.6174), language)

    assert found == list(SENTENCES[language])


@pytest.mark.parametrize(
    ("target", "probability", "end"),
    [
        (400_000, 0.004, ", moins de 1 % de chances d'atteindre l'objectif de 400 000 €."),
        (400_000, 0.996, ", plus de 99 % de chances d'atteindre l'objectif de 400 000 €."),
        (180_000, 1.0, ", l'objectif de 180 000 € est déjà atteint."),
        (None, None, "390 000 €)."),
    ],
)
def test_chances_are_told_as_people_would(target: float | None, probability: float | None, end: str) -> None:
    found = told(Expectation(320_000, 250_000, 390_000, target, probability))

    assert found[0].endswith(end)


def test_bounds_that_are_one_are_not_told() -> None:
    assert told(Expectation(180_000, 180_000, 180_000))[0] == "Prévision au 31 décembre : 180 000 €."


CLOSED = """
    W1 | Alizé  | 1000 | Gagnée | 2026-06-01 | | 2026-06-21
    W2 | Alizé  | 1000 | Gagnée | 2026-06-01 | | 2026-07-31
    L1 | Boréal | 1000 | Perdue | 2026-06-01 | | 2026-06-10
    L2 | Boréal | 1000 | Perdue | 2026-06-01 | | 2026-06-10
"""
OPEN = "O1 | Boréal | 400 | Proposition | 2026-08-31 | 2026-09-30 |"


def needed(target: int, settings: str = SETTINGS) -> list[str]:
    """What a target of revenue asks for, 1,200 € being expected 23 days before the end of the quarter."""
    book = content(
        opportunities=HEADER + OPEN + CLOSED.rstrip(),
        stages=STAGES,
        settings=settings,
        targets=f"metric | quarter | target\nRevenus | 2026-T3 | {target}",
    )
    found = forecast_of(examine(MemoryWorkbook(book), now=at("2026-09-07")))
    return [plain(each) for each in found.needed]


def test_a_target_out_of_reach_asks_for_deals_and_accounts_a_week() -> None:
    assert needed(4_500) == [
        "Pour atteindre l'objectif, il manque 3 300 € : 4 deals de plus, à 1 000 € en moyenne.",
        (
            "Soit 8 comptes de plus à engager, 2 par semaine, si les comptes engagés deviennent "
            "clients comme depuis un an (50 %)."
        ),
        (
            "Une vente prend 40 jours et il n'en reste que 23 : ce qui s'ouvre maintenant signera surtout "
            "après le trimestre."
        ),
    ]


def test_a_target_within_reach_asks_for_nothing() -> None:
    assert needed(1_200) == []


def test_too_few_engaged_accounts_say_so() -> None:
    found = needed(4_500, SETTINGS.replace("small_sample | 2", "small_sample | 3"))

    assert found[1].startswith("Trop peu de comptes engagés sont devenus clients depuis un an")


def test_small_numbers_say_so_instead() -> None:
    book = content(opportunities=HEADER + OPEN + CLOSED.rstrip(), stages=STAGES)

    found = forecast_of(examine(MemoryWorkbook(book), now=at("2026-09-07")))

    assert [plain(each) for each in found.sentences] == [
        "Pas encore de prévision : 4 opportunités closes depuis 365 jours, il en faut 5."
    ]


def played() -> MemoryWorkbook:
    """Two Mondays before the end of a quarter and one after it; the open deal was signed in between."""
    opened = HEADER + OPEN + CLOSED.rstrip()
    won = opened.replace(
        "Proposition | 2026-08-31 | 2026-09-30 |", "Gagnée | 2026-08-31 | 2026-09-30 | 2026-09-29"
    )
    book = MemoryWorkbook(content())
    for day, deals in (("2026-09-21", opened), ("2026-09-28", opened), ("2026-10-05", won)):
        book.snapshot = content(opportunities=deals, stages=STAGES, settings=SETTINGS)
        refresh(book, now=at(day))
    return book


def test_what_weeks_let_expect_stands_beside_what_came() -> None:
    found = outcomes_of(examine(played(), now=at("2026-10-06")))

    shown = [(each.label, each.revenue.expected.value, each.revenue.came.value) for each in found.weeks]
    assert shown == [("2026-S40", 0, 0), ("2026-S39", 1200, 1400), ("2026-S38", 1200, 1400)]
    assert [each.reading for each in found.weeks] == ["en cours", "entre les bornes", "entre les bornes"]
    assert plain(found.finding) == (
        "Sur 2 semaines de trimestres terminés, les revenus prévus s'écartaient de 14 % de ceux qui sont "
        "venus (médiane) ; ceux-ci sont tombés 2 fois entre les bornes."
    )


def test_before_a_quarter_ends_it_is_too_early_to_say() -> None:
    found = outcomes_of(examine(played(), date(2026, 9, 28), now=at("2026-10-06")))

    assert found.finding.startswith("Aucune prévision n'est encore arrivée à son terme")
