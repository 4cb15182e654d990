"""Rows added to a tab that people fill: each batch once, whatever fails and whoever else is writing.

Sheets offers one compare-and-swap: an id of developer metadata that the caller chooses must be new. The mark
of a batch, whose id is made from the batch's name, goes in the same atomic request as its rows: where the
mark is, the rows were written, and a second request with it is refused whole. So a call may be made again
after any failure, by anybody, for as long as the mark is kept.

Google keeps 30,000 characters of metadata, keys and values, for each tab. A mark takes 90 at most, and the
last hundred are kept: less than a third.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256

import orjson

from abm_sheets.errors.google import GoogleError, GoogleRefusedError, UnclearWriteError
from abm_sheets.errors.incoming import InputColumnMissingError
from abm_sheets.workbook.contents import content
from abm_sheets.workbook.edits import Appended, Cells, NewRow, Target, date_columns, given, unplaced
from abm_sheets.workbook.google.client import GoogleClient
from abm_sheets.workbook.google.finding import compare
from abm_sheets.workbook.google.marks import batch_ids, batch_name, batch_number, forget, mark_batch
from abm_sheets.workbook.google.places import Placement, place, show_dates
from abm_sheets.workbook.google.present import Json, Present, PresentTab, parse, read_present
from abm_sheets.workbook.google.refusals import naming
from abm_sheets.workbook.google.values import Columns, read_columns
from abm_sheets.workbook.google.writing import LARGEST_PART, in_parts
from abm_sheets.workbook.interface import Cell, Snapshot, Tab

ATTEMPTS = 3
"""How often a call is made anew when its answer is lost, or somebody changed the tabs meanwhile."""

KEPT = 100
"""The marks kept on a tab: a batch is known again until so many others were written after it."""

_LONGEST_NAME = 64
_AROUND_A_CELL = 60
"""Bytes that a request takes for a cell besides what it holds."""

FIELDS = (
    "spreadsheetId,updatedSpreadsheet(spreadsheetId,sheets(properties(sheetId,title),data("
    "startRow,startColumn,rowData(values(effectiveValue)),"
    "columnMetadata(developerMetadata(metadataKey,metadataValue)))))"
)


def append_rows(
    client: GoogleClient, spreadsheet_id: str, target: Target, rows: Sequence[NewRow], batch: str
) -> Appended:
    """Add rows in order under those of a tab, and read them back; two reads and one write if nothing fails.

    The same `batch` with the same rows is added once, however often it is asked for. One that is too large
    for a request goes in several, each a batch of its own. Nothing of the people's is written on, and a row
    that they deleted since is never added again.

    Raises:
        InputTabMissingError: the tab is not there. InputColumnMissingError: a required column is not.
        UnclearWriteError: it is not known whether the rows were added; asked again, they are added once.
        GoogleError: they were not added, or not all.

    """
    parts = list(in_parts(rows, _weight, LARGEST_PART))
    names = [batch, *(f"{batch}/{number}" for number in range(1, len(parts)))]
    pairs = zip(parts, names, strict=False)
    return _joined([_Batch(client, spreadsheet_id, target, part, name).append() for part, name in pairs])


def _weight(row: NewRow) -> int:
    """The bytes that a row takes in a request."""
    return sum(len(orjson.dumps(value)) + _AROUND_A_CELL for value in given(row).values())


def _joined(parts: Sequence[Appended]) -> Appended:
    """What became of the parts of a batch, as of one."""
    rows: dict[int, int] = {}
    misplaced: dict[int, int] = {}
    count = 0
    for part in parts:
        rows |= {count + at: row for at, row in part.rows.items()}
        misplaced |= {count + at: row for at, row in part.misplaced.items()}
        count += part.count
    left_out = sorted({column for part in parts for column in part.unplaced})
    return Appended(parts[-1].title if parts else "", count, rows, misplaced, left_out)


@dataclass(frozen=True)
class _Found:
    """The spreadsheet as it is, the tab that bears the batch's mark or is to bear it, and its cells."""

    present: Present
    tab: PresentTab
    columns: Columns
    marked: bool

    @property
    def read(self) -> Tab:
        """The tab as it was read."""
        return self.present.as_read(self.tab, self.columns)


class _Batch:
    """One batch on its way into a spreadsheet."""

    def __init__(
        self, client: GoogleClient, spreadsheet_id: str, target: Target, rows: Sequence[NewRow], name: str
    ) -> None:
        self._client = client
        self._spreadsheet = spreadsheet_id
        self._target = target
        self._rows = rows
        self._name = name if len(name) <= _LONGEST_NAME else sha256(name.encode()).hexdigest()
        self._id: int | None = None
        self._placed: Placement | None = None

    def append(self) -> Appended:
        """Write the rows unless their mark is there, and say where they are; see `append_rows`."""
        failures: list[GoogleError] = []
        while not (found := self._look()).marked:
            if len(failures) == ATTEMPTS:
                raise failures[-1]
            try:
                placed, answer = self._write(found)
            except (UnclearWriteError, GoogleRefusedError) as failure:
                failures.append(failure)
            else:
                return self._read_back(found, placed, answer) or self._find_again(self._look())
        return self._find_again(found)

    def _look(self) -> _Found:
        """Read what is there, anew where the tab was deleted between the two calls."""
        for _ in range(ATTEMPTS - 1):
            with suppress(GoogleRefusedError):
                return self._look_once()
        return self._look_once()

    def _look_once(self) -> _Found:
        present = read_present(self._client, self._spreadsheet)
        marked = self._marked(present)
        tab = marked or self._wanted(present)
        columns = read_columns(self._client, self._spreadsheet, [tab])[tab.id]
        return _Found(present, tab, columns, marked is not None)

    def _marked(self, present: Present) -> PresentTab | None:
        """The tab that bears the batch's mark; somebody's copy of it does too, under another id."""
        marks = [(mark, tab) for tab in present.tabs for mark in tab.batches]
        bearers = [(mark.id, tab) for mark, tab in marks if batch_name(mark) == self._name]
        usual = next(batch_ids(self._name))
        return next((tab for chosen, tab in bearers if chosen == usual), bearers[0][1] if bearers else None)

    def _wanted(self, present: Present) -> PresentTab:
        tabs = [present.as_read(tab, ()) for tab in present.tabs]
        return present.tabs[self._target.find_tab(Snapshot(present.title, tabs))]

    def _write(self, found: _Found) -> tuple[Placement, Json | None]:
        head = self._target.find_columns(found.read)
        self._placed = placed = place(found.tab, found.columns, head, self._rows)
        requests = [*self._mark(found), *placed.requests]
        asked = asking(found.tab, head.row, placed.row, len(self._rows))
        with naming(lambda _: found.tab.title):
            return placed, self._send({"requests": requests, **asked}, FIELDS)

    def _send(self, body: Json, fields: str) -> Json | None:
        path = f"/v4/spreadsheets/{self._spreadsheet}:batchUpdate"
        answer: Json | None = self._client.fetch("POST", path, body=body, params={"fields": fields})
        return answer

    def _mark(self, found: _Found) -> Iterator[Json]:
        """The batch's own mark first, which decides; then the oldest ones go."""
        marks = sorted(found.tab.batches, key=batch_number)
        number = batch_number(marks[-1]) + 1 if marks else 1
        yield mark_batch(found.tab.id, number, self._name, self._choose_id(found.present))
        yield from map(forget, marks[: max(len(marks) + 1 - KEPT, 0)])

    def _choose_id(self, present: Present) -> int:
        """The id chosen before, whose request may still be on its way, unless another mark has it."""
        taken = {mark.id for tab in present.tabs for mark in (*tab.batches, *tab.marks.values())}
        if self._id is None or self._id in taken:
            self._id = next(chosen for chosen in batch_ids(self._name) if chosen not in taken)
        return self._id

    def _read_back(self, found: _Found, placed: Placement, answer: Json | None) -> Appended | None:
        """The rows as the answer shows them; None where it does not show them all in their place."""
        shown = reread(answer)
        if shown.id != found.tab.id or not shown.holds(placed.cells, placed.row):
            return None
        with suppress(InputColumnMissingError):
            if self._target.find_columns(shown.header(placed.head.row)) == placed.head:
                rows = {at: placed.row + at + 1 for at in range(len(self._rows))}
                left_out = unplaced(self._rows, placed.head)
                return Appended(found.tab.title, len(rows), rows, unplaced=left_out)
        return None

    def _find_again(self, found: _Found) -> Appended:
        """The rows wherever they are by now."""
        appended = compare(self._target, found.read, found.columns, self._rows)
        self._show_dates(found, appended)
        return appended

    def _show_dates(self, found: _Found, appended: Appended) -> None:
        """Make dates look like dates on the rows that this call wrote elsewhere than was foreseen."""
        first = self._placed.row if self._placed else 0
        astray = [row - 1 for at, row in appended.rows.items() if self._placed and row - 1 != first + at]
        if not astray:
            return
        dated = date_columns(self._rows, self._target.find_columns(found.read))
        requests = [request for row in astray for request in show_dates(found.tab.id, dated, row, 1)]
        if requests:
            # The rows are there; only their look is at stake.
            with suppress(GoogleError):
                self._send({"requests": requests}, "spreadsheetId")


def asking(tab: PresentTab, header_row: int, first: int, rows: int) -> Json:
    """What a request asks back: the rows down to the header, and those it writes from `first` on."""
    title = tab.title.replace("'", "''")
    # From the row before: a row that the request adds is outside the tab until then.
    spans = [(1, header_row + 1), (first, first + rows)]
    if first <= header_row + 1:
        spans = [(1, first + rows)]
    ranges = [f"'{title}'!{top}:{bottom}" for top, bottom in spans]
    return {"includeSpreadsheetInResponse": True, "responseRanges": ranges}


@dataclass(frozen=True)
class Reread:
    """What an answer shows of the tab: its id, and some rows with their cells."""

    id: int | None = None
    column_keys: Mapping[int, str] = field(default_factory=dict)
    rows: Mapping[int, Sequence[Cell]] = field(default_factory=dict)

    def header(self, last: int) -> Tab:
        """The tab's first rows, down to `last`."""
        rows = [self.rows.get(row, ()) for row in range(last + 1)]
        width = max(map(len, rows))
        columns: Columns = [[row[at] if at < len(row) else None for row in rows] for at in range(width)]
        return Tab("", columns, None, self.column_keys)

    def holds(self, rows: Sequence[Cells], first: int) -> bool:
        """Whether rows stand one under the other from `first` on."""
        return all(self._holds(cells, row) for row, cells in enumerate(rows, first))

    def _holds(self, cells: Cells, row: int) -> bool:
        there = self.rows.get(row, ())
        return all(at < len(there) and content(there[at]) == content(cell) for at, cell in cells.items())


def reread(answer: Json | None) -> Reread:
    """What an answer shows; nothing where it shows no tab."""
    shown = (answer or {}).get("updatedSpreadsheet") or {}
    sheets = shown.get("sheets") or []
    if not sheets:
        return Reread()
    tab = parse(shown).tabs[0]
    blocks = sheets[0].get("data", [])
    return Reread(tab.id, tab.column_keys, {row: cells for block in blocks for row, cells in _rows(block)})


def _rows(block: Json) -> list[tuple[int, list[Cell]]]:
    left: list[Cell] = [None] * block.get("startColumn", 0)
    lines = enumerate(block.get("rowData", []), block.get("startRow", 0))
    return [(row, [*left, *map(_cell, line.get("values", []))]) for row, line in lines]


def _cell(data: Json) -> Cell:
    """A cell's value; a formula's failure is nothing that was written."""
    shown = data.get("effectiveValue", {})
    return next((value for kind, value in shown.items() if kind != "errorValue"), None)
