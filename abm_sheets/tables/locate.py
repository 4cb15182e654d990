"""Where each input tab stands, by its mark, else by its title, and the cells under its header (§ 2.3)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from abm_sheets.language import LANGUAGES
from abm_sheets.language.catalogue import (
    catalogues,
    input_tabs,
    own_tab,
    tab_titled,
    titled_tabs,
    understood,
)
from abm_sheets.language.folding import fold, squeeze
from abm_sheets.tables.aside import Aside, rows_aside, rows_covered
from abm_sheets.tables.header import HEADER_ROWS, Header
from abm_sheets.tables.labels import column_names
from abm_sheets.tables.regional import language_of
from abm_sheets.tables.rows import as_text
from abm_sheets.tables.sources import Mirror
from abm_sheets.workbook.coded import Coded
from abm_sheets.workbook.interface import Cell, Snapshot, Tab

_REVEALING: Mapping[str, tuple[str, Callable[[Cell], bool]]] = {
    "accounts": ("targeted", lambda cell: isinstance(cell, bool) or _is_answer(as_text(cell))),
    "opportunities": ("amount", lambda cell: isinstance(cell, int | float)),
    "settings": ("value", lambda cell: isinstance(cell, int | float | str)),
}
"""Of tabs that say little without it, a column that may be missing, and what a cell of it holds."""


def _is_answer(text: str) -> bool:
    """Whether a text says yes or no in words; a figure or a cross may be anything."""
    return len(text) > 1 and fold(text) in understood("yes_no")


@dataclass(frozen=True)
class Located:
    """An input tab found in the workbook, with its header, and the mirrors whose rows come after its own.

    A tab that only mirrors feed has neither title nor cells.
    """

    key: str
    tab: Tab
    header: Header
    mirrors: Sequence[Mirror] = ()

    @property
    def is_there(self) -> bool:
        """Whether people have such a tab."""
        return bool(self.tab.title)

    @property
    def total(self) -> int:
        """How many rows there are, those of the mirrors included."""
        return self.height + sum(mirror.height for mirror in self.mirrors)

    @property
    def spans(self) -> Iterator[tuple[Mirror, int, int]]:
        """Each mirror with the first and the last (excluded) position of its rows."""
        first = self.height
        for mirror in self.mirrors:
            yield mirror, first, first + mirror.height
            first += mirror.height

    def holds(self, column: str) -> bool:
        """Whether the tab, or one of its mirrors, has a column."""
        return column in self.header.positions or any(column in mirror.columns for mirror in self.mirrors)

    def joined(self, column: str, *, whole: bool = False) -> Coded:
        """The cells of a column, then those of each mirror; the `whole` column has its totals too."""
        there = column in self.header.positions
        own = (self.written if whole else self.cells)(column) if there else [None] * self.height
        if not self.mirrors:
            return Coded.of(own)
        return Coded.of([*own, *(cell for mirror in self.mirrors for cell in mirror.cells(column))])

    def cell(self, column: str, position: int) -> Cell:
        """A cell of a column, in a row of the tab or of a mirror."""
        mirror, at = self._row(position)
        if mirror is not None:
            return mirror.cells(column)[at]
        return self.cells(column)[at] if column in self.header.positions else None

    def place(self, position: int) -> tuple[str, int]:
        """The tab in which a row stands, by its key, and the row's number there as people see it."""
        mirror, at = self._row(position)
        return (self.key, self.first_row + at) if mirror is None else (mirror.key, mirror.first_row + at)

    def _row(self, position: int) -> tuple[Mirror | None, int]:
        """The mirror in which a row stands, None where that is the tab itself, and its position there."""
        if position < self.height:
            return None, position
        return next((mirror, position - first) for mirror, first, last in self.spans if position < last)

    def cells(self, column: str) -> Coded:
        """The cells under a column's header, as many as the tab has rows; rows left aside are blank."""
        return self._without(list(self.aside), column)

    def written(self, column: str) -> Coded:
        """The same, with the rows that look like totals: what an import wrote may be called so."""
        return self._without([row for row, each in self.aside.items() if each.rule != "total_row"], column)

    def _without(self, rows: Sequence[int], column: str) -> Coded:
        return self._columns[column].blanked(rows) if rows else self._columns[column]

    @cached_property
    def _columns(self) -> Mapping[str, Coded]:
        """The cells under each header, what merged cells give included."""
        return {
            name: Coded.of(self._below(self.tab.filled, name)).compact() for name in self.header.positions
        }

    @cached_property
    def aside(self) -> Mapping[int, Aside]:
        """The rows under the header that are no data, by position, with the reason."""
        covered = self._covered() if self.tab.merges else ()
        return rows_aside(self._columns, covered, {name: self._names(name) for name in self._columns})

    def _covered(self) -> Sequence[int]:
        """The rows on which nothing stands but what merged cells above give."""
        typed = [self._below(self.tab.columns, name) for name in self.header.positions]
        given = [self._below(self.tab.filled, name) for name in self.header.positions]
        return list(rows_covered(given, typed))

    def _names(self, column: str) -> frozenset[str]:
        """What a column's header may say, squeezed, people's own word for it included."""
        cells = self.tab.filled[self.header.positions[column]]
        label = as_text(cells[self.header.row]) if self.header.row < len(cells) else ""
        return frozenset({squeeze(label), *(x for x, key in column_names(self.key).items() if key == column)})

    def _below(self, columns: Sequence[Sequence[Cell]], column: str) -> Sequence[Cell]:
        below = columns[self.header.positions[column]][self.header.row + 1 :]
        short = self.height - len(below)
        return [*below, *[None] * short] if short else below

    @cached_property
    def height(self) -> int:
        """How many rows there are under the header."""
        rows = max((len(cells) for cells in self.tab.filled), default=0)
        return max(rows - self.header.row - 1, 0)

    @property
    def first_row(self) -> int:
        """The row of the first data cell as people see it."""
        return self.header.row + 2

    @property
    def is_unreadable(self) -> bool:
        """Whether there is something in the tab, if only our mark, without the header that would say what."""
        holds = self.tab.identity or any(as_text(cell) for cells in self.tab.columns for cell in cells)
        return bool(self.header.missing and holds)

    @cached_property
    def lost(self) -> Sequence[str]:
        """The columns that may be missing, that people fill, and whose header is gone.

        They are known by our marks; without, a column that nothing names is the one that is missed most.
        """
        gone = {column: at for column, at in self.header.lost if column not in self.header.missing}
        lost = [column for column, at in gone.items() if any(map(as_text, self._under(at)))]
        column, holds = _REVEALING.get(self.key, ("", bool))
        if not column or column in {*self.header.positions, *lost}:
            return lost
        cells = (cell for at in self.header.nameless for cell in self._under(at))
        return [*lost, column] if any(as_text(cell) and holds(cell) for cell in cells) else lost

    @property
    def failed(self) -> Sequence[int]:
        """The positions of columns that people fill and whose header's formula failed: any may be ours."""
        return [at for at in self.header.failed if any(map(as_text, self._under(at)))]

    def _under(self, at: int) -> Sequence[Cell]:
        return self.tab.columns[at][self.header.row + 1 :] if at < len(self.tab.columns) else ()

    @property
    def merged(self) -> Mapping[str, Sequence[int]]:
        """The first rows of the merged cells that count for several rows, by column."""
        columns = {at: column for column, at in self.header.positions.items()}
        found: dict[str, list[int]] = {}
        for merge in sorted(self.tab.merges):
            column = columns.get(merge.first_column)
            tall = merge.last_row > merge.first_row > self.header.row
            if column and tall and self._is_filled(merge.first_row, merge.first_column):
                found.setdefault(column, []).append(merge.first_row)
        return found

    def _is_filled(self, row: int, column: int) -> bool:
        """Whether a cell holds something; people merge cells beyond all that they typed too."""
        columns = self.tab.columns[column : column + 1]
        return any(as_text(cell) for cells in columns for cell in cells[row : row + 1])


def tab_key(tab: Tab) -> str | None:
    """Which of the product's tabs this is, or None when it is the people's own."""
    return tab.identity if tab.identity in titled_tabs().values() else tab_titled(tab.title)


def recognised(snapshot: Snapshot) -> Iterator[tuple[str, Tab]]:
    """The tabs that are ours with their keys: by their mark, else by their title."""
    for key, tabs in _alike(snapshot).items():
        if (chosen := _chosen(key, tabs)) is not None:
            yield key, chosen


def twins(snapshot: Snapshot) -> Iterator[tuple[str, Tab, Tab]]:
    """The tabs that another is read instead of: the key, the one that is read, the one that is not."""
    inputs = input_tabs()
    for key, tabs in _alike(snapshot).items():
        chosen = _chosen(key, tabs)
        for tab in tabs:
            # A tab that only bears the title of an output is the people's own.
            if chosen and tab is not chosen and (tab.identity == key or key in inputs):
                yield key, chosen, tab


def _alike(snapshot: Snapshot) -> dict[str, list[Tab]]:
    """The tabs of each key, in their order."""
    tabs: dict[str, list[Tab]] = {}
    for tab in snapshot.tabs:
        if key := tab_key(tab):
            tabs.setdefault(key, []).append(tab)
    return tabs


def _chosen(key: str, tabs: Sequence[Tab]) -> Tab | None:
    return own_tab([tab for tab in tabs if tab.identity == key] or tabs, key)


def spoken_language(snapshot: Snapshot) -> str:
    """The language of the tabs already there, else that of the spreadsheet's locale, else the first."""
    return workbook_language(snapshot) or language_of(snapshot.locale) or LANGUAGES[0]


def workbook_language(snapshot: Snapshot) -> str | None:
    """The language of most titles and headers; None where they say none, or both alike."""
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
    most = max(votes.values())
    leading = [language for language, count in votes.items() if count == most]
    return leading[0] if len(leading) == 1 else None
