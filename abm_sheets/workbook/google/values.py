"""The cells of some tabs by columns, unformatted, dates as serial numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextvars import copy_context
from dataclasses import dataclass
from functools import partial
from itertools import chain
from threading import Thread

import orjson

from abm_sheets.workbook.coded import Coder
from abm_sheets.workbook.google.client import GoogleClient
from abm_sheets.workbook.google.present import Json, PresentTab
from abm_sheets.workbook.interface import Cell
from abm_sheets.workbook.sheet import column_letters

Columns = Sequence[Sequence[Cell]]

MOST_CELLS = 1_000_000
"""Cells asked for in one call: what has come is read while the next call waits, and far beyond Google takes
longer than the three minutes it gives itself."""

_USED_COLUMNS = 10
"""Columns that a tab is taken to fill: those beyond are mostly blank, and blanks cost nothing."""


Piece = tuple[int, int, Columns]
"""Some of a tab's cells: the tab's id, their first row from 0, and their columns."""

Call = Callable[[], bytes]

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
    growing: dict[int, list[Coder]] = {tab.id: [] for tab in tabs if len(list(_blocks(tab))) > 1}
    batches = list(_batches(tabs))
    answers = _one_ahead([_call(client, spreadsheet_id, batch) for batch in batches])
    for batch, answer in zip(batches, answers, strict=True):
        for tab, row, found in _parts(batch, orjson.loads(answer)):
            if tab in growing:
                _grow(growing[tab], row, found)
            else:
                columns[tab] = found
    return columns | {tab: [each.column() for each in coders] for tab, coders in growing.items()}


def _grow(coders: list[Coder], row: int, found: Columns) -> None:
    """Add a block to the columns of a tab, each of which Google cut at its last cell."""
    coders.extend(Coder() for _ in range(len(found) - len(coders)))
    for coder, cells in zip(coders, found, strict=False):
        coder.add(cells, row)


def _call(client: GoogleClient, spreadsheet_id: str, batch: Sequence[Block]) -> Call:
    """Google lets nobody read by tabs' ids who may not write; a tab renamed meanwhile is refused."""
    path = f"/v4/spreadsheets/{spreadsheet_id}/values"
    if client.only_reads:
        params: Json = {"ranges": [block.address for block in batch], **_AS_WE_READ}
        return partial(client.content, "GET", f"{path}:batchGet", params=params)
    body = {"dataFilters": [block.filter() for block in batch], **_AS_WE_READ}
    return partial(client.content, "POST", f"{path}:batchGetByDataFilter", body=body)


def _parts(batch: Sequence[Block], answer: Json) -> Iterator[Piece]:
    """What an answer holds: blocks asked for by title come in their order, the others say which they are."""
    for number, answered in enumerate(answer.get("valueRanges", [])):
        if "dataFilters" not in answered:
            yield batch[number].tab.id, batch[number].first, answered.get("values", [])
        else:
            place = answered["dataFilters"][0]["gridRange"]
            found = answered["valueRange"].get("values", [])
            yield place.get("sheetId", 0), place.get("startRowIndex", 0), found


def _one_ahead(calls: Sequence[Call]) -> Iterator[bytes]:
    """The answers to calls, of which one is made at a time, while the answer before is used."""
    if not calls:
        return
    answer = calls[0]()
    for call in calls[1:]:
        coming = _started(call)
        yield answer
        answer = coming.result()
    yield answer


def _started(call: Call) -> Future[bytes]:
    """A call under way in a thread of its own, for which nobody has to wait who gives up."""
    coming: Future[bytes] = Future()

    def make() -> None:
        try:
            coming.set_result(call())
        except BaseException as failure:  # noqa: BLE001 (it is raised where the answer is asked for)
            coming.set_exception(failure)

    Thread(target=copy_context().run, args=(make,), daemon=True).start()
    return coming


def _batches(tabs: Sequence[PresentTab]) -> Iterator[list[Block]]:
    """The tabs' blocks, as many to a call as it can answer, large tabs first: they take longest to read."""
    batch: list[Block] = []
    largest = sorted(tabs, key=lambda tab: -tab.rows * tab.columns)
    for block in chain.from_iterable(map(_blocks, largest)):
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
