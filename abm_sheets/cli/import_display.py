"""What the import shows: how the file was read, what it is to change, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from rich.table import Table
from rich.text import Text

from abm_sheets.intake.files.proposal import Proposal
from abm_sheets.intake.files.records import Imported, describe
from abm_sheets.intake.rows import RowsPlan
from abm_sheets.intake.wording import (
    Plan,
    change_lines,
    counts_line,
    full_list,
    rejection_lines,
    remarks,
    tab_title,
)
from abm_sheets.language import Catalogue
from abm_sheets.outputs.files.file import csv_file, save
from abm_sheets.outputs.terminal import headed_table, show

SHOWN = 20
"""The lines of a table that are shown; the rest is in the full list."""

_HEADERS = 30


def show_reading(proposal: Proposal, imported: Imported, words: Catalogue) -> None:
    """How the file was read: the source, the habits of writing, the columns."""
    show(*describe(imported.recognised, words), "")
    show(_columns(proposal, words), "")
    if imported.ignored:
        ignored = [each.sentence(words) for each in imported.ignored]
        show(words.text("imports.ignored", headers=_listed(ignored)))
    if around := len(imported.above) + len(imported.below):
        show(words.text("imports.around", around))
    notes = [(str(note.row), note.sentence(words.language)) for note in imported.noted]
    _show_table("noted", ("file_row", "reason"), notes, words)


def show_plan(plan: Plan, words: Catalogue) -> None:
    """What the import is to do."""
    show("", words.text("imports.tab", title=tab_title(plan, words)), counts_line(plan, words))
    kind = "differences" if isinstance(plan, RowsPlan) else "changes"
    _show_table(kind, ("row", "record", "column", "before", "after"), change_lines(plan, words), words)
    _show_table("rejected", ("file_row", "reason"), rejection_lines(plan, words), words)
    show(*islice(remarks(plan, words), SHOWN))


def save_plan(plan: Plan, path: Path, words: Catalogue) -> None:
    """Write all that is planned to a CSV file.

    Raises:
        ExportNotWrittenError: it could not be written.

    """
    save(path, csv_file(full_list(plan, words)))
    show(words.text("imports.plan_written", path=path))


def _columns(proposal: Proposal, words: Catalogue) -> Table:
    """Their headers and what each is for us."""
    table = headed_table([words.text("imports.table.theirs"), words.text("imports.table.ours")])
    source = proposal.source
    for field, positions in proposal.columns.positions.items():
        if field in words.columns(source.tab):
            ours = words.header(source.tab, field)
        else:
            ours = words.text(f"imports.fields.{'count' if field in source.counts else field}")
        for at in positions:
            table.add_row(Text(proposal.heading.label(at)), Text(ours))
    return table


def _show_table(name: str, columns: Sequence[str], lines: Iterable[Sequence[str]], words: Catalogue) -> None:
    """The first lines of a table under its title, and how many are not shown; nothing without lines."""
    first, rest = _parted(lines)
    if not first:
        return
    table = headed_table([words.text(f"imports.table.{column}") for column in columns])
    for line in first:
        table.add_row(*map(Text, line))
    show("", words.text(f"imports.titles.{name}"), table)
    if rest:
        show(words.text("imports.more", rest))


def _parted(lines: Iterable[Sequence[str]]) -> tuple[list[Sequence[str]], int]:
    """The first lines, and how many follow."""
    every: Iterator[Sequence[str]] = iter(lines)
    first = list(islice(every, SHOWN))
    return first, sum(1 for _ in every)


def _listed(headers: Sequence[str]) -> str:
    more = ", …" if len(headers) > _HEADERS else ""
    return ", ".join(headers[:_HEADERS]) + more
