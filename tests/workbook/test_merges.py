"""Merged cells, known alike from a file and from a shared sheet."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

from abm_sheets.workbook.excel import ExcelWorkbook
from abm_sheets.workbook.interface import Merged, Tab
from tests.google.launch import LocalGoogle
from tests.loading import OWNER, Person, load_snapshot, open_robot
from tests.sheets import snapshot

ROWS = [["Compte", "Domaines"], ["Alizé", "alize.fr"], ["", "alize.com"]]


def _told(tab: Tab) -> tuple[list[Merged], list[object]]:
    return list(tab.merges), list(tab.filled[0])


EXPECTED = ([Merged(1, 0, 2, 0)], ["Compte", "Alizé", "Alizé"])


def test_merged_cells_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "suivi.xlsx"
    with xlsxwriter.Workbook(path) as book:
        accounts = book.add_worksheet("Comptes")
        for number, row in enumerate(ROWS):
            accounts.write_row(number, 0, row)
        accounts.merge_range(1, 0, 2, 0, "Alizé")

    assert _told(ExcelWorkbook(path).read().tabs[0]) == EXPECTED


def test_merged_cells_of_a_shared_sheet(google: LocalGoogle) -> None:
    spreadsheet = load_snapshot(google, snapshot(accounts=ROWS))
    person = Person(google, OWNER)
    found = person.done("GET", f"/v4/spreadsheets/{spreadsheet}", fields="sheets.properties")["sheets"]
    tab = found[0]["properties"].get("sheetId", 0)
    place = {"sheetId": tab, "startRowIndex": 1, "endRowIndex": 3, "endColumnIndex": 1}
    person.batch(spreadsheet, {"mergeCells": {"range": place, "mergeType": "MERGE_ALL"}})

    assert _told(open_robot(google, spreadsheet).read().tabs[0]) == EXPECTED
