"""Values written on marked rows, and put back where they struck what they were not meant for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from abm_sheets.errors.google import UnclearWriteError
from abm_sheets.errors.incoming import InputColumnMissingError
from abm_sheets.workbook.contents import LONGEST_TEXT, plain
from abm_sheets.workbook.edits import Head, RowUpdate, Target
from abm_sheets.workbook.google.client import GoogleClient
from abm_sheets.workbook.google.marks import MarkedRow, Sight, marked, rows_after, see
from abm_sheets.workbook.google.verdicts import (
    Moved,
    Scene,
    Verdict,
    Write,
    column_moves,
    is_as_meant,
    is_restored,
    judge,
)
from abm_sheets.workbook.interface import Cell

Json = dict[str, Any]

ATTEMPTS = 3
"""How often what was struck is put back when Google's answer is lost."""

_SHOWN = {
    "includeValuesInResponse": True,
    "responseValueRenderOption": "UNFORMATTED_VALUE",
    "responseDateTimeRenderOption": "SERIAL_NUMBER",
}


@dataclass
class Struck:
    """What became of some writes: the rows, from 0, of those that are done, by their marks.

    `mended` are the rows (as people count) that were struck and put back, `astray` those that could not be.
    `failure` says that no answer came; what is not done was seen not to be.
    """

    failure: UnclearWriteError | None = None
    done: dict[int, int] = field(default_factory=dict)
    mended: list[int] = field(default_factory=list)
    astray: list[int] = field(default_factory=list)


def write_to(update: RowUpdate, mark: int, row: MarkedRow, head: Head) -> Write:
    """What an update writes on its marked row."""
    values = {head.positions[name]: plain(value, LONGEST_TEXT) for name, value in update.new.items()}
    dated = [head.positions[name] for name, value in update.new.items() if isinstance(value, date)]
    return Write(update, mark, row, values, [at for at in dated if not _is_number(row.cell(at))])


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)


class Striking:
    """Some writes on a tab as it was seen a moment ago."""

    def __init__(self, client: GoogleClient, spreadsheet_id: str, target: Target, scene: Scene) -> None:
        """Bind the tab; nothing is sent yet."""
        self._client = client
        self._spreadsheet = spreadsheet_id
        self._target = target
        self._scene = scene

    def write(self, writes: Sequence[Write]) -> Struck:
        """Write, and put back what was struck instead.

        Raises:
            GoogleError: nothing was written, or it is not known and cannot be seen.

        """
        struck, after = Struck(), dict[int, MarkedRow]()
        try:
            after = rows_after(self._send({write.mark: write.values for write in writes}))
        except UnclearWriteError as error:
            struck.failure = error
        doubtful = []
        for write in writes:
            row = after.get(write.mark)
            if row is not None and is_as_meant(write, row.cells):
                struck.done[write.mark] = row.at
            else:
                doubtful.append(write)
        if doubtful:
            self._settle(doubtful, after, struck)
        return struck

    def _settle(self, writes: Sequence[Write], after: Mapping[int, MarkedRow], struck: Struck) -> None:
        """Judge the writes whose rows are not as they were meant to be, and put back what they struck."""
        sight = see(self._client, self._spreadsheet, self._scene.tab)
        moved = self._moves(sight)
        mending: dict[int, tuple[MarkedRow, Mapping[int, Cell]]] = {}
        for write in writes:
            now = sight.rows.get(write.mark)
            if now is None:
                continue
            judgement = judge(write, after.get(write.mark), now, self._scene, moved)
            if judgement.verdict is Verdict.DONE:
                struck.done[write.mark] = now.at
            elif judgement.verdict is Verdict.ASTRAY:
                struck.astray.append(now.at + 1)
            elif judgement.restore:
                mending[write.mark] = (now, judgement.restore)
        if mending:
            self._mend(mending, struck)

    def _moves(self, sight: Sight) -> Moved:
        try:
            row = self._target.find_columns(sight.head).row
        except InputColumnMissingError:
            row = self._scene.head.row
        before = self._target.find_columns(self._scene.first_rows).row
        return column_moves(self._scene.first_rows, sight.head, (before, row))

    def _mend(self, rows: Mapping[int, tuple[MarkedRow, Mapping[int, Cell]]], struck: Struck) -> None:
        """Put back what rows held, and see that it is there."""
        after = self._put_back({mark: cells for mark, (_, cells) in rows.items()})
        for mark, (row, cells) in rows.items():
            there = after.get(mark)
            whole = there is not None and is_restored(row, cells, there)
            (struck.mended if whole else struck.astray).append((there or row).at + 1)

    def _put_back(self, cells: Mapping[int, Mapping[int, Cell]]) -> Mapping[int, MarkedRow]:
        """Write cells as they were, and give the rows as they are then."""
        values = {
            mark: {at: "" if cell is None else cell for at, cell in each.items()}
            for mark, each in cells.items()
        }
        for _ in range(ATTEMPTS):
            try:
                return rows_after(self._send(values))
            except UnclearWriteError:
                continue
        return see(self._client, self._spreadsheet, self._scene.tab).rows

    def _send(self, values: Mapping[int, Mapping[int, Any]]) -> Json | None:
        """Write values by position on marked rows, and read the rows in the same answer."""
        data = [
            {"dataFilter": marked(mark), "majorDimension": "ROWS", "values": [list(_line(each))]}
            for mark, each in values.items()
        ]
        body = {"valueInputOption": "RAW", "data": data, **_SHOWN}
        path = f"/v4/spreadsheets/{self._spreadsheet}/values:batchUpdateByDataFilter"
        answer: Json | None = self._client.fetch("POST", path, body=body)
        return answer


def _line(values: Mapping[int, Any]) -> Iterator[Any]:
    """A row in which null leaves a cell as it is."""
    return (values.get(at) for at in range(max(values) + 1))
