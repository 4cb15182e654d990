"""Where a chart goes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Frame:
    """A chart's first cell (from 0), its size and its distance from the cell's edge in pixels."""

    row: int
    column: int
    width: int
    height: int
    indent: int = 0
