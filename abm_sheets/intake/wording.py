"""What a plan and its outcome say, as texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from abm_sheets.intake.files.records import Record
from abm_sheets.intake.outcome import Outcome
from abm_sheets.intake.plan import CellChange, ImportPlan, PlannedRow
from abm_sheets.language import Catalogue
from abm_sheets.workbook.sheet import Value

_LISTED = 20

Cells = tuple[str, str, str, str, str]
"""A change as people read it: the row, the record, the column, what is there and what the file says."""


def counts_line(plan: ImportPlan, words: Catalogue) -> str:
    """How many rows are new, changed, unchanged and rejected."""
    numbers = {
        "new": len(plan.new),
        "changed": len(plan.changed),
        "unchanged": plan.unchanged,
        "rejected": len(plan.refused) + len(plan.rejected),
    }
    return ", ".join(words.text(f"imports.{name}", number) for name, number in numbers.items()) + "."


def change_lines(plan: ImportPlan, words: Catalogue) -> Iterator[Cells]:
    """The cells that change."""
    for row in plan.changed:
        yield from (_cells(plan, row, change, words) for change in row.changes)


def conflict_lines(plan: ImportPlan, words: Catalogue) -> Iterator[Cells]:
    """The cells in conflict, which are kept."""
    for row in plan.conflicting:
        yield from (_cells(plan, row, change, words) for change in row.conflicts)


def rejection_lines(plan: ImportPlan, words: Catalogue) -> Iterator[tuple[str, str]]:
    """The rows of the file that give nothing, each with the reason, in the order of the file."""
    rejected = [(each.row, each.sentence(words.language)) for each in plan.rejected]
    refused = [(each.row, each.sentence(words.language)) for each in plan.refused]
    for row, reason in sorted([*rejected, *refused]):
        yield str(row), reason


def near_lines(plan: ImportPlan, words: Catalogue) -> Iterator[str]:
    """The new accounts that are called much like one that is there."""
    for row, near in plan.near.items():
        yield words.text("imports.near", new=near.new, row=row, name=near.name, there=near.row)


def full_list(plan: ImportPlan, words: Catalogue) -> Iterator[Sequence[str]]:
    """Everything that is planned, a line each under a line of headers."""
    headers = ("kind", "file_row", "tab_row", "record", "column", "before", "after", "reason")
    yield [words.text(f"imports.table.{header}") for header in headers]
    for record in plan.new:
        yield (
            _kind("new", words),
            str(record.row),
            "",
            called(record),
            "",
            "",
            _names(plan, record, words),
            "",
        )
    for kind, rows in (("change", plan.changed), ("conflict", plan.conflicting)):
        for row in rows:
            for change in row.changes if kind == "change" else row.conflicts:
                line, *rest = _cells(plan, row, change, words)
                yield _kind(kind, words), str(row.match.record.row), line, *rest, ""
    for number, reason in rejection_lines(plan, words):
        yield _kind("rejected", words), number, "", "", "", "", "", reason


def outcome_lines(outcome: Outcome, plan: ImportPlan, words: Catalogue) -> Iterator[str]:
    """What was done, and what people should look at."""
    added, changed = words.text("imports.new", outcome.added), words.text("imports.changed", outcome.changed)
    yield words.text("imports.done.title", added=added[:1].lower() + added[1:], changed=changed)
    for row, reason in outcome.left[:_LISTED]:
        number = plan.standing.row(row.match.position)
        yield words.text("imports.done.left", row=number, reason=words.text(f"imports.left.{reason}"))
    if outcome.missing:
        yield words.text("imports.done.missing", outcome.missing)
    for name in ("misplaced", "mended", "astray"):
        if rows := getattr(outcome, name):
            yield words.text(f"imports.done.{name}", rows=_numbers(rows))
    if not outcome.is_whole:
        yield words.text("imports.done.again")


def shown(value: Value, words: Catalogue) -> str:
    """A value as people read it."""
    if value is None:
        return words.text("imports.none")
    if isinstance(value, bool):
        return words.word("yes_no", "yes" if value else "no")
    if isinstance(value, int | float):
        return words.formats.rate(value)
    return words.formats.day(value) if isinstance(value, date) else value


def called(record: Record) -> str:
    """What people call a record."""
    names = (
        record.values.get(name) for name in ("account", "name", "label", "metric", "type", "description")
    )
    return ", ".join(str(each) for each in names if each is not None) or str(record.record_id or "")


def _names(plan: ImportPlan, record: Record, words: Catalogue) -> str:
    """All that a record says."""
    values = record.values.items()
    return "; ".join(f"{_header(plan, name, words)}: {shown(value, words)}" for name, value in values)


def _cells(plan: ImportPlan, row: PlannedRow, change: CellChange, words: Catalogue) -> Cells:
    return (
        str(plan.standing.row(row.match.position)),
        called(row.match.record),
        _header(plan, change.column, words),
        shown(change.old, words),
        shown(change.new, words),
    )


def _header(plan: ImportPlan, column: str, words: Catalogue) -> str:
    return words.header(plan.tab, column)


def _kind(kind: str, words: Catalogue) -> str:
    return words.text(f"imports.kinds.{kind}")


def _numbers(rows: Sequence[int]) -> str:
    distinct = sorted(set(rows))
    listed = ", ".join(map(str, distinct[:_LISTED]))
    return f"{listed}, …" if len(distinct) > _LISTED else listed
