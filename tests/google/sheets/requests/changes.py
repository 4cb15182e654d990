"""What happens to positions when rows or columns come, go or move."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from tests.google.sheets.grid import Dimension, moved
from tests.google.sheets.notation import Span

Ends = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Change:
    """A change of the rows or columns of a tab."""

    sheet_id: int
    dimension: Dimension

    def index(self, index: int) -> int | None:
        """Where a row or column stands afterwards; None where it is gone."""
        ends = self.ends(index, index + 1)
        return ends[0] if ends else None

    def ends(self, start: int, end: int) -> Ends | None:
        """Where a stretch of rows or columns lies afterwards; None where nothing is left of it."""
        raise NotImplementedError

    def span(self, span: Span) -> Span | None:
        """Where the cells of this tab that a span names lie afterwards; None where none are left."""
        rows = self.dimension == "ROWS"
        along = span[:2] if rows else span[2:]
        if along == (None, None):
            return span
        ends = self.ends(along[0] or 0, sys.maxsize if along[1] is None else along[1])
        if ends is None:
            return None
        start, end = (None if was is None else now for was, now in zip(along, ends, strict=True))
        return Span(start, end, *span[2:]) if rows else Span(*span[:2], start, end)


@dataclass(frozen=True, kw_only=True)
class Insert(Change):
    """Rows or columns inserted before index `at`."""

    at: int
    count: int

    def ends(self, start: int, end: int) -> Ends | None:
        """Push what lies at the place or after it; a stretch around it grows."""
        return start + self.count * (start >= self.at), end + self.count * (end > self.at)


@dataclass(frozen=True, kw_only=True)
class Delete(Change):
    """Rows or columns deleted."""

    start: int
    end: int

    def ends(self, start: int, end: int) -> Ends | None:
        """Pull up what lies after; a stretch shrinks by what it loses."""
        first, last = (i - max(0, min(i, self.end) - self.start) for i in (start, end))
        return (first, last) if first < last else None


@dataclass(frozen=True, kw_only=True)
class Move(Change):
    """Rows or columns moved before index `destination`, counted before the move."""

    start: int
    end: int
    destination: int

    def ends(self, start: int, end: int) -> Ends | None:
        """A stretch goes with the moved ones, or closes behind them and opens before them."""
        if self.start <= start and end <= self.end:
            first = moved(start, self.start, self.end, self.destination)
            return first, first + end - start
        if start <= self.start and self.end <= end and start <= self.destination <= end:
            return start, end
        gone = Delete(sheet_id=0, dimension="ROWS", start=self.start, end=self.end).ends(start, end)
        if gone is None:
            return None
        count = self.end - self.start
        at = self.destination if self.destination <= self.start else self.destination - count
        return Insert(sheet_id=0, dimension="ROWS", at=at, count=count).ends(*gone)
