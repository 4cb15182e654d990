"""Columns that hold each distinct cell once: large tabs say the same few things again and again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from itertools import compress, count
from typing import overload

import numpy as np
import numpy.typing as npt

from abm_sheets.workbook.interface import Cell

_AT_ONCE = 4_096
"""Cells looked at together, which also show whether a column may be one where all differ."""


class Coded(Sequence[Cell]):
    """A column of cells: `codes` says for each which of the cells `held` it is."""

    def __init__(self, codes: npt.NDArray[np.int32], held: Sequence[Cell]) -> None:
        """Bind the codes, and the cells that they stand for; of these some may stand nowhere."""
        self.codes = codes
        self.held = held

    @classmethod
    def of(cls, cells: Sequence[Cell]) -> Coded:
        """A column as it is where it is coded already."""
        if isinstance(cells, Coded):
            return cells
        if len(set(cells[:_AT_ONCE])) == len(cells[:_AT_ONCE]) and len(set(cells)) == len(cells):
            return cls(np.arange(len(cells), dtype=np.int32), cells)
        coder = Coder()
        coder.add(cells)
        return coder.column()

    def __len__(self) -> int:
        """How many cells there are."""
        return len(self.codes)

    @overload
    def __getitem__(self, at: int) -> Cell: ...
    @overload
    def __getitem__(self, at: slice) -> Coded: ...
    def __getitem__(self, at: int | slice) -> Cell | Coded:
        """A cell, or some of them as a column that holds the same."""
        return Coded(self.codes[at], self.held) if isinstance(at, slice) else self.held[self.codes[at]]

    def __iter__(self) -> Iterator[Cell]:
        """The cells from the top; who stops early has not paid for all."""
        for first in range(0, len(self.codes), _AT_ONCE):
            yield from map(self.held.__getitem__, self.codes[first : first + _AT_ONCE].tolist())

    def __eq__(self, other: object) -> bool:
        """Whether another column, coded or not, has the same cells."""
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    def compact(self) -> Coded:
        """The same column, holding nothing but what stands in it."""
        stands = np.zeros(len(self.held), bool)
        stands[self.codes] = True
        if stands.all():
            return self
        numbers = np.cumsum(stands, dtype=np.int32) - np.int32(1)
        return Coded(numbers[self.codes], list(compress(self.held, stands)))

    def rows(self, cells: Collection[Cell]) -> list[int]:
        """The rows, from the top, that hold one of some cells."""
        sought = [number for number, cell in enumerate(self.held) if cell in cells] if cells else []
        found: list[int] = np.flatnonzero(np.isin(self.codes, sought)).tolist() if sought else []
        return found

    def blanked(self, rows: Sequence[int]) -> Coded:
        """The same column, blank on some rows."""
        codes = self.codes.copy()
        codes[rows] = len(self.held)
        return Coded(codes, [*self.held, None])


class Coder:
    """A column that grows part by part."""

    def __init__(self) -> None:
        """Begin with no cell."""
        self._codes: list[npt.NDArray[np.int32]] = []
        self._rows = 0
        self._numbers: defaultdict[Hashable, int] = defaultdict(count().__next__)

    def add(self, cells: Sequence[Cell], row: int = 0) -> None:
        """Add cells from a row (from 0) on, blank texts standing above them where there is nothing yet."""
        if row > self._rows:
            self._codes.append(np.full(row - self._rows, self._numbers[""], np.int32))
        numbered = map(self._numbers.__getitem__, _distinct(cells))
        self._codes.append(np.fromiter(numbered, np.int32, len(cells)))
        self._rows = row + len(cells)

    def column(self) -> Coded:
        """The column so far."""
        return Coded(np.concatenate(self._codes), _cells(self._numbers))


def _distinct(cells: Sequence[Cell]) -> Iterable[Hashable]:
    """What distinguishes cells: True equals 1 in Python, and is not the same thing in a cell."""
    if bool in set(map(type, cells)):
        return ((cell,) if isinstance(cell, bool) else cell for cell in cells)
    return cells


def _cells(keys: Iterable[Hashable]) -> list[Cell]:
    return [key[0] if isinstance(key, tuple) else key for key in keys]  # type: ignore[misc]
