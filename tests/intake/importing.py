"""What the tests of imports share: a small workbook, a small file, and the one imported into the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from abm_sheets.intake.files import read_records
from abm_sheets.intake.files.cleaning import Days
from abm_sheets.intake.files.grid import Grid
from abm_sheets.intake.files.proposal import propose
from abm_sheets.intake.files.records import Imported
from abm_sheets.intake.files.text import parse_grid
from abm_sheets.intake.memory import Memory
from abm_sheets.intake.outcome import Outcome, carry_out, memory_after, nothing_done
from abm_sheets.intake.plan import ImportPlan, PlannedRow, make_plan
from abm_sheets.intake.standing import read_standing, survey
from abm_sheets.tables.rows import as_text
from abm_sheets.workbook.interface import Snapshot
from abm_sheets.workbook.memory import MemoryWorkbook


@dataclass
class Import:
    """A workbook in memory that files are imported into, and what is remembered of it."""

    workbook: MemoryWorkbook
    memory: Memory = field(default_factory=dict)
    batches: int = 0

    @classmethod
    def of(cls, snapshot: Snapshot) -> Import:
        """A workbook into which nothing was imported yet."""
        return cls(MemoryWorkbook(snapshot))

    def read(self, file: str | Grid, source: str | None = None, period: Days | None = None) -> Imported:
        """The records of a file, given by its lines."""
        grid = file if isinstance(file, Grid) else grid_of_lines(file)
        vocabulary = survey(self.workbook.read()).vocabulary
        proposal = propose(grid, source, language=vocabulary.language)
        return read_records(grid, proposal, vocabulary, None, period)

    def plan(self, imported: Imported, *, overwrite: bool = False) -> ImportPlan:
        """What importing records would do."""
        source = imported.recognised.source
        standing = read_standing(survey(self.workbook.read()), imported.tab, source)
        return make_plan(imported, standing, self.memory.get(source, {}), overwrite=overwrite)

    def apply(self, imported: Imported, *, overwrite: bool = False) -> tuple[ImportPlan, Outcome]:
        """Import records."""
        plan = self.plan(imported, overwrite=overwrite)
        outcome = nothing_done(plan)
        self.batches += 1
        for _ in carry_out(plan, self.workbook, f"batch {self.batches}", outcome):
            pass
        source = imported.recognised.source
        remembered = memory_after(plan, self.memory.get(source, {}), outcome.undone)
        self.memory = {**self.memory, source: remembered}
        return plan, outcome

    def rows(self, title: str) -> list[str]:
        """A tab's rows as texts, blank cells at their ends left out."""
        tab = next(each for each in self.workbook.snapshot.tabs if each.title == title)
        height = max(map(len, tab.columns))
        cells = [
            [column[row] if row < len(column) else None for column in tab.columns] for row in range(height)
        ]
        return [" | ".join(map(as_text, row)).rstrip(" |") for row in cells]


def grid_of_lines(text: str) -> Grid:
    """A file of semicolons, its lines without the indentation of the test."""
    lines = [line.strip(" ") for line in text.strip("\n ").split("\n")]
    return parse_grid("\n".join(lines).encode(), "export.csv")


def counts(plan: ImportPlan) -> tuple[int, int, int, int]:
    """How many records are new, changed, unchanged and refused."""
    return len(plan.new), len(plan.changed), plan.unchanged, len(plan.refused)


def cells(rows: Sequence[PlannedRow], kind: str = "changes") -> list[tuple[int, str, object, object]]:
    """The cells of some rows that change, or are in conflict: row of the file, column, old and new."""
    return [
        (row.match.record.row, each.column, each.old, each.new)
        for row in rows
        for each in (row.conflicts if kind == "conflicts" else row.changes)
    ]
