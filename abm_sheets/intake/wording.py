"""What a plan says, as texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Protocol

from abm_sheets.intake.files.records import Record
from abm_sheets.intake.mirrors import MirrorPlan, called
from abm_sheets.intake.rows import RowsPlan
from abm_sheets.language import Catalogue
from abm_sheets.tables.sources import origin_name, title_of
from abm_sheets.workbook.sheet import Value

Plan = MirrorPlan | RowsPlan

_LISTED = 20


class Delivered(Protocol):
    """What became of a plan."""

    @property
    def missing(self) -> int:
        """How many of its rows are nowhere to be seen."""

    @property
    def misplaced(self) -> Sequence[int]:
        """The rows that stand under other headers."""

    @property
    def is_whole(self) -> bool:
        """Whether all of it is done."""


Cells = tuple[str, str, str, str, str]
"""A difference as people read it: the row, the record, the column, what is there and what the file says."""


def tab_title(plan: Plan, words: Catalogue) -> str:
    """The tab that a plan writes in."""
    if isinstance(plan, RowsPlan):
        return plan.standing.title
    return plan.mirror.title or title_of(plan.mirror.key, words)


def counts_line(plan: Plan, words: Catalogue) -> str:
    """How many records become what: the numbers add up to the rows of the file."""
    numbers = {"new": len(plan.new), "same": plan.same, "rejected": len(plan.rejected)}
    if isinstance(plan, MirrorPlan):
        numbers = {
            "new": len(plan.new),
            "changed": len(plan.changed),
            "same": plan.same,
            "aside": len(plan.aside),
            "rejected": len(plan.rejected),
        }
    return ", ".join(words.text(f"imports.{name}", number) for name, number in numbers.items()) + "."


def remarks(plan: Plan, words: Catalogue) -> Iterator[str]:
    """What people should know of a plan before they agree to it."""
    if isinstance(plan, RowsPlan):
        for near in plan.near:
            record = near.record
            yield words.text(
                "imports.near", new=record.values["account"], row=record.row, name=near.name, there=near.row
            )
        if plan.unplaced:
            headers = ", ".join(words.header(plan.tab, column) for column in plan.unplaced)
            yield words.text("imports.unplaced", columns=headers)
        return
    origin = origin_name(plan.mirror.origin, words)
    if plan.gone:
        yield words.text("imports.gone", len(plan.gone), origin=origin)
    if plan.made:
        yield words.text("imports.made", plan.made)
    for text, count in plan.unknown.items():
        column = "stage" if plan.tab == "opportunities" else "type"
        yield words.text(f"imports.unknown.{column}", count, value=text)
    if plan.aside:
        yield words.text(f"imports.lost.{plan.tab}" if plan.is_lost else "imports.aside_why", origin=origin)


def change_lines(plan: Plan, words: Catalogue) -> Iterator[Cells]:
    """What a mirror says otherwise than before, or what rows that are there say otherwise than the file."""
    if isinstance(plan, RowsPlan):
        for each in plan.differing:
            place = (each.there, each.said)
            yield _cells(plan, str(each.row), each.record, each.column, place, words)
        return
    for changed in plan.changed:
        for column, old in changed.before.items():
            place = (old, changed.record.values.get(column))
            yield _cells(plan, str(changed.record.row or ""), changed.record, column, place, words)


def done_lines(plan: Plan, done: Delivered, words: Catalogue) -> Iterator[str]:
    """What was done, and what people should look at."""
    yield words.text("imports.done.title", counts=counts_line(plan, words))
    if done.missing:
        yield words.text("imports.done.missing", done.missing)
    if done.misplaced:
        listed = ", ".join(map(str, sorted(done.misplaced)[:_LISTED]))
        yield words.text("imports.done.misplaced", rows=listed)
    if not done.is_whole:
        yield words.text("imports.done.again")


def rejection_lines(plan: Plan, words: Catalogue) -> Iterator[tuple[str, str]]:
    """The rows of the file that give nothing, each with the reason, in the order of the file."""
    for each in sorted(plan.rejected, key=lambda rejected: rejected.row):
        yield str(each.row), each.sentence(words.language)


def full_list(plan: Plan, words: Catalogue) -> Iterator[Sequence[str]]:
    """Everything that is planned, a line each under a line of headers."""
    headers = ("kind", "row", "record", "column", "before", "after", "reason")
    yield [words.text(f"imports.table.{header}") for header in headers]
    for record in plan.new:
        what = (_kind("new", words), str(record.row or ""), called(record.values))
        yield *what, "", "", _said(plan, record, words), ""
    kind = "difference" if isinstance(plan, RowsPlan) else "change"
    for row, *rest in change_lines(plan, words):
        yield _kind(kind, words), row, *rest, ""
    if isinstance(plan, MirrorPlan):
        for name in plan.gone:
            yield _kind("gone", words), "", name, "", "", "", ""
        for record in plan.aside:
            yield _kind("aside", words), str(record.row or ""), called(record.values), "", "", "", ""
    for number, reason in rejection_lines(plan, words):
        yield _kind("rejected", words), number, "", "", "", "", reason


def shown(value: Value, words: Catalogue) -> str:
    """A value as people read it."""
    if value is None or value == "":
        return words.text("imports.none")
    if isinstance(value, bool):
        return words.word("yes_no", "yes" if value else "no")
    if isinstance(value, int | float):
        return words.formats.rate(value)
    return words.formats.day(value) if isinstance(value, date) else value


def _said(plan: Plan, record: Record, words: Catalogue) -> str:
    """All that a record says."""
    headers = {name: words.header(plan.tab, name) for name in record.values}
    return "; ".join(f"{headers[name]}: {shown(value, words)}" for name, value in record.values.items())


def _cells(
    plan: Plan, row: str, record: Record, column: str, change: tuple[Value, Value], words: Catalogue
) -> Cells:
    old, new = change
    return row, called(record.values), words.header(plan.tab, column), shown(old, words), shown(new, words)


def _kind(kind: str, words: Catalogue) -> str:
    return words.text(f"imports.kinds.{kind}")
