"""The accounts to talk about: chosen by who reads, each with the reason that matters to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

import pandas as pd
import pytest

from abm_sheets.metrics.figures import Moves
from abm_sheets.metrics.stage import LONGEST
from abm_sheets.outputs.message import Role
from abm_sheets.story.accounts import MOST, account_lines
from abm_sheets.story.view import View
from tests.commands import plain
from tests.outputs.tabs.small_view import AS_OF, dates, small_view

STILL = Moves([], [], [], [])

Account = tuple[str, str, str | None, int, int]
"""A stage, since when, until when it is engaged (None: it is not), counted interactions, open amount."""


def view(*accounts: Account, moves: Moves = STILL, language: str = "fr") -> View:
    """Accounts A, B, C… that Ana and Bob look after; those still for 21 days stagnate."""
    stages, since, until, interactions, amounts = (list(column) for column in zip(*accounts, strict=True))
    since_days, count = dates(*since), len(accounts)
    still = (pd.Timestamp(AS_OF) - since_days).dt.days >= 21
    figures = pd.DataFrame(
        {
            "stage": stages,
            "stage_since": since_days,
            "stagnating": still & pd.Series(stages).isin(["engaged", "opportunity"]),
            "in_scope": True,
            "engaged": [each is not None for each in until],
            "engaged_until": dates(*until),
            "interactions": interactions,
            "open_amount": amounts,
        }
    )
    people = pd.DataFrame(
        {
            "row": range(2, 2 + count),
            "account": list("ABCDEFGH"[:count]),
            "marketing_owner": "Ana",
            "sales_owner": "Bob",
            "industry": "",
            "size": "",
            "tier": "",
        }
    )
    return small_view(language, {"accounts": people}, accounts=figures, moves=moves)


def reported(found: View, role: Role | None) -> Sequence[str]:
    return [plain(line) for line in account_lines(found, role)]


LEAVING = ("engaged", "2026-09-20", "2026-09-29", 3, 0)
LEAVING_LATER = ("customer", "2026-09-20", "2026-10-03", 3, 0)
WAITING = ("engaged", "2026-09-10", "2026-10-20", 4, 0)
WAITING_MORE = ("engaged", "2026-08-09", "2026-10-20", 9, 0)
BLOCKED = ("opportunity", "2026-08-01", "2026-10-20", 3, 4_500_000)
BLOCKED_LONGER = ("opportunity", "2026-06-01", None, 0, 0)
RICH = ("opportunity", "2026-09-20", "2026-10-20", 3, 90_000_000)
TARGETED = ("targeted", "2026-01-01", None, 0, 0)

CHOSEN: Mapping[str, tuple[Role | None, Sequence[Account], Sequence[str]]] = {
    "marketing: those that leave and those that wait, in turn": (
        "marketing",
        [LEAVING_LATER, WAITING, WAITING_MORE, LEAVING, BLOCKED],
        [
            "D (Ana) : ne sera plus engagé après le 29 septembre 2026 si rien ne se passe d'ici là.",
            "C (Ana) : engagé depuis le 9 août 2026 avec 9 interactions comptées, sans opportunité ouverte.",
            "A (Ana) : ne sera plus engagé après le 3 octobre 2026 si rien ne se passe d'ici là.",
        ],
    ),
    "marketing: no money": (
        "marketing",
        [BLOCKED],
        ["A (Ana) : stagne, en opportunité depuis le 1er août 2026."],
    ),
    "sales: opportunities that stagnate, the longest first": (
        "sales",
        [LEAVING, BLOCKED, BLOCKED_LONGER, RICH],
        [
            "C (Bob) : stagne, en opportunité depuis le 1er juin 2026.",
            "B (Bob) : stagne, en opportunité depuis le 1er août 2026, 45 000 € en jeu.",
            "A (Bob) : ne sera plus engagé après le 29 septembre 2026 si rien ne se passe d'ici là.",
        ],
    ),
    "leadership: the most money at stake, whatever they do": (
        "leadership",
        [BLOCKED, RICH, LEAVING, BLOCKED_LONGER],
        [
            "B : en opportunité depuis le 20 septembre 2026, 900 000 € en jeu.",
            "A : stagne, en opportunité depuis le 1er août 2026, 45 000 € en jeu.",
            "D : stagne, en opportunité depuis le 1er juin 2026.",
        ],
    ),
    "everybody: one of each kind": (
        None,
        [BLOCKED, BLOCKED_LONGER, LEAVING, WAITING, TARGETED],
        [
            "B : stagne, en opportunité depuis le 1er juin 2026.",
            "C : ne sera plus engagé après le 29 septembre 2026 si rien ne se passe d'ici là.",
            "A : stagne, en opportunité depuis le 1er août 2026, 45 000 € en jeu.",
        ],
    ),
}


@pytest.mark.parametrize("what", CHOSEN)
def test_each_role_is_told_of_its_own(what: str) -> None:
    role, accounts, expected = CHOSEN[what]

    assert reported(view(*accounts), role) == expected


@pytest.mark.parametrize(
    ("role", "reason"),
    [
        ("marketing", "ne sera plus engagé après le 29 septembre 2026"),
        ("sales", "stagne, engagé depuis le 1er août 2026"),
        ("leadership", "stagne, engagé depuis le 1er août 2026"),
        (None, "stagne, engagé depuis le 1er août 2026"),
    ],
)
def test_of_several_reasons_the_role_s_own_is_told(role: Role | None, reason: str) -> None:
    (line,) = reported(view(("engaged", "2026-08-01", "2026-09-29", 3, 0)), role)

    assert reason in line


def test_an_account_that_progressed_is_worth_a_word() -> None:
    moves = Moves([0], [], [], [])

    assert reported(view(("customer", "2026-09-24", None, 0, 0), moves=moves), "sales") == [
        "A (Bob) : progresse, désormais client."
    ]


def test_nobody_looks_further_back_than_a_year() -> None:
    year_ago = str(AS_OF - timedelta(days=LONGEST))

    assert reported(view(("opportunity", year_ago, None, 0, 100)), "leadership") == [
        "A : stagne, en opportunité depuis 365 jours ou plus, 1 € en jeu."
    ]
    assert reported(view(("opportunity", year_ago, None, 0, 100), language="en"), "leadership") == [
        "A: stagnating, in opportunity for 365 days or more, €1 at stake."
    ]


def test_no_account_is_told_twice_and_none_for_nothing() -> None:
    assert len(reported(view(*[LEAVING] * 5), "marketing")) == MOST
    assert len(set(reported(view(*[LEAVING] * 5), "marketing"))) == MOST
    assert reported(view(LEAVING), "marketing") == [
        "A (Ana) : ne sera plus engagé après le 29 septembre 2026 si rien ne se passe d'ici là."
    ]
    assert reported(view(TARGETED), None) == []


def test_an_account_out_of_the_list_with_money_at_stake_says_what_it_is() -> None:
    gone = view(TARGETED)
    accounts = gone.figures.accounts.assign(
        stage=None, stage_since=dates(None), in_scope=False, open_amount=100_000
    )
    found = small_view("fr", {"accounts": gone.tables.accounts}, accounts=accounts, moves=STILL)

    assert reported(found, "leadership") == ["A : hors périmètre, 1 000 € en jeu."]
