"""What changed since last Monday: parts that always add up, with who and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abm_sheets.history.changes import Explained, explained
from abm_sheets.metrics.weeks import baseline
from abm_sheets.refresh import examine, refresh
from abm_sheets.story.wording import change_text
from abm_sheets.workbook.interface import Cell, Snapshot
from abm_sheets.workbook.memory import MemoryWorkbook
from tests.history.test_restated import shown
from tests.history.test_weeks_that_stay import SETTINGS, at, content
from tests.sheets import snapshot
from tests.trying import one_in

MONDAY = "2026-09-28"


@pytest.mark.parametrize(
    ("day", "since"),
    [
        ("2026-09-28", "2026-09-20"),
        ("2026-09-29", "2026-09-27"),
        ("2026-10-04", "2026-09-27"),
        ("2026-10-05", "2026-09-27"),
    ],
)
def test_a_monday_looks_back_on_the_week_before(day: str, since: str) -> None:
    assert baseline(date.fromisoformat(day)) == date.fromisoformat(since)


def changed(held: Snapshot, metric: str, day: str = MONDAY) -> Explained:
    view = examine(MemoryWorkbook(held), now=at(day))
    assert view.figures.changes is not None
    return next(each for each in explained(view.figures.changes, view.history) if each.metric == metric)


def reasons(found: Explained) -> dict[str, float]:
    return {part.reason: part.amount for part in found.parts}


EARLIER = "2026-08-03 | Alizé | Webinaire"
"""One alone, that engages nobody: there is a week to look back on."""

THRICE = "\n".join([EARLIER, *(f"2026-09-2{day} | Boréal | Webinaire" for day in (2, 3, 4))])
ENGAGED = {
    "new interactions": ({"interactions": f"date | account | type\n{THRICE}"}, {"new": 1}),
    "the window passed": (
        {
            "interactions": "date | account | type\n"
            + "\n".join(f"2026-08-2{day} | Alizé | Webinaire" for day in (5, 6, 7))
        },
        {"window": -1},
    ),
    "left the list": (
        {
            "accounts": "account | targeted_from | targeted_until\nAlizé | 2025-01-01 | 2026-09-25",
            "interactions": "date | account | type\n"
            + "\n".join(f"2026-09-1{day} | Alizé | Webinaire" for day in (5, 6, 7)),
        },
        {"left": -1},
    ),
    "joined the list": (
        {
            "accounts": "account | targeted_from\nAlizé | 2026-09-25\nBoréal | 2025-01-01",
            "interactions": "date | account | type\n"
            + "\n".join(f"2026-09-1{day} | Alizé | Webinaire" for day in (5, 6, 7)),
        },
        {"joined": 1},
    ),
}


@pytest.mark.parametrize("what", ENGAGED)
def test_each_reason_is_told(what: str) -> None:
    tabs, expected = ENGAGED[what]

    found = changed(content(**tabs), "engaged_accounts")

    assert reasons(found) == expected
    assert found.now - found.before == sum(expected.values())


def test_a_quarter_that_begins_anew_is_a_reason() -> None:
    deals = """
        account | stage      | created
        Alizé   | Découverte | 2026-09-10
        Alizé   | Découverte | 2026-10-02
    """

    found = changed(content(opportunities=deals), "opportunities", "2026-10-05")

    assert (found.before, found.now) == (1, 1)
    assert reasons(found) == {"quarter": -1, "new": 1}


def test_what_was_corrected_since_the_week_was_frozen_is_a_part() -> None:
    book = MemoryWorkbook(content())
    refresh(book, now=at("2026-09-07"))
    book.snapshot = content(interactions="date | account | type\n2026-09-01 | Alizé | Webinaire")

    view = examine(book, now=at("2026-09-09"))

    assert view.figures.changes is not None
    found = explained(view.figures.changes, view.history)[0]
    assert (found.before, found.now, reasons(found)) == (1, 0, {"corrected": -1})
    assert change_text(view, "engaged_accounts") == "−1 depuis le 6 septembre 2026"


def test_rules_that_changed_since_the_week_was_frozen_are_a_part() -> None:
    book = MemoryWorkbook(content())
    refresh(book, now=at("2026-09-07"))
    book.snapshot = content(settings=f"{SETTINGS}\nengagement_min_interactions | 4")

    view = examine(book, now=at("2026-09-09"))

    assert view.figures.changes is not None
    found = explained(view.figures.changes, view.history)[0]
    assert (found.before, found.now, reasons(found)) == (1, 0, {"rules": -1})


def test_the_review_tells_it_in_words() -> None:
    deals = """
        id | account | name   | amount | stage      | created    | closed
        O1 | Boréal  | Projet | 1000   | Gagnée     | 2026-08-03 | 2026-09-23
        O2 | Boréal  | Autre  | 2000   | Découverte | 2026-09-22 |
    """
    costs = "date | label | amount\n2026-09-23 | Salon | 500"
    book = MemoryWorkbook(
        content(interactions=f"date | account | type\n{THRICE}", opportunities=deals, marketing_costs=costs)
    )

    refresh(book, now=at(MONDAY))

    reported = shown(book, "review")
    assert "Ce qui a changé depuis le 20 septembre 2026" in reported
    assert "au total : de 0 à 1" in reported
    assert "nouvelles interactions" in reported
    assert "signés depuis" in reported
    assert "Opportunités créées : 1 ; passées à une autre étape : 0 ; signées : 1 ; perdues : 0." in reported
    assert "Coûts ajoutés : Coûts marketing 500 €." in reported


def test_nothing_is_told_where_nothing_changed() -> None:
    book = MemoryWorkbook(content(interactions=f"date | account | type\n{EARLIER}"))

    refresh(book, now=at(MONDAY))

    assert "Rien n'a changé depuis le 20 septembre 2026." in shown(book, "review")


NAMES = ("Alizé", "Boréal", "Cigale")
days = st.integers(0, 140).map(lambda back: date(2026, 10, 14) - timedelta(days=back))
accounts = st.lists(
    st.tuples(st.sampled_from(NAMES), st.none() | days, st.none() | days),
    max_size=3,
    unique_by=lambda row: row[0],
)
interactions = st.lists(
    st.tuples(days, st.sampled_from(NAMES), st.sampled_from(("Webinaire", "LinkedIn"))), max_size=14
)
deals = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.integers(0, 9_999).map(lambda cents: cents / 100),
        st.sampled_from(("Découverte", "Gagnée", "Perdue")),
        days,
        days,
    ),
    max_size=6,
)


def _rows(header: list[Cell], drawn: Sequence[Sequence[Any]]) -> list[list[Cell]]:
    return [header, *(list(row) for row in drawn)]


@st.composite
def workbooks(draw: st.DrawFn) -> Snapshot:
    """A workbook of a few accounts, with what happened to them over some months and, once, before."""
    long_ago = date(2025, 1, 1)
    return snapshot(
        "fr_FR",
        accounts=_rows(
            ["account", "targeted_from", "targeted_until"], [("Dauphin", long_ago, None), *draw(accounts)]
        ),
        interactions=_rows(
            ["date", "account", "type"], [(long_ago, "Dauphin", "Webinaire"), *draw(interactions)]
        ),
        opportunities=_rows(["account", "amount", "stage", "created", "closed"], draw(deals)),
        settings=SETTINGS,
    )


@one_in(4)
@given(before=workbooks(), after=workbooks(), gap=st.integers(0, 15))
def test_the_parts_always_add_up(before: Snapshot, after: Snapshot, gap: int) -> None:
    book = MemoryWorkbook(before)
    first = at("2026-09-28")
    refresh(book, now=first)
    kept = [tab for tab in book.read().tabs if tab.identity]

    view = examine(MemoryWorkbook(replace(after, tabs=[*after.tabs, *kept])), now=first + timedelta(days=gap))

    assert view.figures.changes is not None
    for each in explained(view.figures.changes, view.history):
        assert sum(part.amount for part in each.parts) == pytest.approx(each.now - each.before), each
