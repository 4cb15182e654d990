"""What every workbook can do, who may do what with it, and the values that cross its edge.

Reading gives a `Snapshot`: tabs as columns of plain cells. Writing takes the `Sheet`s of `sheet.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple, Protocol

from abm_sheets.errors.google import GoogleError
from abm_sheets.workbook.sheet import Sheet

ROLES = ("reader", "commenter", "writer", "fileOrganizer", "organizer", "owner")
"""The roles on a file, each with the rights of those before it."""

_DOTLESS = frozenset({"gmail.com", "googlemail.com"})


def rank(role: str) -> int:
    """How much a role allows; one that we do not know allows everything."""
    return ROLES.index(role) if role in ROLES else len(ROLES)


def person(email: str) -> str:
    """What is the same in every spelling of an address; Gmail counts neither dots nor what follows a plus."""
    name, _, domain = email.strip().casefold().rpartition("@")
    if domain in _DOTLESS:
        return f"{name.partition('+')[0].replace('.', '')}@gmail.com"
    return f"{name}@{domain}"


@dataclass(frozen=True)
class Grant:
    """One access to the file: of a user, a group, a domain, or anyone who has the link.

    `inherited` is the role that comes from a folder or a shared drive, where it alone can be changed;
    `direct` says that the file gives a role of its own. `deleted` accounts have access no more, and
    `pending` is who was asked to become the owner.
    """

    id: str
    kind: str
    role: str
    email: str = ""
    domain: str = ""
    name: str = ""
    inherited: str | None = None
    direct: bool = True
    deleted: bool = False
    pending: bool = False

    @property
    def person(self) -> str | None:
        """Whose access it is, None where that is a domain, anyone, or an account that is no more."""
        return person(self.email) if self.email and not self.deleted else None


@dataclass(frozen=True)
class Protection:
    """A protected range of ours.

    It covers the `whole` tab or a `row` of it (from 0), or something else where both are unset. `editors`
    are the addresses that may edit it; it is `strict` unless it only warns, leaves cells out, or lets
    a whole domain in. One that is not `ours_to_change` shuts our own account out, and hides its editors.
    """

    id: int
    whole: bool = False
    row: int | None = None
    editors: Sequence[str] = ()
    strict: bool = True
    ours_to_change: bool = True


@dataclass(frozen=True)
class SharedTab:
    """A tab with the protections of ours on it; `copy` is one of our tabs that somebody duplicated."""

    id: int
    title: str
    identity: str | None = None
    protections: Sequence[Protection] = ()
    copy: bool = False


@dataclass(frozen=True)
class Sharing:
    """The tabs in order, the accesses, and the account that reads them.

    Where the accesses could not be read, `failure` says why.
    """

    account: str
    tabs: Sequence[SharedTab] = ()
    grants: Sequence[Grant] = ()
    failure: GoogleError | None = None


KEPT = ("history", "stage_history")
"""The keys of our tabs to which each run adds, and which reading therefore gives back."""

MIRRORED = "source_"
"""How the keys of the tabs begin that hold records from elsewhere; they are read back too."""

ADDED = "added"
"""What stands for the system in such a key, where tools add rows to a file that is never written."""


def is_kept(key: str | None) -> bool:
    """Whether a tab of ours, by its key, is read back."""
    return key is not None and (key in KEPT or key.startswith(MIRRORED))


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
    `id` is another for each copy; `claims` are the names taken so far, each with its writer.
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
