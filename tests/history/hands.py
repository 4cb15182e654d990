"""What an administrator does to the history by hand, on a Google Sheet and in the dashboard's file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl

from abm_sheets.history.weeks import FROZEN
from tests.google.launch import LocalGoogle
from tests.loading import OWNER, Person
from tests.requested import area, deleted, inserted, moved, sorted_by, tab_renamed, typed

Json = dict[str, Any]
TITLE = "Historique"
WEEK = len(FROZEN)
SECOND, END = 5 + WEEK, 5 + 2 * WEEK
"""Where the rows of the second week begin, from 0, and where they end; those of the first begin at 5."""


def sheet_id(google: LocalGoogle, spreadsheet: str, title: str = TITLE) -> int:
    """The id of a tab."""
    return Person(google, OWNER).tabs(spreadsheet)[title]


def _cleared(tab: int, rows: tuple[int, int], columns: tuple[int, int] = (0, 13)) -> Json:
    return {"updateCells": {"range": area(tab, rows, columns), "fields": "userEnteredValue"}}


ON_GOOGLE: dict[str, Callable[[int], list[Json]]] = {
    "clears the rows of the last week": lambda tab: [_cleared(tab, (SECOND, END))],
    "clears all rows": lambda tab: [_cleared(tab, (4, END))],
    "clears the tab whole": lambda tab: [_cleared(tab, (0, END))],
    "deletes the rows of a week": lambda tab: [
        deleted(tab, "ROWS", SECOND, END),
    ],
    "deletes one row": lambda tab: [deleted(tab, "ROWS", 8, 9)],
    "deletes some rows of each week": lambda tab: [
        deleted(tab, "ROWS", SECOND + 2, SECOND + 4),
        deleted(tab, "ROWS", 8, 9),
    ],
    "types over a value and deletes another row": lambda tab: [
        typed(tab, 5, 3, 99),
        deleted(tab, "ROWS", 8, 9),
    ],
    "deletes the tab": lambda tab: [{"deleteSheet": {"sheetId": tab}}],
    "deletes the header": lambda tab: [deleted(tab, "ROWS", 3, 4)],
    "deletes all above the rows": lambda tab: [
        {
            "updateSheetProperties": {
                "properties": {"sheetId": tab, "gridProperties": {"frozenRowCount": 0}},
                "fields": "gridProperties.frozenRowCount",
            }
        },
        deleted(tab, "ROWS", 0, 4),
    ],
    "sorts by value": lambda tab: [sorted_by(3, "DESCENDING", **area(tab, (4, END), (0, 13)))],
    "sorts all, header included": lambda tab: [sorted_by(0, "ASCENDING", **area(tab, (0, END), (0, 13)))],
    "sorts one column alone": lambda tab: [sorted_by(3, "DESCENDING", **area(tab, (4, END), (3, 4)))],
    "inserts columns": lambda tab: [
        inserted(tab, "COLUMNS", 0, 2),
        typed(tab, 3, 1, "Ma note"),
        typed(tab, 6, 1, "à revoir"),
    ],
    "renames a header": lambda tab: [typed(tab, 3, 3, "Résultat")],
    "renames all headers": lambda tab: [typed(tab, 3, at, f"Colonne {at}") for at in range(13)],
    "gives a header the name of another": lambda tab: [typed(tab, 3, 3, "Numérateur")],
    "blanks a header": lambda tab: [_cleared(tab, (3, 4), (3, 4))],
    "renames the tab": lambda tab: [tab_renamed(tab, "Mémoire")],
    "hides the tab": lambda tab: [
        {"updateSheetProperties": {"properties": {"sheetId": tab, "hidden": True}, "fields": "hidden"}}
    ],
    "duplicates the tab": lambda tab: [{"duplicateSheet": {"sourceSheetId": tab}}],
    "duplicates the tab and deletes the first": lambda tab: [
        {"duplicateSheet": {"sourceSheetId": tab}},
        {"deleteSheet": {"sheetId": tab}},
    ],
    "deletes a column": lambda tab: [deleted(tab, "COLUMNS", 3, 4)],
    "deletes the seals": lambda tab: [deleted(tab, "COLUMNS", 12, 13)],
    "moves a column": lambda tab: [moved(tab, "COLUMNS", 7, 13)],
    "cuts a column and pastes it at the end": lambda tab: [
        {"appendDimension": {"sheetId": tab, "dimension": "COLUMNS", "length": 2}},
        {
            "cutPaste": {
                "source": area(tab, (0, END), (3, 4)),
                "destination": {"sheetId": tab, "rowIndex": 0, "columnIndex": 14},
                "pasteType": "PASTE_NORMAL",
            }
        },
    ],
    "types over a value": lambda tab: [typed(tab, 5, 3, 99)],
    "types over a week": lambda tab: [typed(tab, 5, 0, "2026-W12")],
    "types nonsense over a week": lambda tab: [typed(tab, 5, 0, "?")],
    "types over every value": lambda tab: [typed(tab, row, 3, 7) for row in range(5, END)],
    "types a week that no run froze": lambda tab: [
        {"appendDimension": {"sheetId": tab, "dimension": "ROWS", "length": 1}},
        typed(tab, END, 0, "2016-W01"),
        typed(tab, END, 2, "roi"),
        typed(tab, END, 3, 12),
    ],
    "repeats a row": lambda tab: [
        {"appendDimension": {"sheetId": tab, "dimension": "ROWS", "length": 1}},
        {
            "copyPaste": {
                "source": area(tab, (6, 7), (0, 13)),
                "destination": area(tab, (END, END + 1), (0, 13)),
                "pasteType": "PASTE_NORMAL",
            }
        },
    ],
}
"""Each on a history of two weeks: the definitions on row 5, then a row a week for each metric."""


def in_the_file(path: Path, change: Callable[[Any], None]) -> None:
    """Change a dashboard's file, and save it as a spreadsheet program would."""
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
