"""The cells of some tabs by columns, unformatted, dates as serial numbers; tabs are named by their ids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat

from abm_sheets.workbook.google.client import GoogleClient
from abm_sheets.workbook.google.present import Json, PresentTab
from abm_sheets.workbook.interface import Cell

Columns = list[list[Cell]]

MOST_CELLS = 3_000_000
"""Cells asked for in one call: beyond, Google may take longer than the three minutes it gives itself."""

_USED_COLUMNS = 10
"""Columns that a tab is taken to fill: those beyond are mostly blank, and blanks cost nothing."""


@dataclass(frozen=True)
class Block:
    """Some rows of a tab, from 0, the last excluded."""

    tab: PresentTab
    first: int
    last: int

    @property
    def cells(self) -> int:
        """How many cells it may hold."""
        return (self.last - self.first) * min(self.tab.columns, _USED_COLUMNS)

    def filter(self) -> Json:
        """The block as Google names it: by the tab's id, which a renamed tab keeps."""
        return {
            "gridRange": {
                "sheetId": self.tab.id,
                "startRowIndex": self.first,
                "endRowIndex": self.last,
                "startColumnIndex": 0,
                "endColumnIndex": self.tab.columns,
            }
        }


def read_columns(
    client: GoogleClient, spreadsheet_id: str, tabs: Sequence[PresentTab]
) -> Mapping[int, Columns]:
    """The columns of each tab by the tab's id; one call for all, more where there is more than one can give.

    Raises:
        GoogleError: they cannot be read, or a tab is no more.

    """
    columns: dict[int, Columns] = {tab.id: [] for tab in tabs}
    for batch in _batches(tabs):
        for answered in _ask(client, spreadsheet_id, batch):
            place = answered["dataFilters"][0]["gridRange"]
            found: Columns = answered["valueRange"].get("values", [])
            tab = place.get("sheetId", 0)
            columns[tab] = _under(columns[tab], found, place.get("startRowIndex", 0))
    return columns


def _ask(client: GoogleClient, spreadsheet_id: str, batch: Sequence[Block]) -> list[Json]:
    body = {
        "dataFilters": [block.filter() for block in batch],
        "majorDimension": "COLUMNS",
        "valueRenderOption": "UNFORMATTED_VALUE",
        "dateTimeRenderOption": "SERIAL_NUMBER",
    }
    path = f"/v4/spreadsheets/{spreadsheet_id}/values:batchGetByDataFilter"
    answers: list[Json] = client.fetch("POST", path, body=body).get("valueRanges", [])
    return answers


def _batches(tabs: Sequence[PresentTab]) -> Iterator[list[Block]]:
    """The tabs' blocks, as many to a call as it can answer."""
    batch: list[Block] = []
    for block in chain.from_iterable(map(_blocks, tabs)):
        if batch and sum(each.cells for each in batch) + block.cells > MOST_CELLS:
            yield batch
            batch = []
        batch.append(block)
    if batch:
        yield batch


def _blocks(tab: PresentTab) -> Iterator[Block]:
    """A tab whole, or cut into rows where it is too large for one call."""
    height = max(MOST_CELLS // max(min(tab.columns, _USED_COLUMNS), 1), 1)
    for first in range(0, tab.rows, height):
        yield Block(tab, first, min(first + height, tab.rows))


def _under(above: Columns, below: Columns, row: int) -> Columns:
    """Columns set under those read before, which Google cut at their last cell."""
    if not above:
        return below if not row else [[*repeat("", row), *cells] for cells in below]
    above.extend([] for _ in range(len(below) - len(above)))
    for cells, more in zip(above, below, strict=False):
        cells.extend(repeat("", row - len(cells)))
        cells.extend(more)
    return above
