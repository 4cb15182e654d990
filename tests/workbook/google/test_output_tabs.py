"""Whatever people did to the output tabs, a refresh works, and a second one has nothing left to write."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from abm_sheets.refresh import refresh
from abm_sheets.workbook.interface import KEPT, Look
from abm_sheets.workbook.sheet import Sheet, Style, Table, TableColumn
from tests.google.launch import LocalGoogle
from tests.loading import OWNER, Person, load_snapshot, open_robot, values
from tests.sheets import NOW
from tests.test_google_faults import D, Shown
from tests.workbook.google.deeds import DESTROYING, HARMLESS, Deed, look
from tests.workbook.test_contract import OUTPUTS, busy, titled

DEEDS = {**HARMLESS, **DESTROYING}


def refreshed(google: LocalGoogle) -> str:
    """A spreadsheet with its dashboard, and an issue in Qualité."""
    return google.once("a dashboard and an issue", lambda: refreshed_at_first(google))


def refreshed_at_first(google: LocalGoogle) -> str:
    spreadsheet = load_snapshot(google, busy())
    refresh(open_robot(google, spreadsheet), D, now=NOW)
    return spreadsheet


def do(google: LocalGoogle, spreadsheet: str, deed: Deed, titles: Sequence[str]) -> None:
    """Do something to some tabs."""
    done = [request for tab in look(google, spreadsheet) if tab.title in titles for request in deed(tab)]
    if done:
        Person(google, OWNER).batch(spreadsheet, *done)


def correct_everything(google: LocalGoogle, spreadsheet: str) -> None:
    """Take away every row that gives an issue."""
    for title in ("Interactions", "Opportunités", "Coûts marketing", "Coûts commerciaux", "Objectifs"):
        place = f"/v4/spreadsheets/{spreadsheet}/values/{title}!A2:Z100:clear"
        Person(google, OWNER).call("POST", place)


def refresh_again(google: LocalGoogle, spreadsheet: str) -> Shown:
    """Refresh; what the output tabs hold."""
    refresh(open_robot(google, spreadsheet), D, now=NOW)
    return {title: values(google, spreadsheet, title) for title in titled(OUTPUTS)}


def writes(google: LocalGoogle) -> list[str]:
    return [call["path"] for call in google.requests() if call["path"].endswith(":batchUpdate")]


def test_a_column_of_a_table_may_take_several_of_the_tab(google: LocalGoogle) -> None:
    spreadsheet = load_snapshot(google, busy())
    wide, after = TableColumn("Contenus", ["a", "b"], Style.WRAPPED, span=2), TableColumn("Montant", [1, 2])

    open_robot(google, spreadsheet).write(
        [Sheet("quality", "Qualité", tables=[Table(0, 1, [wide, after])])], Look("fr", "EUR")
    )

    (tab,) = (tab for tab in look(google, spreadsheet) if tab.title == "Qualité")
    assert tab.sheet["merges"] == [tab.area(row, 1, row + 1, 3) for row in range(3)]
    assert values(google, spreadsheet, "Qualité") == [
        ["", "Contenus", "", "Montant"],
        ["", "a", "", 1],
        ["", "b", "", 2],
    ]


NOTHING, CORRECTED = "", "and corrected all issues"

TOGETHER = (
    ("unfreeze", "unmerge", "unprotect", "delete charts"),
    ("add a filter view", "band", "add a colour rule", "add a slicer", "warn who types"),
    ("add checkboxes", "add a chart", "protect with the program among editors"),
)
"""What people may do to a tab one after the other."""

ALONE = sorted(set(DEEDS) - {what for each in TOGETHER for what in each})

IN_THE_WAY = (
    "freeze",
    "sort with a filter",
    "group",
    "hide rows and columns",
    "make a table",
    "merge",
    "insert rows and columns",
)
"""What may hinder a tab whose rows become fewer."""


@pytest.fixture(scope="module")
def right() -> dict[str, Shown]:
    """What the output tabs hold where nobody touched them, once known, by what else was done."""
    return {}


@pytest.mark.parametrize(
    ("done", "also"),
    [(each, NOTHING) for each in (*TOGETHER, *zip(ALONE))] + [((what,), CORRECTED) for what in IN_THE_WAY],
    ids=lambda each: " and ".join([each] if isinstance(each, str) else each),
)
def test_a_refresh_takes_the_output_tabs_as_people_left_them(
    done: Sequence[str], also: str, google: LocalGoogle, right: dict[str, Shown]
) -> None:
    if also not in right:
        right[also] = _work(google, refreshed(google), also)
    spreadsheet = refreshed(google)
    kept = titled(KEPT) if DESTROYING.keys() & done else []
    for what in done:
        do(google, spreadsheet, DEEDS[what], sorted(set(titled(OUTPUTS)) - set(kept)))

    assert _work(google, spreadsheet, also) == right[also]

    google.clear_requests()
    refresh(open_robot(google, spreadsheet), D, now=NOW)
    assert writes(google) == []


def _work(google: LocalGoogle, spreadsheet: str, also: str) -> Shown:
    """Do what else was done and refresh; what the output tabs hold."""
    if also == CORRECTED:
        correct_everything(google, spreadsheet)
    return refresh_again(google, spreadsheet)
