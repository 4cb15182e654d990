"""What an import leaves in the memory of its source."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from abm_sheets.intake.files import Record
from abm_sheets.intake.memory import Last, Remembered, memory_key
from abm_sheets.intake.planning import Plan, PlannedRow
from abm_sheets.workbook.written import Plain

Name = tuple[int, str | None]
"""What tells a record of a file from the others: its row, and its id."""


def name_of(record: Record) -> Name:
    """What tells a record from the others of its file."""
    return record.row, record.record_id


def remember(plan: Plan, remembered: Remembered, undone: Collection[Name] = ()) -> Remembered:
    """What is remembered once a plan is carried out, but for the records that are `undone`.

    A cell in conflict is remembered as it was, and so is one about which the file says nothing.
    """
    known = dict(remembered)
    for record, last in _given(plan, remembered):
        key = memory_key(plan.tab, record)
        if key is not None and last and name_of(record) not in undone:
            known[key] = last
    return known


def _given(plan: Plan, remembered: Remembered) -> Iterable[tuple[Record, Last]]:
    for record in plan.new:
        yield record, _said(record, plan)
    for row in plan.rows:
        record = row.match.record
        before = remembered.get(memory_key(plan.tab, record) or "", {})
        yield record, {**before, **_without_conflicts(row, plan)}


def _said(record: Record, plan: Plan) -> dict[str, Plain]:
    return {column: record.values[column] for column in plan.owned if column in record.values}


def _without_conflicts(row: PlannedRow, plan: Plan) -> dict[str, Plain]:
    kept = {change.column for change in row.conflicts}
    said = _said(row.match.record, plan)
    return {column: value for column, value in said.items() if column not in kept}
