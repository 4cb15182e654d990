"""A copy of a workbook in which some cells are changed and rows are added: the people's own is never written.

The copy is made with openpyxl, cell by cell; see `find_losses` for what that does not keep. openpyxl is an
extra of the installation, so that no other module imports this one.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell as XlsxCell
from openpyxl.cell.cell import MergedCell
from openpyxl.packaging.custom import StringProperty
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from abm_sheets.errors.incoming import CopyNotMadeError, CopyNotWrittenError, WorkbookChangedError
from abm_sheets.files import replace_file
from abm_sheets.workbook.contents import LONGEST_TEXT, clean_text, content
from abm_sheets.workbook.edits import Appended, Head, Left, NewRow, RowUpdate, Updated, unplaced
from abm_sheets.workbook.excel.writer import STAMP
from abm_sheets.workbook.interface import Cell
from abm_sheets.workbook.sheet import Value

_DATE = "mm-dd-yy"
"""The format that spreadsheet programs show as the reader's own region writes dates, whatever its name."""


Advance = Callable[[int], object]
"""What is called with how many rows more were dealt with."""


def _nobody(_: int) -> None:
    """Show nobody."""


@dataclass(frozen=True)
class TabChange:
    """What to change in a tab: cells of rows that are there, and rows to add from the row `first` on.

    `digest` is that of the workbook when it was read, and `head` says where the tab's columns stood; rows
    are as people count.
    """

    digest: str
    title: str
    head: Head
    updates: Sequence[RowUpdate]
    rows: Sequence[NewRow]
    first: int


@dataclass(frozen=True)
class Copied:
    """What became of the changes."""

    updated: Updated
    appended: Appended


def digest(path: Path) -> str:
    """What distinguishes a file's content from any other."""
    return sha256(path.read_bytes()).hexdigest()


def write_copy(
    original: Path, change: TabChange, output: Path, stamp: str, advance: Advance = _nobody
) -> Copied:
    """Write a copy of a workbook with a tab changed, whole or not at all.

    `stamp` is left in the copy, see `stamp`; `advance` is called with how many rows more were dealt with.

    Raises:
        WorkbookChangedError: it is not what was read any more.
        CopyNotMadeError: the workbook holds something that cannot be copied.
        CopyNotWrittenError: the copy cannot be written there.

    """
    content_of = original.read_bytes()
    if sha256(content_of).hexdigest() != change.digest:
        raise WorkbookChangedError(path=original)
    try:
        with warnings.catch_warnings():
            # What is lost is said beforehand, and in words.
            warnings.simplefilter("ignore")
            copied, made = _changed(content_of, change, stamp, advance)
    except Exception as error:  # noqa: BLE001 (openpyxl raises anything at what it does not know)
        raise CopyNotMadeError(path=original, reason=type(error).__name__) from None
    _save(made, output)
    return copied


def _save(made: bytes, output: Path) -> None:
    try:
        replace_file(output, made)
    except OSError as error:
        raise CopyNotWrittenError(path=output, reason=error.strerror or error) from error


def _changed(original: bytes, change: TabChange, stamp: str, advance: Advance) -> tuple[Copied, bytes]:
    book = load_workbook(BytesIO(original), rich_text=True)
    sheet = book[change.title]
    copied = Copied(_update(sheet, change, advance), _append(sheet, change, advance))
    _mark(book, stamp)
    made = BytesIO()
    book.save(made)
    return copied, made.getvalue()


def _mark(book: Workbook, stamp: str) -> None:
    """Leave the stamp, and have formulas computed again when the copy is opened."""
    properties: Any = book.custom_doc_props  # type: ignore[attr-defined]
    if STAMP in properties.names:
        del properties[STAMP]
    properties.append(StringProperty(name=STAMP, value=stamp))
    book.calculation.fullCalcOnLoad = True


def _update(sheet: Worksheet, change: TabChange, advance: Advance) -> Updated:
    rows: dict[int, int] = {}
    left: dict[int, Left] = {}
    for number, update in enumerate(change.updates):
        cells = _Row(sheet, change.head, update.row)
        reason = cells.refuses(update)
        if reason is None:
            cells.write(update.new)
            rows[number] = update.row
        else:
            left[number] = reason
    advance(len(change.updates))
    return Updated(change.title, len(change.updates), rows, left)


def _append(sheet: Worksheet, change: TabChange, advance: Advance) -> Appended:
    above = change.first - 1 if change.first - 1 > change.head.row + 1 else None
    looks = {} if above is None else _Row(sheet, change.head, above).looks()
    for row, record in enumerate(change.rows, change.first):
        _Row(sheet, change.head, row).write(record, looks)
        advance(1)
    grow_tables(sheet, change.head, change.first, len(change.rows))
    rows = {at: change.first + at for at in range(len(change.rows))}
    return Appended(change.title, len(rows), rows, unplaced=unplaced(change.rows, change.head))


class _Row:
    """A row of a worksheet, by the keys of its columns."""

    def __init__(self, sheet: Worksheet, head: Head, row: int) -> None:
        self._sheet = sheet
        self._positions = head.positions
        self._row = row

    def _cells(self, columns: Mapping[str, object]) -> Iterator[tuple[str, XlsxCell | MergedCell]]:
        for column in columns:
            if column in self._positions:
                yield column, self._sheet.cell(self._row, self._positions[column] + 1)

    def looks(self) -> Mapping[str, XlsxCell]:
        """The cells whose looks new rows take."""
        cells = self._cells(self._positions)
        return {column: cell for column, cell in cells if isinstance(cell, XlsxCell)}

    def refuses(self, update: RowUpdate) -> Left | None:
        """Why a row cannot be updated, None where it can."""
        cells = dict(self._cells(update.new))
        if any(isinstance(cell, MergedCell) or cell.data_type == "f" for cell in cells.values()):
            return Left.COMPUTED
        wanted = {**update.known_by, **update.old}
        there = self._cells(wanted)
        # A formula's result is not in the copy: it was read from the original.
        same = all(
            cell.data_type == "f" or content(_value(cell)) == content(wanted[column])
            for column, cell in there
        )
        return None if same else Left.CHANGED

    def write(self, values: Mapping[str, Value], looks: Mapping[str, XlsxCell] | None = None) -> None:
        """Write values, typed: a text is never a formula."""
        for column, cell in self._cells(values):
            value = values[column]
            if value is None or not isinstance(cell, XlsxCell):
                continue
            if looks and column in looks:
                cell._style = copy(looks[column]._style)  # type: ignore[attr-defined]  # noqa: SLF001
            _write(cell, value)


def _write(cell: XlsxCell, value: Value) -> None:
    if isinstance(value, str):
        cell.value = clean_text(value, LONGEST_TEXT)
        cell.data_type = "s"
        return
    look = cell.number_format
    cell.value = value
    if isinstance(value, date):
        cell.number_format = look if cell.is_date and look != "General" else _DATE


def _value(cell: XlsxCell | MergedCell) -> Cell:
    """What a cell holds as the reader gives it."""
    value = cell.value
    if isinstance(value, str | int | float | bool | date | datetime) or value is None:
        return value
    return str(value)


def grow_tables(sheet: Worksheet, head: Head, first: int, rows: int) -> None:
    """Let the table of our columns, and the tab's filter, hold rows added from `first` on, as people count.

    A table with a row of totals is left as it is: the new rows stand under it.
    """
    for table in sheet.tables.values():
        if not table.totalsRowCount and _is_ours(table.ref, head, first):
            table.ref = _grown(table.ref, first + rows - 1)
            if table.autoFilter is not None:
                table.autoFilter.ref = table.ref
    if sheet.auto_filter.ref and _is_ours(sheet.auto_filter.ref, head, first):
        sheet.auto_filter.ref = _grown(sheet.auto_filter.ref, first + rows - 1)


def _is_ours(place: str, head: Head, first: int) -> bool:
    """Whether a place begins with our header and reaches the rows before the first new one."""
    if None in range_boundaries(place):
        return False
    span = CellRange(place)
    covered = all(span.min_col <= at + 1 <= span.max_col for at in head.positions.values())
    return covered and span.min_row == head.row + 1 and span.max_row >= first - 1


def _grown(place: str, last: int) -> str:
    span = CellRange(place)
    span.expand(down=max(last - span.max_row, 0))
    return span.coord
