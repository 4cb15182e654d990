"""What every workbook can do, and the values that cross its edge.

Reading gives a `Snapshot`: tabs as columns of plain cells. Writing takes the `Sheet`s of `sheet.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple, Protocol

from abm_sheets.workbook.sharing import Sharing
from abm_sheets.workbook.sheet import Sheet

KEPT = ("history", "stage_history")
"""The keys of our tabs to which each run adds, and which reading therefore gives back."""


@dataclass(frozen=True, slots=True)
class CellError:
    """A formula that failed: its code as the spreadsheet shows it (`#N/A`)."""

    code: str


@dataclass(frozen=True, slots=True)
class UncomputedError(CellError):
    """A formula that nobody computed yet (a program wrote the file): never a blank; `code` is the formula."""

    code: str = "="


Cell = str | int | float | bool | date | CellError | None
"""What a person may have left in a cell; `None` or blank text where it is empty (a datetime is a date)."""


class Merged(NamedTuple):
    """A merged range by its first and last row and column, from 0; its value is in its first cell."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True)
class Tab:
    """One tab as read.

    `columns[c][r]` is the cell at column c and row r, both from 0; columns may be of unequal length.
    `identity` is the internal key given to the tab at set-up, where the workbook keeps one;
    `column_identities` maps a column's position to the internal key given to it. `merges` are its merged
    ranges.
    """

    title: str
    columns: Sequence[Sequence[Cell]]
    identity: str | None = None
    column_identities: Mapping[int, str] = field(default_factory=dict)
    merges: Sequence[Merged] = ()

    @cached_property
    def filled(self) -> Sequence[Sequence[Cell]]:
        """The columns, the value of each merged range standing in all the rows that it covers."""
        tall = [merge for merge in self.merges if merge.last_row > merge.first_row]
        columns = list(self.columns)
        for at in {merge.first_column for merge in tall if merge.first_column < len(columns)}:
            ours = [merge for merge in tall if merge.first_column == at]
            columns[at] = _spread(columns[at], ours)
        return columns if tall else self.columns


def _spread(cells: Sequence[Cell], merges: Sequence[Merged]) -> list[Cell]:
    """A column with the value of each range in all its rows."""
    spread = list(cells)
    for merge in merges:
        if merge.first_row < len(cells) and (value := cells[merge.first_row]) not in (None, ""):
            spread.extend([None] * (merge.last_row + 1 - len(spread)))
            spread[merge.first_row : merge.last_row + 1] = [value] * (merge.last_row + 1 - merge.first_row)
    return spread


@dataclass(frozen=True)
class Snapshot:
    """All the tabs of a workbook at one moment, with the locale and time zone it declares (if any).

    `sharing` says who may do what, tab by tab in the same order, where the program decides of it.
    `id` tells the workbook from a copy of it; `claims` are the names taken so far, each with its writer.
    """

    name: str
    tabs: Sequence[Tab]
    locale: str | None = None
    time_zone: str | None = None
    sharing: Sharing | None = None
    id: str = ""
    claims: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Look:
    """What the writing depends on besides the sheets.

    The language of the words and numbers, the currency of amounts, and `titles`: the people's tabs,
    by key, as they named them (links lead there), where they differ from the language's own.
    """

    language: str
    currency: str
    titles: Mapping[str, str] = field(default_factory=dict)


class Workbook(Protocol):
    """A workbook that people fill and that the program reads and adds its own tabs to."""

    @property
    def name(self) -> str:
        """What people call it: a file name or the spreadsheet's title."""

    @property
    def author(self) -> str:
        """Who runs the program on it, where nobody says so: an address, or the name of a session."""

    def read(self) -> Snapshot:
        """Read every tab.

        Raises:
            WorkbookError: the workbook cannot be read; the sentence says why and what to do.

        """

    def write(self, sheets: Sequence[Sheet], look: Look) -> str:
        """Replace the program's own tabs by `sheets`, all or nothing, and say where they are.

        Raises:
            WorkbookError: nothing was written, and the tabs written before are still whole.

        """
