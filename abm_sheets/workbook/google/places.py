"""Where new rows go in a tab that people fill, and the requests that put them there.

No request may write on a cell that somebody might have filled since the tab was read. Rows are therefore
appended, and Google chooses the place: under the tab's last row with data, or in the table that people made
of the tab, which then grows. Where something of the people's reaches the very end of the tab (a formula or
ticks in every row), that place would be far below their data: there, new rows are inserted under the last
row of ours. What stood below moves down whole, somebody's row typed meanwhile included; only a formula that
was copied into each row is not there on the new ones. To write into the blank cells beside such a formula
would give it to them, and might overwrite what somebody types at that moment.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from abm_sheets.workbook.edits import Cells, Head, NewRow, cells_of, date_columns
from abm_sheets.workbook.google.content import entered, write_rows
from abm_sheets.workbook.google.present import PresentTab
from abm_sheets.workbook.google.ranges import rectangle
from abm_sheets.workbook.google.values import Columns
from abm_sheets.workbook.interface import Cell

Json = dict[str, Any]

_DATE = {"numberFormat": {"type": "DATE"}}
"""Without a pattern of its own, a date shows as the spreadsheet's locale writes it."""


@dataclass(frozen=True)
class Placement:
    """How rows are added: under which header, their cells, the requests, and where the first is to stand.

    `row` counts from 0, and holds if nobody changes the tab before Google does.
    """

    head: Head
    cells: Sequence[Cells]
    row: int
    requests: Sequence[Json]


def place(tab: PresentTab, columns: Columns, head: Head, rows: Sequence[NewRow]) -> Placement:
    """The requests that add rows to a tab as read; dates show as dates, whatever the tab's formats.

    Where somebody adds rows at that very moment, their cells in our columns of dates may take that look too.
    """
    cells = cells_of(rows, head)
    first, requests = _add(tab, columns, head, cells)
    dates = show_dates(tab.id, date_columns(rows, head), first, len(rows))
    return Placement(head, cells, first, [*requests, *dates])


def show_dates(tab: int, dated: Sequence[int], first: int, rows: int) -> Iterator[Json]:
    """The requests that make cells of some rows look like dates, whatever the tab's formats."""
    for column in dated:
        cells = {"range": rectangle(tab, first, column, rows, 1), "cell": {"userEnteredFormat": _DATE}}
        yield {"repeatCell": {**cells, "fields": "userEnteredFormat.numberFormat"}}


def _add(tab: PresentTab, columns: Columns, head: Head, rows: Sequence[Cells]) -> tuple[int, list[Json]]:
    table = _table_of(tab, head)
    if table is not None:
        left, right, bottom = (
            table.get(f"{side}Index", 0) for side in ("startColumn", "endColumn", "endRow")
        )
        inside = _end_of([cells[:bottom] for cells in columns[left:right]])
        return max(inside, head.row + 1), [_append({"tableId": table["tableId"]}, rows, left)]
    ours = _end_of([columns[at] for at in head.positions.values() if at < len(columns)])
    first, end = max(ours, head.row + 1), max(map(len, columns), default=0)
    if first < end == tab.rows:
        return first, list(_insert(tab.id, rows, first, after_data=ours > head.row + 1))
    return end, [_append({"sheetId": tab.id}, rows, 0)]


def _table_of(tab: PresentTab, head: Head) -> Json | None:
    """The table that people made of our columns, if they did: its id and its range."""
    for table in tab.tables:
        place = table["range"]
        covered = range(place.get("startColumnIndex", 0), place["endColumnIndex"])
        if place.get("startRowIndex", 0) == head.row and all(at in covered for at in head.positions.values()):
            return {"tableId": table["tableId"], **place}
    return None


def _end_of(columns: Sequence[Sequence[Cell]]) -> int:
    """The row after the last that holds something; boxes that nobody ticked are nothing."""
    return max(map(_height, columns), default=0)


def _height(cells: Sequence[Cell]) -> int:
    return next((at + 1 for at in reversed(range(len(cells))) if not _is_nothing(cells[at])), 0)


def _is_nothing(cell: Cell) -> bool:
    return cell is None or cell is False or cell == ""


def _append(where: Json, rows: Sequence[Cells], left: int) -> Json:
    width = max((at + 1 for row in rows for at in row), default=left + 1)
    data = [{"values": [entered(row.get(at)) for at in range(left, width)]} for row in rows]
    return {"appendCells": {**where, "rows": data, "fields": "userEnteredValue"}}


def _insert(tab: int, rows: Sequence[Cells], first: int, *, after_data: bool) -> Iterator[Json]:
    """New rows that look like the data beside them; only cells of our columns are written."""
    span = {"sheetId": tab, "dimension": "ROWS", "startIndex": first, "endIndex": first + len(rows)}
    yield {"insertDimension": {"range": span, "inheritFromBefore": after_data}}
    for left, right in _runs(sorted({at for row in rows for at in row})):
        yield write_rows(tab, [[row.get(at) for at in range(left, right)] for row in rows], first, left)


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Consecutive numbers together: the first, and the one after the last."""
    for at, number in enumerate(numbers):
        if at == 0 or numbers[at - 1] != number - 1:
            first = number
        if at == len(numbers) - 1 or numbers[at + 1] != number + 1:
            yield first, number + 1
