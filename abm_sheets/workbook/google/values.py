"""The cells of some tabs by columns, unformatted, dates as serial numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat

from abm_sheets.workbook.google.client import GoogleClient
from abm_sheets.workbook.google.present import Json, PresentTab
from abm_sheets.workbook.google.ranges import column_letters
from abm_sheets.workbook.interface import Cell

Columns = list[list[Cell]]

MOST_CELLS = 3_000_000
"""Cells asked for in one call: beyond, Google may take longer than the three minutes it gives itself."""

_USED_COLUMNS = 10
"""Columns that a tab is taken to fill: those beyond are mostly blank, and blanks cost nothing."""


Part = tuple[int, int, Columns]
"""Some of a tab's cells: the tab's id, their first row from 0, and their columns."""

_AS_WE_READ = {
    "majorDimension": "COLUMNS",
    "valueRenderOption": "UNFORMATTED_VALUE",
    "dateTimeRenderOption": "SERIAL_NUMBER",
}


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

    @property
    def address(self) -> str:
        """The block as people name it."""
        quoted = self.tab.title.replace("'", "''")
        return f"'{quoted}'!A{self.first + 1}:{column_letters(self.tab.columns - 1)}{self.last}"

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
        ask = _ask_by_title if client.only_reads else _ask_by_id
        for tab, row, found in ask(client, spreadsheet_id, batch):
            columns[tab] = _under(columns[tab], found, row)
    return columns


def _ask_by_id(client: GoogleClient, spreadsheet_id: str, batch: Sequence[Block]) -> Iterator[Part]:
    body = {"dataFilters": [block.filter() for block in batch], **_AS_WE_READ}
    path = f"/v4/spreadsheets/{spreadsheet_id}/values:batchGetByDataFilter"
    for answered in client.fetch("POST", path, body=body).get("valueRanges", []):
        place = answered["dataFilters"][0]["gridRange"]
        yield place.get("sheetId", 0), place.get("startRowIndex", 0), answered["valueRange"].get("values", [])


def _ask_by_title(client: GoogleClient, spreadsheet_id: str, batch: Sequence[Block]) -> Iterator[Part]:
    """Google lets nobody read by tabs' ids who may not write; a tab renamed meanwhile is refused."""
    params: Json = {"ranges": [block.address for block in batch], **_AS_WE_READ}
    answer = client.fetch("GET", f"/v4/spreadsheets/{spreadsheet_id}/values:batchGet", params=params)
    for block, answered in zip(batch, answer.get("valueRanges", []), strict=True):
        yield block.tab.id, block.first, answered.get("values", [])


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
