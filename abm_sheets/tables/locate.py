"""Where each input tab and column stands: by identity, else by title and header (SPEC 2.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from abm_sheets.language.catalogue import catalogues, tab_titled, titled_tabs
from abm_sheets.language.folding import squeeze
from abm_sheets.tables.rows import as_text
from abm_sheets.workbook.interface import Cell, Snapshot, Tab

HEADER_ROWS = 10
"""The header is looked for in the first rows only, so that a data row is never taken for it."""


@dataclass(frozen=True)
class Header:
    """A tab's header: its row and each column's position (from 0), the missing and the repeated ones.

    `named` are the columns that the row itself names, identities aside.
    """

    row: int
    positions: Mapping[str, int]
    missing: Sequence[str] = ()
    repeated: Sequence[tuple[str, int]] = ()
    foreign: Sequence[int] = ()
    named: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Located:
    """An input tab found in the workbook, with its header."""

    key: str
    tab: Tab
    header: Header

    def cells(self, column: str) -> Sequence[Cell]:
        """The cells under a column's header, as many as the tab has rows."""
        at = self.header.positions[column]
        # A column known by its identity may lie beyond the last cell that holds something.
        cells = self.tab.columns[at] if at < len(self.tab.columns) else ()
        below = cells[self.header.row + 1 :]
        short = self.height - len(below)
        return [*below, *[None] * short] if short else below

    @property
    def height(self) -> int:
        """How many rows there are under the header."""
        rows = max((len(cells) for cells in self.tab.columns), default=0)
        return max(rows - self.header.row - 1, 0)

    @property
    def first_row(self) -> int:
        """The row of the first data cell as people see it."""
        return self.header.row + 2


@cache
def column_names(tab: str) -> Mapping[str, str]:
    """Every name that a tab's columns may have, squeezed, with the column's key; the key's own name first."""
    headers: dict[str, str] = {}
    for words in catalogues():
        for column, labels in words.find(f"tabs.{tab}.columns").items():
            headers.update({squeeze(label): column for label in (column, *labels)})
    return headers


def tab_key(tab: Tab) -> str | None:
    """Which of the product's tabs this is, or None when it is the people's own."""
    return tab.identity if tab.identity in titled_tabs().values() else tab_titled(tab.title)


def find_header(tab: Tab, key: str, required: Sequence[str]) -> Header:
    """The first row that names every required column, else the one that comes nearest."""
    rows = [_read_header(tab, key, row, required) for row in range(HEADER_ROWS)]
    whole = (header for header in rows if header.named and header.named.issuperset(required))
    return next(whole, None) or max(rows, key=lambda header: len(header.named))


def _read_header(tab: Tab, key: str, row: int, required: Sequence[str]) -> Header:
    labels = [as_text(cells[row]) if row < len(cells) else "" for cells in tab.columns]
    named = [column_names(key).get(squeeze(label)) if label else None for label in labels]
    positions = {column: at for at, column in sorted(tab.column_identities.items(), reverse=True)}
    repeated: list[tuple[str, int]] = []
    foreign: list[int] = []
    for at, column in enumerate(named):
        if at in tab.column_identities:
            continue
        if column is None:
            foreign.append(at)
        elif column in positions:
            repeated.append((column, at))
        else:
            positions[column] = at
    missing = [column for column in required if column not in positions]
    return Header(row, positions, missing, repeated, foreign, frozenset(filter(None, named)))


def recognised(snapshot: Snapshot) -> Iterator[tuple[str, Tab]]:
    """The tabs that are ours with their keys; of two tabs with one key, the first."""
    seen = set()
    for tab in snapshot.tabs:
        key = tab_key(tab)
        if key is not None and key not in seen:
            seen.add(key)
            yield key, tab


def workbook_language(snapshot: Snapshot) -> str:
    """The language of most titles and headers; French unless English ones are more."""
    votes = {words.language: 0 for words in catalogues()}
    for key, tab in recognised(snapshot):
        shown = {
            squeeze(as_text(c)) for cells in tab.columns for c in cells[:HEADER_ROWS] if isinstance(c, str)
        }
        for words in catalogues():
            entry = words.find(f"tabs.{key}")
            labels = [*entry["title"], *(x for each in entry.get("columns", {}).values() for x in each)]
            known = {squeeze(label) for label in labels}
            votes[words.language] += len(known & shown) + (squeeze(tab.title) in known)
    return max(votes, key=lambda language: votes[language])
