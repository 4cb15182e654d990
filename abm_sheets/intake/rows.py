"""Records that become rows under those of a tab, each once; rows that are there are left as they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from abm_sheets.intake.files.records import Imported, Record, Rejected
from abm_sheets.intake.likeness import Keys, Likeness
from abm_sheets.intake.standing import Ground, Standing, read_standing
from abm_sheets.language import catalogue
from abm_sheets.tables.matching import name_key, nearest
from abm_sheets.tables.sources import Mirror, mirror_key
from abm_sheets.workbook.edits import NewRow
from abm_sheets.workbook.interface import ADDED
from abm_sheets.workbook.sheet import Value

_MOST_COMPARED = 2_000_000
"""Pairs of names compared at most, which takes a few seconds."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell of a row that is there and says something else than the file; it is left as it is.

    `tab` is the key of the tab in which it stands, and `row` its number as people see it.
    """

    record: Record
    tab: str
    row: int
    column: str
    there: Value
    said: Value


@dataclass(frozen=True, slots=True)
class Near:
    """An account that is new, and the one that is there under almost the same name, with its row."""

    record: Record
    name: str
    row: int


@dataclass(frozen=True)
class RowsPlan:
    """What an import adds to a tab.

    - `new`: the records that are rows to add; `same`: how many are there already.
    - `differing`: what rows that are there say otherwise.
    - `rejected`: the rows of the file that gave no record.
    - `unplaced`: the columns that the tab does not have, whose values are left out.
    """

    tab: str
    standing: Standing
    new: Sequence[Record]
    same: int
    differing: Sequence[Difference] = ()
    rejected: Sequence[Rejected] = ()
    near: Sequence[Near] = ()
    unplaced: Sequence[str] = ()

    is_lost = False
    """Whether all records would be left aside: none is."""

    @property
    def is_done(self) -> bool:
        """Whether there is nothing to add."""
        return not self.new

    def rows(self) -> list[NewRow]:
        """The rows to add, with yes and no as people answer in the tab: by words, unless they tick boxes."""
        return [self._in_their_words(record.values) for record in self.new]

    def _in_their_words(self, values: Mapping[str, Value]) -> NewRow:
        words, ticked = catalogue(self.standing.language), self.standing.ticked
        answers = {
            column: words.word("yes_no", "yes" if value else "no")
            for column, value in values.items()
            if isinstance(value, bool) and column not in ticked
        }
        return {**values, **answers} if answers else values

    def mirror(self, ground: Ground) -> Mirror:
        """The rows that tools added to a file that is never written, with those of this plan under them."""
        key = mirror_key(ADDED, self.tab)
        there = ground.mirrors.get(key) or Mirror(key, {})
        rows = self.rows()
        columns = {
            name: [*there.cells(name), *(row.get(name) for row in rows)]
            for name in self.standing.model.model_fields
        }
        return replace(there, columns=columns)


def plan_rows(imported: Imported, ground: Ground) -> RowsPlan:
    """Compare the records of a file with the rows that a tab has.

    Raises:
        InputTabMissingError: the tab is not there. InputColumnMissingError: a required column is not.

    """
    standing = read_standing(ground, imported.tab)
    found = _Matching(standing, Likeness(standing.model, ground.accounts)).of(imported.records)
    new = [record for record in imported.records if id(record) not in found.rows]
    said = {column for record in imported.records for column in record.values}
    return RowsPlan(
        tab=imported.tab,
        standing=standing,
        new=new,
        same=len(found.rows),
        differing=found.differences,
        rejected=imported.rejected,
        near=list(_near(new, standing, set(found.rows.values()))) if imported.tab == "accounts" else (),
        unplaced=[name for name in standing.model.model_fields if name in said - set(standing.columns)],
    )


@dataclass
class _Found:
    """The position of each record's row, by the record's identity, and what the rows say otherwise."""

    rows: dict[int, int] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)


class _Matching:
    """Finds the rows that records are, by the surest way first; a row is one record's."""

    def __init__(self, standing: Standing, likeness: Likeness) -> None:
        self._standing = standing
        self._likeness = likeness
        names = list(standing.values)
        columns = list(zip(*standing.values.values(), strict=True))
        self._rows = {at: dict(zip(names, columns[at], strict=True)) for at in standing.filled}

    def of(self, records: Sequence[Record]) -> _Found:
        found, left, free = _Found(), list(records), dict(self._rows)
        for keys in self._likeness.ways:
            there = self._by_key(free, keys)
            for record in left:
                row = next(self._free(record, there, free, keys), None)
                if row is not None:
                    found.rows[id(record)] = row
                    found.differences += self._differences(record, row)
                    del free[row]
            left = [record for record in left if id(record) not in found.rows]
        return found

    @staticmethod
    def _by_key(rows: Mapping[int, Mapping[str, Value]], keys: Keys) -> Mapping[Hashable, Sequence[int]]:
        there = defaultdict(list)
        for at, values in rows.items():
            for key in keys(values):
                there[key].append(at)
        return there

    def _free(
        self,
        record: Record,
        there: Mapping[Hashable, Sequence[int]],
        free: Mapping[int, Mapping[str, Value]],
        keys: Keys,
    ) -> Iterator[int]:
        """The rows that are no other record's; one that has another id is another record."""
        own = record.values.get("id")
        for key in keys(record.values):
            for row in there.get(key, ()):
                other = free[row].get("id") if row in free else None
                if row in free and (own is None or other is None or str(own) == str(other)):
                    yield row

    def _differences(self, record: Record, row: int) -> Iterator[Difference]:
        tab, number = self._standing.located.place(row)
        for column, said in record.values.items():
            cell = self._rows[row].get(column)
            if column in self._standing.values and not self._likeness.says(column, cell, said):
                yield Difference(record, tab, number, column, cell, said)


def _near(new: Sequence[Record], standing: Standing, taken: set[int]) -> Iterator[Near]:
    """The new accounts that are called almost like one that the file does not speak of."""
    names = standing.values["account"]
    rows = [at for at in standing.filled if at not in taken and names[at] is not None]
    known = {name_key(str(names[at])): at for at in reversed(rows)}
    for record in new[: _MOST_COMPARED // max(len(known), 1)]:
        if found := nearest(name_key(str(record.values["account"])), known):
            at = known[found]
            yield Near(record, str(names[at]), standing.located.place(at)[1])
