"""Rows of mirrors that speak of a row before them: they fill its blanks, and never change what is typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from abm_sheets.language import fold
from abm_sheets.tables.columns import Bools, Codes, Column
from abm_sheets.tables.locate import Located

Columns = Mapping[str, Column]
Pairs = Mapping[int, int]
"""Rows by position, each with the row of a mirror that speaks of it."""


@dataclass(frozen=True)
class Likeness:
    """How rows of mirrors are known to speak of others.

    - `pairs`: given the columns, how many rows are the people's own, and the first and the last (excluded)
      of a mirror.
    - `means`: by column, what a text says where two may say the same in other words.
    - `untouched`: the columns whose blanks say something, so that nothing fills them.
    - `is_told`: whether people are told where the two differ.
    """

    pairs: Callable[[Columns, int, int, int], Pairs]
    means: Mapping[str, Callable[[str], object]] = field(default_factory=dict)
    untouched: frozenset[str] = frozenset()
    is_told: bool = False


class Difference(NamedTuple):
    """A column in which a row says something else than the row of a mirror that speaks of it."""

    name: str
    position: int
    other: int


@dataclass(frozen=True)
class Merged:
    """The columns with their blanks filled, the rows that only speak of others, and where the two differ."""

    columns: Columns
    spoken: Bools
    differences: Sequence[Difference] = ()


def merge(columns: Columns, located: Located, likeness: Likeness) -> Merged:
    """Fill what people left blank by what mirrors say of the same thing, mirror after mirror."""
    spoken = np.zeros(located.total, bool)
    differences: list[Difference] = []
    for _, first, last in located.spans:
        pairs = likeness.pairs(columns, located.height, first, last)
        into, by = np.fromiter(pairs.keys(), np.intp), np.fromiter(pairs.values(), np.intp)
        if likeness.is_told:
            differences += _differences(columns, into, by, likeness.means)
        columns = {
            name: column if name in likeness.untouched else column.completed(into, by)
            for name, column in columns.items()
        }
        spoken[by] = True
    return Merged(columns, spoken, differences)


def _differences(
    columns: Columns, into: Codes, by: Codes, means: Mapping[str, Callable[[str], object]]
) -> Iterator[Difference]:
    for name, column in columns.items():
        typed = ~(column.blank[into] | column.blank[by] | column.unreadable[into] | column.unreadable[by])
        differ = typed & (column.codes[into] != column.codes[by])
        say = means.get(name, fold)
        for position, other in zip(into[differ].tolist(), by[differ].tolist(), strict=True):
            if _means(column, position, say) != _means(column, other, say):
                yield Difference(name, position, other)


def _means(column: Column, position: int, say: Callable[[str], object]) -> object:
    """What a cell says, however it is written."""
    value = column.distinct[column.codes[position]]
    currency = column.currencies[position] if column.currencies.size else ""
    return (say(value) or value if isinstance(value, str) else value), currency


def same_id(columns: Columns, own: int, first: int, last: int) -> Pairs:
    """The rows of a mirror that have the id of a row of the people's own."""
    return _same_id(columns, range(own), range(first, last))


def same_id_anywhere(columns: Columns, _: int, first: int, last: int) -> Pairs:
    """The rows of a mirror that have the id of any row before them."""
    return _same_id(columns, range(first), range(first, last))


def _same_id(columns: Columns, among: range, rows: range) -> Pairs:
    ids = columns["id"].values.tolist()
    known = {ids[position]: position for position in reversed(among) if ids[position]}
    found: dict[int, int] = {}
    for position in rows:
        if (row := known.get(ids[position])) is not None:
            found.setdefault(row, position)
    return found
