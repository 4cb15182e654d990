"""What people's tabs are given, as data: rows that tools add, cells that they change, what set-up adds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from abm_sheets.errors import WorkbookError
from abm_sheets.palette import Tone
from abm_sheets.workbook.contents import LONGEST_TEXT, Plain, plain
from abm_sheets.workbook.interface import Look, Snapshot, Tab
from abm_sheets.workbook.sheet import Dropdown, Sheet, Style, Value

NewRow = Mapping[str, Value]
"""A row by the keys of its columns; a blank is left out, or None."""

Cells = Mapping[int, Plain]
"""What a row holds by the positions of its columns, from 0; blanks are left out."""


@dataclass(frozen=True)
class Head:
    """A tab's header: its row, and the position of each column that is there, from 0."""

    row: int
    positions: Mapping[str, int]


class Target(Protocol):
    """One input tab, known wherever people moved it and under whatever headers its columns stand."""

    def find_tab(self, snapshot: Snapshot) -> int:
        """Its position among a snapshot's tabs, of which no cell need have been read.

        Raises:
            InputTabMissingError: none of them is the one.

        """

    def find_columns(self, tab: Tab) -> Head:
        """Where its columns stand.

        Raises:
            InputColumnMissingError: a column without which a row says nothing is not there.

        """


@dataclass(frozen=True)
class Appended:
    """What became of a batch, whose rows are known by their places in it, from 0.

    - `title`: the tab as people named it, and `count` how many rows the batch has.
    - `rows`: on which row of the tab each stands, as people count.
    - `misplaced`: the rows whose values stand under other headers, on which row of the tab: somebody
      moved columns at the very moment.
    - `unplaced`: the columns that the tab does not have, whose values were left out.
    """

    title: str
    count: int
    rows: Mapping[int, int]
    misplaced: Mapping[int, int] = field(default_factory=dict)
    unplaced: Sequence[str] = ()

    @property
    def missing(self) -> Sequence[int]:
        """The rows that are nowhere to be seen: somebody changed or deleted them since."""
        return [row for row in range(self.count) if row not in self.rows and row not in self.misplaced]


class Feedable(Protocol):
    """A workbook to which tools may add rows."""

    def append(self, target: Target, rows: Sequence[NewRow], batch: str) -> Appended:
        """Add rows in order under those of an input tab, once for each `batch`, however often it is asked.

        Raises:
            WorkbookError: they were not added, or it is not known; asked again, they are added once.

        """


def given(row: NewRow) -> dict[str, Plain]:
    """What a row says, as a spreadsheet keeps it: dates as serial numbers, blanks left out."""
    values = {key: plain(value, LONGEST_TEXT) for key, value in row.items()}
    return {key: value for key, value in values.items() if value is not None}


def cells_of(rows: Sequence[NewRow], head: Head) -> list[Cells]:
    """The cells of each row; what belongs in columns that the tab does not have is left out."""
    at = head.positions
    return [{at[key]: value for key, value in given(row).items() if key in at} for row in rows]


def date_columns(rows: Sequence[NewRow], head: Head) -> list[int]:
    """The positions of the columns that are given dates."""
    dated = {key for row in rows for key, value in row.items() if isinstance(value, date)}
    return sorted(head.positions[key] for key in dated if key in head.positions)


def unplaced(rows: Sequence[NewRow], head: Head) -> list[str]:
    """The columns that rows fill and that the tab does not have."""
    return sorted({key for row in rows for key in given(row)} - head.positions.keys())


@dataclass(frozen=True)
class WantedColumn:
    """A column of an input tab: its key, its position from 0, and what it should have.

    `missing` says that the header is not there, `marked` that the column is and lost it, `blank` that
    nothing is typed under it.
    """

    key: str
    position: int
    header: str
    note: str
    style: Style
    width: float
    dropdown: Dropdown | None = None
    missing: bool = False
    marked: bool = False
    blank: bool = True


@dataclass(frozen=True)
class WantedTab:
    """An input tab that is there: its header's row from 0, its columns, and first rows where it has none.

    `tab` is its position among the snapshot's tabs; `rows` are in the order of `columns`. `inserted` says
    that the header needs a row of its own above what stands there.
    """

    key: str
    tab: int
    tone: Tone
    header_row: int
    columns: Sequence[WantedColumn]
    rows: Sequence[Sequence[Value]] = ()
    inserted: bool = False

    @property
    def present(self) -> list[WantedColumn]:
        """The columns that are there, their header lost or not."""
        return [column for column in self.columns if column.marked or not column.missing]


@dataclass(frozen=True)
class NewTab:
    """A tab to add whole, and the keys of its columns in order (none where it has no columns)."""

    sheet: Sheet
    columns: Sequence[str] = ()


@dataclass(frozen=True)
class Preparation:
    """Tabs to add, in order; tabs to complete; and the titles of tabs whose header nobody recognises."""

    new: Sequence[NewTab]
    existing: Sequence[WantedTab]
    unreadable: Sequence[str] = ()


@dataclass(frozen=True)
class Change:
    """Something that set-up did: a word of the catalogue (`setup.changes`), the tab, and what in it."""

    kind: str
    tab: str
    detail: str = ""


@dataclass(frozen=True)
class LeftOut:
    """What set-up could not do on a tab, and the failure that says why."""

    changes: Sequence[Change]
    failure: WorkbookError


@dataclass(frozen=True)
class Prepared:
    """What set-up did, and what it left as it was."""

    changes: Sequence[Change]
    left: Sequence[LeftOut] = ()


class Preparable(Protocol):
    """A workbook that set-up can complete in place."""

    def read(self) -> Snapshot:
        """Read every tab.

        Raises:
            WorkbookError: the workbook cannot be read.

        """

    def prepare(self, preparation: Preparation, look: Look, *, last: bool = False) -> Prepared:
        """Add what is wanted and not there; the `last` time it is tried, leave out what a tab does not allow.

        Raises:
            WorkbookError: nothing was done, or it is not known whether it was.

        """
