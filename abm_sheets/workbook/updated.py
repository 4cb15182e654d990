"""Cells of people's rows that tools change, as data: which rows, what they held, and what became of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from abm_sheets.workbook.appended import Target
from abm_sheets.workbook.interface import Cell
from abm_sheets.workbook.sheet import Value


@dataclass(frozen=True, slots=True)
class RowUpdate:
    """A row some cells of which are to change, by the keys of their columns.

    - `row`: where it stood when it was read, as people count.
    - `known_by`: the cells that tell it from the others, as they were read.
    - `old`: what the cells to change held then, and `new` what they are to hold.
    """

    row: int
    known_by: Mapping[str, Cell]
    old: Mapping[str, Cell]
    new: Mapping[str, Value]


class Left(StrEnum):
    """Why a row was left as it is.

    Nothing is known by those cells any more, several rows are, somebody changed the cells meanwhile, or one
    of them is filled by a formula or merged with others.
    """

    GONE = "gone"
    SEVERAL = "several"
    CHANGED = "changed"
    COMPUTED = "computed"


@dataclass(frozen=True)
class Updated:
    """What became of some updates, which are known by their places among them, from 0.

    - `title`: the tab as people named it, and `count` how many updates there were.
    - `rows`: on which row of the tab those that are done stand, as people count.
    - `left`: those that are not, and why.
    - `mended`: the rows that were written on for a moment, for somebody sorted or moved columns at that very
      moment, and put back as they were; `astray` those that could not be.
    """

    title: str
    count: int
    rows: Mapping[int, int]
    left: Mapping[int, Left] = field(default_factory=dict)
    mended: Sequence[int] = ()
    astray: Sequence[int] = ()


class Updatable(Protocol):
    """A workbook whose rows tools may change."""

    def update(self, target: Target, updates: Sequence[RowUpdate]) -> Iterator[Updated]:
        """Change cells of an input tab, a part of the updates after the other.

        Raises:
            WorkbookError: the parts that were not given yet are not done, or not wholly.

        """
