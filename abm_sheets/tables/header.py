"""A tab's header: where it is, and which column is which, by its mark, else by its label (§ 2.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from abm_sheets.language.folding import squeeze
from abm_sheets.tables.labels import MONEY, column_names, columns_named, read_label
from abm_sheets.tables.rows import as_text, is_formula_error
from abm_sheets.workbook.interface import Cell, Tab

HEADER_ROWS = 10
"""The header is looked for in the first rows only, so that a data row is never taken for it."""

_FIGURES = (int, float, date)

_ENOUGH = 2
"""Labels that we know from which a row is a header, however many others people renamed."""


@dataclass(frozen=True)
class Header:
    """A tab's header: its row and each column's position (from 0).

    - `is_there`: whether some row is a header, be it an incomplete one.
    - `top`: where it begins, above its row where its cells are merged.
    - `missing`: the required columns that are nowhere, and `repeated` those that stand twice.
    - `lost`: the marked columns that bear no header any more, with their positions.
    - `nameless`: the positions of unmarked columns without a header; of `failed`, a formula should give it.
    - `above`: the rows above it that are as full as rows of data; a title or a note is not.
    - `foreign`: the positions of the people's own columns.
    - `named`: the columns that the row itself names, marks aside.
    - `currencies`: of the columns of money whose label names one, the currency as it is written.
    """

    row: int
    positions: Mapping[str, int]
    missing: Sequence[str] = ()
    repeated: Sequence[tuple[str, int]] = ()
    foreign: Sequence[int] = ()
    named: frozenset[str] = frozenset()
    lost: Sequence[tuple[str, int]] = ()
    nameless: Sequence[int] = ()
    failed: Sequence[int] = ()
    top: int = 0
    above: Sequence[int] = ()
    currencies: Mapping[str, str] = field(default_factory=dict)
    is_there: bool = True


def find_header(tab: Tab, key: str, required: Sequence[str]) -> Header:
    """The first row that holds every required column, else the one that comes nearest."""
    found = [_Candidate(tab, key, row) for row in range(HEADER_ROWS)]
    headers = [each.header(required) for each in found if each.is_header(required)]
    nearest = max(headers, key=lambda header: len(header.named), default=None)
    return next((header for header in headers if not header.missing), nearest) or _no_header(found, required)


def find_further(tab: Tab, key: str, required: Sequence[str]) -> int | None:
    """The row of a whole header below those where it is looked for: people sort tabs, header included."""
    height = max(map(len, tab.columns), default=0)
    if not required or height <= HEADER_ROWS:
        return None
    names = column_names(key)
    holding = set[int]()
    for cells in tab.columns:
        # Each distinct text once, and none that ends with a figure, as no name does: there may be a million.
        texts = {cell for cell in cells if isinstance(cell, str) and not cell[-1:].isdigit()}
        meant = {text for text in texts if names.get(squeeze(text)) in required[:1]}
        if meant:
            holding |= {row for row, cell in enumerate(cells) if row >= HEADER_ROWS and cell in meant}
    return next((row for row in sorted(holding) if _Candidate(tab, key, row).names(required)), None)


def _no_header(rows: Sequence[_Candidate], required: Sequence[str]) -> Header:
    nearest = max(rows, key=lambda row: len(row.named))
    missing = [column for column in required if column not in nearest.named]
    # A tab without any required column still has a header.
    wanted = missing or list(dict.fromkeys(column_names(nearest.key).values()))[:1]
    is_blank = not nearest.tab.identity and not any(map(as_text, _cells(nearest.tab)))
    return Header(0, {}, missing if is_blank else wanted, is_there=False)


def _cells(tab: Tab) -> Iterator[Cell]:
    return (cell for cells in tab.columns for cell in cells)


class _Candidate:
    """A row that may be a tab's header, with those that its merged labels cover."""

    def __init__(self, tab: Tab, key: str, row: int) -> None:
        self.tab, self.key = tab, key
        self._rows = self._span(row)
        self._labels = [_label(cells, self._rows) for cells in tab.filled]
        self._meant = columns_named(key, self._labels)
        self.named = frozenset(filter(None, self._meant))

    def _span(self, row: int) -> range:
        """The rows of the merged cells that hold labels of ours and cover a row."""
        names = column_names(self.key)
        first = last = row
        for merge in self.tab.merges:
            if merge.first_row <= row <= merge.last_row and merge.first_column < len(self.tab.columns):
                label = _label(
                    self.tab.columns[merge.first_column], range(merge.first_row, merge.first_row + 1)
                )
                if squeeze(label) in names:
                    first, last = min(first, merge.first_row), max(last, merge.last_row)
        return range(first, last + 1)

    def names(self, required: Sequence[str]) -> bool:
        """Whether the row itself names every required column."""
        return bool(required) and self.named.issuperset(required)

    def is_header(self, required: Sequence[str]) -> bool:
        """Whether the row names what a header names: data may by chance name a column, not several."""
        marked = self.tab.column_identities
        agreeing = sum(
            name is not None and marked.get(at, name) == name for at, name in enumerate(self._meant)
        )
        labelled = sum(map(bool, self._labels))
        named = self.names(required) or agreeing >= _ENOUGH or 0 < labelled <= agreeing * 2
        return named or self._is_unlike_data(required)

    def _is_unlike_data(self, required: Sequence[str]) -> bool:
        """Whether words stand above numbers or dates: the header of who renamed all that we marked."""
        marked = {at: column for at, column in self.tab.column_identities.items() if at < len(self._labels)}
        words = {at for at in marked if self._labels[at] and not any(map(str.isdigit, self._labels[at]))}
        above = any(map(as_text, (cell for cells in self.tab.columns for cell in cells[: self._rows[0]])))
        below = (self._first_below(at) for at in words)
        is_whole = bool(required) and {marked[at] for at in words}.issuperset(required)
        return (
            is_whole and not above and any(isinstance(cell, _FIGURES) and cell is not True for cell in below)
        )

    def _first_below(self, at: int) -> Cell:
        cells = self.tab.columns[at][self._rows[-1] + 1 :]
        return next((cell for cell in cells if as_text(cell)), None)

    def header(self, required: Sequence[str]) -> Header:
        """The header that the row is."""
        positions = self._marked()
        nameless = [
            at
            for at in range(len(self._labels))
            if not self._labels[at] and at not in self.tab.column_identities
        ]
        repeated, foreign = [], []
        for at, name in enumerate(self._meant):
            if at in positions.values():
                continue
            if name is None:
                foreign.append(at)
            elif name in positions:
                repeated.append((name, at))
            else:
                positions[name] = at
        return Header(
            row=self._rows[-1],
            top=self._rows[0],
            above=list(self._above(positions, required)) if self._rows[0] else (),
            positions=positions,
            missing=[column for column in required if column not in positions],
            repeated=repeated,
            foreign=foreign,
            named=self.named,
            lost=[
                (column, at)
                for at, column in sorted(self.tab.column_identities.items())
                if column not in positions and at not in positions.values()
            ],
            nameless=nameless,
            failed=[at for at in nameless if is_formula_error(self._cell(at))],
            currencies=dict(self._currencies(positions)),
        )

    def _currencies(self, positions: Mapping[str, int]) -> Iterator[tuple[str, str]]:
        names = column_names(self.key)
        for column in MONEY.intersection(positions):
            own = {name for name, key in names.items() if key == column}
            label = self._labels[positions[column]]
            currency = read_label(label, own).currency or read_label(label).currency
            if currency:
                yield column, currency

    def _cell(self, at: int) -> Cell:
        cells = self.tab.filled[at]
        return cells[self._rows[-1]] if self._rows[-1] < len(cells) else None

    def _above(self, positions: Mapping[str, int], required: Sequence[str]) -> Iterator[int]:
        titles = {each.first_row for each in self.tab.merges if each.last_column > each.first_column}
        height = max(map(len, self.tab.filled), default=0)
        fill, below = partial(self._fill, positions), range(self._rows[-1] + 1, height)
        # The first rows mostly show it, of what may be a million.
        plenty = any(len(fill(row)) >= _ENOUGH for row in below)
        usual = _ENOUGH if plenty else max(map(len, map(fill, below)), default=_ENOUGH)
        for row in range(self._rows[0]):
            filled = fill(row)
            if row not in titles and len(filled) >= usual and filled.issuperset(required):
                yield row

    def _fill(self, positions: Mapping[str, int], row: int) -> set[str]:
        """The columns that a row fills."""
        columns = {name: self.tab.filled[at] for name, at in positions.items()}
        return {name for name, cells in columns.items() if row < len(cells) and as_text(cells[row])}

    def _marked(self) -> dict[str, int]:
        """The columns that bear their mark and a header, their own or one of the people's."""
        bearers: dict[str, list[int]] = {}
        for at, column in sorted(self.tab.column_identities.items()):
            if at < len(self._labels) and self._labels[at] and self._meant[at] in (None, column):
                bearers.setdefault(column, []).append(at)
        return {
            column: min(places, key=lambda at: self._meant[at] is None) for column, places in bearers.items()
        }


def _label(cells: Sequence[Cell], rows: range) -> str:
    """The lowest text that stands in some rows of a column; a number, a date or an error is no label."""
    for row in reversed(rows):
        cell = cells[row] if row < len(cells) else None
        if isinstance(cell, str) and as_text(cell) and not is_formula_error(cell):
            return as_text(cell)
    return ""
