"""What happens to positions when rows or columns come, go or move."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from tests.google.sheets.a1 import Span
from tests.google.sheets.grid import Dimension, moved
from tests.google.sheets.model import Json

Ends = tuple[int, int]

NAMES = {"ROWS": "Row", "COLUMNS": "Column"}


@dataclass(frozen=True, kw_only=True)
class Change:
    """A change of the rows or columns of a tab.

    With a `band`, only cells between these columns (or rows) are moved, as when cells are inserted
    into a range; without one the whole grid takes part.
    """

    sheet_id: int
    dimension: Dimension
    band: Ends | None = None

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
        along, across = (span[:2], span[2:]) if rows else (span[2:], span[:2])
        if along == (None, None) or not self.in_band(*across):
            return span
        ends = self.ends(along[0] or 0, sys.maxsize if along[1] is None else along[1])
        if ends is None:
            return None
        start = None if along[0] is None else ends[0]
        end = None if along[1] is None else ends[1]
        return Span(start, end, *across) if rows else Span(*across, start, end)

    def in_band(self, start: int | None, end: int | None) -> bool:
        """Tell whether cells with these columns (or rows) take part."""
        if self.band is None:
            return True
        return start is not None and end is not None and self.band[0] <= start and end <= self.band[1]


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
        first, last = self._pulled(start), self._pulled(end)
        return (first, last) if first < last else None

    def _pulled(self, index: int) -> int:
        return index - max(0, min(index, self.end) - self.start)


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


def follow(place: Json, change: Change) -> bool:
    """Correct a GridRange or DimensionRange; False where nothing is left of what it named."""
    if place.get("sheetId", 0) != change.sheet_id:
        return True
    if "dimension" in place:
        return place["dimension"] != change.dimension or _follow(place, change, "startIndex", "endIndex")
    across = NAMES["COLUMNS" if change.dimension == "ROWS" else "ROWS"]
    if not change.in_band(place.get(f"start{across}Index"), place.get(f"end{across}Index")):
        return True
    along = NAMES[change.dimension]
    return _follow(place, change, f"start{along}Index", f"end{along}Index")


def _follow(place: Json, change: Change, first: str, last: str) -> bool:
    if first not in place and last not in place:
        return True
    ends = change.ends(place.get(first, 0), place.get(last, sys.maxsize))
    start, end = ends or (place.get(first, 0), place.get(first, 0))
    place |= {key: value for key, value in ((first, start), (last, end)) if key in place}
    return ends is not None
