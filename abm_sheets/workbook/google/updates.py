"""Cells of people's rows changed: only those, only where they are still what was read, and never elsewhere.

Sheets has no lock and no condition on a write, and row numbers are old as soon as they are read. So, for at
most a thousand rows at a time:

1. the tab is read, and each row is found in it by what it is known by, with the contents that were read;
2. the rows are marked by developer metadata, which Google keeps on them as people insert, delete and move;
3. the marked rows and the header are read in one call; what is not as it was is left alone;
4. the values are written to the marks, as rows in which only the cells to change are not null, and the same
   answer gives the rows back as they are after that very write;
5. a row that is not what it was but for those cells shows that people sorted, or moved columns, in that
   instant: what was struck is put back, and the row is sought again;
6. the marks are taken away.

A step without an answer may have been done or not: the next round reads, and makes only what is not there.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

import orjson

from abm_sheets.errors.google import GoogleError, GoogleRefusedError, UnclearWriteError
from abm_sheets.errors.incoming import InputColumnMissingError
from abm_sheets.workbook.contents import LONGEST_TEXT, plain
from abm_sheets.workbook.edits import Head, Left, RowUpdate, Target, Updated
from abm_sheets.workbook.google.client import GoogleClient
from abm_sheets.workbook.google.finding import Found, State, find_updates, is_known, state_of
from abm_sheets.workbook.google.marks import FIRST_ID, IDS, Sight, forget_rows, mark_row, see
from abm_sheets.workbook.google.places import show_dates
from abm_sheets.workbook.google.present import Json, PresentTab, read_present
from abm_sheets.workbook.google.refusals import naming
from abm_sheets.workbook.google.strikes import Striking, write_to
from abm_sheets.workbook.google.values import Columns, read_columns
from abm_sheets.workbook.google.verdicts import Scene
from abm_sheets.workbook.google.writing import LARGEST_PART, in_parts
from abm_sheets.workbook.interface import Snapshot, Tab

ATTEMPTS = 4
"""How often rows are sought when an answer is lost, or somebody changed the tab meanwhile."""

MOST_ROWS = 1_000
"""Rows changed at a time: Google keeps 30,000 characters of metadata for a tab, and a mark takes 14."""

_AROUND_A_ROW = 200
"""Bytes that a request takes for a row besides its values."""


def update_rows(
    client: GoogleClient, spreadsheet_id: str, target: Target, updates: Sequence[RowUpdate]
) -> Iterator[Updated]:
    """Change cells of people's rows, a part of the updates after the other.

    A part takes three reads and three writes if nothing fails; asked again, it writes what is not there.

    Raises:
        InputTabMissingError: the tab is not there. InputColumnMissingError: a required column is not.
        UnclearWriteError: it is not known whether all of a part was done. GoogleError: it was not.

    """
    for part in _parts(updates):
        yield _Round(client, spreadsheet_id, target, part).update()


def _parts(updates: Sequence[RowUpdate]) -> Iterator[list[RowUpdate]]:
    """The updates in parts of which each fits in one request."""
    return in_parts(updates, _weight, LARGEST_PART, MOST_ROWS)


def _weight(update: RowUpdate) -> int:
    """The bytes that an update takes in a request."""
    values = [plain(value, LONGEST_TEXT) for value in update.new.values()]
    return len(orjson.dumps(values)) + _AROUND_A_ROW


@dataclass(frozen=True)
class _Look:
    """The tab as it was read, its columns and where its own stand."""

    tab: PresentTab
    columns: Columns
    head: Head


class _Round:
    """Some updates on their way into a spreadsheet."""

    def __init__(
        self, client: GoogleClient, spreadsheet_id: str, target: Target, updates: Sequence[RowUpdate]
    ) -> None:
        self._client = client
        self._spreadsheet = spreadsheet_id
        self._target = target
        self._pending = dict(enumerate(updates))
        self._count = len(updates)
        self._title = ""
        self._rows: dict[int, int] = {}
        self._left: dict[int, Left] = {}
        self._mended: list[int] = []
        self._astray: list[int] = []
        self._failure: GoogleError | None = None

    def update(self) -> Updated:
        """Make the updates and say what became of each; see `update_rows`."""
        for _ in range(ATTEMPTS):
            if not self._pending:
                break
            self._failure = None
            try:
                with naming(lambda _: self._title):
                    self._attempt()
            except (UnclearWriteError, GoogleRefusedError) as error:
                self._failure = error
        if self._pending and self._failure:
            raise self._failure
        left = self._left | dict.fromkeys(self._pending, Left.CHANGED)
        return Updated(self._title, self._count, self._rows, left, self._mended, self._astray)

    def _attempt(self) -> None:
        """Seek the rows, and change those that are as they were read."""
        look = self._look()
        places = self._settle(find_updates(self._pending, look.columns, look.head))
        if not places:
            return
        marks = self._mark(look.tab, places)
        dates: list[Json] = []
        try:
            sight = see(self._client, self._spreadsheet, look.tab.id)
            if fit := self._fit(sight, marks, look.head):
                dates = self._write(look, sight, fit)
        finally:
            # What is left behind the next run takes away.
            with suppress(GoogleError):
                self._send([forget_rows(), *dates])

    def _look(self) -> _Look:
        """Read the tab as it is now."""
        present = read_present(self._client, self._spreadsheet)
        blank = [present.as_read(tab, ()) for tab in present.tabs]
        tab = present.tabs[self._target.find_tab(Snapshot(present.title, blank))]
        columns = read_columns(self._client, self._spreadsheet, [tab])[tab.id]
        self._title = tab.title
        return _Look(tab, columns, self._target.find_columns(present.as_read(tab, columns)))

    def _settle(self, found: Mapping[int, Found | Left]) -> dict[int, int]:
        """Note what is done or cannot be, and give the rows (from 0) of the rest."""
        places = {}
        for number, each in found.items():
            if isinstance(each, Left):
                self._leave(number, each)
            elif each.state is State.DONE:
                self._done(number, each.row)
            else:
                places[number] = each.row
        return places

    def _leave(self, number: int, reason: Left) -> None:
        self._left[number] = reason
        del self._pending[number]

    def _done(self, number: int, row: int) -> None:
        self._rows[number] = row + 1
        del self._pending[number]

    def _mark(self, tab: PresentTab, places: Mapping[int, int]) -> dict[int, int]:
        """Mark rows; the mark of each, by the place of its update."""
        first = FIRST_ID + secrets.randbelow(IDS - len(places))
        marks = {number: first + step for step, number in enumerate(places)}
        requests = [mark_row(tab.id, row, marks[number]) for number, row in places.items()]
        try:
            self._send([forget_rows(), *requests])
        except UnclearWriteError as error:
            # They may be there: the next call shows it.
            self._failure = error
        return marks

    def _fit(self, sight: Sight, marks: Mapping[int, int], head: Head) -> dict[int, int]:
        """The marks of the rows that may be changed; none where columns were moved since the tab was read."""
        if self._positions(sight.head) != head.positions:
            return {}
        fit = {}
        for number, mark in marks.items():
            row, update = sight.rows.get(mark), self._pending[number]
            if row is None:
                continue
            cells = {name: row.cell(at) for name, at in head.positions.items()}
            if not is_known(update, cells):
                continue
            if any(head.positions[name] in row.computed for name in update.new):
                self._leave(number, Left.COMPUTED)
            elif state_of(update, cells) is State.AS_READ:
                fit[number] = mark
        return fit

    def _positions(self, head: Tab) -> Mapping[str, int]:
        try:
            return self._target.find_columns(head).positions
        except InputColumnMissingError:
            return {}

    def _write(self, look: _Look, sight: Sight, fit: Mapping[int, int]) -> list[Json]:
        """Change rows by their marks and note what became of each; the requests that make dates look so."""
        writes = {
            number: write_to(self._pending[number], mark, sight.rows[mark], look.head)
            for number, mark in fit.items()
        }
        scene = Scene(look.tab.id, look.head, look.columns, sight.head)
        struck = Striking(self._client, self._spreadsheet, self._target, scene).write(list(writes.values()))
        for number, write in writes.items():
            if write.mark in struck.done:
                self._done(number, struck.done[write.mark])
        self._failure = struck.failure or self._failure
        self._mended += struck.mended
        self._astray += struck.astray
        return [
            request
            for number, write in writes.items()
            if number in self._rows
            for request in show_dates(look.tab.id, write.dates, self._rows[number] - 1, 1)
        ]

    def _send(self, requests: Sequence[Json]) -> None:
        path = f"/v4/spreadsheets/{self._spreadsheet}:batchUpdate"
        self._client.fetch("POST", path, body={"requests": requests}, params={"fields": "spreadsheetId"})
