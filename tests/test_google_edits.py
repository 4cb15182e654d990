"""People go on working while a refresh runs: nothing of theirs is lost, nothing lands in the wrong place."""

from __future__ import annotations

from typing import Any

import pytest

from abm_sheets.refresh import refresh
from tests.google.launch import LocalGoogle
from tests.loading import OWNER, Person, load_snapshot, open_robot, titles, values
from tests.requested import deleted, inserted, row_added, sorted_by, tab_renamed, typed
from tests.sheets import NOW
from tests.test_google_faults import BEFORE, CALLS, D, Shown, shown
from tests.workbook.test_contract import OUTPUTS, busy, titled

Json = dict[str, Any]

ACCOUNTS, INTERACTIONS, DASHBOARD = "Comptes", "Interactions", "Tableau de bord"


def _edits(ids: dict[str, int]) -> dict[str, list[Json]]:
    """What a person may do to the spreadsheet, by what one would say of it."""
    accounts, interactions = ids[ACCOUNTS], ids[INTERACTIONS]
    moved = {"properties": {"sheetId": accounts, "index": 12}, "fields": "index"}
    swapped = ((accounts, "x"), (interactions, ACCOUNTS), (accounts, INTERACTIONS))
    return {
        "renames a tab": [tab_renamed(interactions, "Nos échanges")],
        "swaps the names of two tabs": [tab_renamed(tab, title) for tab, title in swapped],
        "moves a tab": [{"updateSheetProperties": moved}],
        "inserts a column": [inserted(accounts, "COLUMNS", 0, 1)],
        "sorts a tab": [sorted_by(4, "DESCENDING", sheetId=interactions, startRowIndex=1, endRowIndex=6)],
        "deletes a row": [deleted(accounts, "ROWS", 1, 2)],
        "adds a row": [row_added(interactions, "2026-09-25", "Alizé", "Webinaire")],
        "adds a tab": [{"addSheet": {"properties": {"title": "Brouillon", "index": 0}}}],
        "takes away a tab of ours": [{"deleteSheet": {"sheetId": ids[DASHBOARD]}}],
        "adds a column to a tab of ours": [inserted(ids[DASHBOARD], "COLUMNS", 0, 1)],
    }


EDITS = list(_edits(dict.fromkeys((ACCOUNTS, INTERACTIONS, DASHBOARD), 0)))


def tab_ids(google: LocalGoogle, spreadsheet: str) -> dict[str, int]:
    return Person(google, OWNER).tabs(spreadsheet)


def pair(google: LocalGoogle) -> list[str]:
    """Two spreadsheets that are the same."""
    made = google.once("a pair", lambda: " ".join((refreshed_once(google), refreshed_once(google))))
    return made.split()


def refreshed_once(google: LocalGoogle) -> str:
    spreadsheet = load_snapshot(google, busy())
    refresh(open_robot(google, spreadsheet), BEFORE, now=NOW)
    return spreadsheet


def edit(spreadsheet: str, requested: list[Json], call: str) -> Json:
    """The owner's edit, right after a call of the refresh."""
    return {
        "match": CALLS[call],
        "when": "after",
        "user": OWNER,
        "method": "POST",
        "path": f"/v4/spreadsheets/{spreadsheet}:batchUpdate",
        "body": {"requests": requested},
    }


def theirs(content: Shown) -> Shown:
    """The people's tabs."""
    ours = titled(OUTPUTS)
    return {title: rows for title, rows in content.items() if title not in ours}


@pytest.mark.parametrize("what", EDITS)
@pytest.mark.parametrize("call", ["metadata", "values"])
def test_somebody_edits_during_a_refresh(what: str, call: str, google: LocalGoogle) -> None:
    alone, spreadsheet = pair(google)
    requested = _edits(tab_ids(google, spreadsheet))[what]
    Person(google, OWNER).batch(alone, *_edits(tab_ids(google, alone))[what])
    google.edits([edit(spreadsheet, requested, call)])

    refresh(open_robot(google, spreadsheet), D, now=NOW)

    assert google.control("GET", "edits")["made"][-1]["status"] == 200
    assert theirs(shown(google, spreadsheet)) == theirs(shown(google, alone))
    for title in titled(OUTPUTS):
        assert values(google, spreadsheet, title)[0][0].startswith(title)
    refresh(open_robot(google, spreadsheet), D, now=NOW)
    refresh(open_robot(google, alone), D, now=NOW)
    assert shown(google, spreadsheet) == shown(google, alone)


def test_a_tab_of_ours_gets_another_title_where_people_have_one_of_that_name(google: LocalGoogle) -> None:
    spreadsheet = load_snapshot(google, busy())
    person = Person(google, OWNER)
    person.batch(spreadsheet, {"addSheet": {"properties": {"title": "PREUVES", "sheetId": 77}}})
    person.batch(spreadsheet, typed(77, 0, 0, "à moi"))

    refresh(open_robot(google, spreadsheet), D, now=NOW)
    refresh(open_robot(google, spreadsheet), D, now=NOW)

    assert values(google, spreadsheet, "PREUVES") == [["à moi"]]
    assert [title for title in titles(google, spreadsheet) if "reuves" in title.casefold()] == [
        "Preuves (2)",
        "PREUVES",
    ]


def test_a_sheet_of_a_chart_may_have_the_title_of_a_tab_of_ours(google: LocalGoogle) -> None:
    spreadsheet, person = load_snapshot(google, busy()), Person(google, OWNER)
    column = {"sheetId": tab_ids(google, spreadsheet)[ACCOUNTS], "endColumnIndex": 1}
    series = {"sourceRange": {"sources": [column]}}
    chart = {"spec": {"pieChart": {"series": series}}, "position": {"newSheet": True}}
    person.batch(spreadsheet, {"addChart": {"chart": chart}})
    (made,) = set(tab_ids(google, spreadsheet)) - {tab.title for tab in busy().tabs}
    person.batch(spreadsheet, tab_renamed(tab_ids(google, spreadsheet)[made], DASHBOARD))

    refresh(open_robot(google, spreadsheet), D, now=NOW)

    assert f"{DASHBOARD} (2)" in titles(google, spreadsheet)


def test_a_tab_of_ours_that_people_renamed_keeps_its_name(google: LocalGoogle) -> None:
    spreadsheet = refreshed_once(google)
    Person(google, OWNER).batch(spreadsheet, tab_renamed(tab_ids(google, spreadsheet)[DASHBOARD], "Cockpit"))

    refresh(open_robot(google, spreadsheet), D, now=NOW)

    assert DASHBOARD not in titles(google, spreadsheet)
    assert values(google, spreadsheet, "Cockpit")[0] == [DASHBOARD]


def test_a_copy_that_people_keep_of_a_tab_of_ours_is_left_alone(google: LocalGoogle) -> None:
    spreadsheet = refreshed_once(google)
    copied = {
        "sourceSheetId": tab_ids(google, spreadsheet)[DASHBOARD],
        "insertSheetIndex": 0,
        "newSheetName": "Août",
    }
    Person(google, OWNER).batch(spreadsheet, {"duplicateSheet": copied})
    kept = values(google, spreadsheet, "Août")

    refresh(open_robot(google, spreadsheet), D, now=NOW)

    assert values(google, spreadsheet, "Août") == kept
    assert values(google, spreadsheet, DASHBOARD) != kept
