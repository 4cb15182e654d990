"""A tab to which each run adds rows: its cells as they are, and its rows read back.

People may do anything to it: rename it and its headers, sort it, cut columns, insert their own, type
over it, clear it. Nothing of that stops a run, and none of their cells is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from abm_sheets.language.catalogue import catalogues, own_tab
from abm_sheets.language.folding import squeeze
from abm_sheets.tables.header import HEADER_ROWS
from abm_sheets.tables.rows import as_text
from abm_sheets.workbook.interface import Cell, Snapshot, Tab

_ENOUGH = 2
"""Headers of ours, or filled cells, without which a row is no header."""

Plain = str | int | float | bool
"""A cell as a value: what is blank is an empty text, an error its code."""

Entry = Mapping[str, Cell]
"""A row by the keys of the columns; a column that is not there is blank."""


@dataclass(frozen=True)
class Kept:
    """The cells of a tab, a column each, header first, and where each column of ours is.

    `numbers` are those of the rows under the header, as people see them in the tab called `title`.
    """

    cells: Sequence[Sequence[Cell]] = ()
    places: Mapping[str, int] = field(default_factory=dict)
    numbers: Sequence[int] = ()
    title: str = ""
    columns: Sequence[str] = ()

    def rows(self) -> Iterator[Entry]:
        """The rows under the header, by the keys of our columns."""
        for row in range(1, len(self.numbers) + 1):
            yield {
                key: self.cells[self.places[key]][row] if key in self.places else None for key in self.columns
            }


def read_kept(snapshot: Snapshot, key: str, columns: Sequence[str], is_ours: Callable[[Entry], bool]) -> Kept:
    """One of our tabs, by its identity; nothing where it is blank or not there.

    `is_ours` knows the rows that runs added, where no header says where they begin.
    """
    tab = own_tab([tab for tab in snapshot.tabs if tab.identity == key], key)
    if tab is None or not any(as_text(cell) for cells in tab.columns for cell in cells):
        return Kept()
    return _Reader(tab, key, columns, is_ours).read()


class _Reader:
    """Reads one tab."""

    def __init__(self, tab: Tab, key: str, columns: Sequence[str], is_ours: Callable[[Entry], bool]) -> None:
        self._tab = tab
        self._columns = columns
        self._is_ours = is_ours
        self._height = max(map(len, tab.columns))
        self._names = _known_labels(key)
        self._opening = {squeeze(text) for text in _opening_texts(key)}

    def read(self) -> Kept:
        header = self._header()
        places = self._places(header)
        if header is None and not any(self._is_ours(self._entry(row, places)) for row in range(self._height)):
            places = {}
        if header is None:
            header = self._unnamed_header(places)
        rows = [row for row in range(self._height) if row != header and self._is_kept(row, header, places)]
        width = max([len(self._tab.columns), *(at + 1 for at in places.values())])
        cells = [
            [None if header is None else self._cell(header, at), *(self._cell(row, at) for row in rows)]
            for at in range(width)
        ]
        return Kept(cells, places, [row + 1 for row in rows], self._tab.title, self._columns)

    def _cell(self, row: int, at: int) -> Cell:
        cells = self._tab.columns[at] if at < len(self._tab.columns) else ()
        return cells[row] if row < len(cells) else None

    def _entry(self, row: int, places: Mapping[str, int]) -> Entry:
        return {key: self._cell(row, places[key]) if key in places else None for key in self._columns}

    def _header(self) -> int | None:
        """The row that names most columns of ours: among the first, else wherever people sorted it to."""
        first = min(HEADER_ROWS, self._height)
        for rows in (range(first), range(first, self._height)):
            named = {row: len(set(self._named(row).values())) for row in rows}
            best = max(named, key=lambda row: named[row], default=None)
            if best is not None and named[best] >= _ENOUGH:
                return best
        return None

    def _named(self, row: int) -> dict[int, str]:
        """The columns that a row names, by position."""
        labels = ((at, squeeze(as_text(self._cell(row, at)))) for at in range(len(self._tab.columns)))
        return {at: self._names[label] for at, label in labels if label in self._names}

    def _places(self, header: int | None) -> dict[str, int]:
        """Where each column is: by its header and its mark, by its header alone, by its mark alone.

        Where neither is left, they are taken to stand as they were first laid out.
        """
        named = {} if header is None else self._named(header)
        marked = self._tab.column_identities
        if not named and not marked:
            return {key: at for at, key in enumerate(self._columns)}
        places: dict[str, int] = {}
        for found in (
            {at: key for at, key in named.items() if marked.get(at) == key},
            {at: key for at, key in named.items() if at not in marked},
            named,
            marked,
        ):
            for at, key in sorted(found.items()):
                if key in self._columns and key not in places and at not in places.values():
                    places[key] = at
        return places

    def _unnamed_header(self, places: Mapping[str, int]) -> int | None:
        """The row above the first of ours, where it seems to be a header whose names were all changed."""
        ours = (row for row in range(self._height) if self._is_ours(self._entry(row, places)))
        above = next(ours, 0) - 1
        return above if above >= 0 and self._filled(above) >= _ENOUGH else None

    def _filled(self, row: int) -> int:
        return sum(bool(as_text(self._cell(row, at))) for at in range(len(self._tab.columns)))

    def _is_kept(self, row: int, header: int | None, places: Mapping[str, int]) -> bool:
        """Whether a row stays: what stood above the header, only where it is more than a line of text."""
        if header is not None and row < header:
            return self._filled(row) >= _ENOUGH or self._is_ours(self._entry(row, places))
        texts = {squeeze(as_text(self._cell(row, at))) for at in range(len(self._tab.columns))} - {""}
        return header is not None if not texts else not texts <= self._opening


def _known_labels(key: str) -> dict[str, str]:
    """The key of each column by its header in either language, squeezed."""
    return {
        squeeze(label): column
        for words in catalogues()
        for column, label in words.find(f"{key}.columns").items()
    }


def _opening_texts(key: str) -> Iterator[str]:
    """What we write above the header."""
    yield from chain.from_iterable((words.title(key), words.text(f"{key}.purpose")) for words in catalogues())
