"""What an import is to do: the rows that are new, the cells that change, and what is left alone and why.

Every record is a new row, a row that changes, a row that does not, or rejected. Only columns that the source
owns change on rows that are there; a blank in the file says nothing, so that it never empties a cell.

A cell is the source's as long as it holds what the last import put there, or nothing where no import did.
Otherwise people corrected it, or typed it themselves: it is a conflict, and kept unless they say otherwise.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from abm_sheets.intake.files.records import Imported, Record, Rejected
from abm_sheets.intake.matching import Match, Matching, Refused, match
from abm_sheets.intake.memory import Last, Remembered, memory_key
from abm_sheets.intake.standing import Standing
from abm_sheets.intake.tiers import Likeness, tiers_of
from abm_sheets.tables.matching import name_key, nearest
from abm_sheets.workbook.sheet import Value

_MOST_COMPARED = 2_000_000
"""Pairs of names compared at most, which takes a few seconds."""


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell by the key of its column: what it says, and what the file says."""

    column: str
    old: Value
    new: Value


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A record that is a row of the tab: the cells that change, and those in conflict, which do not."""

    match: Match
    changes: Sequence[CellChange] = ()
    conflicts: Sequence[CellChange] = ()


@dataclass(frozen=True)
class ImportPlan:
    """What an import does to a tab.

    - `owned`: the columns that the source may change, those that are there.
    - `new`: the records that are rows to add, and `rows` those that are rows of the tab already.
    - `refused`: those that cannot be known, and `rejected` the rows of the file that gave no record.
    - `near`: the accounts of the tab that new ones are called much like, by the new ones' rows in the file.
    - `unplaced`: the columns that the tab does not have, whose values are left out.
    """

    tab: str
    standing: Standing
    owned: Sequence[str]
    new: Sequence[Record]
    rows: Sequence[PlannedRow]
    refused: Sequence[Refused] = ()
    rejected: Sequence[Rejected] = ()
    near: Mapping[int, Near] = field(default_factory=dict)
    unplaced: Sequence[str] = ()

    @cached_property
    def changed(self) -> Sequence[PlannedRow]:
        """The rows some cell of which changes."""
        return [row for row in self.rows if row.changes]

    @cached_property
    def conflicting(self) -> Sequence[PlannedRow]:
        """The rows some cell of which is kept although the file says otherwise."""
        return [row for row in self.rows if row.conflicts]

    @property
    def unchanged(self) -> int:
        """How many rows stay as they are."""
        return len(self.rows) - len(self.changed)

    @property
    def is_done(self) -> bool:
        """Whether there is nothing to do."""
        return not self.new and not self.changed


def make_plan(
    imported: Imported, standing: Standing, remembered: Remembered, *, overwrite: bool = False
) -> ImportPlan:
    """Compare the records of a file with a tab as it was read.

    `remembered` is what earlier imports of this source put in this workbook; with `overwrite` there is no
    conflict: what the file says counts.
    """
    likeness = Likeness(standing)
    matching = match(imported.records, standing, tiers_of(standing, likeness))
    owned = [column for column in imported.owned if column in standing.cells]
    comparer = _Comparer(owned, standing, likeness, overwrite=overwrite)
    rows = [
        comparer.compare(each, remembered.get(memory_key(imported.tab, each.record) or "", {}))
        for each in matching.found
    ]
    said = {column for record in imported.records for column in record.values}
    return ImportPlan(
        tab=imported.tab,
        standing=standing,
        owned=owned,
        new=matching.new,
        rows=rows,
        refused=matching.refused,
        rejected=imported.rejected,
        near=_near(matching, standing),
        unplaced=[column for column in standing.model.model_fields if column in said - standing.cells.keys()],
    )


def _near(matching: Matching, standing: Standing) -> Mapping[int, Near]:
    """The accounts that new ones may be; those that the file speaks of itself are not."""
    if standing.model.tab != "accounts":
        return {}
    return near_accounts(matching.new, standing, {found.position for found in matching.found})


class _Comparer:
    """Compares records with their rows, column by column."""

    def __init__(
        self, owned: Sequence[str], standing: Standing, likeness: Likeness, *, overwrite: bool
    ) -> None:
        self._columns = owned
        self._standing = standing
        self._likeness = likeness
        self._overwrite = overwrite

    def compare(self, found: Match, last: Last) -> PlannedRow:
        """What changes on a row, and what is in conflict."""
        changes: list[CellChange] = []
        conflicts: list[CellChange] = []
        for column in self._columns:
            value = found.record.values.get(column)
            cell = self._standing.values[column][found.position]
            if value is None or self._likeness.says(column, cell, value):
                continue
            ours = self._overwrite or self._is_ours(column, cell, last)
            (changes if ours else conflicts).append(CellChange(column, cell, value))
        return PlannedRow(found, changes, conflicts)

    def _is_ours(self, column: str, cell: Value, last: Last) -> bool:
        """Whether a cell holds what the last import put there, or nothing where none did."""
        if column not in last:
            return cell is None
        return self._likeness.form(column, cell) == self._likeness.form(column, last[column])


@dataclass(frozen=True, slots=True)
class Near:
    """An account of the tab and its row, and what the file calls the new one."""

    new: str
    name: str
    row: int


def near_accounts(new: Sequence[Record], standing: Standing, taken: Collection[int]) -> Mapping[int, Near]:
    """The account of the tab whose name is most like each new one's, by the new one's row in the file.

    The rows of the tab at the positions `taken` are known to be others.
    """
    names = standing.values["account"]
    rows = [at for at in standing.filled if at not in taken and names[at] is not None]
    known = {name_key(str(names[at])): at for at in reversed(rows)}
    near: dict[int, Near] = {}
    for record in new[: _MOST_COMPARED // max(len(known), 1)]:
        account = str(record.values["account"])
        if found := nearest(name_key(account), known):
            near[record.row] = Near(account, str(names[known[found]]), standing.row(known[found]))
    return near
