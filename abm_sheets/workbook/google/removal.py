"""Rows that a program added to a tab that people fill, taken away again where nobody touched them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from abm_sheets.workbook.contents import content
from abm_sheets.workbook.edits import NewRow, Target, cells_of
from abm_sheets.workbook.google.client import GoogleClient
from abm_sheets.workbook.google.present import read_present
from abm_sheets.workbook.google.values import Columns, read_columns
from abm_sheets.workbook.interface import Snapshot

Json = dict[str, Any]


def remove_rows(client: GoogleClient, spreadsheet_id: str, target: Target, rows: Sequence[NewRow]) -> int:
    """Take rows away, from the last on, and say how many: those in which anything was changed stay.

    Raises:
        GoogleError: none was taken away, or it is not known.

    """
    present = read_present(client, spreadsheet_id)
    tabs = [present.as_read(tab, []) for tab in present.tabs]
    tab = present.tabs[target.find_tab(Snapshot(present.title, tabs))]
    columns = read_columns(client, spreadsheet_id, [tab]).get(tab.id, [])
    head = target.find_columns(present.as_read(tab, columns))
    given = [{at: content(value) for at, value in cells.items()} for cells in cells_of(rows, head)]
    found = list(_rows(columns, head.row + 1, given))
    if found:
        path = f"/v4/spreadsheets/{spreadsheet_id}:batchUpdate"
        body = {"requests": [_delete(tab.id, at) for at in found]}
        client.fetch("POST", path, body=body, params={"fields": "spreadsheetId"})
    return len(found)


def _rows(columns: Columns, first: int, given: Sequence[Mapping[int, str]]) -> Iterator[int]:
    """The rows that hold one of those given and nothing else, each once, from the last."""
    wanted = Counter(tuple(sorted(cells.items())) for cells in given)
    for row in range(max(map(len, columns), default=0) - 1, first - 1, -1):
        cells = ((at, content(each[row])) for at, each in enumerate(columns) if row < len(each))
        held = tuple((at, text) for at, text in cells if text)
        if wanted[held] > 0:
            wanted[held] -= 1
            yield row


def _delete(tab: int, row: int) -> Json:
    place = {"sheetId": tab, "dimension": "ROWS", "startIndex": row, "endIndex": row + 1}
    return {"deleteDimension": {"range": place}}
