"""What changed in the week: told where it did, and whether anything did at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from abm_sheets.history.stages import Entered, StageHistory
from abm_sheets.metrics.figures import Change, Changes, Moves, Part, Period, StatusLine
from abm_sheets.metrics.values import Return
from abm_sheets.outputs.message import change_lines, compose
from abm_sheets.story.review import turned_lines
from abm_sheets.story.view import View
from tests.commands import plain
from tests.metrics.made import changed
from tests.outputs.tabs.small_view import METRICS, small_view

SINCE = date(2026, 9, 20)
NOTHING = Changes(SINCE, [], [], [], [], {})
NOBODY = Moves([], [], [], [])
STILL: Mapping[str, Any] = {"moves": NOBODY, "statuses": [], "changes": NOTHING}
MOVED = StageHistory(
    entries={
        "1": [
            Entered("1", "Alizé", "Projet", "Découverte", date(2026, 9, 1)),
            Entered("1", "Alizé", "Projet", "Proposition", date(2026, 9, 24)),
        ]
    }
)


def lines(language: str = "fr", moves: Moves = NOBODY, **changes: Any) -> list[str]:
    found = replace(NOTHING, **changes)
    return [plain(line) for line in change_lines(small_view(language, changes=found, moves=moves))]


ENGAGED = Change(
    "engaged_accounts", 3, 4, [Part("new", 2, accounts=[0, 1]), Part("window", -1, accounts=[2])]
)
REVENUE = Change("revenue", 0, 120_000, [Part("new", 120_000, deals=[1])])
CROWD = Change("engaged_accounts", 0, 6, [Part("new", 6, accounts=[0, 1, 2, 3, 4, 5])])
FOUR = Change("engaged_accounts", 0, 4, [Part("new", 4, accounts=[0, 1, 2, 3])])
SCOPE = Change("opportunities", 3, 2, [Part("scope", -1)])


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"changes": [ENGAGED]},
            [
                (
                    "Comptes engagés, de 3 à 4 : +2 (nouvelles interactions : Alizé et Indigo), "
                    "−1 (interactions sorties de la fenêtre : Gabarit SA)."
                )
            ],
        ),
        ({"changes": [REVENUE]}, ["Revenus, de 0 € à 120 000 € : +120 000 € (signés depuis : Indigo)."]),
        (
            {"changes": [CROWD]},
            [
                (
                    "Comptes engagés, de 0 à 6 : +6 (nouvelles interactions : "
                    "Alizé, Indigo, Gabarit SA et 3 autres)."
                )
            ],
        ),
        (
            {"changes": [FOUR]},
            [
                (
                    "Comptes engagés, de 0 à 4 : +4 (nouvelles interactions : "
                    "Alizé, Indigo, Gabarit SA et 1 autre)."
                )
            ],
        ),
        (
            {"changes": [SCOPE]},
            ["Opportunités, de 3 à 2 : −1 (comptes entrés dans la liste ou sortis)."],
        ),
        ({"changes": [replace(ENGAGED, parts=[])]}, []),
        (
            {"costs": {"marketing_costs": 0.0, "sales_costs": 300.0}},
            ["Coûts ajoutés : Coûts commerciaux 300 €."],
        ),
        (
            {"lost": [0]},
            ["Opportunités créées : 0 ; passées à une autre étape : 0 ; signées : 0 ; perdues : 1."],
        ),
        (
            {"created": [0]},
            ["Opportunités créées : 1 ; passées à une autre étape : 0 ; signées : 0 ; perdues : 0."],
        ),
        (
            {"created": [0], "changes": [SCOPE]},
            ["Opportunités, de 3 à 2 : −1 (comptes entrés dans la liste ou sortis)."],
        ),
    ],
)
def test_each_change_is_a_line(changes: dict[str, Any], expected: list[str]) -> None:
    assert lines(**changes) == expected


@pytest.mark.parametrize(
    ("moves", "french", "english"),
    [
        (Moves([1], [], [], []), "Indigo progresse.", "Indigo made progress."),
        (
            Moves([0, 1, 2, 3, 4], [5], [], []),
            "Alizé, Indigo, Gabarit SA et 2 autres progressent ; Zéphyr recule.",
            "Alizé, Indigo, Gabarit SA and 2 others made progress; Zéphyr went back.",
        ),
        (
            Moves([], [0, 1], [2, 3], [4]),
            "Alizé et Indigo reculent ; Gabarit SA et Quartz rejoignent la liste ; Ancien quitte la liste.",
            "Alizé and Indigo went back; Gabarit SA and Quartz joined the list; Ancien left the list.",
        ),
    ],
)
def test_accounts_that_moved_are_named(moves: Moves, french: str, english: str) -> None:
    assert lines("fr", moves) == [french]
    assert lines("en", moves) == [english]


def quiet(**figures: Any) -> View:
    """The small quarter without anything that happened this week, and then some."""
    deals = small_view().tables.opportunities
    assert deals is not None
    earlier = deals.assign(kind="open")
    targets = pd.DataFrame(columns=["metric", "quarter", "target", "alert", "reviewed"])
    return small_view("fr", {"opportunities": earlier, "targets": targets}, **{**STILL, **figures})


GREEN = StatusLine("roi", 79.0, 3.0, 3.0, 2.4, "green", None)


@pytest.mark.parametrize(
    ("what", "changed"),
    [
        ({}, False),
        ({"changes": None}, False),
        ({"changes": replace(NOTHING, changes=[ENGAGED])}, True),
        ({"changes": replace(NOTHING, lost=[0])}, True),
        ({"changes": replace(NOTHING, costs={"sales_costs": 1.0})}, True),
        ({"changes": replace(NOTHING, costs={"sales_costs": 0.0})}, False),
        *(
            ({"moves": Moves(**{**dict.fromkeys(Moves.__slots__, ()), move: [0]})}, True)
            for move in Moves.__slots__
        ),
        ({"statuses": [GREEN]}, True),
        ({"statuses": [replace(GREEN, status="amber")]}, False),
    ],
)
def test_any_move_makes_a_change(what: dict[str, Any], *, changed: bool) -> None:
    assert compose(quiet(**what), None, "fr", "").changed == changed


def test_a_deal_that_moved_to_another_stage_makes_a_change() -> None:
    moved = replace(quiet(), stages=MOVED)
    reported = [plain(line) for line in compose(moved, None, "fr", "").body.splitlines()]

    assert compose(moved, None, "fr", "").changed
    assert (
        "• Opportunités créées : 0 ; passées à une autre étape : 1 ; signées : 0 ; perdues : 0." in reported
    )


def test_where_only_a_status_turned_it_is_not_said_that_nothing_changed() -> None:
    body = compose(quiet(statuses=[GREEN]), None, "fr", "").body

    assert "Les objectifs qui ont basculé" in body
    assert "20 septembre" not in body


def test_before_the_first_comparison_nothing_is_said_of_changes() -> None:
    assert "20 septembre" not in compose(quiet(changes=None), None, "fr", "").body


TARGETS = pd.DataFrame(
    {
        "metric": ["roi", "conversion_rate"],
        "quarter": "2026-Q3",
        "target": [3.0, 0.3],
        "alert": [None, None],
        "reviewed": pd.NaT,
    }
)
RED = StatusLine("roi", 1.0, 3.0, 3.0, 2.4, "red", None)


@pytest.mark.parametrize(
    ("status", "before", "expected"),
    [
        (
            RED,
            {"roi": Return(350, 100)},
            "ROI : de « à surveiller » à « en retard » (1,0× ; objectif du trimestre : 3,0×).",
        ),
        (
            GREEN,
            {"roi": Return(200, 100)},
            "ROI : de « en retard » à « atteint » (79,0× ; objectif du trimestre : 3,0×).",
        ),
        (
            GREEN,
            {"roi": None},
            "ROI : de « sans objet » à « atteint » (79,0× ; objectif du trimestre : 3,0×).",
        ),
        (GREEN, {"roi": Return(400, 100)}, None),
        (RED, {"roi": Return(200, 100)}, None),
        (replace(RED, status="amber"), {"roi": Return(600, 100)}, None),
        (replace(RED, status="grey"), {"roi": Return(600, 100)}, None),
    ],
)
def test_a_status_that_turned_green_or_red_is_told(
    status: StatusLine, before: dict[str, Return | None], expected: str | None
) -> None:
    past = changed(METRICS, SINCE, **before)
    view = small_view("fr", {"targets": TARGETS}, statuses=[status], before=past)

    assert [plain(line) for line in turned_lines(view)] == ([expected] if expected else [])


def test_a_new_quarter_has_other_targets() -> None:
    period = Period(date(2026, 10, 1), date(2026, 10, 5), date(2026, 12, 31), "2026-Q4")
    past = changed(METRICS, date(2026, 9, 28), roi=Return(200, 100))
    view = small_view("fr", {"targets": TARGETS}, statuses=[GREEN], before=past, period=period)

    assert turned_lines(view) == []
