"""Set-up of input tabs that people froze, merged, protected or made tables: the rest is done, and said."""

from __future__ import annotations

from typing import Any

import pytest

from tests.commands import plain, run
from tests.google.launch import LocalGoogle
from tests.loading import OWNER, Person, cell_data, load, load_snapshot, values
from tests.requested import guarded
from tests.upkeep.setup.test_set_up import INPUTS, cell, sheet
from tests.workbook.google.deeds import HARMLESS, look, merge
from tests.workbook.test_contract import busy

Json = dict[str, Any]

ACCOUNTS: list[list[Any]] = [["Compte", "Ciblé", "Priorité"], ["Alizé", True, "A"], ["Boréal", False, "B"]]
COLUMNS = [
    {"columnIndex": 0, "columnName": "Compte", "columnType": "TEXT"},
    {"columnIndex": 1, "columnName": "Ciblé", "columnType": "BOOLEAN"},
    {
        "columnIndex": 2,
        "columnName": "Priorité",
        "columnType": "DROPDOWN",
        "dataValidationRule": {
            "condition": {
                "type": "ONE_OF_LIST",
                "values": [{"userEnteredValue": "A"}, {"userEnteredValue": "B"}],
            }
        },
    },
]


def accounts(google: LocalGoogle) -> str:
    rows = [[cell_data(each) for each in row] for row in ACCOUNTS]
    return load(google, "suivi", [("Comptes", rows)])


def protect(google: LocalGoogle, spreadsheet: str, rows: Json) -> None:
    """Let nobody but the owner change some rows of the first tab."""
    Person(google, OWNER).batch(spreadsheet, guarded(look(google, spreadsheet)[0].id, **rows))


def test_a_table_keeps_its_ticks_and_choices_and_gets_the_rest(google: LocalGoogle) -> None:
    spreadsheet = accounts(google)
    place = look(google, spreadsheet)[0].area(bottom=3, right=3)
    table = {"name": "Cibles", "range": place, "columnProperties": COLUMNS}
    Person(google, OWNER).batch(spreadsheet, {"addTable": {"table": table}})

    done = run("setup", spreadsheet)

    assert (done.status, done.errors) == (0, "")
    found = sheet(google, spreadsheet, "Comptes")
    assert [column.get("columnType") for column in found["tables"][0]["columnProperties"]] == [
        "TEXT",
        "BOOLEAN",
        "DROPDOWN",
    ]
    headers = values(google, spreadsheet, "Comptes")[0]
    assert "dataValidation" not in cell(found, 1, 1)
    assert cell(found, 0, 1)["note"]
    assert "Ciblé depuis" in headers
    assert values(google, spreadsheet, "Comptes")[1][:3] == ["Alizé", True, "A"]
    assert "Rien à faire" in run("setup", spreadsheet).output


DEEDS = [deed for what, deed in HARMLESS.items() if "table" not in what] + [merge]


@pytest.mark.parametrize("first", range(0, len(DEEDS), len(busy().tabs)))
def test_tabs_are_set_up_as_people_left_them(first: int, google: LocalGoogle) -> None:
    """Each tab was left in a way of its own."""
    spreadsheet = load_snapshot(google, busy())
    tabs = [tab for tab in look(google, spreadsheet) if tab.title in INPUTS]
    left = zip(tabs, (DEEDS * 2)[first:], strict=False)
    Person(google, OWNER).batch(spreadsheet, *[request for tab, deed in left for request in deed(tab)])
    before = {tab.title: values(google, spreadsheet, tab.title) for tab in tabs}

    assert run("setup", spreadsheet, "--language", "fr").status == 0

    for title, rows in before.items():
        found = values(google, spreadsheet, title)
        assert [row[: len(old)] for row, old in zip(found, rows, strict=True)] == rows
    assert "Rien à faire" in run("setup", spreadsheet, "--language", "fr").output


def test_a_header_merged_over_two_rows_is_not_cut_by_frozen_rows(google: LocalGoogle) -> None:
    spreadsheet = accounts(google)
    place = look(google, spreadsheet)[0].area(top=0, bottom=2, left=4, right=5)
    Person(google, OWNER).batch(spreadsheet, {"mergeCells": {"range": place, "mergeType": "MERGE_ALL"}})

    assert run("setup", spreadsheet).status == 0

    found = sheet(google, spreadsheet, "Comptes")
    assert "frozenRowCount" not in found["properties"]["gridProperties"]
    assert "tabColorStyle" in found["properties"]


def test_protected_headers_are_left_and_the_rest_is_done(google: LocalGoogle) -> None:
    spreadsheet = accounts(google)
    protect(google, spreadsheet, {"startRowIndex": 0, "endRowIndex": 1})

    done = run("setup", spreadsheet)

    assert done.status == 0
    said = plain(done.output)
    assert "Comptes, complété : listes déroulantes" in said
    assert "Comptes, laissé tel quel : colonne « Domaines »" in said
    assert "retirez cette protection ou ajoutez abm-sheets@" in said
    assert "dataValidation" in cell(sheet(google, spreadsheet, "Comptes"), 1, 1)
    again = plain(run("setup", spreadsheet).output)
    assert "laissé tel quel" in again
    assert "Rien à faire" not in again


def test_a_protected_tab_is_left_and_the_others_are_set_up(google: LocalGoogle) -> None:
    spreadsheet = accounts(google)
    protect(google, spreadsheet, {})

    done = run("setup", spreadsheet)

    assert done.status == 0
    assert "Comptes, laissé tel quel" in plain(done.output)
    assert "Onglets ajoutés" in done.output
    assert values(google, spreadsheet, "Comptes")[0] == ACCOUNTS[0]


def test_what_google_refuses_for_another_reason_is_left_too(google: LocalGoogle) -> None:
    spreadsheet = load(google, "suivi", [("Feuille 1", [])])
    run("setup", spreadsheet)
    team = next(tab for tab in look(google, spreadsheet) if tab.title == "Équipe")
    Person(google, OWNER).batch(spreadsheet, {"setDataValidation": {"range": {"sheetId": team.id}}})
    reason = "This operation is not allowed here."
    message = f"Invalid requests[0].setDataValidation: {reason}"
    google.faults([{"match": ":batchUpdate$", "status": 400, "times": 3, "message": message}])

    done = run("setup", spreadsheet)

    assert done.status == 0
    assert "Équipe, laissé tel quel : listes déroulantes. Google a refusé" in plain(done.output)
    assert f"({reason})" in done.output
