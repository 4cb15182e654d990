"""A plan carried out, and remembered: the cells that change first, then the rows that are new."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from abm_sheets.intake import InputTab
from abm_sheets.intake.files.records import Record
from abm_sheets.intake.memory import Last, Remembered, memory_key
from abm_sheets.intake.plan import ImportPlan, PlannedRow
from abm_sheets.language import catalogue
from abm_sheets.workbook.edits import Appended, Feedable, Left, NewRow, RowUpdate, Updatable, Updated
from abm_sheets.workbook.sheet import Value

ROWS_AT_A_TIME = 10_000
"""Rows added by one call, between two of which progress is shown."""

Name = tuple[int, str | None]
"""What distinguishes a record of a file from the others: its row, and its id."""


class Importable(Feedable, Updatable, Protocol):
    """A workbook whose rows may be changed and added to, where it stands."""


@dataclass
class Outcome:
    """What became of a plan so far.

    - `left`: the rows that were left as they are, and why.
    - `missing`: how many new rows are nowhere to be seen, for people changed or deleted them at once.
    - `misplaced`: the rows (as people count) that stand under other headers, for columns were moved.
    - `mended` and `astray`: see `Updated`.
    - `undone`: the records that are not in the workbook.
    """

    undone: set[Name]
    added: int = 0
    changed: int = 0
    left: list[tuple[PlannedRow, Left]] = field(default_factory=list)
    missing: int = 0
    misplaced: list[int] = field(default_factory=list)
    mended: list[int] = field(default_factory=list)
    astray: list[int] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Whether all of the plan is done."""
        return not (self.undone or self.left or self.missing or self.misplaced or self.astray)

    def note_updated(self, rows: Sequence[PlannedRow], updated: Updated) -> None:
        """Note what became of rows that change."""
        self.changed += len(updated.rows)
        self.undone -= {name_of(rows[at].match.record) for at in updated.rows}
        self.left += [(rows[at], reason) for at, reason in updated.left.items()]
        self.mended += updated.mended
        self.astray += updated.astray

    def note_appended(self, records: Sequence[Record], appended: Appended) -> None:
        """Note what became of rows that are new."""
        self.added += len(appended.rows)
        self.undone -= {name_of(records[at]) for at in appended.rows}
        self.missing += len(appended.missing)
        self.misplaced += appended.misplaced.values()


def nothing_done(plan: ImportPlan) -> Outcome:
    """What became of a plan before any of it is done."""
    touched = [*plan.new, *(row.match.record for row in plan.changed)]
    return Outcome({name_of(record) for record in touched})


def carry_out(plan: ImportPlan, workbook: Importable, batch: str, outcome: Outcome) -> Iterator[int]:
    """Change and add the rows of a plan, noting in `outcome` what is done and giving how many rows each time.

    `batch` names this import: no other has the same.

    Raises:
        WorkbookError: what `outcome` holds is done, and the rest is not.

    """
    target, rows = InputTab(plan.tab), plan.changed
    done = 0
    for updated in workbook.update(target, updates_of(plan)):
        outcome.note_updated(rows[done : done + updated.count], updated)
        done += updated.count
        yield updated.count
    for first in range(0, len(plan.new), ROWS_AT_A_TIME):
        records = plan.new[first : first + ROWS_AT_A_TIME]
        values = [in_their_words(plan, record.values) for record in records]
        outcome.note_appended(records, workbook.append(target, values, f"{batch}-{first}"))
        yield len(records)


def updates_of(plan: ImportPlan) -> list[RowUpdate]:
    """The rows that change, as workbooks are asked to change them."""
    return [_update(plan, row) for row in plan.changed]


def rows_of(plan: ImportPlan) -> list[NewRow]:
    """The rows that are new."""
    return [in_their_words(plan, record.values) for record in plan.new]


def in_their_words(plan: ImportPlan, values: Mapping[str, Value]) -> Mapping[str, Value]:
    """Values with yes and no as people answer in the tab: by words, unless they tick boxes."""
    standing, words = plan.standing, catalogue(plan.standing.language)
    answers = {
        column: words.word("yes_no", "yes" if value else "no")
        for column, value in values.items()
        if isinstance(value, bool) and column not in standing.ticked
    }
    return {**values, **answers} if answers else values


def _update(plan: ImportPlan, row: PlannedRow) -> RowUpdate:
    standing, at = plan.standing, row.match.position
    return RowUpdate(
        row=standing.row(at),
        known_by={column: standing.cells[column][at] for column in row.match.tier.known_by},
        old={change.column: standing.cells[change.column][at] for change in row.changes},
        new=in_their_words(plan, {each.column: each.new for each in row.changes}),
    )


def name_of(record: Record) -> Name:
    """What distinguishes a record from the others of its file."""
    return record.row, record.record_id


def memory_after(plan: ImportPlan, remembered: Remembered, undone: Collection[Name] = ()) -> Remembered:
    """What is remembered once a plan is carried out, but for the records that are `undone`.

    A cell in conflict is remembered as it was, and so is one about which the file says nothing.
    """
    known = dict(remembered)
    for record, last in _given(plan, remembered):
        key = memory_key(plan.tab, record)
        if key is not None and last and name_of(record) not in undone:
            known[key] = last
    return known


def _given(plan: ImportPlan, remembered: Remembered) -> Iterable[tuple[Record, Last]]:
    for record in plan.new:
        yield record, _said(record, plan)
    for row in plan.rows:
        record = row.match.record
        before = remembered.get(memory_key(plan.tab, record) or "", {})
        yield record, {**before, **_without_conflicts(row, plan)}


def _said(record: Record, plan: ImportPlan) -> dict[str, Value]:
    return {column: record.values[column] for column in plan.owned if column in record.values}


def _without_conflicts(row: PlannedRow, plan: ImportPlan) -> dict[str, Value]:
    kept = {change.column for change in row.conflicts}
    said = _said(row.match.record, plan)
    return {column: value for column, value in said.items() if column not in kept}
