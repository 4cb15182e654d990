"""What set-up wants of a spreadsheet, as data: tabs to add whole, and what existing tabs may lack."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from abm_sheets.errors import WorkbookError
from abm_sheets.palette import Tone
from abm_sheets.workbook.interface import Look, Snapshot
from abm_sheets.workbook.sheet import Dropdown, Sheet, Style, Value


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
